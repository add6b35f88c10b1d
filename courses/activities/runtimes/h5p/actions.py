"""What is written of H5P: packages and libraries stored, states kept and forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import IO, Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from courses.activities.runtimes.h5p import store
from courses.activities.runtimes.h5p.core import CORE_SIZE
from courses.activities.runtimes.h5p.models import H5PLibrary, H5PPackage, H5PState
from courses.activities.runtimes.h5p.queries import installed_libraries
from courses.activities.runtimes.h5p.reading import FoundLibrary, Inspected, inspect_package
from courses.activities.runtimes.h5p.rules.closure import load_order
from courses.activities.runtimes.h5p.rules.manifests import LibraryName, Manifest
from courses.activities.runtimes.h5p.rules.refusal import PackageRefused


@dataclass
class _Upload:
    """One upload on its way: what is in it, where it is unpacked, the libraries it brings."""

    inspected: Inspected
    room: store.Staging
    brought: dict[LibraryName, FoundLibrary] = field(default_factory=dict)
    unpacked: dict[LibraryName, store.Unpacked] = field(default_factory=dict)
    differing: list[str] = field(default_factory=list)


def add_package(file: IO[bytes], *, may_install: bool, key: UUID | None = None) -> H5PPackage:
    """Check and store a package; nothing of it is there until all of it is. Raises PackageRefused.

    The libraries it brings are installed where ``may_install``; otherwise it plays with what is installed.
    ``key`` is the one that it has on the site it comes from.
    """
    inspected = inspect_package(file)
    with store.staging() as room:
        upload = _Upload(inspected, room)
        installed = installed_libraries()
        _compare(upload, installed, may_install)
        order = load_order_of(inspected.manifest, installed | upload.brought)
        _unpack_libraries(upload)
        content = room.unpack(inspected.archive, inspected.content, "content")
        with transaction.atomic():
            chosen = installed | _install(upload)
            libraries = [chosen[name] for name in order]
            _hold(libraries)
            return _store(upload, content, libraries, key or uuid4())


def install_libraries(file: IO[bytes]) -> list[H5PLibrary]:
    """Install the libraries of a package that are not there yet, and return them. Raises PackageRefused."""
    inspected = inspect_package(file, libraries_only=True)
    if not inspected.libraries:
        raise PackageRefused("no libraries")
    with store.staging() as room:
        upload = _Upload(inspected, room)
        installed = installed_libraries()
        _compare(upload, installed, may_install=True)
        _refuse_missing(load_order(upload.brought, _foundations(installed | upload.brought))[1])
        _unpack_libraries(upload)
        with transaction.atomic():
            return list(_install(upload).values())


def _compare(upload: _Upload, installed: dict[LibraryName, H5PLibrary], may_install: bool) -> None:
    """Tell the libraries that are new from those whose code is not what is installed as the same version."""
    for name, library in upload.inspected.libraries.items():
        known = _same_version(library)
        if known is None:
            newest = installed.get(name)
            if may_install and (newest is None or newest.patch < library.manifest.patch):
                upload.brought[name] = library
        elif known.digest != store.digest_of(store.hashes_in(upload.inspected.archive, library.files)):
            upload.differing.append(str(known))


def _same_version(library: FoundLibrary) -> H5PLibrary | None:
    name = library.manifest.name
    found = H5PLibrary.objects.filter(**name._asdict(), patch=library.manifest.patch)
    return found.defer("hashes").first()


def load_order_of(manifest: Manifest | None, chosen: Mapping[LibraryName, Any]) -> list[LibraryName]:
    """Return the libraries of a package in the order in which they load. Raises PackageRefused."""
    if manifest is None:
        raise PackageRefused("no file", name="h5p.json")
    order, missing = load_order(manifest.dependencies, _foundations(chosen))
    _refuse_missing(missing)
    main = chosen[manifest.main]
    is_runnable = main.is_runnable if isinstance(main, H5PLibrary) else main.manifest.is_runnable
    if not is_runnable:
        raise PackageRefused("main library does not run", library=str(manifest.main))
    return order


def _foundations(chosen: Mapping[LibraryName, Any]) -> dict[LibraryName, list[LibraryName]]:
    """Return what each library stands on."""
    return {
        name: library.dependencies if isinstance(library, H5PLibrary) else list(library.manifest.dependencies)
        for name, library in chosen.items()
    }


def _refuse_missing(missing: list[LibraryName]) -> None:
    if missing:
        raise PackageRefused("libraries missing", libraries=", ".join(map(str, missing)), count=len(missing))


def _unpack_libraries(upload: _Upload) -> None:
    for name, library in upload.brought.items():
        upload.unpacked[name] = upload.room.unpack(
            upload.inspected.archive, library.files, library.manifest.folder
        )


def _install(upload: _Upload) -> dict[LibraryName, H5PLibrary]:
    """Store what an upload brings; where another upload was faster, its code stays."""
    found = {}
    for name, library in upload.brought.items():
        unpacked = upload.unpacked[name]
        row, is_new = H5PLibrary.objects.get_or_create(
            **name._asdict(), patch=library.manifest.patch, defaults=_described(library, unpacked)
        )
        if is_new:
            store.move_into_place(unpacked.folder, store.LIBRARIES, row.folder)
        found[name] = row
    return found


def _hold(libraries: list[H5PLibrary]) -> None:
    """Keep libraries from being taken away until the package that plays with them is stored."""
    wanted = {library.pk: library.name for library in libraries}
    held = H5PLibrary.objects.select_for_update().filter(pk__in=wanted).values_list("pk", flat=True)
    _refuse_missing(sorted(wanted[number] for number in wanted.keys() - set(held)))


def _described(library: FoundLibrary, unpacked: store.Unpacked) -> dict:
    manifest = library.manifest
    loaded = [unpacked.folder / path for path in (*manifest.scripts, *manifest.styles)]
    return {
        "title": manifest.title,
        "is_runnable": manifest.is_runnable,
        "scripts": list(manifest.scripts),
        "styles": list(manifest.styles),
        "stands_on": [list(each) for each in manifest.dependencies],
        "hashes": unpacked.hashes,
        "digest": store.digest_of(unpacked.hashes),
        "size": unpacked.size,
        "load_size": sum(path.stat().st_size for path in loaded),
    }


def _store(upload: _Upload, content: store.Unpacked, libraries: list[H5PLibrary], key: UUID) -> H5PPackage:
    manifest = upload.inspected.manifest
    assert manifest is not None  # noqa: S101  (asked for in load_order_of)
    package = H5PPackage.objects.create(
        key=key,
        title=manifest.title,
        main_library=str(manifest.main),
        language=manifest.language,
        authors=list(manifest.authors),
        licence=manifest.licence,
        references=upload.inspected.references,
        differing=upload.differing,
        load_order=[library.folder for library in libraries],
        size=content.size,
        load_size=content.size + CORE_SIZE + sum(library.load_size for library in libraries),
    )
    package.libraries.set(libraries)
    store.move_into_place(content.folder, store.PACKAGES, str(package.key))
    return package


# --- Where learners stopped ---------------------------------------------------------------------

LONGEST_STATE = 128 * 1024
MOST_STATES = 60


class StateRefused(ValueError):
    """A package asks to keep more than one may."""


def keep_state(
    *, learner_id: int, activity_key: UUID, package_id: int, part: str, name: str, value: str | None
) -> None:
    """Keep what a package writes down of a learner; None forgets it. Raises StateRefused."""
    own = {"learner_id": learner_id, "activity_key": activity_key, "package_id": package_id}
    if value is None:
        H5PState.objects.filter(**own, part=part, name=name).delete()
        return
    if len(value) > LONGEST_STATE or not 0 < len(part) <= 64 or not 0 < len(name) <= 64 or "\0" in value:
        raise StateRefused(name)
    with transaction.atomic():
        others = H5PState.objects.filter(**own).exclude(part=part, name=name)
        if others.count() >= MOST_STATES:
            raise StateRefused(name)
        H5PState.objects.update_or_create(
            **own, part=part, name=name, defaults={"value": value, "changed_at": timezone.now()}
        )


def forget_states(before: date) -> int:
    """Delete where learners stopped who have not gone on since a day. Returns how many."""
    start = timezone.make_aware(datetime.combine(before, time.min))
    return H5PState.objects.filter(changed_at__lt=start).delete()[0]

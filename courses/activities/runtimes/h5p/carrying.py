"""H5P packages on their way to another site: what they say and hold, without the code that plays them."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courses.activities.runtimes.h5p import store
from courses.activities.runtimes.h5p.actions import add_package, load_order_of
from courses.activities.runtimes.h5p.models import H5PPackage
from courses.activities.runtimes.h5p.queries import installed_libraries
from courses.activities.runtimes.h5p.reading import inspect_package
from courses.activities.runtimes.h5p.refusing import sentence
from courses.activities.runtimes.h5p.rules.entries import CONTENT, MANIFEST
from courses.activities.runtimes.h5p.rules.manifests import LibraryName, Manifest
from courses.activities.runtimes.h5p.rules.refusal import PackageRefused

# An archive names no earlier day; when a file was written says nothing about what is in it.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class CarriedPackage:
    """A package as it travels: ``data`` is an .h5p file of content alone, ``needs`` what has to play it."""

    key: UUID
    data: bytes
    title: str
    language: str
    authors: tuple[str, ...]
    licence: str
    needs: tuple[str, ...]


def carried_package(key: UUID, data: bytes) -> CarriedPackage:
    """Return what an .h5p file of another site says. Raises PackageRefused.

    All checks of an upload hold. It is taken in the form alone in which this site would give it out, so
    that no code, no second value and no hidden file comes along.
    """
    found = inspect_package(io.BytesIO(data))
    assert found.manifest is not None  # noqa: S101  (asked for by inspect_package)
    files = {name: b"".join(store.pieces(found.archive, packed)) for name, packed in found.content.items()}
    if _packed(found.manifest, files) != data:
        raise PackageRefused("not as it travels")
    said = found.manifest
    needs = tuple(map(str, said.dependencies))
    return CarriedPackage(key, data, said.title, said.language, said.authors, said.licence, needs)


def carried_packages(keys: Iterable[UUID]) -> list[CarriedPackage]:
    """Return packages that are stored here as they travel, by key.

    Raises PackageRefused, FileNotFoundError.
    """
    rows = H5PPackage.objects.filter(key__in=list(keys))
    return [_carried(row) for row in sorted(rows, key=lambda row: str(row.key))]


def _carried(row: H5PPackage) -> CarriedPackage:
    folder = store.folder_of(store.PACKAGES, str(row.key))
    paths = [path for path in folder.rglob("*") if path.is_file()]
    if not paths:
        raise FileNotFoundError(row.title)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return carried_package(row.key, _packed(_manifest(row), files))


def _manifest(row: H5PPackage) -> Manifest:
    main = row.main_library.rsplit(" ", 1)[0]
    by_folder = {library.folder: library.name for library in row.libraries.defer("hashes")}
    names = tuple(by_folder[folder] for folder in row.load_order)
    return Manifest(row.title, main, row.language, tuple(row.authors), row.licence, names)


def _packed(manifest: Manifest, content: dict[str, bytes]) -> bytes:
    """Return an .h5p file whose bytes depend on nothing but what is in it; nothing is compressed."""
    files = {f"{CONTENT}{name}": data for name, data in content.items()}
    files[MANIFEST] = (json.dumps(_said(manifest), ensure_ascii=False, indent=2) + "\n").encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _NO_DAY)
            entry.external_attr, entry.create_system = 0o100644 << 16, 3
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def _said(manifest: Manifest) -> dict[str, Any]:
    said: dict[str, Any] = {"title": manifest.title, "mainLibrary": manifest.main_library}
    said |= {"language": manifest.language} if manifest.language else {}
    said |= {"license": manifest.licence} if manifest.licence else {}
    said |= {"authors": [_author(each) for each in manifest.authors]} if manifest.authors else {}
    said["preloadedDependencies"] = [_dependency(each) for each in manifest.dependencies]
    return said | {"embedTypes": ["div"]}


def _author(said: str) -> dict[str, str]:
    """Return an author as h5p.json names one: what stands in brackets at the end is the role."""
    name, bracket, role = said.rpartition(" (")
    return {"name": name, "role": role[:-1]} if bracket and said.endswith(")") else {"name": said}


def _dependency(name: LibraryName) -> dict[str, Any]:
    return {"machineName": name.machine_name, "majorVersion": name.major, "minorVersion": name.minor}


def carrying_faults(package: CarriedPackage) -> list[str]:
    """Return why a package cannot be played here, as sentences; one that is stored already is played."""
    if H5PPackage.objects.filter(key=package.key).exists():
        return []
    try:
        _require_playable(package)
    except PackageRefused as refusal:
        return [sentence(refusal)]
    return []


def _require_playable(package: CarriedPackage) -> None:
    """Ask for the libraries it was made with, in their order. Raises PackageRefused."""
    manifest = inspect_package(io.BytesIO(package.data)).manifest
    order = load_order_of(manifest, installed_libraries())
    if manifest is not None and order != list(manifest.dependencies):
        more = [str(name) for name in order if name not in manifest.dependencies]
        raise PackageRefused("other libraries", libraries=", ".join(more or map(str, order)))


def write_carried(packages: Iterable[CarriedPackage], *, stored: list[UUID]) -> None:
    """Store packages that are not here yet; ``stored`` learns of each.

    No library is installed. Raises PackageRefused.
    """
    for package in packages:
        if not H5PPackage.objects.filter(key=package.key).exists():
            _require_playable(package)
            add_package(io.BytesIO(package.data), may_install=False, key=package.key)
            stored.append(package.key)


def forget_carried(keys: Iterable[UUID]) -> None:
    """Delete the files of packages whose rows were taken back."""
    for key in keys:
        shutil.rmtree(store.folder_of(store.PACKAGES, str(key)), ignore_errors=True)

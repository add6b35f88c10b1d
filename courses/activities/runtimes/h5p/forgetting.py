"""What nobody needs any more goes: packages, old patches of libraries, folders that belong to nothing."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.models import Revision

from courses.activities.runtimes.h5p import store
from courses.activities.runtimes.h5p.models import H5PActivity, H5PLibrary, H5PPackage
from courses.activities.runtimes.h5p.queries import is_stood_on

# What has just come belongs to nothing yet: its draft is made a moment later.
YOUNG = timedelta(days=1)


class LibraryNeeded(Exception):
    """Something that is here plays with the library."""


def forget_unneeded(played: Callable[[], set[str]]) -> int:
    """Delete packages, patches and folders that nothing needs; returns how many. Safe to repeat.

    ``played`` names the keys of the packages that published lessons hold; it is asked only where something
    could go.
    """
    before = timezone.now() - YOUNG
    folders = _forget_folders(before)
    packages = _forget_packages(before, played)
    return folders + packages + sum(_forget_library(library) for library in _old_patches(before))


def _forget_packages(before: datetime, played: Callable[[], set[str]]) -> int:
    """Delete the packages that no activity, no version of one and no learner's state names."""
    idle = H5PPackage.objects.filter(uploaded_at__lt=before, activities=None, states=None)
    idle = idle.exclude(pk__in=_in_versions())
    if not idle.exists():
        return 0
    kept = played()
    return sum(_forget_package(package.pk) for package in idle if str(package.key) not in kept)


def _in_versions() -> set[int]:
    """Return the packages that a draft, a publication or an older version of an activity plays."""
    kind = ContentType.objects.get_for_model(H5PActivity)
    found = Revision.objects.filter(content_type=kind).values_list("content__package", flat=True)
    return {number for number in found if number}


@transaction.atomic
def _forget_package(number: int) -> bool:
    """Delete a package, unless an activity took it in this moment."""
    package = H5PPackage.objects.select_for_update().filter(pk=number).first()
    if package is None or package.activities.exists() or package.states.exists():
        return False
    package.delete()
    transaction.on_commit(partial(store.remove, store.PACKAGES, str(package.key)))
    return True


def _old_patches(before: datetime) -> list[H5PLibrary]:
    """Return what no package plays with and no new one would: a later patch of the version is here.

    The latest patch stays for packages to come, until an operator takes it away.
    """
    version = ("machine_name", "major", "minor")
    latest = H5PLibrary.objects.values(*version).annotate(latest=Max("patch"))
    patch_of = {tuple(row[name] for name in version): row["latest"] for row in latest}
    idle = H5PLibrary.objects.filter(installed_at__lt=before, packages=None).defer("hashes")
    return [library for library in idle if library.patch < patch_of[library.name]]


def remove_library(library: H5PLibrary) -> None:
    """Take a library away that nothing plays with and nothing stands on. Raises LibraryNeeded."""
    if is_stood_on(library) or not _forget_library(library):
        raise LibraryNeeded(str(library))


@transaction.atomic
def _forget_library(library: H5PLibrary) -> bool:
    """Delete a library, unless a package took it in this moment."""
    found = H5PLibrary.objects.select_for_update().filter(pk=library.pk).first()
    if found is None or found.packages.exists():
        return False
    found.delete()
    transaction.on_commit(partial(store.remove, store.LIBRARIES, found.folder))
    return True


def _forget_folders(before: datetime) -> int:
    """Delete folders without a row: what an upload left that broke off, or a deletion."""
    known = {
        store.PACKAGES: {str(key) for key in H5PPackage.objects.values_list("key", flat=True)},
        store.LIBRARIES: {library.folder for library in H5PLibrary.objects.defer("hashes")},
        store.STAGING: set(),
    }
    return sum(_sweep(kind, names, before) for kind, names in known.items())


def _sweep(kind: str, known: Iterable[str], before: datetime) -> int:
    stray = [name for name in store.folders(kind, before) if name not in known]
    for name in stray:
        store.remove(kind, name)
    return len(stray)

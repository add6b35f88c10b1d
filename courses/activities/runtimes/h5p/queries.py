"""What is asked of H5P: which libraries are installed, which package this is, where a learner stopped."""

from collections import Counter
from uuid import UUID

from django.db.models import Count

from courses.activities.runtimes.h5p.models import H5PLibrary, H5PPackage, H5PState
from courses.activities.runtimes.h5p.rules.manifests import LibraryName


def installed_libraries() -> dict[LibraryName, H5PLibrary]:
    """Return the newest patch of every installed version of every library. One query."""
    found = H5PLibrary.objects.defer("hashes").order_by("machine_name", "major", "minor", "patch")
    return {library.name: library for library in found}


def libraries_and_their_uses() -> list[H5PLibrary]:
    """Return the installed libraries by name; ``used`` counts the packages, ``is_needed`` asks for all."""
    found = H5PLibrary.objects.defer("hashes").annotate(used=Count("packages"))
    libraries = list(found.order_by("machine_name", "major", "minor", "patch"))
    versions = Counter(library.name for library in libraries)
    stood_on = {name for library in libraries for name in library.dependencies if name != library.name}
    for library in libraries:
        is_last = versions[library.name] == 1
        library.is_needed = bool(library.used) or (is_last and library.name in stood_on)
    return libraries


def is_stood_on(library: H5PLibrary) -> bool:
    """Return whether another installed library would miss this one; not while another patch of it is here."""
    found = {each.pk: each for each in libraries_and_their_uses()}
    return library.pk in found and found[library.pk].is_needed


def package_with(key: UUID | str) -> H5PPackage | None:
    """Return the package with this key, or None."""
    return H5PPackage.objects.filter(key=key).first()


def libraries_in_order(package: H5PPackage) -> list[H5PLibrary]:
    """Return the libraries of a package in the order in which they load. One query."""
    found = {library.folder: library for library in package.libraries.defer("hashes")}
    return [found[folder] for folder in package.load_order]


def states_of(learner_id: int, activity_key: UUID, package_id: int) -> dict[str, dict[str, str]]:
    """Return what a package wrote down of a learner: by part, then by name. One query."""
    found: dict[str, dict[str, str]] = {}
    rows = H5PState.objects.filter(learner_id=learner_id, activity_key=activity_key, package_id=package_id)
    for part, name, value in rows.values_list("part", "name", "value"):
        found.setdefault(part, {})[name] = value
    return found

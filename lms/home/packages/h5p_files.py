"""H5P of a package: a file for each activity and language, and the .h5p files that they play."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from courses.api import (
    CarriedPackage,
    H5PPlan,
    PackageRefused,
    carried_package,
    carried_packages,
    carrying_faults,
    h5p_refusal,
)
from lms.home.packages.keys import own_key, said_key
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.yaml_files import InLine, canonical_yaml, read_yaml

FOLDER = "h5p"
LIST = "media/packages.yaml"
# The whole of a course has to fit into one package of at most twice as much.
LARGEST_H5P = 50 * 1024 * 1024


def read_h5p(folder: Path) -> list[H5PPlan]:
    """Return every H5P activity of a package in the source language. Raises PackageError."""
    return [_read(path) for path in sorted((folder / FOLDER).glob("*.yaml")) if len(path.suffixes) == 1]


def read_translated_h5p(folder: Path, language: str) -> list[H5PPlan]:
    """Return the H5P activities translated into ``language``. Raises PackageError."""
    return [_read(path) for path in sorted((folder / FOLDER).glob(f"*.{language}.yaml"))]


def _read(path: Path) -> H5PPlan:
    try:
        data = read_yaml(path)
        return H5PPlan(
            key=own_key("h5p", data["id"], data),
            activity_key=own_key("activity", data["id"], data, "activity"),
            code=data["id"],
            title=data["title"],
            opening=data.get("opening", ""),
            words=data["words"],
            package=UUID(str(data["package"])),
        )
    except (KeyError, TypeError) as error:
        raise PackageError(f"{path.name}: the H5P activity lacks {error}.") from error


def h5p_yaml(plan: H5PPlan) -> str:
    """Return an H5P activity as the text of its file, in the one form that reading gives back."""
    data: dict[str, Any] = {"id": plan.code, **said_key("h5p", plan.code, plan.key)}
    data |= said_key("activity", plan.code, plan.activity_key, "activity")
    data |= {"title": plan.title} | ({"opening": plan.opening} if plan.opening else {})
    return canonical_yaml({**data, "words": plan.words, "package": str(plan.package)})


def read_packages(folder: Path) -> list[CarriedPackage]:
    """Return the .h5p files of a package, each checked as an upload is. Raises PackageError, KeyError."""
    rows = read_yaml(folder / LIST) if (folder / LIST).exists() else []
    return [_package(folder, UUID(str(row["id"]))) for row in rows]


def _package(folder: Path, key: UUID) -> CarriedPackage:
    path = folder / "media" / f"{key}.h5p"
    if not path.exists():
        raise PackageError(
            _("media/%(name)s is missing, and a list of the package names it. Export it again.")
            % {"name": path.name}
        )
    try:
        return carried_package(key, path.read_bytes())
    except PackageRefused as refusal:
        raise PackageError(f"media/{path.name}: {h5p_refusal(refusal)}") from refusal


def stored_packages(keys: Iterable[UUID]) -> list[CarriedPackage]:
    """Return what is stored of H5P here. Raises PackageError, saying what to mend."""
    try:
        found = carried_packages(keys)
    except PackageRefused as refusal:
        raise PackageError(
            _("An H5P package cannot travel: %(why)s") % {"why": h5p_refusal(refusal)}
        ) from refusal
    except FileNotFoundError as error:
        raise PackageError(
            _("The files of the H5P package “%(title)s” are gone. Upload it again.") % {"title": error}
        ) from error
    for each in found:
        if len(each.data) > LARGEST_H5P:
            raise PackageError(
                _("The H5P package “%(title)s” is larger than %(most)d MB, the most that travels.")
                % {"title": each.title, "most": LARGEST_H5P // 1024**2}
            )
    return found


def package_items(packages: Iterable[CarriedPackage]) -> dict[str, dict[str, str]]:
    """Return what is said of .h5p files, by file and id: whose they are, and what has to play them."""
    rows = {str(each.key): canonical_yaml([_row(each)]) for each in packages}
    return {LIST: rows} if rows else {}


def _row(package: CarriedPackage) -> dict[str, Any]:
    said: dict[str, Any] = {"id": str(package.key), "title": package.title, "language": package.language}
    said |= {"licence": package.licence, "authors": list(package.authors), "needs": InLine(package.needs)}
    said = {name: value for name, value in said.items() if value}
    return said | {"sha256": hashlib.sha256(package.data).hexdigest()}


def package_bytes(packages: Iterable[CarriedPackage]) -> dict[str, bytes]:
    """Return the .h5p files by their path in the package."""
    return {f"media/{each.key}.h5p": each.data for each in packages}


def h5p_faults(packages: Iterable[CarriedPackage]) -> list[str]:
    """Return a sentence for each .h5p file that cannot be played here, and why."""
    return [f"“{each.title}” (H5P): {fault}" for each in packages for fault in carrying_faults(each)]

"""What h5p.json and library.json say, read strictly: a name, versions, dependencies, files to load."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from courses.activities.runtimes.h5p.rules.refusal import PackageRefused

# The version of H5P's core that the player carries.
CORE_API = (1, 27)
_MACHINE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]*(\.[A-Za-z0-9_\-]+)*")
_URL = re.compile(r"(?:https?:)?//[^\s\"'<>\\]+", re.IGNORECASE)
MOST_REFERENCES = 40
# What names its sources or its licence does not load them.
_NAMING = frozenset({"metadata", "copyright", "source", "license", "licenseExtras"})


class LibraryName(NamedTuple):
    """A library as a package asks for it: any patch of one version will do."""

    machine_name: str
    major: int
    minor: int

    @property
    def folder(self) -> str:
        """The folder it is asked for under."""
        return f"{self.machine_name}-{self.major}.{self.minor}"

    def __str__(self) -> str:
        return f"{self.machine_name} {self.major}.{self.minor}"


@dataclass(frozen=True)
class Manifest:
    """What h5p.json says of a package."""

    title: str
    main_library: str
    language: str
    authors: tuple[str, ...]
    licence: str
    dependencies: tuple[LibraryName, ...]

    @property
    def main(self) -> LibraryName:
        """The library that plays it. Raises PackageRefused when it is not among the dependencies."""
        for dependency in self.dependencies:
            if dependency.machine_name == self.main_library:
                return dependency
        raise PackageRefused("main library not named", library=self.main_library)


@dataclass(frozen=True)
class LibraryManifest:
    """What library.json says of a library."""

    name: LibraryName
    patch: int
    title: str
    is_runnable: bool
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    dependencies: tuple[LibraryName, ...]

    @property
    def folder(self) -> str:
        """The folder it is stored in: no other code is ever stored there."""
        return f"{self.name.folder}.{self.patch}"


def json_object(raw: bytes, name: str) -> dict[str, Any]:
    """Return a JSON object; a byte order mark is allowed. Raises PackageRefused."""
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PackageRefused("broken json", name=name) from error
    if not isinstance(value, dict):
        raise PackageRefused("broken json", name=name)
    return value


def read_manifest(raw: bytes) -> Manifest:
    """Return what h5p.json says. Raises PackageRefused."""
    said = json_object(raw, "h5p.json")
    authors = said.get("authors")
    authors = authors if isinstance(authors, list) else []
    return Manifest(
        title=_text(said, "title", "h5p.json", most=255),
        main_library=_text(said, "mainLibrary", "h5p.json"),
        language=str(said.get("language") or said.get("defaultLanguage") or "")[:12],
        authors=tuple(_author(each) for each in authors if isinstance(each, dict) and each.get("name"))[:20],
        licence=" ".join(str(said.get(name) or "") for name in ("license", "licenseVersion")).strip()[:60],
        dependencies=_dependencies(said, "h5p.json"),
    )


def _author(said: dict) -> str:
    role = str(said.get("role") or "")[:40]
    name = str(said["name"])[:120]
    return f"{name} ({role})" if role else name


def read_library(raw: bytes, folder: str) -> LibraryManifest:
    """Return what library.json in ``folder`` of a package says. Raises PackageRefused."""
    place = f"{folder}/library.json"
    said = json_object(raw, place)
    name = _library_name(said, place)
    patch = _number(said, "patchVersion", place)
    if folder not in (name.machine_name, name.folder, f"{name.folder}.{patch}"):
        raise PackageRefused("library folder", folder=folder, library=str(name))
    _refuse_newer_core(said, str(name), place)
    return LibraryManifest(
        name=name,
        patch=patch,
        title=_text(said, "title", place, most=255),
        is_runnable=said.get("runnable") in (1, True, "1"),
        scripts=_paths(said, "preloadedJs", place),
        styles=_paths(said, "preloadedCss", place),
        dependencies=_dependencies(said, place),
    )


def _refuse_newer_core(said: dict, library: str, place: str) -> None:
    core = said.get("coreApi")
    if core is None:
        return
    if not isinstance(core, dict):
        raise PackageRefused("not said", name=place, what="coreApi")
    needed = (_number(core, "majorVersion", place), _number(core, "minorVersion", place))
    if needed > CORE_API:
        raise PackageRefused(
            "newer core", library=library, needed="{}.{}".format(*needed), ours="{}.{}".format(*CORE_API)
        )


def _text(said: dict, key: str, place: str, most: int = 100) -> str:
    value = said.get(key)
    if not isinstance(value, str) or not value.strip():
        raise PackageRefused("not said", name=place, what=key)
    return value.strip()[:most]


def _number(said: dict, key: str, place: str) -> int:
    value = str(said.get(key))
    if not (value.isascii() and value.isdigit()) or len(value) > 4:
        raise PackageRefused("not said", name=place, what=key)
    return int(value)


def _library_name(said: dict, place: str) -> LibraryName:
    machine_name = _text(said, "machineName", place)
    if not _MACHINE_NAME.fullmatch(machine_name):
        raise PackageRefused("not said", name=place, what="machineName")
    return LibraryName(machine_name, *(_number(said, f"{part}Version", place) for part in ("major", "minor")))


def _dependencies(said: dict, place: str) -> tuple[LibraryName, ...]:
    found = said.get("preloadedDependencies")
    if found is None and place != "h5p.json":
        return ()
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise PackageRefused("not said", name=place, what="preloadedDependencies")
    return tuple(_library_name(each, place) for each in found)


def _paths(said: dict, key: str, place: str) -> tuple[str, ...]:
    found = said.get(key) or []
    if not isinstance(found, list) or not all(
        isinstance(each, dict) and isinstance(each.get("path"), str) for each in found
    ):
        raise PackageRefused("not said", name=place, what=key)
    return tuple(each["path"].strip().removeprefix("./") for each in found)


def external_references(content: Any) -> list[str]:
    """Return the addresses outside the package that its content would ask for; here they stay silent."""
    found: dict[str, None] = {}
    for text in _texts(content):
        for match in _URL.finditer(text):
            address = match.group().rstrip(".,;)&")
            if "." in address.split("//", 1)[1].split("/", 1)[0]:
                found.setdefault(address[:300])
    return list(found)[:MOST_REFERENCES]


def _texts(value: Any) -> Iterable[str]:
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            yield here
        elif isinstance(here, list):
            waiting.extend(reversed(here))
        elif isinstance(here, dict):
            waiting.extend(inner for key, inner in reversed(here.items()) if key not in _NAMING)

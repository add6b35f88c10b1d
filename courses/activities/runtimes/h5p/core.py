"""The player itself: h5p-standalone with H5P's core, out of an installed package, never out of our tree."""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join

_PLACE = Path("static", "wagtail_lms", "vendor", "h5p-standalone")
# Part of its address: browsers keep it until another one is installed.
VERSION = version("wagtail-lms")
SCRIPT, STYLE = "frame.bundle.js", "styles/h5p.css"
# Script and style of the core as they travel: what every start loads once.
CORE_SIZE = 143_185 + 19_914


def core_folder() -> Path:
    """Return the folder of the player's files. The package that ships them is found, never imported."""
    found = find_spec("wagtail_lms")
    if found is None or not found.submodule_search_locations:
        raise LookupError("wagtail-lms is not installed: it carries the H5P player.")
    return Path(found.submodule_search_locations[0]) / _PLACE


def core_file(path: str) -> Path | None:
    """Return one of the player's files, or None."""
    try:
        found = Path(safe_join(core_folder(), path))
    except (SuspiciousFileOperation, ValueError):
        return None
    return found if found.is_file() else None

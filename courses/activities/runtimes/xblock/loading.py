"""Loads the code of a block: from where the catalogue says, and nothing else that is installed."""

import sys
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from xblock.core import XBlock, XBlockAside

from courses.activities.runtimes.xblock.catalogue import AllowedBlock, BlockNotAllowed

# Our own blocks are a distribution of their own that anybody may install elsewhere; here they are read
# from the folder beside us, so that a checkout runs the blocks it holds and nothing has to be installed.
DISTRIBUTION = Path(__file__).resolve().parent / "distribution" / "src"


def load_block(allowed: AllowedBlock) -> type[XBlock]:
    """Return the class of a block. Raises BlockNotAllowed where it cannot be what the catalogue means."""
    return _load(XBlock, allowed)


def load_aside(allowed: AllowedBlock) -> type[XBlockAside]:
    """Return the class of an aside. Raises BlockNotAllowed."""
    return _load(XBlockAside, allowed)


@cache
def _load(family: Any, allowed: AllowedBlock) -> Any:
    if allowed.source.startswith("hamroh_xblocks."):
        _find_own_blocks()
    chosen = EntryPoint(name=allowed.block_type, value=allowed.source, group=family.entry_point)
    try:
        meant = chosen.load()
        found = family.load_class(allowed.block_type, select=lambda _name, _installed: chosen)
    except (ImportError, AttributeError) as error:
        raise BlockNotAllowed(f"{allowed.block_type}: {error}") from error
    # XBlock remembers classes by their type alone, whoever asked first.
    if found is not meant:
        raise BlockNotAllowed(f"{allowed.block_type}: another package has taken this name.")
    return found


def _find_own_blocks() -> None:
    if str(DISTRIBUTION) not in sys.path:
        sys.path.insert(0, str(DISTRIBUTION))

"""A country as tiles, one for each region, roughly where it lies; no borders are meant."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from courses.api import atlas
from lms.coordination import wording
from lms.coordination.cells import Cell
from lms.coordination.coverage import Coverage


@dataclass(frozen=True)
class DrawnTile:
    """A region with its number in the table, its place on the map (from 1) and where it leads."""

    number: int
    cell: Cell
    row: int
    column: int
    state: str
    sign: str
    address: str
    target_address: str


@dataclass(frozen=True)
class TileMap:
    """All tiles of one country in the order of the table, and the columns they need."""

    tiles: tuple[DrawnTile, ...]
    columns: int


def drawn(cells: list[Cell], found: Coverage) -> TileMap:
    """Return the tiles of the regions whose cells these are, numbered in their order."""
    known = {tile.code: tile for tile in atlas(found.version, get_language()).tiles.values()}
    tiles = tuple(
        DrawnTile(
            number=number,
            cell=cell,
            row=known[cell.place.code].row + 1,
            column=known[cell.place.code].column + 1,
            state=wording.state_of(cell),
            sign=_sign(cell),
            address=f"{reverse('gaps')}?{_work(cell)}",
            target_address=f"{reverse('target')}?{urlencode({'place': cell.place.code})}&{_work(cell)}",
        )
        for number, cell in enumerate(cells, 1)
    )
    return TileMap(tiles, max((tile.column for tile in tiles), default=1))


def _work(cell: Cell) -> str:
    return urlencode({"profession": cell.profession, "competency": cell.competency})


def _sign(cell: Cell) -> str:
    """Return the shortest thing that tells the state without colour."""
    if cell.target is None:
        return "?"
    if cell.missing:
        return f"\N{MINUS SIGN}{cell.missing}"
    return f"+{cell.above}" if cell.above else "\N{CHECK MARK}"

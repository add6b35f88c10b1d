"""A pasted list of people to be asked: each row read as it stands, each fault named. Pure Python."""

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

MOST_ROWS = 500
# Characters; five hundred rows with names and notes beside the address are a quarter of it.
LONGEST_LIST = 200_000
_LONGEST_ADDRESS = 254
_LONGEST_QUOTE = 60

_LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_ADDRESS = re.compile(_LOCAL + r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_IN_BRACKETS = re.compile(r"<([^<>]*@[^<>]*)>")
_SEPARATORS = "\t;,"
_APOSTROPHES = str.maketrans("", "", "'`‘’ʻʼ")

# How people write the six languages, folded: codes of languages and countries, and names.
_LANGUAGES = {
    "en": "en eng english английский ағылшын англисча англисӣ ingliz inglizcha",
    "ru": "ru rus russian русский орыс орысша орус орусча русӣ rus ruscha",
    "kk": "kk kz kaz kazakh қазақ қазақша казахский казах казакча қазоқӣ qozoq qozoqcha",
    "ky": "ky kg kir kgz kyrgyz кыргыз кыргызча киргизский кыргызский қырғыз қирғизӣ qirgiz qirgizcha",
    "tg": "tg tj tgk tjk tajik тоҷикӣ тоҷик таджикский тажик тажикче тәжік tojik tojikcha",
    "uz": "uz uzb uzbek ozbekcha ozbek узбекский узбек ўзбекча өзбек өзбекше өзбекче ӯзбекӣ",
}
_BY_NAME = {name: code for code, names in _LANGUAGES.items() for name in names.split()}
# The first row of a table names its columns in whatever language the office works.
_ADDRESS_HEADS = frozenset(
    [
        "email",
        "e-mail",
        "mail",
        "address",
        "адрес",
        "почта",
        "эл.почта",
        "элпочта",
        "электроннаяпочта",
        "электронныйадрес",
        "пошта",
        "электрондықпошта",
        "электрондукпочта",
        "почтаиэлектронӣ",
        "суроға",
        "elektronpochta",
        "pochta",
        "manzil",
    ]
)
_LANGUAGE_HEADS = frozenset(
    ["language", "lang", "язык", "тіл", "тілі", "тил", "тили", "забон", "til", "tili"]
)


class Fault(Enum):
    """What keeps a row from being asked."""

    NO_ADDRESS = "no address"
    NOT_AN_ADDRESS = "not an address"
    FOREIGN_LETTER = "a letter that is not Latin"
    FORMULA = "a formula"
    LANGUAGE = "an unknown language"


@dataclass(frozen=True)
class Row:
    """One person to be asked. ``number`` counts lines from 1; ``quote`` is what stood there, shortened.

    ``repeats`` is the number of the row that held the address first; such a row needs no correction.
    """

    number: int
    quote: str
    address: str = ""
    language: str = ""
    fault: Fault | None = None
    detail: str = ""
    repeats: int = 0


@dataclass(frozen=True)
class List:
    """What was read: rows in their order. ``others`` says whether columns were left out unread."""

    rows: tuple[Row, ...] = field(default=())
    has_others: bool = False

    @property
    def faulty(self) -> list[Row]:
        """The rows to be corrected."""
        return [row for row in self.rows if row.fault]

    @property
    def repeated(self) -> list[Row]:
        """The rows whose address stands higher up already."""
        return [row for row in self.rows if row.repeats]

    @property
    def good(self) -> list[Row]:
        """The rows to be asked, each address once."""
        return [row for row in self.rows if not row.fault and not row.repeats]

    @property
    def is_too_long(self) -> bool:
        """Whether there are more rows than one list may have."""
        return len(self.rows) > MOST_ROWS


def read_list(text: str) -> List:
    """Read rows of an address and, optionally, a language, separated by tabs, semicolons or commas."""
    lines = [line.replace("\x00", "").strip("\ufeff\r") for line in text.splitlines()]
    separator = _separator_of(lines)
    table = [(number, _cells(line, separator)) for number, line in enumerate(lines, 1)]
    table = [(number, cells) for number, cells in table if any(cells)]
    head = _head_of(table[0][1]) if table else None
    if head:
        table = table[1:]
    rows: list[Row] = []
    for number, cells in table:
        rows += _rows_in(number, cells, head)
        if len(rows) > MOST_ROWS:
            break
    return List(tuple(_without_repeats(rows)), has_others=any(_has_others(cells) for _n, cells in table))


def digest_of(*parts: str) -> str:
    """Return what tells a list that was looked through from one that was changed since."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()


def line_of(cells: Iterable[str]) -> str:
    """Return cells of a spreadsheet as the line that would have been pasted."""
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t")


def is_plain_name(name: str) -> bool:
    """Return whether a name may stand in a mail: no mail program makes a link of it."""
    return not re.search(r"[@/\\<>]|\w\.\w|www|http", name, re.IGNORECASE)


def _separator_of(lines: list[str]) -> str:
    """Return what stands in most lines between cells."""
    return max(_SEPARATORS, key=lambda mark: sum(mark in line for line in lines))


def _cells(line: str, separator: str) -> list[str]:
    """Return the cells of one line; a quote that never closes does not swallow the lines below."""
    try:
        found = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        found = line.split(separator)
    return [cell.strip() for cell in found]


def _head_of(cells: list[str]) -> tuple[int, int | None] | None:
    """Return in which columns address and language stand, where the first row says so."""
    folded = [_folded(cell) for cell in cells]
    address = next((place for place, cell in enumerate(folded) if cell in _ADDRESS_HEADS), None)
    if address is None:
        return None
    return address, next((place for place, cell in enumerate(folded) if cell in _LANGUAGE_HEADS), None)


def _folded(text: str) -> str:
    return re.sub(r"[\s:*]+", "", text.casefold().translate(_APOSTROPHES))


def _rows_in(number: int, cells: list[str], head: tuple[int, int | None] | None) -> Iterator[Row]:
    quote = " · ".join(cell for cell in cells if cell)[:_LONGEST_QUOTE]
    if head:
        address, place = _cell(cells, head[0]), head[1]
        yield _row(number, quote, address, _cell(cells, place) if place is not None else "")
        return
    places = [place for place, cell in enumerate(cells) if "@" in cell]
    if len(places) > 1:
        # Several people on one line, as mail programs copy them.
        for place in places:
            yield _row(number, cells[place][:_LONGEST_QUOTE], cells[place], "")
        return
    place = places[0] if places else next(place for place, cell in enumerate(cells) if cell)
    yield _row(number, quote, cells[place], _cell(cells, place + 1))


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _has_others(cells: list[str]) -> bool:
    return sum(bool(cell) for cell in cells) > 2


def _row(number: int, quote: str, typed: str, language: str) -> Row:
    address = _bare(typed)
    fault, detail = _fault_of(typed, address)
    code = _BY_NAME.get(_folded(language), "") if language else ""
    if fault is None and language and not code:
        fault, detail = Fault.LANGUAGE, language[:_LONGEST_QUOTE]
    return Row(number, quote, address=address, language=code, fault=fault, detail=detail)


def _bare(typed: str) -> str:
    """Return an address without the name, the brackets and the marks that copying brings along."""
    found = _IN_BRACKETS.search(typed)
    bare = (found.group(1) if found else typed).strip().lower()
    return bare.removeprefix("mailto:").strip(" \t\u00a0\u200b.,;<>\"'()")


def _fault_of(typed: str, address: str) -> tuple[Fault | None, str]:
    if typed.startswith("="):
        return Fault.FORMULA, ""
    if "@" not in address:
        return Fault.NO_ADDRESS, ""
    if len(address) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(address):
        return None, ""
    foreign = next((letter for letter in address if letter.isalpha() and not letter.isascii()), "")
    return (Fault.FOREIGN_LETTER, foreign) if foreign else (Fault.NOT_AN_ADDRESS, "")


def _without_repeats(rows: list[Row]) -> Iterator[Row]:
    first: dict[str, int] = {}
    for row in rows:
        if row.fault is None and row.address in first:
            yield Row(row.number, row.quote, row.address, row.language, repeats=first[row.address])
            continue
        if row.fault is None:
            first[row.address] = row.number
        yield row

"""No cell of a downloaded table is ever computed by the spreadsheet that opens it."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.api import safe_cell

FORMULAS = [
    '=HYPERLINK("http://evil.example","x")',
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u202e=1+1",
    "\x00=1+1",
    '"=1+1',
    "'=1+1",
    '"" =1+1',
    "«=1+1»",
    "’+7 998 000",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    "﹢1+1",
    "﹣1+1",
    "﹦1+1",
    "﹫SUM(A1)",
    "−1+1",
]


def begins_formula(cell: str) -> bool:
    """Return whether a spreadsheet could take the cell for a formula, quotes and spaces left aside."""
    if cell.startswith("'"):
        return False
    first = cell.lstrip(" \"'")[:1]
    return bool(first) and unicodedata.normalize("NFKC", first)[:1] in "=+-@−"


@pytest.mark.parametrize("typed", FORMULAS)
def test_a_formula_becomes_a_text(typed):
    assert safe_cell(typed).startswith("'")


@pytest.mark.parametrize("separator", [",", ";", "|", "\t"])
@pytest.mark.parametrize("typed", FORMULAS)
def test_a_formula_behind_a_separator_of_another_locale_becomes_a_text(typed, separator):
    cell = safe_cell(f"Aigul{separator}{typed}")
    # As a spreadsheet with that separator would cut it.
    assert not any(begins_formula(part) for part in cell.split(separator)), cell


@pytest.mark.parametrize(
    "plain",
    ["Aigul", "Oʻktam", "Айгүл Н.", "Anna-Maria", "2 + 2", "a@b", "class teacher", "0", "Ўқтам (Термиз)"],
)
def test_an_ordinary_name_stays_as_it_is(plain):
    assert safe_cell(plain) == plain


def test_a_cell_is_one_line_without_invisible_signs():
    assert safe_cell("Aigul\r\nBakyt\x07\u200b  C.") == "Aigul Bakyt C."


def test_numbers_are_written_as_numbers():
    assert safe_cell(7) == "7"


NASTY = st.text(alphabet="=+-@＝−,;|\t\n\"'«  aә", max_size=12)


@given(st.one_of(st.text(max_size=60), NASTY), NASTY)
def test_whatever_is_typed_no_cell_begins_a_formula_in_any_locale(first, second):
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow([safe_cell(first), safe_cell(second)])
    for delimiter in (",", ";", "|"):
        for row in csv.reader(io.StringIO(written.getvalue()), delimiter=delimiter):
            assert not any(begins_formula(cell) for cell in row)

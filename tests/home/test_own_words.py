"""What people read here is written in our own words: ten in a row of a source are found by their hashes."""

from functools import cache
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests.home.source_grams import HASHES, known, taken_over

ROOT = Path(settings.BASE_DIR)
READ = ("lms/library/**/*.md", "lms/library/**/*.yaml", "lms/docs/**/*.md", "lms/templates/**/*.html", "*.md")


@cache
def quotations() -> tuple[str, ...]:
    """Return what facts quote, word for word and with its speaker, and the titles of the sources."""
    facts, sources = (_evidence(name) for name in ("facts", "sources"))
    quoted = [fact["quote"]["text"] for fact in facts if fact.get("quote")]
    return (*quoted, *(source["title"] for source in sources))


def _evidence(name: str) -> list[dict]:
    return yaml.safe_load((ROOT / f"lms/library/common-core/evidence/{name}.yaml").read_text("utf-8"))


def texts() -> list[Path]:
    return sorted({path for pattern in READ for path in ROOT.glob(pattern)})


def test_no_text_holds_ten_words_in_a_row_of_a_source_document():
    found = {str(path.relative_to(ROOT)): taken for path in texts() if (taken := _taken_over(path))}
    assert found == {}


def _taken_over(path: Path) -> list[str]:
    return taken_over(path.read_text("utf-8"), quotations())


def test_every_kind_of_text_is_looked_at():
    assert len(texts()) > 150
    assert {path.suffix for path in texts()} == {".md", ".yaml", ".html"}


def test_the_hashes_are_those_of_whole_documents():
    assert len(known()) > 25_000
    assert HASHES.stat().st_size < 200_000


# The title of a report, so that no sentence of a document need stand here.
TITLE = "The Repatriation, Rehabilitation and Reintegration of Women and Children from Syria and Iraq"


@pytest.mark.parametrize("change", [str, str.lower, lambda text: text.replace(" ", "\n  ")])
def test_ten_words_are_found_whatever_their_case_and_line_breaks(change):
    taken = taken_over(change(TITLE).lower())
    assert len(taken) == 4


def test_a_title_is_excused_and_so_is_a_marked_quotation():
    assert taken_over(TITLE) == []
    assert taken_over(TITLE.lower(), [TITLE]) == []

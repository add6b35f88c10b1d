"""A course whose certificates end, for whoever coordinates."""

import pytest

from courses.api import load_regions, write_profession
from tests.factories import make_course


@pytest.fixture
def course():
    """A course of one lesson, and two professions that take it."""
    load_regions()
    for position, code in enumerate(("teacher", "journalist")):
        write_profession(code=code, names={"en": code}, position=position)
    return make_course(lessons=1, practice=0, questions=0)

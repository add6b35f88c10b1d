"""``./run prove content``: what each lesson and case is made of, and what in it stands open.

Not part of the suite, which asserts the last two columns; prints the figures that the documents name.
"""

import pytest

from lms.home.setup import set_up_site
from tests.home.content_report import HEADING, all_rows, unexplained


@pytest.mark.django_db
def test_the_library_line_by_line(capsys):
    set_up_site()
    rows = all_rows()
    with capsys.disabled():
        print("\n\n" + HEADING)  # noqa: T201
        for row in rows:
            print(row.line())  # noqa: T201
            for what in (*row.marks, *row.numbers):
                print(f"    {what}")  # noqa: T201
    assert unexplained(rows) == {}

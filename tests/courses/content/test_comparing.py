"""What a reviewer is shown before signing: the parts that differ, and how many do not."""

from uuid import uuid4

import pytest

from courses.comparing import BodyComparison
from courses.models import LessonPage


@pytest.fixture
def body(lesson):
    """A published body of four parts, as the table stores it."""
    page = LessonPage.objects.get(pk=lesson.pk)
    return page.body.get_prep_value() + [
        {"type": kind, "value": f"<p>{words}</p>", "id": str(uuid4())}
        for kind, words in (("keypoint", "One idea."), ("try", "Something small."))
    ]


def compared(before: list, after: list):
    """Return the comparison of two stored bodies."""
    field = LessonPage._meta.get_field("body")
    old, new = (LessonPage(body=field.stream_block.to_python(stored)) for stored in (before, after))
    return BodyComparison(field, old, new)


def changed(part: dict, **values) -> dict:
    return {**part, **values}


def test_what_only_the_editor_wrote_anew_is_no_difference(body):
    rewritten = [
        changed(body[0], value=body[0]["value"].replace("<p>", '<p data-block-key="x1">')),
        *body[1:],
    ]

    assert not compared(body, rewritten).has_changed()


def test_only_the_part_that_differs_is_shown_and_the_others_are_counted(body):
    mended = [*body[:-1], changed(body[-1], value="<p>Something quite small.</p>")]

    comparison = compared(body, mended)
    assert comparison.has_changed()
    shown = comparison.htmldiff()
    assert "quite" in shown and "Try this week" in shown
    assert "One idea." not in shown
    assert f"{len(body) - 1} parts are as they were" in shown


def test_what_came_and_what_went_are_marked(body):
    new = {"type": "reflect", "value": "<p>What would you say?</p>", "id": str(uuid4())}

    shown = compared(body, [*body[:-1], new]).htmldiff()
    assert "addition" in shown and "What would you say?" in shown
    assert "deletion" in shown and "Something small." in shown


def test_parts_that_changed_places_are_told(body):
    shown = compared(body, [*body[:-2], body[-1], body[-2]])

    assert shown.has_changed()
    assert "changed places" in shown.htmldiff()


def test_markup_in_a_text_is_shown_as_words(body):
    hostile = [changed(body[0], value="<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"), *body[1:]]

    assert "<script>" not in compared(body, hostile).htmldiff()

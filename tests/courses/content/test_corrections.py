"""Which changes may be published at once, and who reads them afterwards."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from wagtail.models import Comment

from courses.content.corrections import (
    CorrectionRefused,
    corrections_to_read,
    mark_correction_read,
    publish_correction,
)
from courses.models import LessonPage, WaitingCorrection
from lms.accounts.actions import grant
from tests.courses.content.writing import draft, prose_of
from tests.courses.evidence.facts import make_fact
from tests.factories import publish
from tests.ground import anew

pytestmark = pytest.mark.django_db
TEXT = (
    '<p>You count 722 people. Ask <a href="https://example.org/a">who counted</a> and ask it calmly, '
    "because a calm question opens doors that a sharp one closes.</p>"
)


@pytest.fixture(scope="module")
def _course(_course):
    """A course whose lesson tells of a call."""
    lesson = _course.lessons[0]
    draft(lesson, None, prose=TEXT, title="A call in the afternoon")
    publish(anew(lesson).get_latest_revision_as_object())
    return _course


def test_a_typing_error_is_mended_at_once_and_waits_to_be_read(lesson, trainer):
    draft(lesson, trainer, prose=TEXT.replace("calmly", "quietly"))

    correction = publish_correction(lesson, trainer)

    assert "quietly" in prose_of(lesson)
    assert list(corrections_to_read()) == [correction]
    assert "calmly" in correction.before and "quietly" in correction.after
    assert "<p>" not in correction.after


REFUSED = [
    ({"prose": TEXT.replace("722", "725")}, "no figure"),
    ({"prose": TEXT.replace("722 people", "many people")}, "no figure"),
    ({"prose": TEXT.replace("closes", "closes " + "and slowly " * 11)}, "at most 20 words"),
    (
        {"prose": TEXT.replace("https://example.org/a", "https://example.org/b").replace("calmly", "well")},
        "links",
    ),
    ({"prose": TEXT.replace('<a href="https://example.org/a">who counted</a>', "who counted")}, "links"),
    ({"title": "Another title", "load": 3}, "More than wording"),
    ({"slug": "another-address"}, "More than wording"),
    ({"expert_review": ["clinical"]}, "More than wording"),
    ({"prose": TEXT}, "nothing to correct"),
    ({"title": ""}, "not finished"),
]


def test_more_than_a_few_words_needs_a_signature_and_the_draft_is_kept(lesson, trainer):
    published = LessonPage.objects.get(pk=lesson.pk)
    for changes, sentence in REFUSED:
        published.save_revision(user=trainer)
        kept = draft(lesson, trainer, **changes)

        with pytest.raises(CorrectionRefused, match=sentence):
            publish_correction(lesson, trainer)

        after = LessonPage.objects.get(pk=lesson.pk)
        assert (prose_of(lesson), after.title, after.slug) == (TEXT, published.title, published.slug)
        assert after.latest_revision_id == kept.pk
    assert not WaitingCorrection.objects.exists()


def test_a_block_taken_out_or_moved_is_no_small_correction(lesson, trainer):
    newest = LessonPage.objects.get(pk=lesson.pk)
    raw = newest.body.get_prep_value()
    for body in (raw[:1], raw[::-1]):
        newest.body = newest.body.stream_block.to_python(body)
        newest.save_revision(user=trainer, clean=False)
        with pytest.raises(CorrectionRefused, match="More than wording"):
            publish_correction(lesson, trainer)


def test_two_slips_far_apart_count_by_their_words_and_not_by_what_lies_between(lesson, trainer):
    draft(lesson, trainer, prose=TEXT.replace("You count", "You counted").replace("closes", "shuts"))

    assert publish_correction(lesson, trainer)


def test_the_changes_of_others_count_too(lesson, trainer, other_trainer):
    draft(lesson, other_trainer, prose=TEXT.replace("calmly", "calmly " + "and slowly " * 10))
    draft(lesson, trainer, title="A slip mended")

    with pytest.raises(CorrectionRefused, match="at most 20 words"):
        publish_correction(lesson, trainer)


def test_an_open_comment_in_the_margin_holds_a_correction_back(lesson, trainer, reviewer):
    page = LessonPage.objects.get(pk=lesson.pk)
    Comment.objects.create(page=page, user=reviewer, text="Is this right?", contentpath="body", position="")
    draft(lesson, trainer, title="A slip mended")

    with pytest.raises(CorrectionRefused, match="comment"):
        publish_correction(lesson, trainer)


def test_what_waits_for_a_signature_is_not_corrected_meanwhile(lesson, trainer):
    draft(lesson, trainer, title="A slip mended")
    page = LessonPage.objects.get(pk=lesson.pk)
    page.get_workflow().start(page, trainer)

    with pytest.raises(CorrectionRefused, match="waits"):
        publish_correction(lesson, trainer)


def test_a_text_never_published_has_nothing_to_correct(course, trainer):
    page = course.lessons[0]
    page.unpublish()
    draft(page, trainer, title="A slip mended")

    with pytest.raises(CorrectionRefused, match="nothing to correct"):
        publish_correction(page, trainer)


def test_words_that_stand_on_certificates_are_always_signed(course, trainer):
    page = course.page
    page.outward_name = "Working with every family"
    page.save_revision(user=trainer)

    with pytest.raises(CorrectionRefused, match="More than wording"):
        publish_correction(page, trainer)


def test_a_fact_is_corrected_like_a_lesson_but_its_value_never(course, trainer):
    fact = make_fact(statement="Table 1 gives 722 peple.")
    fact.statement = "Table 1 gives 722 people."
    fact.save_revision(user=trainer)
    publish_correction(fact, trainer)
    fact.refresh_from_db()
    assert fact.statement == "Table 1 gives 722 people."

    fact.value_low = 725
    fact.save_revision(user=trainer)
    with pytest.raises(CorrectionRefused, match="More than wording"):
        publish_correction(fact, trainer)


@pytest.fixture
def correction(lesson, trainer):
    draft(lesson, trainer, prose=TEXT.replace("calmly", "quietly"))
    return publish_correction(lesson, trainer)


def test_a_second_person_reads_a_correction_and_it_leaves_the_list(correction, reviewer):
    mark_correction_read(correction, reviewer)

    assert not corrections_to_read().exists()
    assert correction.read_by == reviewer


def test_a_trainer_does_not_read_corrections_for_a_reviewer(correction, other_trainer):
    with pytest.raises(PermissionDenied):
        mark_correction_read(correction, other_trainer)


def test_who_corrected_does_not_read_their_own_correction_not_even_past_the_code(correction, trainer):
    grant(trainer, "reviewer")
    with pytest.raises(PermissionDenied):
        mark_correction_read(correction, trainer)
    with pytest.raises(IntegrityError), transaction.atomic():
        WaitingCorrection.objects.filter(pk=correction.pk).update(read_by=trainer)

"""The preview is the learner's page, made from the draft, and nothing in it can be sent."""

import pytest

from courses.models import CompiledLesson, LessonPage, OutcomeRecord
from tests.courses.content.writing import draft
from tests.factories import make_course, make_page

pytestmark = pytest.mark.django_db


def shown(page) -> tuple[str, str]:
    response = page.make_preview_request()
    assert response.status_code == 200
    return response.content.decode(), response["Content-Security-Policy"]


def test_a_draft_is_previewed_and_the_published_lesson_stays_as_it_is(lesson, trainer):
    draft(lesson, trainer, prose="<p>Not signed yet, but readable here.</p>", title="A draft's title")

    html, _policy = shown(LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object())

    assert "Not signed yet" in html and "A draft&#x27;s title" in html
    artifact = CompiledLesson.objects.get(lesson_key=lesson.translation_key).artifact
    assert "Not signed yet" not in str(artifact)


def test_the_preview_of_a_published_lesson_has_the_body_that_learners_get(lesson, client):
    html, _policy = shown(LessonPage.objects.get(pk=lesson.pk))
    page = client.get(lesson.get_url()).content.decode()

    prose = '<div class="prose"><p>A quiet morning at the centre. Nothing is urgent.</p></div>'
    assert prose in html and prose in page


def test_a_lesson_that_was_never_saved_can_be_previewed(course):
    module = course.lessons[0].get_parent()
    new = make_page(LessonPage, module, title="New and empty", slug="new-and-empty")

    html, _policy = shown(new)

    assert "New and empty" in html


def test_a_lesson_of_a_course_never_published_can_be_previewed(course):
    made = make_course(lessons=1, practice=1, questions=0)
    made.page.unpublish()

    html, _policy = shown(LessonPage.objects.get(pk=made.lessons[0].pk))

    assert made.practice[0].stem in html


def test_activities_are_shown_unanswered_and_switched_off(course, lesson):
    html, policy = shown(LessonPage.objects.get(pk=lesson.pk))

    assert course.practice[0].stem in html
    assert '<fieldset disabled class="preview-only">' in html
    assert "Because of" not in html
    assert "<script" not in html
    assert "form-action 'none'" in policy and "frame-ancestors 'self'" in policy
    assert not OutcomeRecord.objects.exists()

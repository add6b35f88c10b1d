"""The chapter "Write your own activity": its example is placed, answered, kept and printed."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from courses.activities.registry import kind_of
from courses.models import CompiledCourse, Enrolment, OutcomeRecord
from tests.courses.activities import chapter
from tests.courses.activities.specimens import SPECIMENS
from tests.factories import make_course, make_learner, make_lesson, make_question, right_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def example(tmp_path):
    """The example, installed as the chapter says."""
    with chapter.installed(tmp_path):
        yield kind_of("monday")


class Reader:
    """Somebody in a lesson that asks a question and then whether they are ready for Monday."""

    def __init__(self):
        self.course = make_course(lessons=0, questions=0)
        self.question, self.asked = make_question(), SPECIMENS["monday"]()
        module = self.course.page.get_children().first().specific
        self.lesson = make_lesson(module, practice=[self.question, self.asked.written])
        self.learner, self.client = make_learner(), Client()
        self.client.force_login(self.learner)
        place = [self.course.slug, self.lesson.slug]
        self.page = reverse("lesson", args=place)
        self.action = reverse("answer", args=[*place, self.asked.activity.translation_key])

    def send(self, answer: str, key: uuid.UUID | None = None, **headers):
        sent = {"answer": answer, "idempotency_key": str(key or uuid.uuid4())}
        return self.client.post(self.action, sent, headers=headers, follow=True)

    @property
    def outcomes(self):
        return OutcomeRecord.objects.filter(
            learner=self.learner, activity_key=self.asked.activity.translation_key
        )

    def card(self) -> dict:
        compiled = CompiledCourse.objects.get(course_key=self.course.key, language="en")
        return compiled.artifact["modules"][0]["lessons"][0]


def test_what_the_chapter_asks_to_write_is_under_a_hundred_lines():
    assert sorted(chapter.files()) == [
        "casestudies/apps.py",
        "casestudies/monday/kind.py",
        "lms/templates/casestudies/monday.html",
        "lms/templates/casestudies/monday_twin.html",
    ]
    assert 60 < chapter.written_lines() < 100
    assert max(len(line) for line in chapter.files()["casestudies/monday/kind.py"].splitlines()) <= 110


def test_it_is_answered_in_a_lesson_kept_and_shown_again(example):
    reader = Reader()
    assert "Could you do this on Monday?" in reader.client.get(reader.page).content.decode()

    page = reader.send("beside").content.decode()

    assert "Ask one today to come along." in page and "Begin small" not in page
    assert "Ask one today to come along." in reader.client.get(reader.page).content.decode()
    kept = reader.outcomes.get()
    assert (kept.response, kept.completed, kept.trust) == ({"answer": "beside"}, True, "browser")
    assert kept.response_until


def test_an_answer_that_arrives_twice_counts_once(example):
    reader, key = Reader(), uuid.uuid4()

    reader.send("today", key), reader.send("today", key)

    assert reader.outcomes.count() == 1


def test_an_odd_answer_is_refused_beside_the_form_with_scripts_and_without(example):
    reader = Reader()

    without, with_scripts = reader.send("perhaps"), reader.send("perhaps", **{"HX-Request": "true"})

    assert without.status_code == 422
    for said in (without, with_scripts):
        assert "Choose one of the four, then send it." in said.content.decode()
    assert not reader.outcomes.exists()


def test_its_twin_stands_in_the_saved_lesson(example):
    reader = Reader()
    saved = reader.client.get(reverse("lesson_save", args=[reader.course.slug, reader.lesson.slug]))

    assert "Not yet: An answer too." in saved.content.decode()


def test_no_lesson_waits_for_it_unless_the_server_vouches_for_it(example, monkeypatch):
    reader = Reader()
    key, card = str(reader.asked.activity.translation_key), reader.card()
    assert (key in card["activity_keys"], key in card["optional_keys"]) == (False, True)

    monkeypatch.setattr(type(example), "trust", "server")
    reader = Reader()

    assert str(reader.asked.activity.translation_key) in reader.card()["activity_keys"]


def test_whoever_has_answered_it_alone_is_not_through_and_whoever_has_answered_the_rest_is(example):
    reader = Reader()
    reader.send("not-mine")
    progress = Enrolment.objects.get(learner=reader.learner)
    assert (progress.done, progress.total) == (0, 1)

    question = reverse(
        "answer", args=[reader.course.slug, reader.lesson.slug, reader.question.activity.translation_key]
    )
    reader.client.post(question, right_answer(reader.question))

    progress.refresh_from_db()
    assert (progress.done, progress.total, progress.completed_at is not None) == (1, 1, True)

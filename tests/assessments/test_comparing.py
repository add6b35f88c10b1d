"""Two claims side by side, a decision and a reason: comparing is a question to justify below two things."""

from uuid import uuid4

import pytest
from django.urls import reverse

from courses.models import OutcomeRecord
from tests.courses.evidence.facts import make_fact
from tests.factories import make_course, make_learner, make_question, right_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def comparison(db):
    """A lesson that shows two facts and asks which of them to lean on, and why."""
    course = make_course(lessons=1, practice=0, questions=0)
    lesson = course.lessons[0]
    question = make_question(kind="justify")
    facts = [
        make_fact("one-count", statement="A table counts 722."),
        make_fact("two", statement="About 700."),
    ]
    items = [{"type": "item", "id": str(uuid4()), "value": fact.pk} for fact in facts]
    lesson.body = lesson.body.stream_block.to_python(
        [
            {"type": "facts", "id": str(uuid4()), "value": {"facts": items}},
            {"type": "activity", "id": str(uuid4()), "value": {"activity": question.activity_id}},
        ]
    )
    lesson.save_revision().publish()
    return course, lesson, question


def test_two_claims_stand_side_by_side_above_the_choice_and_its_reason(client, comparison):
    course, lesson, question = comparison
    person = make_learner()
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    page = reverse("lesson", args=[course.slug, lesson.slug])
    html = client.get(page).content.decode()
    places = [
        html.index(text) for text in ("A table counts 722.", "About 700.", 'name="choice', 'name="reason')
    ]
    assert places == sorted(places)
    action = reverse("answer", args=[course.slug, lesson.slug, question.activity.translation_key])
    answer = client.post(action, right_answer(question) | {"idempotency_key": str(uuid4())}, follow=True)
    assert "feedback--right" in answer.content.decode()
    assert OutcomeRecord.objects.get(learner=person).score == 1

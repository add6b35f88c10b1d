"""What stands below a lesson: whether it is finished, and how it will be."""

import pytest
from django.urls import reverse

from tests.factories import make_course, make_learner, right_answer

pytestmark = pytest.mark.django_db
JOIN = "Nothing you do here is kept without an account."


@pytest.fixture
def course():
    """A course whose first lesson asks two questions."""
    return make_course(lessons=1, practice=2, questions=0)


def answer(client, course, number: int, *, htmx: bool) -> str:
    """Answer one question of the lesson right; returns what comes back."""
    question = course.practice[number]
    key = question.activity.translation_key
    address = reverse("answer", args=[course.slug, course.lessons[0].slug, key])
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(address, right_answer(question), headers=headers, follow=True).content.decode()


@pytest.mark.parametrize("htmx", [True, False])
def test_a_learner_between_two_questions_is_not_told_to_join(client, course, htmx):
    client.force_login(make_learner())
    between = answer(client, course, 0, htmx=htmx)
    assert 'id="finish"' in between
    assert JOIN not in between
    assert "You have finished this lesson." in answer(client, course, 1, htmx=htmx)


@pytest.mark.parametrize("htmx", [True, False])
def test_a_visitor_who_joins_after_an_answer_comes_back_to_the_lesson(client, course, htmx):
    page = answer(client, course, 0, htmx=htmx)
    assert JOIN in page
    lesson = reverse("lesson", args=[course.slug, course.lessons[0].slug])
    assert f'href="/accounts/signup/?next={lesson}"' in page

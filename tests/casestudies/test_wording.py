"""The wording desk: what somebody writes is checked, shown and forgotten; model answers come afterwards."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from casestudies.models import WordingTask
from casestudies.wording import rules
from casestudies.wording.advice import WordingNotReady, wording_doubts
from casestudies.wording.rules import ModelAnswer
from courses.api import set_up_review
from courses.models import Activity, ActivityState, OutcomeRecord
from lms.accounts.actions import grant
from tests.casestudies.conftest import open_lesson
from tests.factories import make_learner, make_wording
from tests.wording_parts import SAMPLE

pytestmark = pytest.mark.django_db
MINE = "Terrorist children come home"
MODEL = SAMPLE["answers"][0]["text"]


@pytest.fixture(scope="module")
def _course(_course):
    """A course whose lesson asks for a version of one's own."""
    open_lesson(_course, make_wording())
    return _course


@pytest.fixture
def task(course):
    return WordingTask.objects.get()


@pytest.fixture
def lesson(course):
    return course.lessons[0]


@pytest.fixture
def page(course, lesson):
    return reverse("lesson", args=[course.slug, lesson.slug])


@pytest.fixture
def action(course, lesson, task):
    return reverse("answer", args=[course.slug, lesson.slug, task.activity.translation_key])


@pytest.fixture
def learner(client):
    person = make_learner()
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return person


def sent(text: str = MINE, **more) -> dict:
    return {"text": text, "idempotency_key": str(uuid.uuid4()), **more}


def desk(html: str) -> str:
    """Return the desk of a page without what differs on every page."""
    section = re.search(r'<section class="desk".*?</section>', html, re.DOTALL)[0]
    return re.sub(r'(name="(csrfmiddlewaretoken|idempotency_key)" value=)"[^"]*"', r"\1", section)


def test_two_desks_that_differ_only_in_their_answers_are_the_same_before_one_of_ones_own(
    client, learner, task, page, lesson
):
    before = client.get(page).content.decode()
    saved = client.get(f"{page}save/").content.decode()
    assert MODEL not in before + saved and "What the check marks" not in before
    other = [{"text": "Quite another one", "why": "A different reason."}, SAMPLE["answers"][1]]
    make_wording(task.code, answers=other)
    after = client.get(page).content.decode()
    assert desk(after) == desk(before)


@pytest.mark.parametrize("is_htmx", [True, False], ids=["with scripts", "without"])
def test_a_version_is_marked_answered_ticked_off_and_kept_nowhere(client, learner, action, page, is_htmx):
    headers = {"HX-Request": "true"} if is_htmx else {}
    html = client.post(action, sent(), headers=headers).content.decode()
    assert "<mark>Terrorist children</mark>" in html and "<mark>ISIS kids</mark>" in html
    assert MODEL in html and f">{MINE}</textarea>" in html
    (outcome,) = OutcomeRecord.objects.filter(learner=learner)
    assert (outcome.completed, outcome.score, outcome.response) == (True, None, None)
    assert ActivityState.objects.get(learner=learner).response is None
    again = client.get(page).content.decode()
    assert MODEL in again and MINE not in again


def test_who_looks_at_once_sees_the_answers_and_has_not_done_it(client, learner, action, page):
    html = client.post(action, sent("", look="yes"), headers={"HX-Request": "true"}).content.decode()
    assert MODEL in html and "What the check marks in the original" in html
    assert not ActivityState.objects.filter(learner=learner, completed_at__isnull=False).exists()
    assert MODEL not in client.get(page).content.decode()


def test_details_that_identify_together_are_named_one_by_one(client, learner, action):
    text = "The girl lives in our village. She is nine years old. Her father is in prison."
    html = client.post(action, sent(text), headers={"HX-Request": "true"}).content.decode()
    assert "Together these let a person be found:" in html
    assert all(f"<mark>{word}</mark>" in html for word in ("girl", "village", "nine years old"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("  \r\n ", "Write your own version first"),
        ("a" * 2001, "longer than 2,000 characters"),
        ("ж" * 30_000, "longer than 2,000 characters"),
        ("Девять учеников пошли в школу", "in its letters"),
    ],
)
def test_what_cannot_be_checked_is_said_and_nothing_typed_is_lost(client, learner, action, text, sentence):
    answer = client.post(action, sent(text))
    html = answer.content.decode()
    assert answer.status_code == 422 and sentence in html and MODEL not in html
    assert f">{text}</textarea>".replace("\r", "") in html.replace("\r", "")
    assert not OutcomeRecord.objects.filter(learner=learner).exists()


def test_a_visitor_is_checked_and_forgotten(page, action):
    visitor = Client()
    assert "Check my version" in visitor.get(page).content.decode()
    html = visitor.post(action, sent()).content.decode()
    assert "<mark>Terrorist children</mark>" in html and MODEL in html
    assert not OutcomeRecord.objects.exists() and MODEL not in visitor.get(page).content.decode()


def test_a_language_that_no_native_reader_has_reviewed_is_not_marked_but_can_be_done(
    client, learner, page, action, settings, monkeypatch
):
    settings.WORDING_SHOWS_UNREVIEWED = False
    monkeypatch.setattr("courses.dignity.queries._languages", lambda: {"en": False})
    html = client.post(action, sent()).content.decode()
    assert "nothing is marked here" in html and "<mark>" not in html and MODEL in html
    assert OutcomeRecord.objects.get(learner=learner).completed


def test_no_lesson_waits_for_it_and_no_hour_counts_it(task):
    activity = Activity.objects.get(pk=task.activity_id)
    assert (activity.kind, activity.is_sensitive, activity.minutes) == ("wording", True, 0)


def test_an_original_without_a_mark_and_a_single_answer_are_refused_a_marked_answer_is_advice(task):
    answers = [ModelAnswer(str(number), "Fine", "So") for number in range(4)]
    assert rules.problems(0, answers[:1]) == ["nothing to mend", "few answers"]
    assert (rules.problems(1, answers[:3]), rules.problems(1, answers)) == ([], ["many answers"])
    with pytest.raises(WordingNotReady, match="marks nothing in the original"):
        make_wording(original="Nine pupils start school")
    doubtful = make_wording(answers=[SAMPLE["answers"][0], {"text": MINE, "why": "It is short."}])
    assert wording_doubts(doubtful) == [
        "Model answer 2 is marked itself: “Terrorist children”. Look at it again."
    ]


def test_a_trainer_writes_a_text_sees_it_and_hands_in_only_what_can_be_mended(client, learner, task):
    set_up_review()
    grant(learner, "trainer")
    fields = {
        "form": "headline", "title": "Mild", "opening": "", "code": "mild",
        "original": "Nine pupils start school",
        "answers-count": "0",
    }  # fmt: skip
    answer = client.post("/cms/snippets/casestudies/wordingtask/add/", fields)
    assert answer.status_code == 302, answer.context["form"].errors
    made = WordingTask.objects.get(code="mild")
    address = f"/cms/snippets/casestudies/wordingtask/edit/{made.pk}/"
    html = client.post(address, {**fields, "action-submit": "1"}).content.decode()
    assert "marks nothing in the original" in html and "two or three model answers" in html
    assert client.get("/cms/snippets/casestudies/wordingtask/").status_code == 200
    preview = task.make_preview_request().render().content.decode()
    assert "<mark>ISIS kids</mark>" in preview and MODEL in preview


def test_a_withdrawn_text_leaves_a_sentence_in_its_lesson(client, learner, page, action, task):
    task.unpublish()
    assert "This exercise is not written yet." in client.get(page).content.decode()
    assert client.post(action, sent()).status_code == 422

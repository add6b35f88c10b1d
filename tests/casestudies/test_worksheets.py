"""A worksheet in a lesson: prompts for everybody, nobody's business what is written, one word when done."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from casestudies.models import Worksheet
from casestudies.worksheets import rules
from casestudies.worksheets.advice import WorksheetNotReady
from casestudies.worksheets.rules import Prompt
from courses.api import set_up_review
from courses.models import Activity, OutcomeRecord
from lms.accounts.actions import grant
from tests.casestudies.conftest import open_lesson
from tests.factories import make_learner, make_worksheet

pytestmark = pytest.mark.django_db
SECRET = "what nobody else may read"


@pytest.fixture(scope="module")
def _course(_course):
    """A course whose lesson holds a worksheet."""
    open_lesson(_course, make_worksheet())
    return _course


@pytest.fixture
def worksheet(course):
    return Worksheet.objects.get()


@pytest.fixture
def lesson(course):
    return course.lessons[0]


@pytest.fixture
def page(course, lesson):
    return reverse("lesson", args=[course.slug, lesson.slug])


@pytest.fixture
def action(course, lesson, worksheet):
    return reverse("answer", args=[course.slug, lesson.slug, worksheet.activity.translation_key])


@pytest.fixture
def learner(client):
    person = make_learner()
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return person


def test_no_field_has_a_name_and_none_stands_in_a_form(client, learner, page):
    html = client.get(page).content.decode()
    section = re.search(r'<section class="worksheet.*?</section>', html, re.DOTALL)[0]
    fields = re.findall(r"<textarea[^>]*>", section)
    assert len(fields) == 2
    assert not any(" name=" in field or " form=" in field for field in fields)
    assert all('spellcheck="false"' in field and 'autocomplete="off"' in field for field in fields)
    form = re.search(r"<form.*?</form>", section, re.DOTALL)[0]
    assert "<textarea" not in form
    assert set(re.findall(r'name="(\w+)"', form)) == {"csrfmiddlewaretoken", "idempotency_key"}
    assert "This stays on this device. It is never sent." in section


def test_done_is_the_readers_word_counts_once_and_nothing_else_is_kept(client, learner, action, page):
    key = str(uuid.uuid4())
    sent = {"idempotency_key": key, "text": SECRET, "prompt": SECRET}
    answer = client.post(action, sent, headers={"HX-Request": "true"})
    client.post(action, sent)
    assert answer.status_code == 200 and "You have ticked this off." in answer.content.decode()
    (outcome,) = OutcomeRecord.objects.filter(learner=learner)
    assert (outcome.completed, outcome.score, outcome.response) == (True, None, None)
    assert SECRET not in answer.content.decode()
    assert "You have ticked this off." in client.get(page).content.decode()


def test_no_lesson_waits_for_a_worksheet_and_no_hour_counts_it(worksheet):
    activity = Activity.objects.get(pk=worksheet.activity_id)
    assert (activity.kind, activity.is_sensitive, activity.minutes) == ("planner", True, 0)


def test_a_visitor_reads_the_prompts_and_is_told_that_they_are_forgotten(page):
    html = Client().get(page).content.decode()
    assert "Whom I ring first" in html and "Without an account it is forgotten" in html
    assert "I have done this" not in html


def test_a_lesson_saved_as_a_file_has_lines_to_write_on_by_hand(client, learner, page):
    html = client.get(f"{page}save/").content.decode()
    assert "Whom I ring first" in html and html.count("<hr>") >= 5
    assert "<textarea" not in html and "<script" not in html


def test_nonsense_and_a_hundred_kilobytes_are_not_looked_at(client, learner, action):
    answer = client.post(
        action, {"idempotency_key": "\ud800".encode("utf-8", "replace"), "text": "ж" * 50_000}
    )
    assert answer.status_code == 200
    assert OutcomeRecord.objects.get(learner=learner).response is None


def test_a_sheet_of_paper_holds_36_lines_and_each_prompt_takes_two_for_its_words():
    assert rules.problems([]) == ["no prompts"]
    assert rules.problems([Prompt(str(n), "A", lines=4) for n in range(6)]) == []
    assert rules.problems([Prompt(str(n), "A", lines=4) for n in range(7)]) == ["too long"]


def test_a_worksheet_of_two_pages_is_not_published_and_one_without_prompts_neither(worksheet):
    worksheet.prompts = worksheet.prompts.stream_block.to_python([])
    with pytest.raises(WorksheetNotReady, match="does not ask for anything yet"):
        worksheet.save_revision().publish()


def test_a_withdrawn_worksheet_leaves_a_sentence_in_its_lesson(client, learner, page, action, worksheet):
    worksheet.unpublish()
    assert "This page is not written yet." in client.get(page).content.decode()
    answer = client.post(action, {"idempotency_key": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert not OutcomeRecord.objects.filter(learner=learner).exists()


def test_a_trainer_writes_a_worksheet_sees_it_and_hands_in_only_what_asks_for_something(
    client, learner, page
):
    set_up_review()
    grant(learner, "trainer")
    fields = {
        "kind": "reflection", "title": "Half a page", "opening": "", "code": "half", "prompts-count": "0",
    }  # fmt: skip
    answer = client.post("/cms/snippets/casestudies/worksheet/add/", fields)
    assert answer.status_code == 302, answer.context["form"].errors
    made = Worksheet.objects.get(code="half")
    answer = client.post(
        f"/cms/snippets/casestudies/worksheet/edit/{made.pk}/", {**fields, "action-submit": "1"}
    )
    assert "does not ask for anything yet" in answer.content.decode()
    assert client.get("/cms/snippets/casestudies/worksheet/").status_code == 200
    written = Worksheet.objects.exclude(pk=made.pk).get()
    assert "Whom I ring first" in written.make_preview_request().render().content.decode()

"""A discussion: colleagues under signs, read by the trainer first, gone after 90 days."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casestudies.api import DiscussionPlan, write_discussions
from casestudies.discussion import rules
from casestudies.discussion.actions import forget_contributions, pseudonym_of
from casestudies.models import Contribution, Discussion
from courses.api import enrol
from courses.models import ActivityState
from lms.accounts.actions import grant
from lms.accounts.deletion import delete_account
from lms.accounts.own_data import own_data
from lms.accounts.rules import COURSE
from tests.casestudies.conftest import open_lesson
from tests.factories import make_learner

pytestmark = pytest.mark.django_db
BACKEND = "lms.accounts.backends.ScopedBackend"
TEXT = "We ask the committee for a task.\n\nA task needs hands and no story."
MOSAIC = "The ten-year-old boy lives in a village. His father, a militant, was killed in Mosul."


@pytest.fixture(scope="module")
def _course(_course):
    """A course whose lesson asks for a discussion."""
    plan = DiscussionPlan(
        uuid.uuid4(), uuid.uuid4(), "tasks", "How can neighbours help?", "Write of the task."
    )
    write_discussions([plan])
    open_lesson(_course, Discussion.objects.get())
    return _course


@pytest.fixture
def discussion(course):
    return Discussion.objects.get()


@pytest.fixture
def thread(course, discussion):
    return reverse("discussion", args=[course.slug, "tasks"])


def person_in(course, *, is_trainer: bool = False):
    """Return a browser and an account that takes the course, or is granted it."""
    account, client = make_learner(), Client()
    if is_trainer:
        grant(account, "trainer", COURSE, str(course.key))
    else:
        enrol(learner=account, course_key=course.key)
    client.force_login(account, backend=BACKEND)
    return account, client


def send(client, address, text=TEXT, **fields):
    return client.post(address, {"text": text, "idempotency_key": str(uuid.uuid4()), **fields})


def decide(client, contribution, decision="through", **fields):
    sent = {"contribution": str(contribution.public_id), "decision": decision, **fields}
    return client.post(reverse("cms_contributions"), sent)


def test_a_contribution_waits_is_let_through_and_is_then_read_by_who_takes_the_course(
    course, thread, discussion
):
    author, writing = person_in(course)
    reader, reading = person_in(course)
    _trainer, moderating = person_in(course, is_trainer=True)
    assert send(writing, thread).status_code == 302
    assert "Waits to be read." in writing.get(thread).content.decode()
    assert "A task needs hands" not in reading.get(thread).content.decode()
    desk = moderating.get(reverse("cms_contributions")).content.decode()
    assert "A task needs hands" in desk and author.email not in desk
    assert "1 contribution waits to be read" in moderating.get("/cms/").content.decode()
    decide(moderating, Contribution.objects.get())
    html = reading.get(thread).content.decode()
    sign = pseudonym_of(author, course.key, discussion.activity.translation_key)
    assert "A task needs hands" in html and f"Colleague {sign}" in html
    assert author.email not in html and str(author.public_id) not in html
    state = ActivityState.objects.get(learner=author)
    assert state.completed_at and state.best_score is None


def test_a_sign_is_the_same_in_one_discussion_only_and_needs_the_key():
    here = rules.pseudonym("key", "one", "person")
    assert here == rules.pseudonym("key", "one", "person")
    others = [rules.pseudonym(*each) for each in (("key", "two", "person"), ("other", "one", "person"))]
    assert here not in others and re.fullmatch(r"[B-Z]\d-\d{3}", here)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ring +996 555 12 34 56", "telephone"),
        ("write to someone@example.org", "address"),
        ("born on 03.05.2014", "date"),
        ("passport AN 1234567", "document"),
    ],
)
def test_what_leads_to_one_person_is_refused_and_the_text_still_stands_there(course, thread, text, kind):
    _author, client = person_in(course)
    assert kind in rules.direct_identifiers(text)
    answer = send(client, thread, text, nobody="on")
    assert answer.status_code == 422 and text in answer.content.decode()
    assert not Contribution.objects.exists()


def test_years_ranges_and_figures_lead_to_nobody():
    assert rules.direct_identifiers("In 2016-2017 about 1,300 people, 334 children, 2.5 per cent.") == []


def test_details_that_add_up_are_asked_about_once_and_the_author_decides(course, thread):
    _author, client = person_in(course)
    answer = send(client, thread, MOSAIC)
    html = answer.content.decode()
    assert answer.status_code == 422 and "nobody can be recognised by it" in html and "Mosul" in html
    assert send(client, thread, MOSAIC, nobody="on").status_code == 302
    assert Contribution.objects.count() == 1


def test_words_that_hurt_are_pointed_out_and_hold_nothing_back(course, thread):
    _author, client = person_in(course)
    assert send(client, thread, "Returned children are called time bombs here.").status_code == 302
    assert "It keeps nothing back" in client.get(thread).content.decode()


def test_hostile_text_is_shown_as_text_or_refused_in_words(course, thread):
    _author, client = person_in(course)
    long = send(client, thread, "ж" * 100_000)
    assert long.status_code == 422 and "Make it shorter" in long.content.decode()
    assert send(client, thread, " \u202e\x00 ").status_code == 422
    send(client, thread, "<script>alert(1)</script>\u202e http://example.org")
    assert rules.cleaned("a\ud800\u202e\r\n\n\n\n<b>") == "a\n\n<b>"
    html = client.get(thread).content.decode()
    assert "&lt;script&gt;alert(1)" in html and "\u202e" not in html
    assert 'href="http://example.org' not in html


def test_the_same_sending_twice_is_one_and_after_five_a_day_a_sentence_says_so(course, thread):
    _author, client = person_in(course)
    key = str(uuid.uuid4())
    for _time in range(2):
        assert send(client, thread, idempotency_key=key).status_code == 302
    for _time in range(rules.A_DAY - 1):
        send(client, thread)
    answer = send(client, thread, "One more thought.")
    assert answer.status_code == 422 and "One more thought." in answer.content.decode()
    assert Contribution.objects.count() == rules.A_DAY


def test_handed_back_with_a_reason_only_its_author_reads_it_and_withdrawing_deletes(course, thread):
    _author, writing = person_in(course)
    _other, reading = person_in(course)
    _trainer, moderating = person_in(course, is_trainer=True)
    send(writing, thread)
    row = Contribution.objects.get()
    refused = decide(moderating, row, "back", reason="other", note="")
    assert refused.status_code == 422 and "Say why" in refused.content.decode()
    decide(moderating, row, "back", reason="recognised", note="The district is small.")
    html = writing.get(thread).content.decode()
    assert "Somebody could be recognised by it." in html and "The district is small." in html
    assert "A task needs hands" not in reading.get(thread).content.decode()
    away = reverse("contribution_withdraw", args=[course.slug, row.public_id])
    assert reading.post(away).status_code == 404
    assert writing.post(away).status_code == 302 and not Contribution.objects.exists()


def test_a_reader_asks_the_trainer_to_look_again_and_the_trainer_lets_it_stand(course, thread):
    _author, writing = person_in(course)
    _other, reading = person_in(course)
    _trainer, moderating = person_in(course, is_trainer=True)
    send(writing, thread)
    row = Contribution.objects.get()
    address = reverse("contribution_report", args=[course.slug, row.public_id])
    assert reading.post(address).status_code == 404
    decide(moderating, row)
    reading.post(address)
    assert "look at it again" in moderating.get(reverse("cms_contributions")).content.decode()
    decide(moderating, row)
    assert "Nothing waits." in moderating.get(reverse("cms_contributions")).content.decode()


def test_a_question_to_the_trainer_is_read_by_the_two_of_them_alone(course, discussion):
    _author, asking = person_in(course)
    _other, reading = person_in(course)
    _trainer, answering = person_in(course, is_trainer=True)
    address = reverse("ask_trainer", args=[course.slug])
    send(asking, address, "May I keep notes at home?")
    row = Contribution.objects.get()
    assert decide(answering, row, reply=" ").status_code == 422
    assert decide(answering, row, reply="a" * 2000).status_code == 422
    decide(answering, row, reply="Better not: keep them where you work. Ring 998 71 123 45 67.")
    assert "keep them where you work" in asking.get(address).content.decode()
    html = reading.get(address).content.decode()
    assert "notes at home" not in html and "where you work" not in html


def test_trainers_of_other_courses_and_who_does_not_take_the_course_see_nothing(course, thread):
    _author, writing = person_in(course)
    send(writing, thread)
    stranger, other = make_learner(), Client()
    other.force_login(stranger, backend=BACKEND)
    assert other.get(thread).status_code == 302
    grant(stranger, "trainer", COURSE, str(uuid.uuid4()))
    assert "A task needs hands" not in other.get(reverse("cms_contributions")).content.decode()
    assert decide(other, Contribution.objects.get()).status_code == 404
    assert other.get(thread).status_code == 302 and other.get(f"{thread}nothing/").status_code == 404


def test_after_ninety_days_it_is_gone_whatever_became_of_it_as_the_page_promises(course, thread):
    _author, client = person_in(course)
    for _time in range(2):
        send(client, thread)
    assert "It is deleted 90 days after you wrote it." in client.get(thread).content.decode()
    old = Contribution.objects.first()
    Contribution.objects.filter(pk=old.pk).update(
        written_at=timezone.now() - timedelta(days=90), state="shown"
    )
    assert (forget_contributions(), forget_contributions()) == (1, 0)
    assert Contribution.objects.exclude(pk=old.pk).count() == 1


def test_ones_own_data_holds_it_and_it_goes_with_the_account(course, thread):
    author, client = person_in(course)
    send(client, thread)
    (row,) = own_data(author)["tables"]["casestudies.Contribution"]
    assert row["text"] == TEXT
    delete_account(author)
    assert not Contribution.objects.exists()


def test_a_long_discussion_has_pages_and_asks_no_more_of_the_database(
    course, thread, discussion, django_assert_max_num_queries
):
    author, client = person_in(course)
    Contribution.objects.bulk_create(
        Contribution(
            author=author, course_key=course.key, discussion_key=discussion.activity.translation_key,
            pseudonym="K4-817", text=f"Number {number}.", language="en", state="shown",
            written_at=timezone.now(), idempotency_key=uuid.uuid4(),
        )
        for number in range(51)
    )  # fmt: skip
    client.get(thread)
    with django_assert_max_num_queries(9):
        html = client.get(thread).content.decode()
    assert "Number 49." in html and "Number 50." not in html
    assert "Number 50." in client.get(f"{thread}?page=2").content.decode()


def test_in_its_lesson_the_question_leads_to_its_page_and_may_be_ticked_off_unread(
    course, thread, discussion
):
    _author, client = person_in(course)
    page = reverse("lesson", args=[course.slug, course.lessons[0].slug])
    html = client.get(page).content.decode()
    assert f'href="{thread}"' in html and "How can neighbours help?" in html
    action = reverse(
        "answer", args=[course.slug, course.lessons[0].slug, discussion.activity.translation_key]
    )
    answer = client.post(action, {"idempotency_key": str(uuid.uuid4())}, headers={"HX-Request": "true"})
    assert "You have ticked this off." in answer.content.decode()
    assert "How can neighbours help?" in client.get(f"{page}save/").content.decode()
    assert "Who takes this course can read" in Client().get(page).content.decode()


def test_a_trainer_who_writes_is_no_learner_of_the_course(course, thread):
    trainer, client = person_in(course, is_trainer=True)
    assert send(client, thread).status_code == 302
    assert Contribution.objects.get().author == trainer
    assert not trainer.enrolments.exists() and not trainer.outcomes.exists()

"""The one digest: by the reader's clock, twice a week at most, once each, and stopped by one press."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

from courses.places.actions import load_regions
from lms.accounts.api import own_data
from lms.accounts.deletion import delete_account
from lms.accounts.models import Profile, User
from lms.jobs.api import run_due_jobs
from lms.notices import rules, sources
from lms.notices.actions import forget_digests, send_digests
from lms.notices.models import Digest, Silence
from lms.notices.sources import Line, Source
from tests.factories import make_learner

pytestmark = pytest.mark.django_db
# A Monday, 6:00 in Bishkek.
MONDAY = datetime(2026, 10, 5, tzinfo=ZoneInfo("UTC"))


class Pile:
    """A room that has lines for everybody until they were sent."""

    def __init__(self):
        self.waiting: dict[int, list[str]] = {}

    def people(self, now):
        return list(self.waiting)

    def lines(self, person_id, now):
        asked = translation.get_language()
        return [Line(key, f"{asked}: three questions", f"/{asked}/{key}/") for key in self.waiting[person_id]]

    def sent(self, keys, now):
        for person_id, own in self.waiting.items():
            self.waiting[person_id] = [key for key in own if key not in keys]


@pytest.fixture
def pile(monkeypatch):
    """The only room that has something to say."""
    made = Pile()
    monkeypatch.setattr(sources, "_sources", {"pile": Source(made.people, made.lines, made.sent)})
    return made


@pytest.fixture
def person(pile) -> User:
    """Somebody in Bishkek who reads Russian and has one line waiting."""
    load_regions()
    learner = make_learner()
    EmailAddress.objects.create(user=learner, email=learner.email, verified=True, primary=True)
    region = apps.get_model("courses", "Region").objects.get(code="KG-GB")
    Profile.objects.create(user=learner, region=region, language="ru")
    pile.waiting[learner.pk] = ["one"]
    return learner


def local(person, *, day: int = 0, hour: int | None = None, zone: str = "Asia/Bishkek") -> datetime:
    hour = rules.hour_of(person.pk) if hour is None else hour
    return datetime(2026, 10, 5, hour, 20, tzinfo=ZoneInfo(zone)) + timedelta(days=day)


def run(moment: datetime, callbacks, *, jobs: bool = True) -> int:
    """Let the calendar's job run, and then what it promised."""
    with time_machine.travel(moment, tick=False):
        with callbacks(execute=True):
            promised = send_digests()
        if jobs:
            run_due_jobs()
        return promised


def test_a_message_is_plain_and_in_the_readers_language_and_says_nothing_of_the_work(
    person, django_capture_on_commit_callbacks, settings
):
    run(local(person), django_capture_on_commit_callbacks)
    (letter,) = mail.outbox
    assert letter.to == [person.email] and "ru: three questions" in letter.body
    assert f"{settings.SITE_ADDRESS}/ru/one/" in letter.body
    assert letter.message().get_content_type() == "text/plain"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for word in ("returnee", "Syria", "terror", "child", "<img"):
        assert word not in letter.body + letter.subject


def test_a_job_that_runs_twice_sends_once(person, pile, django_capture_on_commit_callbacks):
    for _ in range(2):
        run(local(person), django_capture_on_commit_callbacks)
    assert len(mail.outbox) == Digest.objects.count() == 1 and pile.waiting[person.pk] == []


def test_nobody_is_written_to_in_quiet_hours_on_sunday_or_by_another_zones_clock(
    person, django_capture_on_commit_callbacks
):
    moments = [local(person, hour=hour) for hour in (0, 5, 8, 20, 23)]
    moments += [local(person, day=6), local(person, zone="Asia/Tashkent")]
    assert [run(each, django_capture_on_commit_callbacks) for each in moments] == [0] * 7
    assert run(local(person), django_capture_on_commit_callbacks) == 1


def test_every_hour_of_a_person_lies_between_nine_and_seven_in_the_evening():
    assert {rules.hour_of(number) for number in range(100)} == set(range(9, 19))


def test_two_a_week_and_the_third_waits_for_monday(person, pile, django_capture_on_commit_callbacks):
    for day in range(8):
        pile.waiting[person.pk] = [f"line-{day}"]
        run(local(person, day=day), django_capture_on_commit_callbacks)
    assert [digest.day.day for digest in Digest.objects.order_by("day")] == [5, 6, 12]
    digest = Digest.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.filter(pk=digest.pk).update(number=3)


def test_a_heap_is_never_sent_at_once(person, pile, django_capture_on_commit_callbacks):
    pile.waiting[person.pk] = list("abcde")
    run(local(person), django_capture_on_commit_callbacks)
    assert mail.outbox[0].body.count("three questions") == 3 and pile.waiting[person.pk] == ["d", "e"]


def test_a_dead_mail_server_is_tried_again_and_nobody_gets_it_twice(
    person, pile, django_capture_on_commit_callbacks, settings
):
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.accounts.silent_mail.SilentBackend"
    run(local(person), django_capture_on_commit_callbacks)
    assert mail.outbox == [] and pile.waiting[person.pk] == ["one"]
    settings.EMAIL_BACKEND = works
    for minutes in (5, 10):
        with time_machine.travel(local(person) + timedelta(minutes=minutes), tick=False):
            run_due_jobs()
    assert len(mail.outbox) == 1 and Digest.objects.get().sent_at


def test_what_could_not_leave_before_night_waits_for_the_next_day(
    person, pile, django_capture_on_commit_callbacks
):
    run(local(person), django_capture_on_commit_callbacks, jobs=False)
    with time_machine.travel(local(person, hour=21), tick=False):
        run_due_jobs()
    assert mail.outbox == [] and not Digest.objects.exists() and pile.waiting[person.pk] == ["one"]
    run(local(person, day=1), django_capture_on_commit_callbacks)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("why", ["not confirmed", "closed", "silent", "silent after it was promised"])
def test_who_cannot_or_does_not_want_to_be_written_to_is_not(person, why, django_capture_on_commit_callbacks):
    if why == "not confirmed":
        EmailAddress.objects.update(verified=False)
    if why == "closed":
        User.objects.filter(pk=person.pk).update(is_active=False)
    if why == "silent":
        Silence.objects.create(learner=person, since=MONDAY)
    promised = run(local(person), django_capture_on_commit_callbacks, jobs=False)
    assert promised == (why == "silent after it was promised")
    Silence.objects.get_or_create(learner=person, defaults={"since": MONDAY})
    with time_machine.travel(local(person), tick=False):
        run_due_jobs()
    assert mail.outbox == []


def test_one_press_stops_it_without_a_door_and_looking_does_not(person, django_capture_on_commit_callbacks):
    run(local(person), django_capture_on_commit_callbacks)
    link = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    path = "/" + link.split("/", 3)[3]
    program = Client(enforce_csrf_checks=True)
    assert program.get(path).status_code == 200 and not Silence.objects.exists()
    assert person.email not in program.get(path).content.decode()
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Silence.objects.get().learner_id == person.pk
    program.post(path, {"messages": "on"})
    assert not Silence.objects.exists()
    assert program.post(f"{path[:-3]}xx/").status_code == 404
    own = Client()
    own.force_login(person)
    own.post("/notices/", {"messages": "off"})
    assert Silence.objects.exists()


def test_what_was_sent_is_forgotten_and_goes_with_the_account(person, django_capture_on_commit_callbacks):
    run(local(person), django_capture_on_commit_callbacks)
    Silence.objects.create(learner=person, since=MONDAY)
    assert {"notices.Digest", "notices.Silence"} <= own_data(person)["tables"].keys()
    assert forget_digests("2026-11-04") == 0 and forget_digests("2026-11-05") == 1
    delete_account(User.objects.get(pk=person.pk))
    assert not Silence.objects.exists() and not Digest.objects.exists()

"""Asking people by a list: looked through before, one mail each, and the addresses forgotten."""

import re
from datetime import timedelta
from smtplib import SMTPException
from unittest.mock import patch

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.api import accept_invitation, create_cohort, invite, load_regions
from courses.models import Invitation, Membership
from lms.accounts.api import Profile, grant
from lms.coordination.actions import forget_groups
from lms.coordination.asking import MOST_MAILS_A_DAY, Person, ask, send_asking
from lms.coordination.models import Asked, AskingDay, TrailEntry
from lms.jobs.api import run_due_jobs
from lms.jobs.models import Job
from lms.notices.actions import set_silence
from tests.factories import make_course, make_learner
from tests.ground import anew

pytestmark = pytest.mark.django_db
LIST = "guest@example.org\nyusuf@example.org;tg"


@pytest.fixture(scope="module")
def _course(shared_ground):
    load_regions()
    return make_course(lessons=1, practice=0, questions=0, title="Coming home")


@pytest.fixture
def cohort(_course, db):
    return create_cohort(name="Termez, autumn", region="UZ-SU", course_keys=(anew(_course).key,))


def coordinator(scope: str = "region", value: str = "UZ-SU", *, name: str = "Ulugbek"):
    person = make_learner()
    Profile.objects.create(user=person, display_name=name)
    grant(person, "coordinator", scope, value)
    return person


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


@pytest.fixture
def person(cohort):
    return coordinator()


@pytest.fixture
def client(person):
    return signed_in(person)


def page_of(cohort) -> str:
    return f"/coordination/cohorts/{cohort.key}/ask/"


def fields(rows: str = LIST, **more) -> dict:
    last_day = (timezone.localdate() + timedelta(days=10)).isoformat()
    return {"rows": rows, "language": "en", "last_day": last_day, **more}


def look(client, cohort, rows: str = LIST, **more):
    return client.post(page_of(cohort), fields(rows, **more))


def send(client, cohort, rows: str = LIST, **more):
    """Look a list through and press the second button."""
    found = re.search(r'name="checked" value="(\w+)"', look(client, cohort, rows, **more).content.decode())
    checked = found.group(1) if found else ""
    sent = fields(rows, checked=checked, send="yes", **more)
    return client.post(page_of(cohort), sent, follow=True)


# --- Looking through ----------------------------------------------------------------------------


def test_looking_through_sends_and_keeps_nothing_and_shows_the_mail(client, cohort):
    page = look(client, cohort).content.decode()

    assert "2 people would be asked" in page and "Ulugbek invites you to the group “Termez, autumn”" in page
    assert "guest@example.org" in page
    assert not (Asked.objects.exists() or Invitation.objects.exists() or Job.objects.exists() or mail.outbox)


def test_every_fault_stands_with_its_row_and_nothing_typed_is_lost(client, cohort):
    rows = "Aigul\nbek@example\nc@example.org;Deutsch\nguest@example.org"
    answer = look(client, cohort, rows)
    page = answer.content.decode()

    assert answer.status_code == 422 and "3 rows need a correction" in page
    assert re.findall(r'<li value="(\d)">', page) == ["1", "2", "3"]
    assert "There is no e-mail address in this row" in page and "none of the six languages" in page
    assert rows.replace("\n", "\n") in page.replace("&#x27;", "'")
    assert 'name="send"' not in page


def test_a_list_with_faults_is_not_sent_and_a_changed_one_is_looked_through_again(client, cohort):
    assert send(client, cohort, "nobody\nguest@example.org").status_code == 422
    first = re.search(r'name="checked" value="(\w+)"', look(client, cohort).content.decode()).group(1)
    changed = client.post(page_of(cohort), fields(LIST + "\nx@example.org", checked=first, send="yes"))

    assert "3 people would be asked" in changed.content.decode()
    assert not Asked.objects.exists()


def test_rows_of_a_file_come_into_the_field_where_they_can_be_corrected(client, cohort):
    file = SimpleUploadedFile("list.csv", "Почта;Язык\nguest@example.org;орусча\nbek\n".encode("cp1251"))
    page = client.post(page_of(cohort), fields("", file=file)).content.decode()

    assert "1 row needs a correction" in page and '<li value="3">' in page
    assert "guest@example.org;орусча" in page


def test_a_file_without_faults_is_sent_by_the_second_press(client, cohort):
    file = SimpleUploadedFile("list.csv", b"guest@example.org\nyusuf@example.org\n")
    page = client.post(page_of(cohort), fields("", file=file)).content.decode()
    checked = re.search(r'name="checked" value="(\w+)"', page).group(1)
    rows = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.S).group(1).replace("\n", "\r\n")
    client.post(page_of(cohort), fields(rows, checked=checked, send="yes"))
    assert Asked.objects.count() == 2


def test_what_cannot_be_read_is_said_at_its_field(client, cohort):
    file = SimpleUploadedFile("list.xlsx", b"PK\x03\x04 no")
    refused = client.post(page_of(cohort), fields("kept@example.org", file=file))
    assert refused.status_code == 422 and "not a workbook" in refused.content.decode()
    assert "kept@example.org" in refused.content.decode()

    many = "\n".join(f"a{number}@example.org" for number in range(501))
    for rows, sentence in [
        ("", "at least one address"),
        (many, "500 rows at most"),
        ("x" * 200_001, "holds"),
    ]:
        answer = look(client, cohort, rows)
        assert answer.status_code == 422 and sentence in answer.content.decode()


def test_the_page_never_tells_whether_an_address_has_an_account_or_is_a_member(client, cohort):
    known = make_learner("known@example.org")
    Profile.objects.create(user=known, display_name="Known")
    made = invite(cohort=cohort, language="en", last_day=timezone.localdate(), by=known)
    accept_invitation(learner=known, invitation=made.invitation)

    def shown(address: str) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as asked:
            page = look(client, cohort, address).content.decode()
        page = re.sub(r'(csrfmiddlewaretoken" |checked" )value="\w+"', "", page)
        return page.replace(address, "SOMEBODY"), len(asked)

    shown("first@example.org")
    assert shown("known@example.org") == shown("stranger@example.org")
    assert send(client, cohort, "known@example.org").content.count(b"1 person is being asked") == 1


def test_a_name_that_reads_like_an_address_does_not_leave_by_mail(client, cohort):
    linking = create_cohort(name="Win at evil.example", region="UZ-SU")
    answer = look(client, linking)
    assert answer.status_code == 422 and "reads like an address" in answer.content.decode()
    assert send(client, linking).status_code == 422 and not Asked.objects.exists()


# --- Sending ------------------------------------------------------------------------------------


def test_each_gets_one_plain_mail_in_their_language_whose_link_lets_them_in(client, cohort, settings):
    assert "2 people are being asked" in send(client, cohort).content.decode()
    run_due_jobs()
    first, second = sorted(mail.outbox, key=lambda letter: letter.to)

    assert (first.to, second.to) == (["guest@example.org"], ["yusuf@example.org"])
    assert "Ulugbek invites you to the group “Termez, autumn”" in first.body
    assert (
        "free of charge" in first.body
        and "Never answers" in first.body
        and "Working with families" in first.body
    )
    assert first.message().get_content_type() == "text/plain"
    assert f"{settings.SITE_ADDRESS}/tg/join/" in second.body
    for word in ("returnee", "Syria", "terror", "Coming home", "<"):
        assert word not in first.body + first.subject
    (link,) = re.findall(r"http\S+", first.body)
    guest = signed_in(make_learner("guest@example.org"))
    guest.post(re.sub(r"^https?://[^/]+", "", link))
    assert Membership.objects.get().cohort == cohort


def test_no_address_stays_once_its_mail_has_left_and_none_is_ever_readable(client, cohort):
    send(client, cohort)
    assert "@" not in str(list(Job.objects.values_list("arguments", flat=True)))
    assert b"guest" not in b"".join(bytes(row.letter_sealed) for row in Asked.objects.all())
    assert "guest" not in str(list(Asked.objects.values()))
    run_due_jobs()
    assert {bytes(row.letter_sealed) for row in Asked.objects.all()} == {b""}


def test_nobody_is_asked_twice_into_one_group_and_may_be_into_another(client, cohort):
    send(client, cohort)
    run_due_jobs()
    page = look(client, cohort, LIST + "\nnew@example.org").content.decode()
    assert "1 person would be asked" in page and page.count("asks nobody twice") == 2
    send(client, cohort, LIST + "\nnew@example.org")
    again = send(client, cohort)
    run_due_jobs()
    assert "asked all of them before" not in again.content.decode() or len(mail.outbox) == 3
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "guest@example.org",
        "new@example.org",
        "yusuf@example.org",
    ]

    other = create_cohort(name="Winter", region="UZ-SU")
    send(client, other, "guest@example.org")
    first, second = Asked.objects.order_by("pk").first(), Asked.objects.order_by("-pk").first()
    assert second.cohort == other and first.mark != second.mark


def test_the_database_itself_asks_nobody_twice(person, cohort):
    ask(
        cohort=cohort,
        people=[Person("a@example.org", "en")],
        language="en",
        last_day=timezone.localdate(),
        by=person,
    )
    row = Asked.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Asked.objects.create(cohort=cohort, invitation=row.invitation, mark=row.mark, language="en")


def test_a_job_that_runs_twice_sends_once_and_one_that_failed_is_tried_again(client, cohort):
    send(client, cohort, "guest@example.org")
    (pk,) = Asked.objects.values_list("pk", flat=True)
    with patch.object(EmailMessage, "send", side_effect=SMTPException), pytest.raises(SMTPException):
        send_asking(pk)
    assert bytes(Asked.objects.get().letter_sealed) != b"" and not mail.outbox
    send_asking(pk)
    send_asking(pk)
    assert len(mail.outbox) == 1


def test_who_is_in_or_wants_silence_gets_no_mail_and_a_closed_invitation_sends_none(client, cohort, person):
    member = make_learner("member@example.org")
    Membership.objects.create(cohort=cohort, learner=member)
    silent = make_learner("silent@example.org")
    set_silence(person=silent, is_wanted=True)
    send(client, cohort, "member@example.org\nsilent@example.org")
    run_due_jobs()
    send(client, cohort, "guest@example.org")
    client.post(f"/coordination/invitations/{Invitation.objects.latest('pk').public_id}/close/")
    run_due_jobs()

    assert mail.outbox == [] and {bytes(row.letter_sealed) for row in Asked.objects.all()} == {b""}


def test_what_could_not_leave_is_forgotten_after_three_days_and_marks_with_the_invitation(client, cohort):
    send(client, cohort)
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        forget_groups()
        run_due_jobs()
        assert mail.outbox == [] and {bytes(row.letter_sealed) for row in Asked.objects.all()} == {b""}
    with time_machine.travel(timezone.now() + timedelta(days=12), tick=False):
        forget_groups()
    assert not Asked.objects.exists()


# --- A day has a bound --------------------------------------------------------------------------


def test_a_day_has_five_hundred_mails_and_the_page_says_how_many_are_left(client, cohort, person):
    AskingDay.objects.create(coordinator=person, day=timezone.localdate(), number=MOST_MAILS_A_DAY - 1)
    answer = send(client, cohort)
    assert answer.status_code == 422
    assert "Mails you may still send today: 1; addresses in the list: 2." in answer.content.decode()
    assert not (Asked.objects.exists() or Invitation.objects.exists())

    send(client, cohort, "guest@example.org")
    assert Asked.objects.count() == 1
    client.post(f"/coordination/cohorts/{cohort.key}/delete/")
    assert AskingDay.objects.get().number == MOST_MAILS_A_DAY
    with pytest.raises(IntegrityError), transaction.atomic():
        AskingDay.objects.update(number=MOST_MAILS_A_DAY + 1)


def test_the_trail_says_how_many_and_never_who(client, cohort, person):
    send(client, cohort)
    entry = TrailEntry.objects.get(what="invited")
    assert (entry.number, entry.by) == (2, person) and "guest" not in str(vars(entry))


def test_a_neighbour_asks_nobody_into_the_group(cohort):
    neighbour = signed_in(coordinator("region", "UZ-TK"))
    assert neighbour.get(page_of(cohort)).status_code == 404
    assert send(neighbour, cohort).status_code == 404
    assert not Asked.objects.exists()


def test_five_hundred_cost_as_few_questions_to_look_through_as_two(client, cohort):
    look(client, cohort)
    with CaptureQueriesContext(connection) as few:
        look(client, cohort)
    with CaptureQueriesContext(connection) as many:
        look(client, cohort, "\n".join(f"a{number}@example.org" for number in range(500)))
    assert len(many) == len(few) <= 8, [query["sql"] for query in many]

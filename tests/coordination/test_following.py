"""A group is followed, written to kindly, passed on, changed and handed over; all of it is noted."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from courses.api import Outcome, create_cohort, enrol, load_regions, pause, record_outcome
from courses.models import Cohort, Invitation, Membership
from lms.accounts.api import Profile, grant, own_data
from lms.coordination import kindness
from lms.coordination.actions import forget_groups
from lms.coordination.models import HandOver, KindMessage, TrailEntry
from lms.jobs.api import run_due_jobs
from lms.notices import rules
from lms.notices.actions import send_digests
from tests.factories import make_course, make_learner
from tests.ground import anew

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _course(shared_ground):
    load_regions()
    return make_course(lessons=3, practice=0, questions=0, title="Listening first")


@pytest.fixture
def course(_course, db):
    return anew(_course)


@pytest.fixture
def cohort(course):
    return create_cohort(name="Termez, autumn", region="UZ-SU", course_keys=(course.key,))


def person_called(name: str, *places: tuple[str, str], email: str = ""):
    person = make_learner(email)
    Profile.objects.create(user=person, display_name=name, language="ru")
    for scope, value in places:
        grant(person, "coordinator", scope, value)
    return person


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


@pytest.fixture
def leader(cohort):
    return person_called("Ulugbek", ("region", "UZ-SU"))


def member(name: str, cohort, course=None, *, lessons: int = 0, days_ago: int = 0):
    """Make a member who read so many lessons so many days ago; with a course and none, only enrolled."""
    person = person_called(name)
    Membership.objects.create(cohort=cohort, learner=person)
    if course:
        with time_machine.travel(timezone.now() - timedelta(days=days_ago), tick=False):
            enrol(learner=person, course_key=course.key)
            read(person, course, lessons)
    return person


def read(person, course, lessons: int) -> None:
    for lesson in course.lessons[:lessons]:
        done = Outcome(activity_key=lesson.translation_key, completed=True)
        record_outcome(learner=person, course_key=course.key, outcome=done, idempotency_key=uuid4())


def page_of(cohort, part: str = "week") -> str:
    return f"/coordination/cohorts/{cohort.key}/{part}/"


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


# --- The week -----------------------------------------------------------------------------------


def test_the_week_says_who_has_begun_who_is_quiet_and_where_several_stopped(course, cohort, leader):
    member("Lively", cohort, course, lessons=1)
    for name in ("Aigul", "Bakyt"):
        member(name, cohort, course, lessons=1, days_ago=15)
    member("Further", cohort, course, lessons=2, days_ago=15)
    member("Done", cohort, course, lessons=3, days_ago=40)
    member("New", cohort)
    member("Opened only", cohort, course, days_ago=40)
    answer = signed_in(leader).get(page_of(cohort))
    week = answer.context["week"]

    assert week.begun == ("Aigul", "Bakyt", "Done", "Further", "Lively")
    assert week.unbegun == ("New", "Opened only")
    assert week.quiet == ("Aigul", "Bakyt", "Further")
    assert [(place.lesson, place.names) for place in week.places] == [
        (course.lessons[1].title, ("Aigul", "Bakyt"))
    ]
    assert "5 members have begun" in words(answer)
    assert "3 are quiet: nothing finished for 14 days" in words(answer)
    assert f"2 of them stopped before “{course.lessons[1].title}”" in words(answer)


def test_who_rests_is_never_quiet_nor_who_went_on_elsewhere_in_the_group(course, cohort, leader):
    resting = member("Resting", cohort, course, lessons=1, days_ago=30)
    pause(learner=resting, course_key=course.key, paused=True)
    other = make_course(lessons=1, practice=0, questions=0)
    Cohort.objects.filter(pk=cohort.pk).update(course_keys=[])
    read(member("Elsewhere", cohort, course, lessons=1, days_ago=30), other, 1)

    assert signed_in(leader).get(page_of(cohort)).context["week"].quiet == ()


def test_the_week_of_a_group_costs_the_same_for_two_and_for_twenty(course, cohort, leader):
    client = signed_in(leader)
    for number in range(2):
        member(f"Quiet {number}", cohort, course, lessons=1, days_ago=20)
    client.get(page_of(cohort))
    with CaptureQueriesContext(connection) as few:
        client.get(page_of(cohort))
    for number in range(18):
        member(f"More {number}", cohort, course, lessons=1, days_ago=20)
    with CaptureQueriesContext(connection) as many:
        client.get(page_of(cohort))
    assert len(many) == len(few) <= 10, [query["sql"] for query in many]


# --- One kind message ---------------------------------------------------------------------------


def digests_of(person, *, days: int = 0) -> list:
    """Let the hour of somebody's digest come, on a working day; return what was mailed since."""
    EmailAddress.objects.get_or_create(user=person, email=person.email, verified=True, primary=True)
    moment = timezone.localtime() + timedelta(days=days)
    moment = moment.replace(hour=rules.hour_of(person.pk), minute=20)
    moment += timedelta(days=1 if moment.weekday() == rules.SUNDAY else 0)
    with time_machine.travel(moment, tick=False):
        send_digests()
        run_due_jobs()
    return mail.outbox


def test_a_kind_message_leaves_in_fixed_words_by_the_one_digest_and_its_reader_sees_whence(
    course, cohort, leader
):
    quiet = member("Aigul", cohort, course, lessons=1, days_ago=15)
    member("Lively", cohort, course, lessons=1)
    client = signed_in(leader)
    assert "There is no hurry" in words(client.get(page_of(cohort)))
    client.post(page_of(cohort), {"text": "no hurry"})

    assert [row.learner for row in KindMessage.objects.all()] == [quiet]
    (letter,) = digests_of(quiet)
    with translation.override("ru"):
        assert str(kindness.TEXTS["no hurry"]) in letter.body
    assert "Termez" not in letter.body and "Ulugbek" not in letter.body
    assert len(digests_of(quiet, days=1)) == 1
    mine = words(signed_in(quiet).get("/learn/seen/", headers={"accept-language": "en"}))
    assert "asked us to write you this" in mine and "finished nothing for 14 days" in mine
    assert "coordination.KindMessage" in own_data(quiet)["tables"]


def test_a_group_has_one_message_in_seven_days_and_a_person_one_in_fourteen(course, cohort, leader):
    quiet = member("Aigul", cohort, course, lessons=1, days_ago=40)
    client = signed_in(leader)
    for _ in range(2):
        client.post(page_of(cohort), {"text": "short"})
    assert TrailEntry.objects.filter(what="kind").count() == 1
    assert "The next one is possible on" in words(client.get(page_of(cohort)))

    second = create_cohort(name="Another", region="UZ-SU")
    Membership.objects.create(cohort=second, learner=quiet)
    client.post(page_of(second), {"text": "hard"})
    assert KindMessage.objects.get().cohort == cohort
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        kindness.send_kind_message(cohort=cohort, text="hard", by=leader)
        assert KindMessage.objects.get().text == "short"
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        kindness.send_kind_message(cohort=cohort, text="hard", by=leader)
        assert KindMessage.objects.get().text == "hard"
    with pytest.raises(IntegrityError), transaction.atomic():
        KindMessage.objects.create(learner=quiet, cohort=second, text="hard", asked_on=date(2030, 1, 1))


@pytest.mark.parametrize("change", ["goes on", "rests", "leaves", "wants silence", "the group is deleted"])
def test_what_is_true_no_more_when_the_digest_leaves_is_not_said(course, cohort, leader, change):
    from lms.notices.actions import set_silence

    quiet = member("Aigul", cohort, course, lessons=1, days_ago=15)
    kindness.send_kind_message(cohort=cohort, text="hard", by=leader)
    if change == "goes on":
        read(quiet, course, 2)
    elif change == "rests":
        pause(learner=quiet, course_key=course.key, paused=True)
    elif change == "leaves":
        Membership.objects.all().delete()
    elif change == "wants silence":
        set_silence(person=quiet, is_wanted=True)
    else:
        signed_in(leader).post(page_of(cohort, "delete"))
    assert digests_of(quiet) == []


@pytest.mark.parametrize("text", ["", "Buy this", "no hurry\r\nBcc: x"])
def test_nobody_writes_a_message_of_their_own(course, cohort, leader, text):
    member("Aigul", cohort, course, lessons=1, days_ago=15)
    answer = signed_in(leader).post(page_of(cohort), {"text": text, "x": "y"})
    assert answer.status_code == 422 and not KindMessage.objects.exists()


# --- Passing on ---------------------------------------------------------------------------------


def made_link(client, cohort) -> Invitation:
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    sent = {"cohort": str(cohort.key), "language": "ky", "last_day": day}
    client.post("/coordination/invitations/", sent)
    return Invitation.objects.latest("pk")


def test_an_invitation_is_ready_to_pass_on_in_six_languages_with_links_that_wait_for_a_press(
    cohort, leader, settings
):
    client = signed_in(leader)
    made = made_link(client, cohort)
    page = client.get(f"/coordination/invitations/{made.public_id}/share/").content.decode()

    assert re.findall(r'id="in-(\w\w)"', page) == ["ky", "en", "ru", "kk", "tg", "uz"]
    assert page.count("<textarea") == 6 and f"{settings.SITE_ADDRESS}/tg/join/" in page
    for start in ("https://wa.me/?text=", "https://t.me/share/url?url=", "mailto:?subject="):
        assert page.count(f'href="{start}') == 6
    assert page.count('rel="noreferrer noopener"') == 18 and "<svg" in page

    poster = client.get(f"/coordination/invitations/{made.public_id}/poster/").content.decode()
    assert "<svg" in poster and "/ky/join/" in poster and 'src="http' not in poster
    assert Client().get(re.search(r"(/ky/join/[\w-]+/)", poster).group(1)).status_code == 200


def test_a_link_that_cannot_be_read_any_more_is_passed_on_by_nobody(cohort, leader):
    made = made_link(signed_in(leader), cohort)
    for part in ("share", "poster"):
        address = f"/coordination/invitations/{made.public_id}/{part}/"
        assert signed_in(leader).get(address)["Location"] == "/coordination/invitations/"
        assert signed_in(person_called("Other", ("region", "UZ-SU"))).get(address).status_code == 404


# --- Changing and handing over ------------------------------------------------------------------


def test_a_group_is_changed_but_never_shows_its_members_for_longer_than_they_agreed(cohort, leader):
    client = signed_in(leader)
    sent = {"name": "Termez, winter", "language": "uz", "ends_on": "2031-05-31"}
    client.post(page_of(cohort, "manage"), sent)
    cohort.refresh_from_db()
    assert (cohort.name, cohort.language, cohort.ends_on) == ("Termez, winter", "uz", date(2031, 5, 31))
    assert cohort.region and cohort.course_keys

    member("Aigul", cohort)
    for later in ("2031-06-01", ""):
        answer = client.post(page_of(cohort, "manage"), sent | {"ends_on": later})
        assert answer.status_code == 422 and "agreed to be seen until" in answer.content.decode()
    assert client.post(page_of(cohort, "manage"), sent | {"ends_on": "2031-01-01"}).status_code == 302


def test_a_group_is_handed_over_to_who_takes_it_and_leaves_the_one_who_gave_it(cohort):
    key = str(cohort.key)
    old, new = person_called("Old", ("cohort", key)), person_called("New", ("country", "KZ"))
    giving, taking = signed_in(old), signed_in(new)
    assert taking.get(page_of(cohort)).status_code == 404
    giving.post(page_of(cohort, "offer"), {"email": new.email.upper()})

    assert "is offered to you" in taking.get("/coordination/cohorts/").content.decode()
    offered = HandOver.objects.get().public_id
    taking.post(f"/coordination/offers/{offered}/", {"do": "take"})
    assert taking.get(page_of(cohort)).status_code == 200
    assert giving.get(page_of(cohort)).status_code in (403, 404)
    trail = words(taking.get(page_of(cohort, "manage")))
    assert "taken over" in trail and "offered to somebody else" in trail and "Old" in trail


def test_an_offer_says_the_same_whoever_it_is_for_and_nobody_else_finds_it(cohort, leader):
    new = person_called("New", ("country", "KZ"))
    client, said = signed_in(leader), []
    for address in (new.email, "nobody@example.org"):
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(page_of(cohort, "offer"), {"email": address}, follow=True)
        said.append((re.search(r"If this address[^<]+", answer.content.decode()).group(), len(asked)))
    assert said[0][0] == said[1][0]
    public_id = HandOver.objects.get().public_id
    taken = signed_in(new).post(f"/coordination/offers/{public_id}/", {"do": "take"})
    assert taken.status_code == 404 and HandOver.objects.exists()
    assert "offered to you" not in signed_in(new).get("/coordination/cohorts/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        forget_groups()
    assert not HandOver.objects.exists()


def test_an_offer_dies_with_the_role_of_who_made_it_and_can_be_left(cohort):
    key = str(cohort.key)
    old, new = person_called("Old", ("cohort", key)), person_called("New", ("country", "KZ"))
    signed_in(old).post(page_of(cohort, "offer"), {"email": new.email})
    offered = f"/coordination/offers/{HandOver.objects.get().public_id}/"
    old.role_grants.all().delete()
    assert signed_in(new).post(offered, {"do": "take"}).status_code == 404
    grant(old, "coordinator", "cohort", key)
    signed_in(new).post(offered, {"do": "leave"})
    assert not HandOver.objects.exists() and signed_in(new).get(page_of(cohort)).status_code == 404


# --- The trail ----------------------------------------------------------------------------------


def test_the_trail_tells_what_was_done_and_outlives_a_deleted_group_by_a_year(leader):
    client = signed_in(leader)
    client.post("/coordination/cohorts/", {"name": "Spring", "place": "region:UZ-SU"})
    made = Cohort.objects.get(name="Spring")
    made_link(client, made)
    client.post(page_of(made, "manage"), {"name": "Spring, late"})
    client.post(page_of(made, "delete"))

    done = list(TrailEntry.objects.order_by("pk").values_list("what", flat=True))
    assert done == ["made", "link", "changed", "deleted"]
    page = words(client.get("/coordination/cohorts/"))
    assert "Groups that were deleted" in page and "Spring, late" in page and "Ulugbek" in page
    neighbour = signed_in(person_called("Neighbour", ("region", "UZ-TK")))
    assert "Spring" not in words(neighbour.get("/coordination/cohorts/"))
    forget_groups()
    assert TrailEntry.objects.count() == 4
    with time_machine.travel(timezone.now() + timedelta(days=370), tick=False):
        forget_groups()
    assert not TrailEntry.objects.exists()


def test_a_trail_is_not_rewritten_ends_with_its_group_and_forgets_whose_account_is_gone(cohort, leader):
    signed_in(leader).post(page_of(cohort, "manage"), {"name": "Changed"})
    entry = TrailEntry.objects.get()
    with pytest.raises(TypeError):
        entry.save()
    other = person_called("Other", ("region", "UZ-SU"))
    leader.delete()
    assert "an account that is gone" in words(signed_in(other).get(page_of(cohort, "manage")))
    Cohort.objects.all().delete()
    forget_groups()
    assert not TrailEntry.objects.exists()


@pytest.mark.parametrize("part", ["ask", "week", "manage", "offer"])
@pytest.mark.parametrize("places", [("region", "UZ-TK"), ("country", "KZ"), ("cohort", str(uuid4()))])
def test_to_a_neighbour_none_of_it_exists(course, cohort, part, places):
    member("Aigul", cohort, course, lessons=1, days_ago=20)
    client = signed_in(person_called("Neighbour", places))
    sent = {"text": "hard", "name": "Mine", "email": "a@example.org", "rows": "a@example.org"}
    answers = [client.post(page_of(cohort, part), sent)]
    answers += [] if part == "offer" else [client.get(page_of(cohort, part))]

    assert {answer.status_code for answer in answers} == {404}
    assert all(b"Aigul" not in answer.content and b"Termez" not in answer.content for answer in answers)
    assert not (KindMessage.objects.exists() or HandOver.objects.exists() or TrailEntry.objects.exists())

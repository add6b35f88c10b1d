"""Pages of events: the coordinator's own alone, a member's own alone, and a list that can be trusted."""

import re
from datetime import datetime, timedelta
from urllib.parse import unquote
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.api import EventPlan, close_list, code_of, create_cohort, load_regions, make_event, sign_in
from courses.models import Attendance, Event, Membership, Region
from lms.accounts.api import Profile, own_data
from lms.coordination import event_news
from lms.coordination.events import mark_of
from lms.coordination.views.own_events import TRIES
from tests.coordination.test_overview import coordinator
from tests.factories import make_course, make_learner
from tests.ground import anew

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2029-05-03T10:30:00+05:00")
LINK = "https://call.example/room-7"


@pytest.fixture(scope="module")
def _course(shared_ground):
    load_regions()
    return make_course(lessons=1, practice=0, questions=1, title="Coming home")


@pytest.fixture
def course(_course, db):
    return anew(_course)


@pytest.fixture(autouse=True)
def _that_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cohort(course):
    return create_cohort(name="Termez, spring", region="UZ-SU", course_keys=(course.key,))


@pytest.fixture
def event(cohort, course):
    return make_event(cohort, plan(course))


def plan(course, **other) -> EventPlan:
    said = {"kind": "workshop", "title": "Listening first", "starts_at": NOW - timedelta(minutes=30)}
    said |= {"minutes": 120, "zone": "Asia/Tashkent", "link": LINK, "place": "Navoiy 1", "led_by": "Saule"}
    return EventPlan(**said | {"counts_for": (course.key,)} | other)


def member_of(cohort, name: str = "Aigul", region: str = "UZ-SU"):
    person = make_learner()
    place = Region.objects.get(code=region)
    Profile.objects.create(user=person, display_name=name, region=place)
    if cohort:
        Membership.objects.create(cohort=cohort, learner=person)
    return person


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


def sent(cohort, course, **other) -> dict:
    said = {"cohort": str(cohort.key), "kind": "call", "title": "Words first", "day": "2029-05-10"}
    said |= {"begins": "10:00", "ends": "11:30", "zone": "Asia/Bishkek", "link": LINK}
    return said | {"counts_for": [str(course.key)]} | other


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


GETS = ("", "change/", "code/", "sheet/")
POSTS = ("change/", "cancel/", "list/")


# --- Whose events -------------------------------------------------------------------------------


@pytest.mark.parametrize("places", [[("region", "UZ-TK")], [("country", "KZ")], [("cohort", str(uuid4()))]])
def test_to_another_coordinator_the_event_does_not_exist_by_any_route(course, cohort, event, places):
    member_of(cohort)
    client = coordinator(*places)
    base = f"/coordination/events/{event.key}/"

    assert {client.get(base + more).status_code for more in GETS} == {404}
    everything = sent(cohort, course) | {"do": "close", "here": mark_of(event, 1)}
    assert {client.post(base + more, everything).status_code for more in POSTS} == {404}
    assert "Listening first" not in client.get("/coordination/events/", follow=True).content.decode()
    event.refresh_from_db()
    assert (event.is_cancelled, event.is_closed, event.title) == (False, False, "Listening first")


def test_nobody_makes_an_event_in_a_group_of_others(course, cohort):
    create_cohort(name="Mine", region="UZ-TK")
    answer = coordinator(("region", "UZ-TK")).post("/coordination/events/", sent(cohort, course))

    assert answer.status_code == 422 and "Choose one of your own groups." in answer.content.decode()
    assert not Event.objects.exists()


def test_a_practitioner_sees_none_of_the_coordinators_pages(cohort, event):
    client = signed_in(member_of(cohort))
    base = f"/coordination/events/{event.key}/"
    assert {client.get(base + more).status_code for more in GETS} == {403}
    assert {client.post(base + more).status_code for more in POSTS} == {403}


def test_a_learner_of_another_group_learns_nothing_of_it(course, event):
    client = signed_in(member_of(create_cohort(name="Another")))

    assert "Listening first" not in client.get("/learn/events/").content.decode()
    assert client.get(f"/learn/events/{event.key}/event.ics").status_code == 404
    assert client.post(f"/learn/events/{event.key}/strike/").status_code == 404
    answer = client.post("/learn/events/sign-in/", {"code": code_of(event)})
    assert answer.status_code == 422 and "Listening first" not in answer.content.decode()
    assert not Attendance.objects.exists()


def test_nobody_strikes_another_learner(cohort, event):
    sign_in(learner=member_of(cohort), typed=code_of(event))
    assert signed_in(member_of(cohort, "Bakyt")).post(f"/learn/events/{event.key}/strike/").status_code == 404
    assert Attendance.objects.get().struck_at is None


def test_whoever_leaves_the_group_is_gone_from_its_lists(cohort, event):
    person = member_of(cohort)
    sign_in(learner=person, typed=code_of(event))
    Membership.objects.filter(learner=person).delete()
    client = coordinator()

    for page in ("", "sheet/"):
        assert "Aigul" not in client.get(f"/coordination/events/{event.key}/{page}").content.decode()


def test_neither_address_nor_id_of_a_member_stands_on_the_coordinators_pages(cohort, event):
    person = member_of(cohort)
    client = coordinator()
    for page in GETS:
        text = client.get(f"/coordination/events/{event.key}/{page}").content.decode()
        assert person.email not in text and str(person.public_id) not in text


# --- Making, changing ---------------------------------------------------------------------------


def test_an_event_is_made_by_the_clock_of_its_place(course, cohort):
    client = coordinator()
    answer = client.post("/coordination/events/", sent(cohort, course))

    made = Event.objects.get()
    assert answer["Location"] == f"/coordination/events/{made.key}/"
    assert made.starts_at.isoformat() == "2029-05-10T04:00:00+00:00" and made.minutes == 90
    page = words(client.get(answer["Location"]))
    assert "09:00 – 10:30" in page and "Kyrgyzstan: 10:00 – 11:30" in page
    assert "Coming home" in page


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": "Families from Syria"}, "“Syria” tells others whom you work with."),
        ({"place": "Centre for returnees"}, "“returnees” tells others whom you work with."),
        ({"link": "http://call.example/"}, "it begins with https://"),
        ({"link": "javascript:alert(1)"}, "it begins with https://"),
        ({"ends": "09:00"}, "at least 15 minutes after it begins"),
        ({"begins": "08:00", "ends": "21:00"}, "12 hours at most"),
        ({"ends": "10:30"}, "Only an event of an hour or more"),
        ({"day": "2029-01-01"}, "more than a month ago"),
        ({"day": "2031-01-01"}, "more than a year ahead"),
        ({"zone": "Europe/Paris"}, "Europe/Paris"),
        ({"title": " "}, "Give the event a title."),
    ],
)
def test_what_cannot_be_is_sent_back_with_a_reason_and_all_that_was_typed(course, cohort, wrong, told):
    answer = coordinator().post("/coordination/events/", sent(cohort, course) | wrong)

    assert answer.status_code == 422
    assert told in words(answer)
    assert 'value="2029-05-10"' in answer.content.decode() or "day" in wrong
    assert not Event.objects.exists()


def test_an_event_counts_for_courses_of_its_group_only(course, cohort):
    other = make_course(lessons=1, practice=0, questions=0)
    answer = coordinator().post("/coordination/events/", sent(cohort, course, counts_for=[str(other.key)]))
    assert answer.status_code == 422 and "among the courses of the group" in answer.content.decode()


def test_it_is_changed_and_cancelled_until_it_is_over(course, cohort, event):
    client, base = coordinator(), f"/coordination/events/{event.key}/"
    assert 'value="Listening first"' in client.get(base + "change/").content.decode()
    assert client.post(base + "change/", sent(cohort, course, title="Moved")).status_code == 302
    assert "Moved" in client.get(base).content.decode()
    assert client.post(base + "cancel/").status_code == 302
    answer = client.post(base + "change/", sent(cohort, course))
    assert answer.status_code == 409 and "This is not possible now" in answer.content.decode()


# --- The list -----------------------------------------------------------------------------------


def keep(client, event, *, here=(), was=(), do="keep"):
    marks = {
        name: [mark_of(event, person.pk) for person in people]
        for name, people in (("here", here), ("was", was))
    }
    return client.post(f"/coordination/events/{event.key}/list/", marks | {"do": do})


def test_the_coordinator_ticks_strikes_and_closes(cohort, event):
    there, not_there, late = (member_of(cohort, name) for name in ("Aigul", "Bakyt", "Saule"))
    sign_in(learner=not_there, typed=code_of(event))
    client = coordinator()
    page = client.get(f"/coordination/events/{event.key}/").content.decode()
    assert page.count(" checked") == 1
    # Signs in after the page was shown: stands in neither list, and stays.
    sign_in(learner=late, typed=code_of(event))
    assert keep(client, event, here=[there], was=[not_there], do="close").status_code == 302

    standing = Attendance.objects.filter(struck_at__isnull=True)
    assert dict(standing.values_list("learner_id", "how")) == {there.pk: "hand", late.pk: "code"}
    assert "2 of 3 took part" in words(client.get(f"/coordination/events/{event.key}/"))
    assert keep(client, event, here=[not_there]).status_code == 409
    assert keep(client, event, do="reopen").status_code == 302
    assert keep(client, event, here=[not_there]).status_code == 302


def test_the_group_tells_how_many_took_part_and_the_member_reads_the_same(cohort, event):
    person = member_of(cohort)
    member_of(cohort, "Bakyt")
    sign_in(learner=person, typed=code_of(event))
    close_list(event)

    page = words(coordinator().get(f"/coordination/cohorts/{cohort.key}/"))
    assert "1 of 2 took part" in page and page.count("took part in 1 event") == 1
    assert "took part in 1 event" in words(signed_in(person).get("/learn/seen/"))


def test_the_sheet_has_every_member_and_the_code_page_the_code(cohort, event):
    for name in ("Aigul", "Bakyt"):
        member_of(cohort, name)
    client = coordinator()
    sheet = client.get(f"/coordination/events/{event.key}/sheet/").content.decode()
    assert re.findall(r'<th scope="row">(\w+)</th>', sheet) == ["Aigul", "Bakyt"]
    door = client.get(f"/coordination/events/{event.key}/code/").content.decode()
    code = code_of(event)
    assert f"{code[:3]}-{code[3:]}" in door and "<svg" in door


def test_lists_cost_the_same_for_one_and_for_many(course, cohort, event):
    client = coordinator()
    first = member_of(cohort)
    paths = [
        "/coordination/events/",
        f"/coordination/events/{event.key}/",
        f"/coordination/events/{event.key}/sheet/",
    ]

    def cost() -> list[int]:
        found = []
        for browser, path in [*((client, path) for path in paths), (signed_in(first), "/learn/events/")]:
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(path).status_code == 200
            found.append(len(captured))
        return found

    cost()
    few = cost()
    for number in range(10):
        sign_in(learner=member_of(cohort, f"Member {number}"), typed=code_of(event))
        other = make_event(cohort, plan(course, title=f"Another {number}"))
        sign_in(learner=first, typed=code_of(other))
    assert cost() == few and max(few) <= 10


# --- The member ---------------------------------------------------------------------------------


def test_a_member_comes_from_the_picture_through_the_door_to_the_list(client, cohort, event):
    person, address = member_of(cohort), f"/learn/events/sign-in/?code={code_of(event)}"
    door = client.get(address)["Location"]
    assert unquote(door) == f"/accounts/login/?next={address}"

    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    assert f'value="{code_of(event)}"' in client.get(address).content.decode()
    assert not Attendance.objects.exists()
    answer = client.post("/learn/events/sign-in/", {"code": code_of(event).lower()}, follow=True)
    assert "You are on the list of “Listening first”." in words(answer)
    again = client.post("/learn/events/sign-in/", {"code": code_of(event)}, follow=True)
    assert "You stand on the list of “Listening first” already." in words(again)
    assert Attendance.objects.count() == 1


def test_guessing_codes_ends_after_ten_tries(cohort, event):
    cache.clear()
    client = signed_in(member_of(cohort))
    tried = [client.post("/learn/events/sign-in/", {"code": f"22222{n}"}).status_code for n in range(2, 10)]
    tried += [client.post("/learn/events/sign-in/", {"code": ""}).status_code]
    tried += [client.post("/learn/events/sign-in/", {"code": f"33333{n}"}).status_code for n in range(2, 5)]
    answer = client.post("/learn/events/sign-in/", {"code": code_of(event)})

    assert tried.count(422) == TRIES + 1 and answer.status_code == 429
    assert not Attendance.objects.exists()


def test_a_member_sees_the_link_and_the_calendar_does_not(cohort, event):
    client = signed_in(member_of(cohort))
    page = client.get("/learn/events/").content.decode()
    file = client.get(f"/learn/events/{event.key}/event.ics")

    assert LINK in page and "Navoiy 1" in page
    text = file.content.decode().replace("\r\n ", "")
    assert file["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:Listening first" in text and "LOCATION:Navoiy 1" in text
    assert "call.example" not in text and "Termez" not in text and "Aigul" not in text and "Saule" not in text


def test_somebody_in_another_zone_reads_their_own_time_first(cohort, event):
    page = words(signed_in(member_of(cohort, region="KG-GB")).get("/learn/events/"))
    assert "11:00 – 13:00" in page and "at the place, Uzbekistan: 10:00 – 12:00" in page


def test_what_one_took_part_in_is_in_ones_own_data_and_can_be_struck(cohort, event):
    person = member_of(cohort)
    sign_in(learner=person, typed=code_of(event))
    client = signed_in(person)
    assert [row["how"] for row in own_data(person)["tables"]["courses.Attendance"]] == ["code"]
    assert "You took part" in client.get("/learn/events/").content.decode()
    assert client.post(f"/learn/events/{event.key}/strike/").status_code == 302
    assert Attendance.objects.get().struck_by == "learner"
    assert "You took part" not in client.get("/learn/events/").content.decode()


# --- The message --------------------------------------------------------------------------------


def told(person) -> list[str]:
    """Return the lines of the next message, and let it leave."""
    now = timezone.now()
    lines = event_news.SOURCE.lines(person.pk, now) if person.pk in event_news.SOURCE.people(now) else []
    event_news.SOURCE.sent([line.key for line in lines], now)
    return [line.text for line in lines]


def test_members_are_told_once_of_each_event_each_change_and_what_is_cancelled(course, cohort):
    person, stranger = member_of(cohort), member_of(None, "Bakyt")
    ahead = make_event(cohort, plan(course, starts_at=NOW + timedelta(days=3)))
    make_event(cohort, plan(course, title="Far ahead", starts_at=NOW + timedelta(days=60)))
    client, base = coordinator(), f"/coordination/events/{ahead.key}/"

    assert told(person) == ["Your group meets: “Listening first”, 6 May 2029, 10:30."]
    client.post(base + "change/", sent(cohort, course, title="Listening first", day="2029-05-07"))
    assert told(person) == [
        "“Listening first” has changed. It is now on 7 May 2029, 09:00; look at the place as well."
    ]
    client.post(base + "cancel/")
    assert told(person) == ["“Listening first” on 7 May 2029, 09:00 is cancelled."]
    assert told(person) == told(stranger) == []
    assert "This event is cancelled." in words(signed_in(person).get("/learn/events/"))

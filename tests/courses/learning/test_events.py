"""Events: what a code opens and when, what a calendar reads, and what the database itself refuses."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from courses.api import (
    CodeRefused,
    Entry,
    EventFixed,
    EventPlan,
    WasStruck,
    calendar_file,
    cancel_event,
    change_event,
    close_list,
    code_of,
    create_cohort,
    delete_cohort,
    keep_list,
    leave_cohort,
    make_event,
    reopen_list,
    sign_in,
    strike_oneself,
    telling_word,
)
from courses.learning.events.actions import forget_events
from courses.learning.events.rules import ZONES, code_from, typed_code
from courses.models import Attendance, Event, Membership
from lms.notices.api import ZONES as ZONES_OF_COUNTRIES
from tests.factories import make_learner

BISHKEK = ZoneInfo("Asia/Bishkek")
MORNING = datetime(2029, 5, 3, 10, tzinfo=BISHKEK)


def plan(**other) -> EventPlan:
    said = {"kind": "workshop", "title": "Listening first", "starts_at": MORNING, "minutes": 120}
    return EventPlan(**said | {"zone": "Asia/Bishkek"} | other)


def at(moment: datetime):
    return time_machine.travel(moment, tick=False)


def member_of(cohort):
    person = make_learner()
    Membership.objects.create(cohort=cohort, learner=person)
    return person


@pytest.fixture
def cohort(db):
    return create_cohort(name="Osh, spring")


@pytest.fixture
def event(cohort):
    return make_event(cohort, plan())


@pytest.fixture
def learner(cohort):
    return member_of(cohort)


def standing(event) -> list[tuple[int, str]]:
    return list(event.attendances.filter(struck_at__isnull=True).values_list("learner_id", "how"))


# --- The code -----------------------------------------------------------------------------------


def test_the_zones_of_events_are_those_of_the_countries():
    assert set(ZONES) == set(ZONES_OF_COUNTRIES.values())


def test_a_code_is_read_however_it_is_typed():
    code = code_from(b"any thirty-two octets of a MAC..")

    assert typed_code(f" {code[:3].lower()} – {code[3:]} ") == code
    assert {typed_code(no) for no in ("", "ABC", "ABCDE0", "ABCDEFG", "АВСDEF")} == {""}


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (MORNING.replace(hour=0, minute=0), True),
        (MORNING.replace(hour=23, minute=59), True),
        (MORNING.replace(hour=0, minute=0) - timedelta(minutes=1), False),
        (MORNING.replace(hour=0, minute=0) + timedelta(days=1), False),
    ],
)
def test_a_code_holds_on_the_day_of_its_event_by_the_clock_of_the_place(event, learner, moment, is_open):
    with at(moment):
        if is_open:
            assert sign_in(learner=learner, typed=code_of(event)) == (event, True)
        else:
            with pytest.raises(CodeRefused):
                sign_in(learner=learner, typed=code_of(event))
    assert standing(event) == ([(learner.pk, "code")] if is_open else [])


def test_the_code_of_a_day_the_event_was_moved_from_opens_nothing(event, learner):
    yesterdays = code_of(event)
    with at(MORNING - timedelta(days=3)):
        moved = change_event(event, plan(starts_at=MORNING + timedelta(days=1)))
    with at(MORNING + timedelta(days=1)):
        with pytest.raises(CodeRefused):
            sign_in(learner=learner, typed=yesterdays)
        assert sign_in(learner=learner, typed=code_of(moved))[1]


def test_a_code_is_for_members_only_and_only_while_they_are(event, learner, cohort):
    with at(MORNING):
        with pytest.raises(CodeRefused):
            sign_in(learner=member_of(create_cohort(name="Another")), typed=code_of(event))
        leave_cohort(learner=learner, key=cohort.key)
        with pytest.raises(CodeRefused):
            sign_in(learner=learner, typed=code_of(event))


def test_a_code_opens_no_cancelled_event_and_no_closed_list(event, learner, cohort):
    other = make_event(cohort, plan(title="Words first"))
    with at(MORNING):
        cancel_event(event)
        close_list(other)
        for shut in (event, other):
            with pytest.raises(CodeRefused):
                sign_in(learner=learner, typed=code_of(shut))


def test_a_code_used_again_changes_nothing_and_brings_nobody_back_whom_the_coordinator_struck(event, learner):
    with at(MORNING):
        assert sign_in(learner=learner, typed=code_of(event))[1]
        assert not sign_in(learner=learner, typed=code_of(event))[1]
        keep_list(event, came=[], gone=[learner.pk])
        with pytest.raises(WasStruck):
            sign_in(learner=learner, typed=code_of(event))
        keep_list(event, came=[learner.pk], gone=[])
    assert standing(event) == [(learner.pk, "hand")]
    assert Attendance.objects.count() == 2


def test_who_struck_their_own_name_may_sign_in_again(event, learner):
    with at(MORNING):
        sign_in(learner=learner, typed=code_of(event))
        assert strike_oneself(learner=learner, key=event.key)
        assert not strike_oneself(learner=learner, key=event.key)
        assert sign_in(learner=learner, typed=code_of(event))[1]
    assert standing(event) == [(learner.pk, "code")]


# --- The list -----------------------------------------------------------------------------------


def test_nobody_but_a_member_is_ticked_and_nobody_before_it_begins(event, learner):
    stranger = make_learner()
    with at(MORNING - timedelta(minutes=1)), pytest.raises(EventFixed):
        keep_list(event, came=[learner.pk], gone=[])
    with at(MORNING):
        keep_list(event, came=[learner.pk, stranger.pk], gone=[])
    assert standing(event) == [(learner.pk, "hand")]


def test_a_closed_list_is_changed_by_nobody_but_its_own_people(event, learner):
    with at(MORNING):
        keep_list(event, came=[learner.pk], gone=[])
        closed = close_list(event)
        for came, gone in (([learner.pk], []), ([], [learner.pk])):
            with pytest.raises(EventFixed):
                keep_list(event, came=came, gone=gone)
        with pytest.raises(EventFixed):
            change_event(closed, plan(title="Another"))
        assert close_list(event).members_then == 1
        assert strike_oneself(learner=learner, key=event.key)
        assert not reopen_list(event).is_closed


def test_an_event_is_moved_and_cancelled_until_it_is_over(event):
    with at(MORNING - timedelta(days=1)):
        assert change_event(event, plan(title="Other words")).sequence == 0
        assert change_event(event, plan(place="Chuy 1")).sequence == 1
        with pytest.raises(EventFixed):
            close_list(event)
    with at(MORNING + timedelta(hours=2)):
        for late in (lambda: change_event(event, plan()), lambda: cancel_event(event)):
            with pytest.raises(EventFixed):
                late()


def test_how_many_members_there_were_counts_who_has_left_since(event, cohort):
    people = [member_of(cohort) for _ in range(3)]
    with at(MORNING):
        sign_in(learner=people[0], typed=code_of(event))
        leave_cohort(learner=people[0], key=cohort.key)
        assert close_list(event).members_then == 3


# --- How long -----------------------------------------------------------------------------------


def test_a_group_that_is_deleted_leaves_what_its_members_took_part_in(event, learner, cohort):
    make_event(cohort, plan(title="Not held yet"))
    with at(MORNING):
        sign_in(learner=learner, typed=code_of(event))
        close_list(event)
    delete_cohort(cohort)
    assert list(Event.objects.values_list("title", "cohort")) == [("Listening first", None)]
    assert standing(event) == [(learner.pk, "code")]


def test_a_year_after_its_day_an_event_is_forgotten_with_its_list(event, learner):
    with at(MORNING):
        sign_in(learner=learner, typed=code_of(event))
    assert forget_events("2030-05-03") == 0
    assert forget_events("2030-05-04") == 1
    assert not Attendance.objects.exists()


# --- The database -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": 14},
        {"minutes": 721},
        {"kind": "party"},
        {"zone": "Europe/Paris"},
        {"title": ""},
        {"link": "http://call.example/x"},
        {"link": "javascript:alert(1)"},
        {"closed_at": MORNING - timedelta(minutes=1), "members_then": 1},
        {"closed_at": MORNING},
        {"members_then": 1},
        {"cancelled_at": MORNING, "closed_at": MORNING, "members_then": 1},
    ],
)
def test_the_database_refuses_an_event_that_cannot_be(cohort, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(cohort=cohort, **plan().fields() | wrong)


@pytest.mark.parametrize(
    "wrong",
    [{"how": "mail"}, {"how": "code", "struck_by": "learner"}, {"how": "code", "struck_at": MORNING}],
)
def test_the_database_refuses_an_attendance_that_cannot_be(event, learner, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(event=event, learner=learner, **wrong)


@pytest.mark.django_db(transaction=True)
def test_eight_hands_at_one_moment_make_one_attendance():
    group = create_cohort(name="Osh")
    person, event = member_of(group), make_event(group, plan(starts_at=timezone.now()))

    def sign(number):
        try:
            return sign_in(learner=person, typed=code_of(event))[1]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(sign, range(8))) == [False] * 7 + [True]
    assert Attendance.objects.count() == 1


# --- What leaves the site -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["Families from Syria", "Работа с репатриантами", "Сурия", "Against terrorism", "«Жусан», a talk"],
)
def test_a_title_that_says_whom_people_work_with_is_found(text):
    assert telling_word(text)


@pytest.mark.parametrize("text", ["Listening first", "Қайта дайындау семинары", "Back to work", "Meridian 5"])
def test_a_title_of_any_other_trade_is_not(text):
    assert telling_word(text) == ""


def entry(**other) -> Entry:
    said = {
        "uid": "x@hamroh",
        "summary": "Listening first",
        "location": "",
        "address": "https://hamroh.example/learn/events/",
        "starts_at": MORNING,
        "ends_at": MORNING + timedelta(hours=2),
        "changed_at": datetime(2029, 4, 1, tzinfo=UTC),
        "sequence": 3,
        "is_cancelled": False,
    }
    return Entry(**said | other)


def lines(file: bytes) -> list[str]:
    """Return the lines of a calendar as a reader joins them again."""
    return file.decode().replace("\r\n ", "").split("\r\n")


def test_a_calendar_reads_moments_in_utc_and_which_version_it_has():
    found = lines(calendar_file(entry(), maker="Hamroh"))

    assert found[0] == "BEGIN:VCALENDAR" and found[-2:] == ["END:VCALENDAR", ""]
    for line in ("DTSTART:20290503T040000Z", "DTEND:20290503T060000Z", "DTSTAMP:20290401T000000Z"):
        assert line in found
    assert "SEQUENCE:3" in found and "STATUS:CONFIRMED" in found and "UID:x@hamroh" in found
    assert "STATUS:CANCELLED" in lines(calendar_file(entry(is_cancelled=True), maker="Hamroh"))


def test_what_somebody_typed_begins_no_line_of_its_own():
    typed = "Words; first, \\ then\r\nATTENDEE:mailto:x@example.org\n\x00end"
    found = lines(calendar_file(entry(summary=typed), maker="Hamroh"))

    assert [line for line in found if line.startswith("ATTENDEE")] == []
    assert r"SUMMARY:Words\; first\, \\ then\nATTENDEE:mailto:x@example.org\nend" in found


def test_long_lines_are_folded_at_seventy_five_octets_and_never_inside_a_letter():
    title = "Тыңдоо жана сөз: " * 6
    file = calendar_file(entry(summary=title), maker="Hamroh")

    rows = file.split(b"\r\n")
    assert max(map(len, rows)) <= 75
    assert all(row.decode() is not None for row in rows)
    assert f"SUMMARY:{title}" in lines(file)


def test_the_day_is_that_of_the_place():
    late = Event(starts_at=datetime(2029, 5, 3, 18, 30, tzinfo=UTC), zone="Asia/Bishkek")
    assert late.day == date(2029, 5, 4)

"""By when a group's courses are due: the same words for coordinator and member; a rest stops the clock."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.api import create_cohort, enrol, leave_cohort, pause
from courses.learning.rules import DueStep, due_step, own_due_day, rested_days
from courses.models import Cohort, DueNotice, Membership
from lms.coordination import due_news
from tests.coordination.test_groups import (  # noqa: F401
    _course,
    address,
    coordinator,
    course,
    member,
    read,
    signed_in,
    table,
)

pytestmark = pytest.mark.django_db
DUE = date(2029, 3, 30)


def on(day: date):
    return time_machine.travel(datetime(day.year, day.month, day.day, 9), tick=False)


@pytest.fixture
def cohort(course):  # noqa: F811
    with on(date(2029, 2, 1)):
        yield create_cohort(name="Spring", region="UZ-SU", course_keys=(course.key,), due_on=DUE)


def seen(person) -> str:
    return words(signed_in(person).get("/learn/seen/"))


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def told(person) -> list[str]:
    """Return the lines of the next message, and let it leave."""
    now = timezone.now()
    lines = due_news.SOURCE.lines(person.pk, now) if person.pk in due_news.SOURCE.people(now) else []
    due_news.SOURCE.sent([line.key for line in lines], now)
    return [line.text for line in lines]


def test_who_joins_late_has_fourteen_days_and_who_rests_has_them_more():
    assert own_due_day(DUE, date(2029, 2, 1), 0) == DUE
    assert own_due_day(DUE, date(2029, 3, 29), 3) == date(2029, 4, 15)
    assert rested_days(date(2029, 1, 1), date(2029, 2, 1), date(2029, 2, 4)) == 3
    steps = [due_step(DUE, DUE - timedelta(days=days)) for days in (8, 7, 0, -1)]
    assert steps == [DueStep.ASSIGNED, DueStep.SOON, DueStep.SOON, DueStep.OVERDUE]


@pytest.mark.parametrize(
    ("day", "begun", "said"),
    [
        (date(2029, 2, 2), False, "assigned, not begun · due on 30 March 2029"),
        (date(2029, 3, 25), True, "in progress, 1 of 3 done · due soon, on 30 March 2029"),
        (date(2029, 3, 31), True, "in progress, 1 of 3 done · overdue by 1 day"),
        (date(2029, 4, 10), False, "assigned, not begun · overdue by 11 days"),
    ],
)
def test_coordinator_and_member_read_the_same_words(course, cohort, day, begun, said):  # noqa: F811
    person = member("Aigul", cohort)
    if begun:
        read(person, course, lessons=1)
    with on(day):
        assert said in words(coordinator().get(address(cohort)))
        assert said in seen(person)
        assert f"In your group: {said.partition(' · ')[2]}" in words(signed_in(person).get("/learn/"))


def test_what_is_finished_is_due_no_more(course, cohort):  # noqa: F811
    person = member("Aigul", cohort)
    read(person, course, lessons=3)
    with on(date(2029, 4, 10)):
        assert "overdue" not in words(coordinator().get(address(cohort)))
        assert "In your group" not in words(signed_in(person).get("/learn/"))
        assert told(person) == []


def test_a_rest_stops_the_clock_and_the_coordinator_reads_no_reason(course, cohort):  # noqa: F811
    person = member("Aigul", cohort)
    enrol(learner=person, course_key=course.key)
    with on(date(2029, 3, 1)):
        pause(learner=person, course_key=course.key, paused=True)
    with on(date(2029, 3, 5)):
        pause(learner=person, course_key=course.key, paused=True)
    with on(date(2029, 4, 10)):
        page = words(coordinator().get(address(cohort)))
        assert "not begun" in page and "overdue" not in page and "· due on 30" not in page
        assert "rested" not in page
        assert told(person) == []
    with on(date(2029, 4, 11)):
        pause(learner=person, course_key=course.key, paused=False)
        assert "due on 10 May 2029" in words(coordinator().get(address(cohort)))
    assert Membership.objects.get().rested == {str(course.key): 41}


def test_each_step_is_told_once_and_a_moved_day_anew(course, cohort):  # noqa: F811
    person = member("Aigul", cohort)
    outward = "is assigned in your group. It is due on 30 March 2029."
    assert [line.partition("” ")[2] for line in told(person)] == [outward]
    assert told(person) == []
    with on(date(2029, 3, 24)):
        assert "due soon in your group, on 30 March 2029" in told(person)[0]
        assert told(person) == []
    with on(date(2029, 4, 2)):
        assert "was due in your group on 30 March 2029" in told(person)[0]
        assert told(person) == []
        manage = f"{address(cohort)}manage/"
        assert coordinator().post(manage, {"name": "Spring", "due_on": "2029-04-30"}).status_code == 302
        assert "It is due on 30 April 2029." in told(person)[0]
    leave_cohort(learner=person, key=cohort.key)
    assert not DueNotice.objects.exists()


def test_nobody_is_told_who_is_no_member_or_whose_group_has_no_day(course, cohort):  # noqa: F811
    person = member("Aigul", create_cohort(name="Open", region="UZ-SU", course_keys=(course.key,)))
    assert told(person) == []


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (
            {"due_on": "2029-05-01", "ends_on": "2029-04-01", "courses": "own"},
            "between the first and the last",
        ),
        ({"due_on": "2029-05-01"}, "Only courses of the group can be due."),
    ],
)
def test_a_day_lies_within_the_group_and_needs_its_courses(course, cohort, typed, refusal):  # noqa: F811
    chosen = {"courses": [str(course.key)]} if typed.get("courses") else {}
    answer = coordinator().post(
        "/coordination/cohorts/", {"name": "Summer", "place": "region:UZ-SU"} | typed | chosen
    )
    assert answer.status_code == 422 and refusal in answer.content.decode()
    assert Cohort.objects.count() == 1


def test_the_file_has_the_day_and_fifty_members_cost_as_much_as_one(course, cohort):  # noqa: F811
    client = coordinator()
    member("Aigul", cohort)
    rows = table(client.get(f"{address(cohort)}table.csv"))
    assert rows[-1][-1] == "2029-03-30"
    with CaptureQueriesContext(connection) as one:
        client.get(address(cohort))
    for number in range(5):
        member(f"Member {number}", cohort)
    with CaptureQueriesContext(connection) as many:
        client.get(address(cohort))
    assert len(many) == len(one) <= 11, [query["sql"] for query in many]

"""Totals that are kept say the same as counting everybody, whatever happens, and cost no more for many."""

from datetime import UTC, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.api import backdate_learning, enrol, pause
from courses.models import Enrolment, Region
from lms.accounts.actions import introduce
from lms.accounts.deletion import delete_account
from lms.certificates.api import award_of, claim_award, revoke_award
from lms.coordination.counting import count_all, count_changed
from lms.coordination.endings import calendar
from lms.coordination.kept import LONGEST_TRANSACTION, OLDEST_COUNT
from lms.coordination.models import ChangedRegion, KeptTotals
from lms.coordination.places import Scope
from lms.coordination.queries import overview
from tests.coordination.test_overview import _course, certify, course, finish, learner_in  # noqa: F401
from tests.factories import make_learner

pytestmark = pytest.mark.django_db
PLACES = (
    [Scope()],
    [Scope(country="UZ")],
    [Scope(region="KG-GB")],
    [Scope(region="UZ-SU"), Scope(country="KG")],
)


def told() -> list:
    today = timezone.localdate()
    return [(overview(place, "en").rows, calendar(place, "en", today=today).months) for place in PLACES]


def counted() -> list:
    """What counting everybody says, as on a site that keeps nothing."""
    kept = list(KeptTotals.objects.all())
    KeptTotals.objects.all().delete()
    said = told()
    KeptTotals.objects.bulk_create(kept)
    return said


def later(seconds: float):
    return time_machine.travel(timezone.now() + timedelta(seconds=seconds))


def test_whatever_happens_the_page_says_what_counting_everybody_says(course):  # noqa: F811
    known = learner_in("UZ-SU", course)
    quiet = learner_in("KG-GB", course)
    backdate_learning(learner=quiet, by=timedelta(days=30))
    certified = learner_in("UZ-SU", course)
    certify(certified, course)
    unplaced = make_learner()
    count_all()

    def moves():
        known.profile.region = Region.objects.get(code="KG-GB")
        introduce(known.profile)

    for happens in (
        lambda: learner_in("UZ-TK", course),
        lambda: enrol(learner=unplaced, course_key=course.key),
        lambda: pause(learner=quiet, course_key=course.key, paused=True),
        lambda: pause(learner=quiet, course_key=course.key, paused=False),
        moves,
        lambda: finish(quiet, course),
        lambda: claim_award(learner=quiet, course_key=course.key, language="en"),
        lambda: revoke_award(award_of(certified, course.key), reason="mistake"),
        lambda: delete_account(quiet),
    ):
        before = told()
        happens()
        assert told() == counted() != before
        count_changed()
        assert told() == counted()


def test_an_hour_later_nothing_is_counted_again_where_nobody_has_moved(course):  # noqa: F811
    certify(learner_in("UZ-SU", course), course)
    count_all()
    with later(120):
        assert count_changed() == 1
        assert count_changed() == 0
        finish(learner_in("KG-GB", course), course)
    with later(240):
        assert count_changed() == 1
        assert count_changed() == 0
        assert not ChangedRegion.objects.exists()


def test_where_nothing_happens_totals_are_said_to_hold_on_and_what_happens_then_is_seen(course):  # noqa: F811
    learner = learner_in("UZ-SU", course)
    certify(learner_in("KG-GB", course), course)
    noon = timezone.localtime().replace(hour=12, minute=0) + timedelta(days=1)
    with time_machine.travel(noon, tick=False):
        count_all()
    with time_machine.travel(noon + timedelta(minutes=30), tick=False):
        assert count_changed() == 0
        oldest = KeptTotals.objects.earliest("complete_until").complete_until
        assert timezone.now() - oldest == LONGEST_TRANSACTION
        finish(learner, course)
        assert told() == counted()
        assert overview([Scope(region="UZ-SU")], "en").totals["uncertified"] == 1


def test_of_a_busy_day_pages_read_the_last_minutes_alone(course):  # noqa: F811
    noon = timezone.localtime().replace(hour=12, minute=0) + timedelta(days=1)
    with time_machine.travel(noon, tick=False):
        count_all()
    with time_machine.travel(noon + timedelta(minutes=10), tick=False):
        count_changed()
        overview([Scope()], "en")
        with CaptureQueriesContext(connection) as captured:
            overview([Scope()], "en")
    until = (noon + timedelta(minutes=10) - LONGEST_TRANSACTION).astimezone(UTC)
    assert captured[-1]["sql"].count(f">= '{until:%Y-%m-%d %H:%M:%S}") == 2


def test_a_moment_noted_for_other_totals_is_not_believed(course):  # noqa: F811
    learner = learner_in("UZ-SU", course)
    count_all()
    finish(learner, course)
    cache.set(OLDEST_COUNT, timezone.now() + timedelta(hours=1))
    assert told() == counted()


def test_what_is_kept_of_yesterday_is_not_shown(course):  # noqa: F811
    certify(learner_in("UZ-SU", course), course)
    count_all()
    over = timezone.now() + timedelta(days=800)
    with time_machine.travel(over):
        assert told() == counted()
        assert overview([Scope()], "en").totals["certified"] == 0
        count_all()
        assert told() == counted()


def test_what_is_counted_just_after_midnight_holds_all_day(course):  # noqa: F811
    certify(learner_in("UZ-SU", course), course)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=20) + timedelta(days=1)
    with time_machine.travel(midnight):
        count_all()
    with time_machine.travel(midnight + timedelta(hours=9)):
        assert told() == counted()
        assert count_changed() == 0
        with CaptureQueriesContext(connection) as captured:
            overview([Scope()], "en")
        assert len(captured) == 2


def test_the_nightly_count_finds_what_nobody_told_of_and_mends_it(course, caplog):  # noqa: F811
    certify(learner_in("UZ-SU", course), course)
    with later(-3600):
        assert count_all() == 0
    KeptTotals.objects.update(complete_until=timezone.now() + timedelta(hours=1))
    Enrolment.objects.update(completed_at=None)
    assert count_all() == 1
    assert "totals_differ" in caplog.text
    assert count_all() == 0
    assert told() == counted()


def test_a_region_that_was_never_counted_is_counted_at_once(course):  # noqa: F811
    learner_in("UZ-SU", course), learner_in("KG-GB", course)
    count_all()
    KeptTotals.objects.filter(region=Region.objects.get(code="KG-GB").pk).delete()
    assert told() == counted()


def test_kept_totals_cost_one_query_for_one_and_for_many(course):  # noqa: F811
    certify(learner_in("UZ-SU", course), course)
    told()
    for _ in range(2):
        with later(300):
            count_all()
        with later(301), CaptureQueriesContext(connection) as captured:
            overview([Scope()], "en")
        # What is published, and what is kept.
        assert len(captured) == 2
        for _ in range(4):
            certify(learner_in("UZ-SU", course), course)

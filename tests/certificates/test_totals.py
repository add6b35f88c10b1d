"""How many people hold a valid award, where: totals for coordinators, one query, no names."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.api import write_profession
from courses.models import Profession, Region
from lms.certificates import actions
from lms.certificates.api import award_totals, awards_of
from lms.certificates.models import Award
from tests.certificates.conftest import complete, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    from courses.api import load_regions

    load_regions()
    write_profession(code="teacher", names={"en": "teacher"}, position=0)
    return Profession.objects.get(code="teacher"), Region.objects.get(code="KZ-75")


def certified(course, places=None):
    somebody = person()
    if places:
        somebody.profile.profession, somebody.profile.region = places
        somebody.profile.save()
    complete(somebody, course)
    return actions.claim_award(learner=somebody, course_key=course.key, language="en")


def test_people_are_counted_by_course_profession_and_region_of_work(course, places):
    certified(course, places)
    certified(course, places)
    certified(course)

    with CaptureQueriesContext(connection) as captured:
        totals = award_totals()

    counted = {(row["profession_id"], row["region_id"]): row["certified"] for row in totals}
    assert counted == {(places[0].pk, places[1].pk): 2, (None, None): 1}
    assert len(captured) == 1


def test_a_scope_sees_its_own_region_only(course, places):
    certified(course, places)
    certified(course)

    assert sum(row["certified"] for row in award_totals(region="KZ-75")) == 1
    assert sum(row["certified"] for row in award_totals(country="KZ")) == 1
    assert award_totals(country="TJ") == []
    assert award_totals(region="KZ-71") == []


def test_whoever_moves_is_counted_where_they_work_now(course, places):
    award = certified(course, places)
    award.learner.profile.region = Region.objects.get(code="KZ-71")
    award.learner.profile.save()

    assert award_totals(region="KZ-75") == []
    assert award_totals(region="KZ-71")[0]["certified"] == 1


def test_expired_and_revoked_awards_do_not_count(course):
    kept, revoked = certified(course), certified(course)
    actions.revoke_award(revoked, reason="mistake")
    assert award_totals()[0]["certified"] == 1

    after_the_last_day = timezone.now() + timedelta(days=(kept.valid_until - timezone.localdate()).days + 1)
    with time_machine.travel(after_the_last_day, tick=False):
        assert award_totals() == []


def test_a_pilot_edition_is_counted_apart(course):
    certified(course)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE certificates_award SET is_pilot = %s", [True])
    row = award_totals()[0]
    assert (row["certified"], row["pilot"]) == (1, 1)


def test_on_a_real_site_specimens_count_for_nothing(course, settings):
    assert certified(course).is_specimen
    settings.DEMO = False
    assert award_totals() == []


def test_a_learner_sees_their_own_awards_only(course):
    mine, _other = certified(course), certified(course)
    assert awards_of(mine.learner) == [mine]
    assert Award.objects.count() == 2

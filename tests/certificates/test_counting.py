"""Who counts as certified: valid, signed for by experts, at an open account, by their leave, and once."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from courses.api import Reach
from lms.accounts.api import Profile
from lms.certificates.api import competency_totals, revoke_award
from lms.certificates.models import AppendOnly, Award, AwardedCompetency
from lms.certificates.renewing import renew_award
from tests.coordination.able import make_ground
from tests.coordination.holders import TODAY, ends, on
from tests.ground import anew

pytestmark = pytest.mark.django_db
EVERYWHERE = Reach(everywhere=True)
LATER = TODAY + timedelta(days=300)


@pytest.fixture(scope="module")
def _courses(shared_ground):
    return make_ground()


@pytest.fixture
def courses(_courses, db):
    return anew(_courses)


def counted(reach: Reach = EVERYWHERE, *, day: date = TODAY) -> dict[str, int]:
    found = {}
    for total in competency_totals(reach, on=day):
        found[total.competency] = found.get(total.competency, 0) + total.certified
    return {code: number for code, number in found.items() if number}


def test_every_award_is_issued_with_the_codes_of_its_competencies_also_when_renewed(courses):
    award = ends(courses[0], TODAY)
    with on(TODAY):
        renewed = renew_award(award, language="en")

    for each in (award, renewed):
        assert set(each.awarded_competencies.values_list("code", flat=True)) == {"listening", "figures"}


def test_somebody_with_two_courses_for_one_competency_counts_once(courses):
    first = ends(courses[0], LATER)
    with on(TODAY):
        assert counted() == {"listening": 1, "figures": 1}
    second = ends(courses[1], LATER)
    # The second award is handed to the first person, as if she had taken both courses.
    QuerySet(Award).filter(pk=second.pk).update(learner_id=first.learner_id)
    with on(TODAY):
        assert counted() == {"listening": 1, "figures": 1}


def test_what_is_over_or_withdrawn_counts_no_more_and_its_last_day_still_does(courses):
    ends(courses[1], TODAY)
    revoked = ends(courses[1], LATER)
    with on(TODAY):
        revoke_award(revoked, reason="mistake")
        assert counted() == {"listening": 1}
    with on(TODAY + timedelta(days=1)):
        assert counted(day=TODAY + timedelta(days=1)) == {}


def test_a_later_day_tells_what_is_left_if_nobody_renews(courses):
    ends(courses[1], TODAY + timedelta(days=20))
    ends(courses[1], LATER)
    with on(TODAY):
        assert counted()["listening"] == 2
        assert counted(day=TODAY + timedelta(days=21))["listening"] == 1


def test_whoever_does_not_want_to_be_counted_or_has_left_is_in_no_number(courses):
    silent, gone, _third = (ends(courses[1], LATER).learner for _ in range(3))
    Profile.objects.filter(user=silent).update(is_counted=False)
    gone.is_active = False
    gone.save()
    assert counted() == {"listening": 1}


def test_a_specimen_counts_on_the_demo_only(courses, settings):
    award = ends(courses[1], LATER)
    assert counted() == {"listening": 1}
    QuerySet(Award).filter(pk=award.pk).update(is_specimen=True)
    settings.DEMO = False
    assert counted() == {}


def test_a_pilot_edition_is_told_apart_and_certifies_nobody(courses):
    award = ends(courses[1], LATER)
    QuerySet(Award).filter(pk=award.pk).update(is_pilot=True)
    (total,) = competency_totals(EVERYWHERE, on=TODAY)
    assert (total.certified, total.pilot) == (0, 1)


@pytest.mark.parametrize(
    ("reach", "seen"),
    [
        (Reach(regions=("UZ-SU",)), 1),
        (Reach(countries=("UZ",)), 2),
        (Reach(countries=("KG",), regions=("UZ-SU",)), 2),
        (Reach(), 0),
        (Reach(cohorts=("x",)), 0),
    ],
)
def test_only_people_within_reach_are_counted(courses, reach, seen):
    for region in ("UZ-SU", "UZ-TK", "KG-GB"):
        ends(courses[1], LATER, region=region)
    assert counted(reach).get("listening", 0) == seen


def test_counting_is_one_query_whatever_the_number_of_people(courses):
    for _ in range(3):
        ends(courses[0], LATER)
    with CaptureQueriesContext(connection) as queries:
        competency_totals(EVERYWHERE, on=TODAY)
    assert len(queries) == 1


def test_the_competencies_of_an_award_are_never_rewritten(courses):
    row = ends(courses[1], LATER).awarded_competencies.get()
    for attempt in (
        row.save,
        row.delete,
        AwardedCompetency.objects.all().delete,
        lambda: AwardedCompetency.objects.update(code="x"),
    ):
        with pytest.raises(AppendOnly):
            attempt()


def test_they_go_with_the_account(courses):
    ends(courses[1], LATER).learner.delete()
    assert not AwardedCompetency.objects.exists()


def test_awards_that_stood_before_are_given_their_competencies(courses):
    named, unnamed = ends(courses[0], LATER), ends(courses[1], LATER)
    QuerySet(Award).filter(pk=unnamed.pk).update(competencies=[])
    QuerySet(AwardedCompetency).delete()

    import_module("lms.certificates.migrations.0003_awarded_competencies").fill(apps, None)

    assert set(named.awarded_competencies.values_list("code", flat=True)) == {"listening", "figures"}
    assert unnamed.awarded_competencies.get().code == "listening"

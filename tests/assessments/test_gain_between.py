"""The gain of one place within one period: whole groups of five, and no neighbour among them."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from assessments.api import gains_between
from assessments.models import Attempt
from courses.api import load_regions
from courses.models import CourseEdition, Enrolment, Region
from tests.assessments.test_gain import add_checks

pytestmark = pytest.mark.django_db


def span(days: int = 1):
    return timezone.now() - timedelta(days=days), timezone.now() + timedelta(days=1)


def everybody():
    return get_user_model().objects.values("pk")


def place(course, code: str) -> None:
    """Let everybody with a check who is nowhere yet learn in a region."""
    load_regions()
    edition = CourseEdition.objects.filter(course_key=course.key).latest("number")
    learners = Attempt.objects.filter(purpose="pre_check").exclude(learner__enrolments__isnull=False)
    Enrolment.objects.bulk_create(
        Enrolment(
            learner_id=learner,
            course_key=course.key,
            edition=edition,
            started_at=timezone.now(),
            region=Region.objects.get(code=code),
        )
        for learner in learners.values_list("learner_id", flat=True)
    )


def test_pairs_come_in_whole_groups_and_of_the_period_only(course):
    add_checks(course, [(0.25, 0.75)] * 7 + [(0.5, None)] * 5)
    found = gains_between(*span(), among=everybody())
    assert {key: (gain.people, gain.difference) for key, gain in found.items()} == {course.key: (5, 50.0)}
    assert gains_between(*(moment - timedelta(days=9) for moment in span()), among=everybody()) == {}


def test_a_neighbours_pairs_stay_out(course):
    add_checks(course, [(0.25, 0.75)] * 5)
    place(course, "UZ-SU")
    add_checks(course, [(0.5, 0.5)] * 10)
    place(course, "KG-GB")
    (own,) = gains_between(*span(), among=everybody(), region="UZ-SU").values()
    assert (own.people, own.difference) == (5, 50.0)
    assert [gain.people for gain in gains_between(*span(), among=everybody(), country="KG").values()] == [10]
    assert gains_between(*span(), among=everybody(), country="TJ") == {}

"""An event of a group stands in for the end test once more; new lessons are asked all the same."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.api import EventPlan, close_list, create_cohort, keep_list, make_event, strike_oneself
from courses.models import Membership
from lms.certificates import actions
from lms.certificates.models import Award
from lms.certificates.renewing import CannotRenew, renew_award, renewal_of
from tests.certificates.conftest import person
from tests.certificates.test_renewal import days_before_the_end, done, on
from tests.factories import make_course, make_lesson
from tests.factories import publish as publish_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def tested():
    """A course of one lesson and an end test, and somebody who holds its award."""
    course, learner = make_course(lessons=1, practice=0, questions=1), person()
    for key in (course.lessons[0].translation_key, course.test.translation_key):
        done(learner, course, key)
    award = actions.claim_award(learner=learner, course_key=course.key, language="en")
    return course, learner, award


def hold(learner, course, day: date, *, minutes=120, counts=True, closes=True):
    """Hold an event of a group of the learner's, who takes part."""
    group = create_cohort(name="Osh")
    Membership.objects.create(cohort=group, learner=learner)
    with on(day):
        plan = EventPlan("workshop", "Listening", timezone.now(), minutes, "Asia/Bishkek")
        event = make_event(group, replace(plan, counts_for=(course.key,) if counts else (uuid4(),)))
        keep_list(event, came=[learner.pk], gone=[])
        return close_list(event) if closes else event


def test_an_attended_event_stands_in_for_the_test_and_the_page_says_so(client, tested):
    course, learner, award = tested
    hold(learner, course, days_before_the_end(award, 60))

    with on(days_before_the_end(award, 50)):
        client.force_login(learner)
        page = client.get(reverse("certificate_renew", args=[award.public_id])).content.decode()
        assert "In its place: Workshop" in page and "The end test once more" not in page
        renewed = renew_award(award, language="en")
    assert renewed.term == 2


@pytest.mark.parametrize(
    "wrong", [{"days": 91}, {"minutes": 59}, {"counts": False}, {"closes": False}], ids=str
)
def test_an_event_before_the_window_too_short_of_another_course_or_with_an_open_list_does_not(tested, wrong):
    course, learner, award = tested
    hold(learner, course, days_before_the_end(award, wrong.pop("days", 60)), **wrong)

    with on(days_before_the_end(award, 50)), pytest.raises(CannotRenew):
        renew_award(award, language="en")


def test_new_lessons_are_asked_beside_an_event(tested):
    course, learner, award = tested
    added = make_lesson(course.lessons[0].get_parent(), title="Something new")
    publish_page(course.page)
    hold(learner, course, days_before_the_end(award, 60))

    with on(days_before_the_end(award, 50)):
        assert not renewal_of(award, language="en").is_ready
        done(learner, course, added.translation_key)
        assert renewal_of(award, language="en").is_ready


def test_an_attendance_that_is_withdrawn_takes_the_renewal_away_before_and_not_after(tested):
    course, learner, award = tested
    first = hold(learner, course, days_before_the_end(award, 60))

    with on(days_before_the_end(award, 50)):
        strike_oneself(learner=learner, key=first.key)
        with pytest.raises(CannotRenew):
            renew_award(award, language="en")
    second = hold(learner, course, days_before_the_end(award, 40))
    with on(days_before_the_end(award, 30)):
        renewed = renew_award(award, language="en")
        strike_oneself(learner=learner, key=second.key)
        assert renew_award(award, language="en") == renewed
        assert Award.objects.get(pk=renewed.pk).revoked_at is None

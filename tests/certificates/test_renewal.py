"""A certificate is renewed by what is new and the test once more; early or late, nothing earned is lost."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from courses.api import Outcome, record_outcome
from courses.models import ExpertSignature
from lms.certificates import actions, reminding
from lms.certificates.api import HeldAward, award_totals, held_awards
from lms.certificates.models import Award, RenewalNotice
from lms.certificates.renewing import CannotRenew, renew_award, renewal_of
from lms.certificates.rules.renewal import Stage, Term, telling_due
from lms.jobs.api import run_due_jobs
from lms.notices import rules as digest_rules
from lms.notices.actions import send_digests
from tests.certificates.conftest import complete, person, publish
from tests.factories import make_course, make_lesson
from tests.factories import publish as publish_page

pytestmark = pytest.mark.django_db
LAST_DAY = date(2030, 6, 30)


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(settings.TIME_ZONE))


def on(day: date):
    """Let it be noon of that day, by the site's clock."""
    return time_machine.travel(at_noon(day), tick=False)


def days_before_the_end(award, days: int) -> date:
    return award.valid_until - timedelta(days=days)


@pytest.mark.parametrize(
    ("days_left", "stage"),
    [
        (91, Stage.IN_FORCE),
        (90, Stage.WINDOW),
        (0, Stage.WINDOW),
        (-1, Stage.EXPIRED),
        (-365, Stage.EXPIRED),
        (-366, Stage.LAPSED),
    ],
)
def test_an_award_is_in_force_then_renewable_then_expired_then_lapsed(days_left, stage):
    today = LAST_DAY - timedelta(days=days_left)

    assert Term(LAST_DAY).stage(today) == stage
    assert Term(LAST_DAY, is_revoked=True).stage(today) == Stage.REVOKED
    assert Term(None).stage(today) == Stage.IN_FORCE


@pytest.mark.parametrize(
    ("today", "until"),
    [
        (date(2030, 4, 2), date(2032, 6, 30)),
        (LAST_DAY, date(2032, 6, 30)),
        (date(2030, 7, 1), date(2032, 7, 1)),
        (date(2033, 1, 31), date(2035, 1, 31)),
    ],
)
def test_early_extends_from_the_old_end_and_late_from_today(today, until):
    assert Term(LAST_DAY).renewed_until(today, valid_months=24) == until
    assert Term(LAST_DAY).renewed_until(today, valid_months=0) is None


def test_a_holder_is_told_at_ninety_thirty_and_seven_days_and_not_after_the_end():
    steps = {91: None, 90: 90, 31: 90, 30: 30, 8: 30, 7: 7, 0: 7, -1: None}
    assert {days: telling_due(LAST_DAY, LAST_DAY - timedelta(days=days)) for days in steps} == steps


@pytest.fixture
def tested():
    """A course of one lesson and an end test, and somebody who holds its award."""
    course, learner = make_course(lessons=1, practice=0, questions=1), person()
    for key in (course.lessons[0].translation_key, course.test.translation_key):
        done(learner, course, key)
    award = actions.claim_award(learner=learner, course_key=course.key, language="en")
    return course, learner, award


def done(learner, course, key, *, completed=True):
    outcome = Outcome(activity_key=key, completed=completed)
    record_outcome(learner=learner, course_key=course.key, outcome=outcome, idempotency_key=uuid4())


def test_before_its_window_nothing_can_be_renewed(tested):
    _course, _learner, award = tested

    with on(days_before_the_end(award, 91)), pytest.raises(CannotRenew):
        renew_award(award, language="en")
    assert Award.objects.count() == 1


def test_the_test_is_asked_once_more_and_an_old_pass_does_not_count(tested):
    course, learner, award = tested

    with on(days_before_the_end(award, 60)):
        with pytest.raises(CannotRenew):
            renew_award(award, language="en")
        done(learner, course, course.test.translation_key, completed=False)
        assert not renewal_of(award, language="en").is_ready
        done(learner, course, course.test.translation_key)
        renewed = renew_award(award, language="en")

    assert (renewed.term, renewed.course_key) == (2, award.course_key)
    assert renewed.valid_until == Term(award.valid_until).renewed_until(
        days_before_the_end(award, 60), valid_months=24
    )


def test_lessons_that_are_new_since_are_asked_and_what_was_done_stays_done(tested):
    course, learner, award = tested
    added = make_lesson(course.lessons[0].get_parent(), title="Something new")
    publish_page(course.page)

    with on(days_before_the_end(award, 60)):
        done(learner, course, course.test.translation_key)
        renewal = renewal_of(award, language="en")
        assert renewal.asked.lessons == (added.translation_key,) and not renewal.is_ready
        done(learner, course, added.translation_key)
        renewed = renew_award(award, language="en")

    assert renewed.edition == award.edition + 1


def test_nothing_earned_is_touched_by_a_renewal(tested):
    course, learner, award = tested
    with on(days_before_the_end(award, 60)):
        done(learner, course, course.test.translation_key)
        renewed = renew_award(award, language="ru")

    kept = Award.objects.get(pk=award.pk)
    assert (kept.credential, kept.valid_until, kept.code) == (award.credential, award.valid_until, award.code)
    assert kept.code != renewed.code and kept.salt != renewed.salt


def test_renewing_again_gives_the_same_award_and_the_database_refuses_a_second(tested):
    course, learner, award = tested
    with on(days_before_the_end(award, 60)):
        done(learner, course, course.test.translation_key)
        first, second = renew_award(award, language="en"), renew_award(award, language="en")
        assert first.pk == second.pk
        with pytest.raises(IntegrityError), transaction.atomic():
            Award.objects.bulk_create([_copy(first)])
    assert Award.objects.count() == 2


def _copy(award: Award) -> Award:
    copy = Award.objects.get(pk=award.pk)
    copy.pk, copy.public_id, copy.code = None, uuid4(), "0" * 16
    return copy


def test_long_after_the_end_it_is_renewed_from_that_day_on(tested):
    course, learner, award = tested
    late = award.valid_until + timedelta(days=500)
    with on(late):
        done(learner, course, course.test.translation_key)
        assert renewal_of(award, language="en").stage == Stage.LAPSED
        renewed = renew_award(award, language="en")
    assert renewed.valid_until == Term(None).renewed_until(late, valid_months=24)


def test_what_was_withdrawn_is_not_renewed(tested):
    course, learner, award = tested
    actions.revoke_award(award, reason="mistake")
    with on(days_before_the_end(award, 60)):
        done(learner, course, course.test.translation_key)
        with pytest.raises(CannotRenew):
            renew_award(award, language="en")


def test_once_experts_have_signed_a_pilot_award_is_renewed_at_once_and_counts():
    course, learner = publish(expert_review=["clinical"]), person()
    complete(learner, course)
    award = actions.claim_award(learner=learner, course_key=course.key, language="en")
    assert award.is_pilot and not renewal_of(award, language="en").is_open
    ExpertSignature.objects.create(lesson_key=course.lesson_key, field="clinical", signer_name="Invented")

    renewed = renew_award(award, language="en")

    assert not renewed.is_pilot
    # Not four years: the next term begins today, because the first was not near its end.
    assert renewed.valid_until == award.valid_until
    (total,) = award_totals()
    assert (total["certified"], total["pilot"]) == (1, 0)
    assert held_awards([learner.pk]) == {(learner.pk, course.key): HeldAward(False, renewed.valid_until)}


def test_the_page_says_what_it_takes_and_the_button_renews(client, tested):
    course, learner, award = tested
    client.force_login(learner)
    address = reverse("certificate_renew", args=[award.public_id])
    assert "can be renewed from" in client.get(address).content.decode()
    assert client.post(address).status_code == 409

    with on(days_before_the_end(award, 20)):
        client.force_login(learner)
        page = client.get(address).content.decode()
        assert "The end test once more" in page and "Renew my certificate" not in page
        assert address in client.get(reverse("learn")).content.decode()
        done(learner, course, course.test.translation_key)
        assert "Renew my certificate" in client.get(address).content.decode()
        answer = client.post(address)
        renewed = Award.objects.get(term=2)
        assert answer.url == client.get(address).url == renewed.get_absolute_url()
        assert address not in client.get(reverse("learn")).content.decode()
        assert renewed.get_absolute_url() in client.get(award.get_absolute_url()).content.decode()


def test_nobody_renews_what_is_not_theirs(client, tested):
    _course, _learner, award = tested
    client.force_login(person())
    address = reverse("certificate_renew", args=[award.public_id])
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)


def test_the_digest_tells_three_times_and_no_more(tested, django_capture_on_commit_callbacks):
    _course, learner, award = tested
    EmailAddress.objects.create(user=learner, email=learner.email, verified=True, primary=True)
    for days in (91, 90, 60, 29, 28, 6, 5, 0):
        day = days_before_the_end(award, days)
        # Sundays are nobody's; the Saturday before and the Monday after are as good.
        for moment in (day, day + timedelta(days=1)) if days else (day,):
            _send_digests(learner, moment, django_capture_on_commit_callbacks)

    assert sorted(RenewalNotice.objects.values_list("days_before", flat=True)) == [7, 30, 90]
    assert len(mail.outbox) == 3
    assert award.title in mail.outbox[0].body
    assert reverse("certificate_renew", args=[award.public_id]) in mail.outbox[0].body


def _send_digests(learner, day: date, callbacks) -> None:
    moment = at_noon(day).replace(hour=digest_rules.hour_of(learner.pk), minute=20)
    with time_machine.travel(moment, tick=False):
        with callbacks(execute=True):
            send_digests()
        run_due_jobs()


def test_nobody_is_led_to_a_course_that_is_no_longer_here(tested):
    course, learner, award = tested
    moment = at_noon(days_before_the_end(award, 60))
    with time_machine.travel(moment, tick=False):
        assert reminding.SOURCE.people(timezone.now()) == {learner.pk}
        course.page.unpublish()
        assert reminding.SOURCE.people(timezone.now()) == set()


def test_who_has_renewed_or_lost_it_is_told_nothing(tested):
    course, learner, award = tested
    moment = at_noon(days_before_the_end(award, 60))
    with time_machine.travel(moment, tick=False):
        assert reminding.SOURCE.people(timezone.now()) == {learner.pk}
        done(learner, course, course.test.translation_key)
        renew_award(award, language="en")
        assert reminding.SOURCE.people(timezone.now()) == set()
    Award.objects.filter(term=2).update(revoked_at=moment, revocation_reason="mistake")
    assert reminding.SOURCE.people(moment) == set()

"""Renewing an award: what it asks, and the next term. Nothing earned before is touched."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from courses.api import AskedAnew, asked_anew
from lms.certificates.actions import CannotClaim, Earned, what_is_earned
from lms.certificates.issuing import draw_up, issue
from lms.certificates.models import Award
from lms.certificates.queries import successor_of
from lms.certificates.rules.renewal import RENEWABLE, Stage


class CannotRenew(Exception):
    """Nothing can be renewed yet, or ever; the page of the renewal says why."""


@dataclass(frozen=True)
class Renewal:
    """What renewing an award takes today, and what it gives.

    ``is_signed_since`` says that experts have signed a course that was a pilot edition when the award was
    issued: it may be renewed at once, and its test is not asked again. ``valid_until`` is the last day of the
    next term, None for one without end.
    """

    award: Award
    earned: Earned
    stage: Stage
    asked: AskedAnew
    is_signed_since: bool
    valid_until: date | None

    @property
    def is_open(self) -> bool:
        """Whether it may be renewed today, once what is asked is done."""
        return self.stage in RENEWABLE or (self.is_signed_since and self.stage == Stage.IN_FORCE)

    @property
    def is_ready(self) -> bool:
        """Whether a press of the button renews it."""
        return self.is_open and self.asked.is_done


def renewal_of(award: Award, *, language: str, today: date | None = None) -> Renewal:
    """Return what renewing an award takes. Raises CannotClaim where course or printable name is gone."""
    today = today or timezone.localdate()
    earned = what_is_earned(learner=award.learner, course_key=award.course_key, language=language)
    is_signed_since = award.is_pilot and not earned.completion.is_pilot
    asked = asked_anew(
        award.learner, award.course_key, since=None if is_signed_since else _window_opened(award)
    )
    if asked is None:
        raise CannotClaim(CannotClaim.NOT_COMPLETE)
    newest = replace(earned.completion, edition_number=asked.edition_number, minutes=asked.minutes)
    return Renewal(
        award=award,
        earned=replace(earned, completion=newest),
        stage=award.held.stage(today),
        asked=asked,
        is_signed_since=is_signed_since,
        valid_until=award.held.renewed_until(today, valid_months=earned.course.valid_months),
    )


def _window_opened(award: Award) -> datetime:
    """Return the moment from which a passed test counts; what has no end has no window."""
    opens_on = award.held.opens_on
    if opens_on is None:
        return award.awarded_at
    return timezone.make_aware(datetime.combine(opens_on, time.min))


def renew_award(award: Award, *, language: str) -> Award:
    """Issue the next term of an award once, or give the one that was issued before.

    Raises CannotRenew, CannotClaim, and SigningRefused where no key may sign.
    """
    with transaction.atomic():
        # Whoever withdraws the award at this moment waits, or is waited for.
        award = Award.objects.select_for_update(of=("self",)).select_related("learner").get(pk=award.pk)
        issued = successor_of(award)
        if issued is not None:
            return issued
        renewal = renewal_of(award, language=language)
        if not renewal.is_ready:
            raise CannotRenew
        renewed = draw_up(
            award.learner,
            renewal.earned,
            language=language,
            awarded_at=timezone.now(),
            valid_until=renewal.valid_until,
            term=award.term + 1,
        )
        return issue(renewed, or_else=lambda: successor_of(award))

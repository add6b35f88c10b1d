"""Claiming an upper rung, and setting the rule by which it is claimed. Each is one transaction."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation

from lms.certificates import rules
from lms.certificates.actions import CannotClaim, names_of
from lms.certificates.issuing import draw_up, issue
from lms.certificates.models import Award
from lms.certificates.queries import award_of
from lms.certificates.rules import Rung, rung_key
from lms.certificates.rules.renewal import Term
from lms.certificates.rungs.models import AwardRule
from lms.certificates.rungs.queries import Standing, served_competencies, standing_on
from lms.certificates.rungs.wording import criteria


@dataclass(frozen=True)
class EarnedRung:
    """What stands ready to be claimed: the rung as it stands today, and the holder's names."""

    standing: Standing
    full_name: str
    latin_name: str

    @property
    def is_invented(self) -> bool:
        """Whether a course it rests on is invented, so that its award is a specimen on every site."""
        return any(self.standing.served.courses[UUID(key)].is_invented for key in self._course_keys)

    @property
    def _course_keys(self) -> tuple[str, ...]:
        return self.standing.carried if self.standing.rung == Rung.KNOWLEDGE else ()

    @property
    def competency_codes(self) -> tuple[str, ...]:
        """The one competency that it shows."""
        return (self.standing.served.code,)

    @property
    def columns(self) -> dict:
        """What an award of it says, by the names of its columns."""
        standing, served = self.standing, self.standing.served
        courses = [served.courses[UUID(key)].outward_name for key in self._course_keys]
        return {
            "course_key": rung_key(served.code, standing.rung),
            "competency_code": served.code,
            "rung": standing.rung.value,
            "edition": standing.terms.number,
            "minutes": 0,
            "title": served.outward_name,
            "title_language": served.language,
            "competencies": [served.outward_name],
            "completed_at": standing.shown_at,
            "is_pilot": bool(standing.pending_reviews),
            "pending_reviews": standing.pending_reviews,
            "criteria": criteria(standing.rung, standing.terms, courses),
            "rule": standing.rule,
            "evidence": list(standing.carried),
        }


def claim_rung(*, learner, competency_code: str, rung: Rung, language: str) -> Award:
    """Issue an upper rung once, or its next term near the end of the one before; else give what is held.

    Raises CannotClaim, and SigningRefused where no key may sign.
    """
    served = served_competencies(language).get(competency_code)
    if served is None:
        raise CannotClaim(CannotClaim.NOT_COMPLETE)
    with transaction.atomic():
        standing = standing_on(learner, served, rung)
        if standing.award is not None and not standing.is_open:
            return standing.award
        if not standing.is_ready:
            raise CannotClaim(CannotClaim.NOT_COMPLETE)
        full_name, latin_name = names_of(learner)
        with translation.override(language):
            award = _drawn_up(learner, EarnedRung(standing, full_name, latin_name), language)
        return issue(award, or_else=lambda: award_of(learner, award.course_key, rung=rung))


def _drawn_up(learner, earned: EarnedRung, language: str) -> Award:
    standing, today = earned.standing, timezone.localdate()
    held = standing.award.held if standing.award else Term(None)
    months = standing.terms.valid_months
    return draw_up(
        learner,
        earned,
        language=language,
        awarded_at=timezone.now(),
        # Of a first term the day counts; a renewal in time begins where the old one ends.
        valid_until=held.renewed_until(today, valid_months=months)
        if standing.award
        else rules.last_valid_day(today, valid_months=months),
        term=standing.award.term + 1 if standing.award else 1,
    )


def set_rule(
    *,
    competency_code: str,
    rung: Rung,
    course_keys: list[str],
    least_percent: int,
    raters: int,
    valid_months: int,
    valid_from: date,
    by,
) -> AwardRule:
    """Add the next version of a rule; earlier ones stay, and every award keeps its own.

    Raises IntegrityError where somebody else has added the same number at this moment.
    """
    with transaction.atomic():
        last = AwardRule.objects.filter(competency_code=competency_code, rung=rung).first()
        return AwardRule.objects.create(
            competency_code=competency_code,
            rung=rung,
            number=last.number + 1 if last else 2,
            course_keys=sorted(course_keys),
            least_percent=least_percent,
            raters=raters,
            valid_months=valid_months,
            valid_from=valid_from,
            set_at=timezone.now(),
            set_by=by,
        )

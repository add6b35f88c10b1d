"""What is done with awards: claim, show or hide the name, revoke. Each is one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from courses.api import (
    Completion,
    Course,
    course_and_completion,
    say_counts_changed,
)
from lms.certificates import lettering, rules
from lms.certificates.issuing import draw_up, issue
from lms.certificates.models import Award
from lms.certificates.queries import award_of
from lms.certificates.rules import RevocationReason
from lms.certificates.sharing import forget_links
from lms.certificates.signing import SigningRefused


class CannotClaim(Exception):
    """What the learner sees when nothing can be issued yet; ``reason`` is for the page to word."""

    NOT_COMPLETE = "not complete"
    NO_NAME = "no name"
    UNPRINTABLE_NAME = "unprintable name"

    def __init__(self, reason: str, *, letters: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.letters = letters


@dataclass(frozen=True)
class Earned:
    """What stands ready to be claimed: the course as it is named, its completion, the holder's names."""

    course: Course
    completion: Completion
    full_name: str
    latin_name: str

    @property
    def names(self) -> list[str]:
        """The forms of the name that will be printed, own script first."""
        return list(dict.fromkeys(name for name in (self.full_name, self.latin_name) if name))

    @property
    def pending_reviews(self) -> list[str]:
        """The fields of expertise that have not signed, each once."""
        return list(dict.fromkeys(field for _lesson, field in self.completion.unsigned_reviews))

    @property
    def is_invented(self) -> bool:
        """Whether the course is invented, so that its award is a specimen on every site."""
        return self.course.is_invented

    @property
    def competency_codes(self) -> tuple[str, ...]:
        """The competencies that the course serves, each once."""
        return tuple(dict.fromkeys(each["code"] for each in self.course.competencies))

    @property
    def columns(self) -> dict:
        """What an award of it says, by the names of its columns."""
        return {
            "course_key": self.course.key,
            "edition": self.completion.edition_number,
            "minutes": int(self.completion.minutes),
            "title": self.course.outward_name,
            "title_language": self.course.language,
            "competencies": [competency["outward_name"] for competency in self.course.competencies],
            "completed_at": self.completion.completed_at,
            "is_pilot": self.completion.is_pilot,
            "pending_reviews": self.pending_reviews,
        }


def what_is_earned(*, learner, course_key: UUID, language: str) -> Earned:
    """Ask the courses whether all is done, and the profile for the name. Raises CannotClaim.

    One query for who has earned it; the learner's profile is not counted.
    """
    course, completion = course_and_completion(learner, course_key, language)
    if course is None or completion is None or not completion.is_complete:
        raise CannotClaim(CannotClaim.NOT_COMPLETE)
    full_name, latin_name = names_of(learner)
    return Earned(course=course, completion=completion, full_name=full_name, latin_name=latin_name)


def claim_award(*, learner, course_key: UUID, language: str, awarded_at: datetime | None = None) -> Award:
    """Issue the award of a completed course once, or give the one that was issued before.

    ``awarded_at`` is now, but for invented awards, which a demo spreads over the past.
    Raises CannotClaim, and SigningRefused where no key may sign.
    """
    try:
        earned = what_is_earned(learner=learner, course_key=course_key, language=language)
        award = _first_term(learner, earned, language, awarded_at or timezone.now())
    except (CannotClaim, SigningRefused):
        # Whoever holds it is given it, whatever has changed since.
        issued = award_of(learner, course_key)
        if issued is None:
            raise
        return issued
    # Nobody looks first whether it was issued: most hold none, and the table refuses a second one.
    return issue(award, or_else=lambda: award_of(learner, course_key))


def _first_term(learner, earned: Earned, language: str, awarded_at: datetime) -> Award:
    day = timezone.localdate(awarded_at)
    valid_until = rules.last_valid_day(day, valid_months=earned.course.valid_months)
    return draw_up(learner, earned, language=language, awarded_at=awarded_at, valid_until=valid_until)


def show_name(award: Award, *, shown: bool) -> None:
    """Let the check page show the holder's name, or hide it again."""
    award.show_name = shown
    award.save(update_fields=["show_name"])


def let_print(award: Award, *, allowed: bool) -> None:
    """Let the coordinator of the holder's group print the certificate, or no longer."""
    award.may_print = allowed
    award.save(update_fields=["may_print"])


def revoke_award(award: Award, *, reason: RevocationReason) -> bool:
    """Withdraw an award for a stated reason; the row and its history stay.

    Returns False, and keeps the first day and reason, where it was withdrawn before.
    """
    with transaction.atomic():
        changed = Award.objects.filter(pk=award.pk, revoked_at=None).update(
            revoked_at=timezone.now(), revocation_reason=RevocationReason(reason)
        )
        say_counts_changed(*_regions_of(award))
    award.refresh_from_db(fields=["revoked_at", "revocation_reason"])
    return bool(changed)


def _regions_of(award: Award) -> list[int | None]:
    profile = getattr(award.learner, "profile", None)
    return [profile.region_id] if profile else []


def names_of(learner) -> tuple[str, str]:
    """The name as it will be printed: own script, Latin letters. Raises CannotClaim where there is none."""
    profile = getattr(learner, "profile", None)
    full_name = rules.plain_text(profile.full_name) if profile else ""
    latin_name = rules.plain_text(profile.latin_name) if profile else ""
    if not full_name and not latin_name:
        raise CannotClaim(CannotClaim.NO_NAME)
    letters = lettering.unprintable_letters(full_name + latin_name)
    if letters:
        raise CannotClaim(CannotClaim.UNPRINTABLE_NAME, letters=tuple(letters))
    return full_name, latin_name


@shared_task(name="certificates.forget_record_links")
def forget_record_links(today: str | None = None) -> int:
    """Delete links to records of learning a month after their end. Returns how many there were."""
    return forget_links(date.fromisoformat(today) if today else timezone.localdate())

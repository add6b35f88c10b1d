"""What is done with awards: claim, show or hide the name, revoke. Each is one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from courses.api import (
    Completion,
    Course,
    completion_of,
    course_by_key,
    published_version,
    say_counts_changed,
)
from lms.certificates import credential, lettering, rules, wording
from lms.certificates.credential import Claim
from lms.certificates.models import Award
from lms.certificates.queries import award_of, this_issuer
from lms.certificates.rules import RevocationReason
from lms.certificates.signing import IssuerKey, key_ring


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


def what_is_earned(*, learner, course_key: UUID, language: str) -> Earned:
    """Ask the courses whether all is done, and the profile for the name. Raises CannotClaim.

    Three queries at most, the learner's profile not counted.
    """
    version = published_version()
    course = course_by_key(course_key, language, version)
    completion = completion_of(learner, course_key, version=version)
    if course is None or completion is None or not completion.is_complete:
        raise CannotClaim(CannotClaim.NOT_COMPLETE)
    full_name, latin_name = _names_of(learner)
    return Earned(course=course, completion=completion, full_name=full_name, latin_name=latin_name)


def claim_award(*, learner, course_key: UUID, language: str, awarded_at: datetime | None = None) -> Award:
    """Issue the award of a completed course once, or give the one that was issued before.

    ``awarded_at`` is now, but for invented awards, which a demo spreads over the past.
    Raises CannotClaim, and SigningRefused where no key may sign.
    """
    with transaction.atomic():
        issued = award_of(learner, course_key)
        if issued is not None:
            return issued
        earned = what_is_earned(learner=learner, course_key=course_key, language=language)
        awarded_at = awarded_at or timezone.now()
        day = timezone.localdate(awarded_at)
        valid_until = rules.last_valid_day(day, valid_months=earned.course.valid_months)
        award = draw_up(learner, earned, language=language, awarded_at=awarded_at, valid_until=valid_until)
        return issue(award, or_else=lambda: award_of(learner, course_key))


def issue(award: Award, *, or_else: Callable[[], Award | None]) -> Award:
    """Write an award, or return the one that another copy of the same click has written first."""
    try:
        with transaction.atomic():
            award.save(force_insert=True)
    except IntegrityError:
        issued = or_else()
        if issued is None:
            raise
        return issued
    return award


def show_name(award: Award, *, shown: bool) -> None:
    """Let the check page show the holder's name, or hide it again."""
    award.show_name = shown
    award.save(update_fields=["show_name"])


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


def _names_of(learner) -> tuple[str, str]:
    profile = getattr(learner, "profile", None)
    full_name = rules.plain_text(profile.full_name) if profile else ""
    latin_name = rules.plain_text(profile.latin_name) if profile else ""
    if not full_name and not latin_name:
        raise CannotClaim(CannotClaim.NO_NAME)
    letters = lettering.unprintable_letters(full_name + latin_name)
    if letters:
        raise CannotClaim(CannotClaim.UNPRINTABLE_NAME, letters=tuple(letters))
    return full_name, latin_name


def draw_up(
    learner,
    earned: Earned,
    *,
    language: str,
    awarded_at: datetime,
    valid_until: date | None,
    term: int = 1,
) -> Award:
    """Fill in an award and sign it; nothing is written yet. Raises SigningRefused."""
    key = key_ring().signing_key()
    award = Award(
        learner=learner,
        course_key=earned.course.key,
        edition=earned.completion.edition_number,
        minutes=int(earned.completion.minutes),
        title=earned.course.outward_name,
        title_language=earned.course.language,
        competencies=[competency["outward_name"] for competency in earned.course.competencies],
        language=language,
        completed_at=earned.completion.completed_at,
        awarded_at=awarded_at.replace(microsecond=0),
        term=term,
        valid_until=valid_until,
        public_id=uuid4(),
        is_specimen=key.is_demo or earned.course.is_invented,
        is_pilot=earned.completion.is_pilot,
        pending_reviews=earned.pending_reviews,
        key_id=key.kid,
    )
    award.full_name, award.latin_name = earned.full_name, earned.latin_name
    award.holder_hashes = list(rules.holder_hash(award.salt, earned.full_name, earned.latin_name))
    award.credential = _signed(award, key=key)
    return award


def _signed(award: Award, *, key: IssuerKey) -> str:
    with translation.override(award.language):
        completion, time = wording.completion(award.pending_reviews), wording.learning_time(award.time)
        title = f"{wording.specimen()}: {award.title}" if award.is_specimen else award.title
    claim = Claim(
        public_id=award.public_id,
        verify_address=award.verify_address,
        course_key=award.course_key,
        title=title,
        completion=completion,
        time_spent=time,
        competencies=tuple(award.competencies),
        language=award.language,
        edition=award.edition,
        awarded_at=award.awarded_at,
        valid_until=award.valid_until,
        salt=award.salt,
        holder_hashes=tuple(award.holder_hashes),
    )
    return credential.sign(credential.credential_of(claim, issuer=this_issuer()), key=key)

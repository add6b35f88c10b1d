"""What is done with awards: claim, show or hide the name, revoke. Each is one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID, uuid4

from celery import shared_task
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
from lms.certificates.models import Award, AwardedCompetency, ClosedPlace
from lms.certificates.queries import award_of, issuer_block, status_address, this_issuer
from lms.certificates.register import next_number
from lms.certificates.rules import RevocationReason, statement
from lms.certificates.rules.statement import Statement
from lms.certificates.rules.status import new_place
from lms.certificates.sharing import forget_links
from lms.certificates.signing import IssuerKey, SigningRefused, key_ring

# More than half of a list is never given away, so this many misses in a row do not happen.
PLACES_TRIED = 20


class CannotClaim(Exception):
    """What the learner sees when nothing can be issued yet; ``reason`` is for the page to word."""

    NOT_COMPLETE = "not complete"
    NO_NAME = "no name"
    UNPRINTABLE_NAME = "unprintable name"

    def __init__(self, reason: str, *, letters: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.letters = letters


class Claimable(Protocol):
    """What an award can be drawn up from: who holds it, and what its columns say."""

    @property
    def full_name(self) -> str:
        """The name in the holder's own script, "" where there is none."""

    @property
    def latin_name(self) -> str:
        """The name in Latin letters, "" where there is none."""

    @property
    def is_invented(self) -> bool:
        """Whether an award of it is a specimen on every site."""

    @property
    def competency_codes(self) -> tuple[str, ...]:
        """The competencies that an award of it shows, by which people are counted."""

    @property
    def columns(self) -> dict:
        """What an award of it says, by the names of its columns."""


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

    Three queries at most, the learner's profile not counted.
    """
    version = published_version()
    course = course_by_key(course_key, language, version)
    completion = completion_of(learner, course_key, version=version)
    if course is None or completion is None or not completion.is_complete:
        raise CannotClaim(CannotClaim.NOT_COMPLETE)
    full_name, latin_name = names_of(learner)
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
    """Write an award with its competencies, or return the one that another copy of the same click wrote.

    Its place in the status list is drawn by chance; where another has it, the next one is drawn and signed.
    """
    for tries_left in reversed(range(PLACES_TRIED)):
        try:
            with transaction.atomic():
                _refuse_closed_place(award)
                _write(award)
        except IntegrityError:
            issued = or_else()
            if issued is not None:
                return issued
            if not tries_left:
                raise
            sign(award)
        else:
            break
    return award


def _write(award: Award) -> None:
    # In the same step: a copy of the click that comes second gives its number back.
    award.register_number = next_number(award)
    award.save(force_insert=True)
    AwardedCompetency.objects.bulk_create(
        AwardedCompetency(award=award, code=code) for code in award.competency_codes
    )


def _refuse_closed_place(award: Award) -> None:
    """Raise IntegrityError, as for a place that is taken, where its award went with an account."""
    place = {"status_list": award.status_list, "status_place": award.status_place}
    if ClosedPlace.objects.filter(**place).exists():
        raise IntegrityError("This place in the status list is closed.")


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


def draw_up(
    learner,
    earned: Claimable,
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
        **earned.columns,
        language=language,
        awarded_at=awarded_at.replace(microsecond=0),
        term=term,
        valid_until=valid_until,
        public_id=uuid4(),
        issuer_block=issuer_block(),
        is_specimen=key.is_demo or earned.is_invented,
        key_id=key.kid,
    )
    award.competency_codes = earned.competency_codes
    award.full_name, award.latin_name = earned.full_name, earned.latin_name
    award.holder_hashes = list(rules.holder_hash(award.salt, earned.full_name, earned.latin_name))
    sign(award)
    return award


def sign(award: Award) -> None:
    """Draw a place in the status list of the year, and sign what the award says, long and short.

    Raises SigningRefused, also where the award's key has been retired meanwhile.
    """
    key = key_ring().find(award.key_id)
    if key is None:
        raise SigningRefused(f"The key {award.key_id} is not here.")
    award.status_list, award.status_place = award.awarded_at.year, new_place()
    award.credential = _signed(award, key=key)
    award.statement = _short(award, key=key)


def _short(award: Award, *, key: IssuerKey) -> str:
    with translation.override(award.language):
        title = wording.title(award)
    laid = statement.laid_out(
        Statement(
            key_name=key.name,
            code=award.code,
            title=title,
            names=tuple(award.names),
            awarded_on=timezone.localdate(award.awarded_at),
            valid_until=award.valid_until,
            is_specimen=award.is_specimen,
            is_pilot=award.is_pilot,
        )
    )
    return statement.written(laid, key.private_key.sign(statement.PURPOSE + laid))


def _signed(award: Award, *, key: IssuerKey) -> str:
    with translation.override(award.language):
        result, title = wording.result(award), wording.title(award)
        title = f"{wording.specimen()}: {title}" if award.is_specimen else title
        took = award.criteria or wording.learning_time(award.time)
    claim = Claim(
        public_id=award.public_id,
        verify_address=award.verify_address,
        course_key=award.course_key,
        title=title,
        completion=result,
        time_spent=took,
        competencies=tuple(award.competencies),
        language=award.language,
        edition=award.edition,
        awarded_at=award.awarded_at,
        valid_until=award.valid_until,
        salt=award.salt,
        holder_hashes=tuple(award.holder_hashes),
        status_list=status_address(award.status_list),
        status_place=award.status_place,
        achievement_type="Certification" if award.competency_code else "CertificateOfCompletion",
    )
    issuer = this_issuer(award.issuer_block, language=award.language)
    return credential.sign(credential.credential_of(claim, issuer=issuer), key=key)


@shared_task(name="certificates.forget_record_links")
def forget_record_links(today: str | None = None) -> int:
    """Delete links to records of learning a month after their end. Returns how many there were."""
    return forget_links(date.fromisoformat(today) if today else timezone.localdate())

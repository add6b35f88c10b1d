"""Draws an award up, signs it long and short, and writes it once."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from lms.certificates import credential, rules, wording
from lms.certificates.credential import Claim
from lms.certificates.holding import newest_block, place_while_it_holds, remembered_block
from lms.certificates.models import Award, AwardedCompetency
from lms.certificates.queries import status_address, this_issuer
from lms.certificates.register import next_number
from lms.certificates.rules import statement
from lms.certificates.rules.statement import Statement
from lms.certificates.rules.status import new_place
from lms.certificates.signing import IssuerKey, SigningRefused, key_ring

# More than half of a list is never given away, so this many misses in a row do not happen.
PLACES_TRIED = 20


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
        issuer_block=remembered_block(),
        is_specimen=key.is_demo or earned.is_invented,
        key_id=key.kid,
    )
    award.competency_codes = earned.competency_codes
    award.full_name, award.latin_name = earned.full_name, earned.latin_name
    award.holder_hashes = list(rules.holder_hash(award.salt, earned.full_name, earned.latin_name))
    _sign_with(key, award)
    return award


def sign(award: Award) -> None:
    """Draw a place in the status list of the year, and sign what the award says, long and short.

    Raises SigningRefused, also where the award's key has been retired meanwhile.
    """
    key = key_ring().find(award.key_id)
    if key is None:
        raise SigningRefused(f"The key {award.key_id} is not here.")
    _sign_with(key, award)


def _sign_with(key: IssuerKey, award: Award) -> None:
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


def issue(award: Award, *, or_else: Callable[[], Award | None]) -> Award:
    """Write an award with its competencies, or return the one that another copy of the same click wrote.

    Its place in the status list is drawn by chance; where another has or had it, the next one is drawn and
    signed. So it is signed anew where the issuer block was changed meanwhile.
    """
    for tries_left in reversed(range(PLACES_TRIED)):
        try:
            with transaction.atomic():
                _write(award)
        except IntegrityError:
            issued = or_else()
            if issued is not None:
                return issued
            if not tries_left:
                raise
            award.issuer_block = newest_block()
            sign(award)
        else:
            break
    return award


def _write(award: Award) -> None:
    # In the same step: a copy of the click that comes second gives its number back.
    award.register_number = next_number(award)
    place = award.status_place
    award.status_place = place_while_it_holds(award)
    try:
        award.save(force_insert=True)
    finally:
        award.status_place = place
    AwardedCompetency.objects.bulk_create(
        AwardedCompetency(award=award, code=code) for code in award.competency_codes
    )

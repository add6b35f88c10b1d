"""What may be said on a certificate: hours, codes, names and validity, as pure rules."""

import calendar
import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import NAMESPACE_URL, UUID, uuid5

# Crockford's base 32: no I, L, O or U, so that a code read over the telephone survives.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16
CODE_BITS = CODE_LENGTH * 5
LONGEST_NAME = 150

# What a hurried eye, or a keyboard left in Cyrillic, writes for a letter of the alphabet.
_READ_AS = str.maketrans("OILАВЕКМНОРСТУХІ", "011ABEKMH0PCTYX1")
_BETWEEN_GROUPS = re.compile(r"[\s\-\u2010-\u2015_.]+")
# The Uzbek turned comma and every sign typed in its place; they must compare as one.
_APOSTROPHES = re.compile("[\u02bb\u02bc\u02b9\u2018\u2019\u201b\u00b4`\u2032]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


class Rung(StrEnum):
    """How much an award claims about its holder."""

    COMPLETED = "completed"
    KNOWLEDGE = "knowledge-certified"
    PRACTICE = "practice-observed"


def rung_key(competency_code: str, rung: Rung) -> UUID:
    """Return the key of an upper rung of a competency: the same on every site, whichever course led there."""
    return uuid5(NAMESPACE_URL, f"urn:hamroh:competency:{competency_code}:{Rung(rung).value}")


def upper_rung_keys(competency_codes: Iterable[str]) -> set[UUID]:
    """Return the keys of both upper rungs of some competencies."""
    return {rung_key(code, rung) for code in competency_codes for rung in (Rung.KNOWLEDGE, Rung.PRACTICE)}


class RevocationReason(StrEnum):
    """Why an issuer withdraws an award. A fixed list: a free text would soon speak of people."""

    MISTAKE = "mistake"
    NOT_OWN_WORK = "not own work"
    HOLDERS_WISH = "holder's wish"
    CONDUCT = "conduct"


class Standing(StrEnum):
    """What an award is worth on the day it is looked at."""

    VALID = "valid"
    PILOT = "pilot"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SPECIMEN = "specimen"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class CertifiedTime:
    """Whole hours of learning and the minutes they were rounded down from."""

    minutes: int
    hours: int

    @property
    def is_under_an_hour(self) -> bool:
        """True when rounding down leaves nothing, so that minutes must be named instead."""
        return self.hours == 0

    @property
    def academic_hours(self) -> int:
        """Whole academic hours of 45 minutes, rounded down."""
        return self.minutes // 45


def hours_of(minutes: int) -> CertifiedTime:
    """Round `minutes` of reading and activities down to whole hours of 60 minutes.

    Raises ValueError for a negative number.
    """
    if minutes < 0:
        raise ValueError("Learning time is never negative.")
    return CertifiedTime(minutes=minutes, hours=minutes // 60)


def new_code() -> str:
    """Draw a public code: 80 random bits as 16 characters, without separators."""
    number = secrets.randbits(CODE_BITS)
    characters = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, 32)
        characters.append(ALPHABET[place])
    return "".join(characters)


def normalise_code(text: str) -> str | None:
    """Give the 16 characters meant by what a person typed, or None when it cannot be a code.

    Forgives case, spaces and hyphens, O for 0, I or L for 1, and Cyrillic twins of Latin letters.
    """
    bare = _BETWEEN_GROUPS.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_READ_AS)
    if len(bare) != CODE_LENGTH or any(letter not in ALPHABET for letter in bare):
        return None
    return bare


def grouped_code(code: str) -> str:
    """Write a code in four groups of four: `7F3K-9QXA-02MB-V8TC`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def plain_text(text: str) -> str:
    """Drop control and direction characters and join white space: one line, shown as it reads."""
    spaced = "".join(" " if letter.isspace() else letter for letter in text)
    # "C" covers NUL, right-to-left overrides, joiners and lone surrogates: none belongs on paper.
    kept = (letter for letter in spaced if unicodedata.category(letter)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def normalise_name(text: str) -> str:
    """Fold a name for comparison: form, case, spaces, apostrophes, dashes, and ё as е."""
    folded = plain_text(unicodedata.normalize("NFKC", text)).casefold()
    folded = _DASHES.sub("-", _APOSTROPHES.sub("'", folded))
    return unicodedata.normalize("NFC", folded.replace("ё", "е"))


def new_salt() -> str:
    """Draw a salt for one award: 128 random bits in hexadecimal."""
    return secrets.token_hex(16)


def name_hash(salt: str, name: str) -> str:
    """Hash one form of a name as Open Badges 3.0 does: SHA-256 over the folded name and the salt."""
    return hashlib.sha256((normalise_name(name) + salt).encode()).hexdigest()


def holder_hash(salt: str, own_script: str, latin: str) -> tuple[str, ...]:
    """Hash the holder's name, one hash for each form that is there; a claim needs at least one."""
    forms = [form for form in (own_script, latin) if normalise_name(form)]
    if not forms:
        raise ValueError("An award names its holder in at least one script.")
    return tuple(dict.fromkeys(name_hash(salt, form) for form in forms))


def is_the_holder(typed: str, *, salt: str, hashes: Iterable[str]) -> bool:
    """Tell whether a typed name is the holder's, in either script, in the same time for all."""
    wanted = name_hash(salt, typed)
    # Every form is compared, so that the time tells nothing.
    matches = [hmac.compare_digest(wanted, known) for known in hashes]
    return any(matches) and bool(normalise_name(typed))


def last_valid_day(awarded_on: date, *, valid_months: int) -> date | None:
    """Give the last day an award is valid, or None for an award without end (0 months).

    The 31st of a month becomes the last day of a shorter one. Raises ValueError below 0.
    """
    if valid_months < 0:
        raise ValueError("Validity is counted forward.")
    if valid_months == 0:
        return None
    years, month = divmod(awarded_on.month - 1 + valid_months, 12)
    year, month = awarded_on.year + years, month + 1
    return date(year, month, min(awarded_on.day, calendar.monthrange(year, month)[1]))


def standing_of(
    *,
    is_genuine: bool,
    is_specimen: bool,
    is_revoked: bool,
    is_pilot: bool,
    valid_until: date | None,
    today: date,
) -> Standing:
    """Tell what an award is worth today; the gravest answer wins, and its last day still counts."""
    if not is_genuine:
        return Standing.UNCONFIRMED
    if is_specimen:
        return Standing.SPECIMEN
    if is_revoked:
        return Standing.REVOKED
    if valid_until is not None and today > valid_until:
        return Standing.EXPIRED
    return Standing.PILOT if is_pilot else Standing.VALID


def unprintable_letters(text: str, *, covered: Iterable[range]) -> list[str]:
    """List the letters of `text` that the document's fonts cannot draw, each once, in order."""
    ranges = list(covered)
    letters = dict.fromkeys(plain_text(text))
    return [letter for letter in letters if not any(ord(letter) in span for span in ranges)]

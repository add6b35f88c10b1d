"""A signed statement to play with: change one letter and watch the check fail."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from uuid import UUID

from lms.certificates import credential, rules
from lms.certificates.credential import Claim, NotGenuine
from lms.certificates.queries import this_issuer
from lms.certificates.signing import IssuerKey, KeyRing, new_key

# Known to everybody who reads this line, so what it signs is worth nothing; no key ring holds it.
_PUBLIC_SEED = hashlib.sha256(b"The key of the specimen. It signs nothing real.").digest()
HOLDER = "Айгүл Мисалова"
HOLDER_LATIN = "Aigul Misalova"
LONGEST_STATEMENT = 8_000
LONGEST_SIGNATURE = 200


@dataclass(frozen=True)
class Checked:
    """What came of checking a specimen: whether it is genuine, and the first place that differs."""

    statement: str
    signature: str
    is_genuine: bool
    before: str = ""
    changed: str = ""
    after: str = ""


@lru_cache(maxsize=1)
def specimen_key() -> IssuerKey:
    """The key of the specimen, the same in every process and on every site."""
    return new_key(is_demo=True, seed=_PUBLIC_SEED)


def untouched() -> Checked:
    """The specimen as it was signed."""
    statement = _statement()
    return Checked(statement=statement, signature=_signature_of(statement), is_genuine=True)


def check(*, statement: str, signature: str) -> Checked:
    """Check what a visitor made of the specimen. Browsers turn line ends into two signs; that is undone."""
    text = statement.replace("\r\n", "\n")[:LONGEST_STATEMENT]
    signature = signature.strip()[:LONGEST_SIGNATURE]
    before, changed, after = _difference(_statement(), text)
    return Checked(
        statement=text,
        signature=signature,
        is_genuine=_is_signed(text, signature),
        before=before,
        changed=changed,
        after=after,
    )


def with_one_letter_changed() -> Checked:
    """Do it for the visitor: one digit of the learning time becomes another."""
    changed = _statement().replace('"6 ', '"8 ', 1)
    return check(statement=changed, signature=untouched().signature)


def _statement() -> str:
    """The specimen's text, indented for people. Its words are English: it shows a format, not a course."""
    salt = "70c5ad1e90b24f31"
    claim = Claim(
        public_id=UUID("3f5c2f0e-7d0b-4c1a-9a55-0c6a1f6f2d10"),
        verify_address=f"{this_issuer().address}/verify/specimen/",
        course_key=UUID("9f0f6a52-31f0-4c7e-8a16-5a1d3f7b2c44"),
        title="Specimen, not valid: Evidence literacy",
        completion="Invented data",
        time_spent="6 hours",
        competencies=("Evidence literacy",),
        language="en",
        edition=1,
        awarded_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        valid_until=date(2028, 3, 2),
        salt=salt,
        holder_hashes=rules.holder_hash(salt, HOLDER, HOLDER_LATIN),
    )
    laid_out = credential.credential_of(claim, issuer=this_issuer())
    return json.dumps(_readable_first(laid_out), ensure_ascii=False, indent=1)


def _readable_first(laid_out: dict) -> dict:
    """Put what people can read before what machines need; a signature fits any order, once chosen."""
    subject = laid_out["credentialSubject"]
    laid_out["credentialSubject"] = {"achievement": subject["achievement"], **subject}
    first = ("name", "description", "awardedDate", "validUntil", "credentialSubject", "issuer")
    return {**{name: laid_out[name] for name in first}, **laid_out}


def _signature_of(statement: str) -> str:
    token = credential.sign_text(statement, key=specimen_key(), did=this_issuer().did)
    return token.rpartition(".")[2]


def _is_signed(statement: str, signature: str) -> bool:
    header = credential.sign_text("", key=specimen_key(), did=this_issuer().did).partition(".")[0]
    token = f"{header}.{credential.encode_segment(statement.encode(errors='replace'))}.{signature}"
    try:
        credential.read_text(token, ring=KeyRing((specimen_key(),)))
    except NotGenuine:
        return False
    return True


def _difference(signed: str, given: str) -> tuple[str, str, str]:
    """Find the first place where two texts part: (what comes before, what was changed, what follows)."""
    if signed == given:
        return "", "", ""
    start = next(
        (place for place, pair in enumerate(zip(signed, given, strict=False)) if pair[0] != pair[1]),
        min(len(signed), len(given)),
    )
    line_start = given.rfind("\n", 0, start) + 1
    line_end = given.find("\n", start)
    line_end = len(given) if line_end < 0 else line_end
    return given[line_start:start], given[start : start + 1] or "…", given[start + 1 : line_end]

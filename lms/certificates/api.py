"""The door of the certificates room: what others may ask and do."""

from lms.certificates.actions import CannotClaim, claim_award, revoke_award
from lms.certificates.inventing import InventedAward, write_invented_awards
from lms.certificates.queries import (
    CheckedAward,
    HeldAward,
    award_by_code,
    award_of,
    award_totals,
    awarded_since,
    awards_of,
    checked,
    ending_totals,
    held_awards,
)
from lms.certificates.rules import RevocationReason, normalise_code
from lms.certificates.rules.renewal import WINDOW as RENEWAL_WINDOW
from lms.certificates.signing import SigningRefused
from lms.certificates.wording import revocation_reasons

__all__ = [
    "write_invented_awards",
    "InventedAward",
    "RENEWAL_WINDOW",
    "CannotClaim",
    "CheckedAward",
    "HeldAward",
    "RevocationReason",
    "SigningRefused",
    "award_by_code",
    "award_of",
    "award_totals",
    "awarded_since",
    "awards_of",
    "checked",
    "claim_award",
    "ending_totals",
    "held_awards",
    "normalise_code",
    "revocation_reasons",
    "revoke_award",
]

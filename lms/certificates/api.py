"""The door of the certificates room: what others may ask and do."""

from lms.certificates.actions import CannotClaim, claim_award, revoke_award
from lms.certificates.queries import (
    HeldAward,
    award_of,
    award_totals,
    awards_of,
    ending_totals,
    held_awards,
)
from lms.certificates.signing import SigningRefused

__all__ = [
    "CannotClaim",
    "HeldAward",
    "SigningRefused",
    "award_of",
    "award_totals",
    "awards_of",
    "claim_award",
    "ending_totals",
    "held_awards",
    "revoke_award",
]

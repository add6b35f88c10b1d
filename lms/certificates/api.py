"""The door of the certificates room: what others may ask and do."""

from lms.certificates.actions import CannotClaim, claim_award, revoke_award
from lms.certificates.queries import award_of, award_totals, awards_of, held_awards
from lms.certificates.signing import SigningRefused

__all__ = [
    "CannotClaim",
    "SigningRefused",
    "award_of",
    "award_totals",
    "awards_of",
    "claim_award",
    "held_awards",
    "revoke_award",
]

"""The door of the certificates room: what others may ask and do."""

from lms.certificates.actions import CannotClaim, claim_award, let_print, revoke_award
from lms.certificates.counting import CompetencyTotal, certified_people, competency_totals
from lms.certificates.document import qr_code
from lms.certificates.entries import RecordEntry, offer_entries
from lms.certificates.inventing import InventedAward, award_invented, write_invented_awards
from lms.certificates.lettering import FOLDER as FONTS
from lms.certificates.printing import PAPERS_IN_A_FILE, Printable, print_file, printable_awards
from lms.certificates.queries import CheckedAward, award_by_code, award_of, awards_of, checked
from lms.certificates.rules import RevocationReason, normalise_code, upper_rung_keys
from lms.certificates.rules.renewal import WINDOW as RENEWAL_WINDOW
from lms.certificates.rules.renewal import Stage
from lms.certificates.signing import SigningRefused
from lms.certificates.totals import (
    AWARDED_SINCE,
    HeldAward,
    award_totals,
    awarded_between,
    ending_totals,
    first_certified,
    held_awards,
)
from lms.certificates.wording import revocation_reasons

__all__ = [
    "AWARDED_SINCE",
    "PAPERS_IN_A_FILE",
    "FONTS",
    "write_invented_awards",
    "InventedAward",
    "RENEWAL_WINDOW",
    "CannotClaim",
    "CheckedAward",
    "CompetencyTotal",
    "HeldAward",
    "Printable",
    "RecordEntry",
    "RevocationReason",
    "SigningRefused",
    "Stage",
    "award_by_code",
    "award_invented",
    "award_of",
    "award_totals",
    "awarded_between",
    "awards_of",
    "certified_people",
    "checked",
    "claim_award",
    "competency_totals",
    "ending_totals",
    "first_certified",
    "held_awards",
    "let_print",
    "normalise_code",
    "offer_entries",
    "print_file",
    "printable_awards",
    "qr_code",
    "revocation_reasons",
    "revoke_award",
    "upper_rung_keys",
]

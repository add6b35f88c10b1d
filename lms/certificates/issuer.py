"""How the issuer block changes, and how a certificate would look with it: a specimen, kept nowhere."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from lms.accounts.api import User
from lms.certificates.issuer_tables import IssuerBlock
from lms.certificates.models import Award
from lms.certificates.queries import issuer_block

# Somebody invented for each language; long enough to see what a long name does.
_HOLDERS = {
    "en": ("Aigul Misalova", ""),
    "ru": ("Айгуль Мисалова", "Aigul Misalova"),
    "kk": ("Айгүл Мысалова", "Aigul Mysalova"),
    "ky": ("Айгүл Мисалова", "Aigul Misalova"),
    "tg": ("Айгул Мисолова", "Aygul Misolova"),
    "uz": ("Aygul Misolova", ""),
}
_SAID = ("names", "signatories", "posts", "leaves_space_for_stamp", "shows_academic_hours")
_SAID += ("has_register_number", "register_prefix")


@transaction.atomic
def save_issuer_block(block: IssuerBlock) -> bool:
    """Add a version; certificates issued from now on show it. Returns False where nothing has changed."""
    current = issuer_block()
    if current is not None and _is_the_same(block, current):
        return False
    block.save(force_insert=True)
    return True


def _is_the_same(block: IssuerBlock, current: IssuerBlock) -> bool:
    said = all(getattr(block, name) == getattr(current, name) for name in _SAID)
    return said and bytes(block.logo) == current.logo_bytes


def specimen_award(block: IssuerBlock | None, *, language: str) -> Award:
    """Return an award of nobody that shows how a paper looks; it stands in no table."""
    with override(language):
        title = _("The course stands here by its outward name")
    award = Award(
        learner=User(public_id=UUID(int=0)),
        course_key=UUID(int=0),
        edition=1,
        minutes=372,
        title=title,
        title_language=language,
        language=language,
        completed_at=datetime(2027, 3, 1, 6, tzinfo=UTC),
        awarded_at=datetime(2027, 3, 2, 6, tzinfo=UTC),
        valid_until=date(2029, 3, 2),
        public_id=UUID(int=0),
        code="0000000000000000",
        is_specimen=True,
        issuer_block=block,
    )
    award.full_name, award.latin_name = _HOLDERS.get(language, _HOLDERS["en"])
    return award

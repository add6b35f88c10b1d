"""Certificates of a group as one file for who coordinates it: those alone whose holders allow it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from courses.api import cohorts_of
from lms.certificates import document
from lms.certificates.models import Award
from lms.certificates.queries import is_renewed, valid_awards
from lms.certificates.signing import SigningRefused, key_ring

# About three seconds and 80 MB of memory on a small server; the next ones are another file.
PAPERS_IN_A_FILE = 40


@dataclass(frozen=True)
class Printable:
    """What may be printed, oldest first, and how many people keep a certificate to themselves."""

    awards: QuerySet[Award]
    kept_back: int


def printable_awards(learner_ids, course_keys: Collection[UUID]) -> Printable:
    """Return the certificates in force of some learners; of every course where no key is given. One query.

    An award that was renewed is left out: the newer one is printed.
    """
    held = valid_awards().filter(~is_renewed(), learner_id__in=learner_ids)
    if course_keys:
        held = held.filter(course_key__in=course_keys)
    kept_back = held.filter(may_print=False).values("learner_id").distinct().count()
    allowed = held.filter(may_print=True).select_related("learner", "issuer_block")
    return Printable(awards=allowed.order_by("awarded_at", "pk"), kept_back=kept_back)


def print_file(awards: Collection[Award]) -> bytes:
    """Return certificates as one PDF, a page each. Raises SigningRefused where a key is not at hand."""
    ring = key_ring()
    papers = [(award, ring.find(award.key_id)) for award in awards]
    if any(key is None for _award, key in papers):
        raise SigningRefused("A key that signed one of these certificates is not at hand.")
    return document.certificates_pdf([(award, key) for award, key in papers if key])


def groups_that_print(award: Award) -> list[str]:
    """Return the names of the holder's groups that are about the award's course. One query."""
    key = str(award.course_key)
    groups = cohorts_of(award.learner)
    return [group.name for group in groups if not group.course_keys or key in group.course_keys]

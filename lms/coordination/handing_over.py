"""A group goes from one coordinator to another: offered to an address, taken by who signs in with it."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from courses.models import Cohort
from lms.accounts.api import User, grant, withdraw
from lms.coordination import trail
from lms.coordination.marks import mark_of
from lms.coordination.models import HandOver

OPEN_DAYS = 14
_PURPOSE = "hand over"


@transaction.atomic
def offer(*, cohort: Cohort, address: str, by: User) -> HandOver:
    """Offer a group to whoever signs in with an address; an earlier offer of it is taken back.

    Whether the address has an account, or a role, is not asked: the answer would be the same.
    """
    HandOver.objects.filter(cohort=cohort).delete()
    made = HandOver.objects.create(
        cohort=cohort,
        offered_by=by,
        mark=mark_of(address, purpose=_PURPOSE),
        until=timezone.localdate() + timedelta(days=OPEN_DAYS),
    )
    trail.note(cohort, trail.What.OFFERED, by=by)
    return made


def offers_to(person: User) -> list[HandOver]:
    """Return the groups offered to somebody by those who coordinate them still."""
    mine = _open().filter(mark=mark_of(person.email, purpose=_PURPOSE))
    return [each for each in mine.exclude(offered_by=person) if _still_holds(each)]


def offer_of(cohort: Cohort) -> HandOver | None:
    """Return the open offer of a group. One query."""
    return _open().filter(cohort=cohort).first()


def _open() -> QuerySet[HandOver]:
    found = HandOver.objects.filter(until__gte=timezone.localdate()).order_by("pk")
    return found.select_related("cohort__region__country", "cohort__country", "offered_by__profile")


def _still_holds(offered: HandOver) -> bool:
    return offered.offered_by.has_perm("courses.view_cohort", offered.cohort)


@transaction.atomic
def answer(*, public_id: UUID, person: User, is_taken: bool) -> Cohort | None:
    """Take a group that was offered, or leave it. Returns the group, None where there is no such offer.

    Whoever takes it coordinates this one group from now on; whoever gave it no longer does, unless the
    place where it lies is theirs.
    """
    found = next((each for each in offers_to(person) if each.public_id == public_id), None)
    if found is None or not HandOver.objects.filter(pk=found.pk).delete()[0]:
        return None
    if is_taken:
        key = str(found.cohort.key)
        if not person.has_perm("courses.view_cohort", found.cohort):
            grant(person, "coordinator", "cohort", key)
        withdraw(found.offered_by, "coordinator", "cohort", key)
        trail.note(found.cohort, trail.What.TAKEN, by=person)
    return found.cohort


def forget_offers(today: date) -> int:
    """Forget offers that nobody answered. Returns how many."""
    return HandOver.objects.filter(until__lt=today).delete()[0]

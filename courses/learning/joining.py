"""How a cohort comes about and how people come into it and leave. Each is one transaction."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import date

from celery import shared_task
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from courses.learning.events.models import Event
from courses.learning.models import Cohort, DueNotice, Invitation, Membership
from courses.learning.rules import token_hash
from courses.months import months_after
from courses.places.models import Country, Region

_TOKEN_BYTES = 16
_MONTHS_KEPT = 12


class InvitationOver(LookupError):
    """The invitation is unknown, closed, over or full; which of them is nobody's business."""


@dataclass(frozen=True)
class MadeInvitation:
    """An invitation and the token of its link, which only this moment knows."""

    invitation: Invitation
    token: str


def create_cohort(
    *,
    name: str,
    country: str = "",
    region: str = "",
    course_keys: tuple[uuid.UUID, ...] = (),
    language: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    due_on: date | None = None,
) -> Cohort:
    """Make a cohort in a region, a country (ISO codes) or, with neither, everywhere.

    ``due_on`` is the day by which its courses are to be finished.
    """
    return Cohort.objects.create(
        name=name,
        country=Country.objects.get(code=country) if country else None,
        region=Region.objects.get(code=region) if region else None,
        course_keys=[str(key) for key in course_keys],
        language=language,
        starts_on=starts_on,
        ends_on=ends_on,
        due_on=due_on,
    )


class LongerThanAgreed(ValueError):
    """Members joined a group that ends earlier; they would have to be asked again."""


@transaction.atomic
def change_cohort(
    cohort: Cohort,
    *,
    name: str,
    language: str,
    starts_on: date | None,
    ends_on: date | None,
    due_on: date | None = None,
) -> Cohort:
    """Change what a group is called, when it runs and is due, and in which language it invites.

    Where the day moves on which its courses are due, its members are told of it anew.

    Its courses stay, and with members in it so does the day on which it ends, unless it comes earlier:
    nobody is seen by name for more, or for longer, than they agreed to. Raises LongerThanAgreed.
    """
    kept = Cohort.objects.select_for_update().get(pk=cohort.pk)
    is_longer = kept.ends_on is not None and (ends_on is None or ends_on > kept.ends_on)
    if is_longer and kept.memberships.exists():
        raise LongerThanAgreed
    if due_on != kept.due_on:
        DueNotice.objects.filter(membership__cohort=kept).delete()
    about: dict[str, str | date | None] = {"name": name, "language": language}
    about |= {"starts_on": starts_on, "ends_on": ends_on, "due_on": due_on}
    for field, value in about.items():
        setattr(kept, field, value)
    kept.save(update_fields=list(about))
    return kept


def invite(*, cohort: Cohort, language: str, last_day: date, by, places: int | None = None) -> MadeInvitation:
    """Make a link into a cohort. Only the hash of its token is kept."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    invitation = Invitation.objects.create(
        token_hash=token_hash(token),
        cohort=cohort,
        language=language,
        last_day=last_day,
        places=places,
        created_by=by,
    )
    return MadeInvitation(invitation=invitation, token=token)


def accept_invitation(*, learner, invitation: Invitation) -> bool:
    """Let a learner join by their own wish. Returns False where they belong to the cohort already.

    Raises InvitationOver, also for the second of two people who take the last place at one moment.
    """
    try:
        with transaction.atomic():
            Membership.objects.create(learner=learner, cohort=invitation.cohort)
            _take_place(invitation)
            return True
    except IntegrityError:
        return False


def _take_place(invitation: Invitation) -> None:
    """Count one place as taken, where the row still has one when it is written."""
    if not invitation.is_open_on(timezone.localdate()):
        raise InvitationOver
    has_place = Q(places__isnull=True) | Q(joined__lt=F("places"))
    rows = Invitation.objects.filter(has_place, pk=invitation.pk, closed_at__isnull=True)
    if not rows.update(joined=F("joined") + 1):
        raise InvitationOver


def close_invitation(*, public_id: uuid.UUID, by) -> bool:
    """Close an invitation somebody made; nobody joins by it any more. Returns whether it is theirs."""
    own = Invitation.objects.filter(public_id=public_id, created_by=by)
    own.filter(closed_at__isnull=True).update(closed_at=timezone.now())
    return own.exists()


def leave_cohort(*, learner, key: uuid.UUID) -> Cohort | None:
    """End a membership; the row is gone. Returns the cohort, None where there was no membership."""
    membership = Membership.objects.select_related("cohort").filter(learner=learner, cohort__key=key).first()
    if membership is None:
        return None
    membership.delete()
    return membership.cohort


@transaction.atomic
def delete_cohort(cohort: Cohort) -> None:
    """Delete a cohort with its memberships, invitations and events that nobody took part in yet.

    What its members learned stays theirs, and so does what they took part in, until it ends by itself.
    """
    _forget_unheld(Cohort.objects.filter(pk=cohort.pk))
    Cohort.objects.filter(pk=cohort.pk).delete()


def _forget_unheld(cohorts: QuerySet) -> None:
    """Delete the events of cohorts whose lists were never closed: they count for nothing."""
    Event.objects.filter(cohort__in=cohorts.values("pk"), closed_at__isnull=True).delete()


@shared_task(name="courses.forget_cohorts")
def forget_cohorts(today: str | None = None) -> int:
    """Delete cohorts with their memberships, and invitations, 12 months after their last day.

    Returns how many memberships and invitations that were.
    """
    day = date.fromisoformat(today) if today else timezone.localdate()
    limit = months_after(day, -_MONTHS_KEPT)
    ended = Cohort.objects.filter(ends_on__lt=limit)
    with transaction.atomic():
        _forget_unheld(ended)
        _total, rows = ended.delete()
    forgotten = rows.get("courses.Membership", 0) + rows.get("courses.Invitation", 0)
    return forgotten + Invitation.objects.filter(last_day__lt=limit).delete()[0]

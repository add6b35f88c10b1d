"""How events are made, moved, cancelled and closed, and how people come onto their lists."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from celery import shared_task
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.learning.events.models import Attendance, Event, EventNotice
from courses.learning.events.queries import event_by_code
from courses.learning.events.rules import KEPT_MONTHS
from courses.learning.models import Cohort, Membership
from courses.months import months_after


class EventFixed(Exception):
    """The event is over, cancelled or its list closed: what was asked can no longer be done, or not yet."""


class CodeRefused(LookupError):
    """No event of the learner's groups takes this code now."""


class WasStruck(CodeRefused):
    """The coordinator has struck this learner from the list; a code does not bring them back."""


@dataclass(frozen=True)
class EventPlan:
    """What an event is: as a coordinator plans it. ``counts_for`` are keys of courses."""

    kind: str
    title: str
    starts_at: datetime
    minutes: int
    zone: str
    place: str = ""
    link: str = ""
    led_by: str = ""
    counts_for: tuple[uuid.UUID, ...] = ()

    def fields(self) -> dict:
        """Return the values as the table has them."""
        return {**vars(self), "counts_for": [str(key) for key in self.counts_for]}


# The values of Attendance.How and Attendance.Struck.
_BY_CODE, _BY_HAND = "code", "hand"
_LEARNER, _COORDINATOR = "learner", "coordinator"
# Changing one of these makes an event a different one to go to.
_MOVING = ("starts_at", "minutes", "zone", "place", "link")


def make_event(cohort: Cohort, plan: EventPlan) -> Event:
    """Make an event of a cohort."""
    return Event.objects.create(cohort=cohort, **plan.fields())


@transaction.atomic
def change_event(event: Event, plan: EventPlan) -> Event:
    """Change an event before it is over. Raises EventFixed afterwards."""
    event = _locked(event)
    if not event.is_changeable(timezone.now()):
        raise EventFixed
    fields = plan.fields()
    event.sequence += any(getattr(event, name) != fields[name] for name in _MOVING)
    for name, value in fields.items():
        setattr(event, name, value)
    event.changed_at = timezone.now()
    event.save()
    return event


@transaction.atomic
def cancel_event(event: Event) -> Event:
    """Cancel an event; the next digest tells its members. Raises EventFixed once it is over."""
    event = _locked(event)
    if not event.is_changeable(timezone.now()):
        raise EventFixed
    event.cancelled_at = event.changed_at = timezone.now()
    event.sequence += 1
    event.save()
    return event


def _locked(event: Event) -> Event:
    """Return the event as it is now. Whoever closes or signs in at this moment waits, or is waited for."""
    return Event.objects.select_for_update().get(pk=event.pk)


def sign_in(*, learner, typed: str) -> tuple[Event, bool]:
    """Note by code that somebody is there; returns the event, and whether that is new.

    Raises CodeRefused, and WasStruck for somebody the coordinator took from the list.
    """
    now = timezone.now()
    found = event_by_code(learner, typed, now)
    if found is None:
        raise CodeRefused
    with transaction.atomic():
        event = _locked(found)
        is_member = Membership.objects.filter(cohort=event.cohort_id, learner=learner).exists()
        if not (is_member and event.takes_code(now)):
            raise CodeRefused
        rows = set(event.attendances.filter(learner=learner).values_list("struck_by", flat=True))
        if _COORDINATOR in rows and "" not in rows:
            raise WasStruck
        return event, _note(event, learner.pk, _BY_CODE)


def _note(event: Event, learner_id: int, how: str) -> bool:
    """Write a row, once; returns whether it is new."""
    try:
        with transaction.atomic():
            Attendance.objects.create(event=event, learner_id=learner_id, how=how)
            return True
    except IntegrityError:
        return False


@transaction.atomic
def keep_list(event: Event, *, came: Collection[int], gone: Collection[int]) -> None:
    """Tick those who came and strike those who did not, by id of the learner; others stay as they are.

    Only members can be ticked. Raises EventFixed before it begins, once it is cancelled or its list closed.
    """
    event = _locked(event)
    if event.is_cancelled or event.is_closed or not event.has_begun(timezone.now()):
        raise EventFixed
    members = Membership.objects.filter(cohort=event.cohort_id, learner__in=came)
    for learner_id in members.values_list("learner_id", flat=True):
        _note(event, learner_id, _BY_HAND)
    _strike(event, gone, _COORDINATOR)


def strike_oneself(*, learner, key: uuid.UUID) -> bool:
    """Take one's own name from a list, open or closed; returns whether it stood there."""
    event = Event.objects.filter(key=key).first()
    return bool(event and _strike(event, [learner.pk], _LEARNER))


def _strike(event: Event, learner_ids: Collection[int], by: str) -> int:
    standing = event.attendances.filter(learner__in=learner_ids, struck_at__isnull=True)
    return standing.update(struck_at=timezone.now(), struck_by=by)


@transaction.atomic
def close_list(event: Event) -> Event:
    """Close a list: from now on it counts, and no code opens it. Raises EventFixed before it began."""
    event = _locked(event)
    if event.is_cancelled or not event.has_begun(timezone.now()):
        raise EventFixed
    if not event.is_closed:
        event.closed_at, event.members_then = timezone.now(), _how_many(event)
        event.save()
    return event


def _how_many(event: Event) -> int:
    """Count the members, and who took part and has left since."""
    here = set(Membership.objects.filter(cohort=event.cohort_id).values_list("learner_id", flat=True))
    return len(here | set(event.attendances.filter(struck_at__isnull=True).values_list("learner", flat=True)))


@transaction.atomic
def reopen_list(event: Event) -> Event:
    """Open a closed list again to put an error right; until it is closed, it counts for nothing."""
    event = _locked(event)
    event.closed_at = event.members_then = None
    event.save()
    return event


def note_told(*, event_key: uuid.UUID, learner_id: int, sequence: int, now: datetime) -> None:
    """Note that somebody was told of an event as it stood at a sequence."""
    event = Event.objects.filter(key=event_key).first()
    if event is None:
        return
    EventNotice.objects.update_or_create(
        event=event, learner_id=learner_id, defaults={"sequence": sequence, "told_at": now}
    )


@shared_task(name="courses.forget_events")
def forget_events(today: str | None = None) -> int:
    """Delete events with their lists 12 months after their day; returns how many events."""
    day = date.fromisoformat(today) if today else timezone.localdate()
    over = Event.objects.filter(starts_at__date__lt=months_after(day, -KEPT_MONTHS))
    return over.delete()[1].get("courses.Event", 0)

"""Events as pages ask for them: of a coordinator, of a cohort, of a learner; and what they count for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac

from courses.learning.cohorts import Reach, cohorts_within
from courses.learning.events.models import Attendance, Event, EventNotice
from courses.learning.events.rules import SHORTEST_COUNTED, code_from, typed_code
from courses.learning.models import Cohort

# Days before an event from which on members are told of it.
TOLD_BEFORE = timedelta(days=14)


@dataclass(frozen=True)
class TakenEvent:
    """An event somebody took part in that stands in for a test: its kind, and the day at its place."""

    event: Event

    @property
    def kind(self) -> str:
        """Its kind, in the reader's language."""
        return self.event.get_kind_display()

    @property
    def day(self):
        """The day on which it was held."""
        return self.event.day


@dataclass(frozen=True)
class HeldEvents:
    """How many events were held, how many minutes they lasted, and how many different people came."""

    events: int
    minutes: int
    people: int


def held_between(start: datetime, end: datetime, *, among: QuerySet) -> HeldEvents:
    """Return what was held from ``start`` until before ``end`` with at least one of these people (ids).

    Of events whose lists are closed; one that several came to counts once. Two queries.
    """
    came = _standing().filter(
        learner__in=among,
        event__closed_at__isnull=False,
        event__starts_at__gte=start,
        event__starts_at__lt=end,
    )
    people = came.aggregate(people=Count("learner", distinct=True))["people"]
    events = Event.objects.filter(pk__in=came.values("event"))
    found = events.aggregate(events=Count("pk"), minutes=Sum("minutes"))
    return HeldEvents(events=found["events"], minutes=found["minutes"] or 0, people=people)


def events_within(reach: Reach) -> QuerySet[Event]:
    """Return the events somebody coordinates, the latest first, each with its cohort and ``took_part``."""
    ids = cohorts_within(reach).order_by().values("pk")
    return _counted(Event.objects.filter(cohort__in=ids))


def events_of_cohort(cohort: Cohort) -> QuerySet[Event]:
    """Return the events of a cohort, the latest first, each with ``took_part``."""
    return _counted(Event.objects.filter(cohort=cohort))


def _counted(events: QuerySet[Event]) -> QuerySet[Event]:
    """Count those who took part, as numbers, also those who have left the cohort since."""
    found = events.annotate(took_part=Count("attendances", filter=Q(attendances__struck_at__isnull=True)))
    return found.select_related("cohort__region__country", "cohort__country").order_by("-starts_at", "-pk")


def event_by_key(key: UUID) -> Event | None:
    """Return an event with its cohort and place, or None. One query."""
    return _counted(Event.objects.filter(key=key)).first()


def how_members_came(event: Event) -> dict[int, str]:
    """Return how it is known of each learner that they took part, by id of the learner. One query."""
    return dict(_standing().filter(event=event).values_list("learner_id", "how"))


def attended_count(cohort: Cohort, learner_id: str) -> Coalesce:
    """Return, for a query of people, in how many events of a cohort each took part, their lists closed.

    ``learner_id`` names the column that holds the person.
    """
    held = _standing().filter(event__cohort=cohort, event__closed_at__isnull=False)
    own = held.filter(learner_id=OuterRef(learner_id)).order_by().values("learner_id")
    return Coalesce(Subquery(own.annotate(events=Count("pk")).values("events")), 0)


def _standing() -> QuerySet[Attendance]:
    return Attendance.objects.filter(struck_at__isnull=True)


def coming_events(learner, now: datetime) -> list[Event]:
    """Return what is ahead in a learner's cohorts, also what was cancelled; the next first. One query."""
    ahead = Event.objects.filter(
        cohort__memberships__learner=learner, starts_at__gt=now - timedelta(hours=12)
    )
    found = ahead.select_related("cohort").order_by("starts_at", "pk")
    return [event for event in found if event.ends_at > now and not event.is_closed]


def attendances_of(learner) -> list[Attendance]:
    """Return what somebody took part in, each with its event, the latest first. One query."""
    return list(_standing().filter(learner=learner).select_related("event").order_by("-event__starts_at"))


def event_of_learner(learner, key: UUID) -> Event | None:
    """Return an event of one of a learner's cohorts, or None for any other. One query."""
    own = Event.objects.filter(cohort__memberships__learner=learner, key=key)
    return own.select_related("cohort").first()


def code_of(event: Event) -> str:
    """Return the code of an event: worked out, never stored, another one for another day."""
    said = f"{event.key}/{event.day.isoformat()}"
    return code_from(salted_hmac("courses.events.code", said, algorithm="sha256").digest())


def event_by_code(learner, typed: str, now: datetime) -> Event | None:
    """Return the event that takes a typed code now, of a learner's own cohorts only. One query."""
    code = typed_code(typed)
    near = Event.objects.filter(
        cohort__memberships__learner=learner,
        starts_at__range=(now - timedelta(days=1), now + timedelta(days=1)),
    )
    return next((e for e in near if compare_digest(code_of(e), code) and e.takes_code(now)), None)


def counted_event(learner, course_key: UUID, since: datetime) -> TakenEvent | None:
    """Return the last event that stands in for a course's test: held since, attended, its list closed.

    One query.
    """
    held = Event.objects.filter(
        Exists(_standing().filter(event=OuterRef("pk"), learner=learner)),
        starts_at__gte=since,
        minutes__gte=SHORTEST_COUNTED,
        closed_at__isnull=False,
    )
    counting = (e for e in held.order_by("-starts_at", "-pk") if str(course_key) in e.counts_for)
    return next((TakenEvent(event) for event in counting), None)


def untold_members(now: datetime) -> set[int]:
    """Return the ids of members who have not been told of an event ahead as it stands now. One query."""
    return set(_untold(now).values_list("member", flat=True))


def untold_events(learner_id: int, now: datetime) -> list[tuple[Event, bool]]:
    """Return the events ahead that a member was not told of as they stand, each with whether it is known."""
    events = list(_untold(now).filter(member=learner_id).order_by("starts_at", "pk"))
    told = EventNotice.objects.filter(learner_id=learner_id, event__in=[event.pk for event in events])
    known = set(told.values_list("event_id", flat=True))
    return [(event, event.pk in known) for event in events]


def _untold(now: datetime) -> QuerySet[Event]:
    """Return the events ahead, once for each ``member`` who does not know of it as it stands."""
    ahead = Event.objects.filter(starts_at__range=(now, now + TOLD_BEFORE), cohort__memberships__isnull=False)
    knows = EventNotice.objects.filter(
        event=OuterRef("pk"), learner=OuterRef("member"), sequence__gte=OuterRef("sequence")
    )
    return ahead.annotate(member=F("cohort__memberships__learner")).filter(~Exists(knows))

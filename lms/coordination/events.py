"""Events as coordinators and members see them: when, by whose clock, and who took part."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import salted_hmac

from courses.api import (
    Entry,
    calendar_file,
    code_of,
    country_names,
    event_by_key,
    how_members_came,
    shown_code,
)
from courses.models import Attendance, Event
from lms.coordination.cohorts import people_in
from lms.notices.api import ZONES, local_zone

_MARK_LENGTH = 16


@dataclass(frozen=True)
class Times:
    """When an event is, by the reader's clock, and by that of the place where the two differ.

    Moments as they stand on a clock, without a zone: a template would turn them to the site's.
    ``elsewhere`` is None where one clock says both; its country is named by ``country``.
    """

    begins: datetime
    ends: datetime
    elsewhere: tuple[datetime, datetime] | None
    country: str


@dataclass(frozen=True)
class Attendee:
    """A member on the list of an event. ``mark`` stands for them in the form, and says nothing elsewhere."""

    mark: str
    name: str
    how: str

    @property
    def is_here(self) -> bool:
        """Whether they stand on the list."""
        return bool(self.how)

    @property
    def how_label(self) -> str:
        """How it is known that they were there, in words."""
        return str(Attendance.How(self.how).label) if self.how else ""


def event_for(user, key: UUID) -> Event | None:
    """Return the event if the coordinator's scope covers its cohort, else None, as where there is none."""
    event = event_by_key(key)
    if event is None or event.cohort is None:
        return None
    return event if user.has_perm("courses.view_cohort", event.cohort) else None


def times_of(event: Event, viewer, language: str) -> Times:
    """Return when an event is for somebody who reads of it."""
    return _times(event, local_zone(viewer), country_names(language))


def with_times(events: Sequence[Event], viewer, language: str) -> list[Event]:
    """Give each event its ``times`` for a reader. Two queries, however many events."""
    zone, countries = local_zone(viewer), country_names(language)
    for event in events:
        event.times = _times(event, zone, countries)
    return list(events)


def _times(event: Event, zone: str, countries: dict[str, str]) -> Times:
    begins, ends = _on_clock(event, zone)
    place = _on_clock(event, event.zone)
    is_same = begins == place[0]
    code = next(code for code, name in ZONES.items() if name == event.zone)
    return Times(begins, ends, None if is_same else place, countries.get(code, code))


def _on_clock(event: Event, zone: str) -> tuple[datetime, datetime]:
    clock = ZoneInfo(zone)
    begins, ends = event.starts_at.astimezone(clock), event.ends_at.astimezone(clock)
    return begins.replace(tzinfo=None), ends.replace(tzinfo=None)


def attendees(event: Event) -> list[Attendee]:
    """Return the members of the event's cohort by name, each with how it is known that they were there."""
    came = how_members_came(event)
    return [
        Attendee(mark_of(event, person["user_id"]), person["display_name"], came.get(person["user_id"], ""))
        for person in _members(event)
    ]


def learners_behind(event: Event, marks: Sequence[str]) -> list[int]:
    """Return the ids of the members that marks of a form stand for; what is no mark of a member is nobody."""
    wanted = set(marks)
    ids = (person["user_id"] for person in _members(event))
    return [learner_id for learner_id in ids if mark_of(event, learner_id) in wanted]


def _members(event: Event) -> QuerySet:
    return people_in(event.cohort)


def mark_of(event: Event, learner_id: int) -> str:
    """Return what stands for a member in the form of one event."""
    mac = salted_hmac("coordination.events.mark", f"{event.key}/{learner_id}", algorithm="sha256")
    return mac.hexdigest()[:_MARK_LENGTH]


def door_of(event: Event) -> tuple[str, str]:
    """Return the code of an event as people type it, and the address its picture leads to."""
    code = shown_code(code_of(event))
    return code, f"{settings.SITE_ADDRESS}{reverse('event_sign_in')}?code={code}"


def drawn(address: str) -> str:
    """Draw an address as a QR code, dark on white, also where the page around it is dark."""
    import segno  # on use only: most processes never draw one

    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        picture, kind="svg", xmldecl=False, border=4, light="#fff", omitsize=True
    )
    return picture.getvalue().decode()


def file_of(event: Event) -> bytes:
    """Return an event as a calendar takes it: title and place, which are outward; the link stays here."""
    address = settings.SITE_ADDRESS + reverse("learn_events")
    entry = Entry(
        uid=f"{event.key}@{settings.SITE_NAME.lower()}",
        summary=event.title,
        location=event.place,
        address=address,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        changed_at=event.changed_at,
        sequence=event.sequence,
        is_cancelled=event.is_cancelled,
    )
    return calendar_file(entry, maker=settings.SITE_NAME)

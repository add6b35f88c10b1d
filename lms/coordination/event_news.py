"""The lines of the digest that tell members of events ahead, of changes and of what is cancelled."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.api import note_told, untold_events, untold_members
from courses.models import Event
from lms.accounts.api import User
from lms.notices.api import Line, Source, local_zone


def _people(now: datetime) -> Iterable[int]:
    return untold_members(now)


def _lines(person_id: int, now: datetime) -> list[Line]:
    person = User.objects.filter(pk=person_id).first()
    if person is None:
        return []
    zone = ZoneInfo(local_zone(person))
    return [
        Line(
            key=f"{event.key}/{person_id}/{event.sequence}",
            text=_told(event, is_known=is_known)
            % {
                "title": event.title,
                "when": date_format(event.starts_at.astimezone(zone), "DATETIME_FORMAT"),
            },
            path=reverse("learn_events"),
        )
        for event, is_known in untold_events(person_id, now)
    ]


def _told(event: Event, *, is_known: bool) -> str:
    if event.is_cancelled:
        return _("“%(title)s” on %(when)s is cancelled.")
    if is_known:
        return _("“%(title)s” has changed. It is now on %(when)s; look at the place as well.")
    return _("Your group meets: “%(title)s”, %(when)s.")


def _sent(keys: list[str], now: datetime) -> None:
    for key in keys:
        event, person_id, sequence = key.split("/")
        note_told(event_key=UUID(event), learner_id=int(person_id), sequence=int(sequence), now=now)


SOURCE = Source(people=_people, lines=_lines, sent=_sent)

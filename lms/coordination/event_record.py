"""The lines of a record of learning that tell of events somebody took part in."""

from courses.api import attendances_of
from courses.models import Event
from lms.certificates.api import RecordEntry


def entries(learner) -> list[RecordEntry]:
    """Return the events a learner took part in whose lists are closed, as others may read of them. One query.

    An open list can still be put right, so a stranger is told of closed ones only.
    """
    events = (attendance.event for attendance in attendances_of(learner))
    return [_entry(event) for event in events if event.is_closed]


def _entry(event: Event) -> RecordEntry:
    return RecordEntry(
        title=event.title,
        kind=event.get_kind_display(),
        # A group may be gone, and its language is that of its invitations: what is not known is not said.
        language="",
        day=event.day,
        minutes=event.minutes,
    )

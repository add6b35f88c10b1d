"""The lines of refreshers. Their floor lies below the roof, so it cannot hand them over itself."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import ngettext

from assessments.api import due_refreshers, learners_to_refresh, mark_told
from lms.notices.sources import Line, Source


def _lines(person_id: int, now: datetime) -> list[Line]:
    return [
        Line(
            key=str(due.public_id),
            text=ngettext(
                "%(count)d question from “%(course)s”", "%(count)d questions from “%(course)s”", due.questions
            )
            % {"count": due.questions, "course": due.course_name},
            path=due.address,
        )
        for due in due_refreshers(person_id, now)
    ]


def _sent(keys: list[str], now: datetime) -> None:
    mark_told([UUID(key) for key in keys], now)


SOURCE = Source(people=learners_to_refresh, lines=_lines, sent=_sent)

"""Best scores and who has finished or rests, for whoever states learning to a stranger or reminds of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from courses.learning.models import Enrolment, OutcomeRecord


@dataclass(frozen=True)
class Score:
    """A score from 0 to 1, and when it was recorded."""

    share: float
    reached_at: datetime


def best_scores(
    learner_ids: Iterable[int] | None, activity_keys: Iterable[UUID], *, since: datetime | None = None
) -> dict[tuple[int, UUID], Score]:
    """Return the best score by (learner, activity), of those equally good the first. One query.

    Only what this site graded counts; ``since`` leaves out what was reached before; None asks for everybody.
    """
    graded = OutcomeRecord.objects.filter(
        activity_key__in=list(activity_keys), trust="server", score__isnull=False
    )
    if learner_ids is not None:
        graded = graded.filter(learner_id__in=list(learner_ids))
    if since is not None:
        graded = graded.filter(recorded_at__gte=since)
    rows = graded.order_by("score", "-recorded_at").values_list(
        "learner_id", "activity_key", "score", "recorded_at"
    )
    return {(learner, activity): Score(share, moment) for learner, activity, share, moment in rows}


def resting_among(learner_ids: Iterable[int]) -> set[int]:
    """Return those who have paused everything they have not finished; nobody asks them why. One query."""
    unfinished = Enrolment.objects.filter(learner_id__in=list(learner_ids), completed_at__isnull=True)
    rows = unfinished.values_list("learner_id").annotate(
        paused=Count("pk", filter=Q(paused_at__isnull=False)),
        running=Count("pk", filter=Q(paused_at__isnull=True)),
    )
    return {learner_id for learner_id, paused, running in rows if paused and not running}


def who_completed(course_keys: Iterable[UUID]) -> dict[UUID, set[int]]:
    """Return the ids of everybody who has completed each course. One query, never shown by name."""
    rows = Enrolment.objects.filter(course_key__in=list(course_keys), completed_at__isnull=False)
    found: dict[UUID, set[int]] = {}
    for course_key, learner_id in rows.values_list("course_key", "learner_id"):
        found.setdefault(course_key, set()).add(learner_id)
    return found

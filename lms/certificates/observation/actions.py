"""Asking to be observed, taking the wish back, and ticking a list. Each is one transaction."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.certificates.observation.checklists import checklists
from lms.certificates.observation.models import ChecklistVersion, Observation, ObservationRequest
from lms.certificates.observation.queries import observation_by

# Long enough to meet, short enough that an address found later opens nothing.
OPEN_FOR = timedelta(days=30)


class CannotObserve(Exception):
    """The wish is closed, over, or rated by as many people as it asked for."""


def ask_for_observation(*, learner, competency_code: str, raters: int) -> ObservationRequest:
    """Write down the wish to be observed once, or give the one that is open. One that is over makes room.

    Raises KeyError for a competency without a list of behaviours.
    """
    checklists()[competency_code]
    own = ObservationRequest.objects.filter(
        learner=learner, competency_code=competency_code, closed_at__isnull=True
    )
    today = timezone.localdate()
    with transaction.atomic():
        own.filter(last_day__lt=today).update(closed_at=timezone.now())
        try:
            with transaction.atomic():
                return ObservationRequest.objects.create(
                    learner=learner,
                    competency_code=competency_code,
                    raters=raters,
                    asked_at=timezone.now(),
                    last_day=today + OPEN_FOR,
                )
        except IntegrityError:
            return own.get()


def take_back(request: ObservationRequest) -> None:
    """Close a wish; what was ticked by then stays."""
    ObservationRequest.objects.filter(pk=request.pk, closed_at__isnull=True).update(closed_at=timezone.now())


def confirm_observation(
    request: ObservationRequest, *, observer, marks: Mapping[str, str], setting: str, seen_on: date
) -> Observation:
    """Keep what an observer ticked, once; the last rater closes the wish.

    A second press gives what the first one wrote. Raises CannotObserve.
    """
    with transaction.atomic():
        # Two observers who confirm at the same moment: one waits for the other.
        request = ObservationRequest.objects.select_for_update().get(pk=request.pk)
        written = observation_by(observer, request)
        if written is not None:
            return written
        if request.closed_at or request.last_day < timezone.localdate():
            raise CannotObserve
        observation = Observation.objects.create(
            request=request,
            observer=observer,
            checklist=_version_of(request.competency_code),
            marks=dict(marks),
            setting=setting,
            seen_on=seen_on,
            rated_at=timezone.now(),
        )
        if request.observations.count() >= request.raters:
            take_back(request)
        return observation


def _version_of(competency_code: str) -> ChecklistVersion:
    checklist = checklists()[competency_code]
    version, _created = ChecklistVersion.objects.get_or_create(
        content_hash=checklist.content_hash,
        defaults={"competency_code": competency_code, "content": checklist.content},
    )
    return version

"""What was asked for and what was seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lms.accounts.api import profile_of
from lms.certificates.observation.checklists import Behaviour, behaviours_in, checklists, kinds_of
from lms.certificates.observation.models import Observation, ObservationRequest
from lms.certificates.observation.rules import (
    Agreement,
    Mark,
    Practice,
    Result,
    Seen,
    agreement_of,
    practice_of,
    result_of,
)

OBSERVE = "certificates.observe_practice"


def requests_of(learner, competency_code: str) -> list[ObservationRequest]:
    """Return what a learner has asked for in a competency, newest first, with what was seen. Five queries."""
    asked = ObservationRequest.objects.filter(learner=learner, competency_code=competency_code)
    return list(asked.prefetch_related("observations__checklist", "observations__observer__profile"))


def request_of_learner(learner, public_id: UUID) -> ObservationRequest | None:
    """Return a wish if it is the learner's own, else None."""
    asked = ObservationRequest.objects.prefetch_related(
        "observations__checklist", "observations__observer__profile"
    )
    return asked.filter(learner=learner, public_id=public_id).first()


def request_for(observer, public_id: UUID) -> ObservationRequest | None:
    """Return a wish that somebody may answer: an observer of its learner's place, and not the learner.

    None for everybody else; the address alone opens nothing.
    """
    asked = ObservationRequest.objects.select_related("learner__profile__region__country")
    request = asked.filter(public_id=public_id).first()
    if request is None or request.learner_id == observer.pk:
        return None
    return request if observer.has_perm(OBSERVE, profile_of(request.learner)) else None


def observation_by(observer, request: ObservationRequest) -> Observation | None:
    """Return what this observer has ticked for a wish, or None."""
    return request.observations.filter(observer=observer).select_related("checklist").first()


def result_of_row(observation: Observation) -> Result:
    """Weigh one row by the list it was ticked on."""
    return result_of(kinds_of(observation.checklist.content), observation.marks)


def seen_in(requests: Iterable[ObservationRequest], *, since: datetime | None = None) -> list[Seen]:
    """Return what was seen in answer to wishes, as the rules take it; ``since`` leaves out what is older."""
    return [
        Seen(request.pk, request.asked_at, observation.rated_at, result_of_row(observation))
        for request in requests
        for observation in request.observations.all()
        if since is None or observation.rated_at >= since
    ]


def practice_in(
    requests: Iterable[ObservationRequest], *, raters: int, since: datetime | None = None
) -> Practice:
    """Return where the practice of one competency stands by what was seen. No query."""
    return practice_of(seen_in(requests, since=since), raters=raters)


def learners_shown(competency_code: str, *, raters: int) -> set[int]:
    """Return the ids of everybody whose practice has been shown by so many raters. Two queries."""
    asked = ObservationRequest.objects.filter(competency_code=competency_code)
    by_learner: dict[int, list[ObservationRequest]] = {}
    for request in asked.prefetch_related("observations__checklist"):
        by_learner.setdefault(request.learner_id, []).append(request)
    return {learner for learner, own in by_learner.items() if practice_in(own, raters=raters).is_shown}


def pending_reviews(competency_code: str) -> tuple[str, ...]:
    """Return the fields of expertise that have not signed a competency's list."""
    return checklists()[competency_code].pending_reviews if competency_code in checklists() else ()


@dataclass(frozen=True)
class Ticked:
    """One behaviour and what each rater of an occasion ticked beside it."""

    behaviour: Behaviour
    marks: tuple[str, ...]

    @property
    def is_harm_seen(self) -> bool:
        """Whether somebody saw it, and it may harm."""
        return self.behaviour.is_harmful and bool({Mark.YES, Mark.PARTLY} & set(self.marks))


@dataclass(frozen=True)
class Feedback:
    """What a learner reads of one occasion: behaviour by behaviour, who rated, and how far they agree."""

    observations: tuple[Observation, ...]
    ticked: tuple[Ticked, ...]
    agreement: Agreement | None
    is_passed: bool
    is_harmful: bool


def feedback_of(request: ObservationRequest, language: str) -> Feedback:
    """Return what was ticked for one wish. No query for one fetched by ``request_of_learner``."""
    rows = tuple(request.observations.all())
    results = [result_of_row(row) for row in rows]
    texts: dict[str, Behaviour] = {}
    for row in reversed(rows):
        texts |= {each.id: each for each in behaviours_in(row.checklist.content, language)}
    ticked = tuple(
        Ticked(behaviour, tuple(row.marks.get(behaviour.id, Mark.NOT_SEEN) for row in rows))
        for behaviour in texts.values()
    )
    return Feedback(
        observations=rows,
        ticked=ticked,
        agreement=agreement_of(rows[0].marks, rows[1].marks) if len(rows) > 1 else None,
        is_passed=bool(results) and all(result.is_passed for result in results),
        is_harmful=any(result.is_harmful for result in results),
    )

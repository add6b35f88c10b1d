"""The contract every kind of activity keeps, and the values that travel along it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, Protocol
from uuid import UUID

Trust = Literal["server", "browser", "external"]


class AnswerRefused(ValueError):
    """The answer cannot be graded; the message, in the reader's language, says what to do."""


@dataclass(frozen=True)
class PlacedActivity:
    """An activity as a lesson or course shows it: frozen at publish, the same for every learner.

    ``content`` is what the kind's ``freeze`` returned; it may hold answer keys and never leaves
    the server as it is. ``language`` is the language of the text, which may differ from the page's.
    """

    key: UUID
    kind: str
    course_key: UUID
    lesson_key: UUID | None
    language: str
    content: dict[str, Any]
    is_sensitive: bool = False

    @cached_property
    def stamp(self) -> str:
        """A short hash of key and content: what is made of nothing else can be kept in memory by it."""
        frozen = json.dumps([str(self.key), self.content], sort_keys=True)
        return hashlib.blake2b(frozen.encode(), digest_size=12).hexdigest()


@dataclass(frozen=True)
class LearnerState:
    """What is known of one learner and one activity; all empty before the first outcome."""

    completed: bool = False
    score: float | None = None
    response: dict[str, Any] | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of one answer: ``score`` runs from 0 to 1, None where nothing is graded.

    ``response`` is kept until ``keep_response_until``; ``feedback`` is shown once and never kept.
    ``place`` is where a learner stands who is not through yet: kept as long, until the next outcome
    replaces it, and never among the recorded outcomes. ``on_first_completion`` is called in the recording
    transaction when this outcome completes the activity for the first time, and only then.
    """

    activity_key: UUID
    completed: bool
    score: float | None = None
    response: dict[str, Any] | None = None
    keep_response_until: date | None = None
    trust: Trust = "server"
    feedback: dict[str, Any] = field(default_factory=dict)
    place: dict[str, Any] | None = None
    on_first_completion: Callable[[], None] | None = field(default=None, compare=False)

    def as_state(self) -> LearnerState:
        """Return what is shown right after the answer, also where nothing of it is kept."""
        return LearnerState(
            completed=self.completed,
            score=self.score,
            response=self.place or self.response or self.feedback or None,
        )


@dataclass(frozen=True)
class ActivityView:
    """How a fragment is asked for: where its form posts to, and what to show besides the state.

    ``page`` is the address of the page that the fragment stands on, for links back to it. ``beside`` are
    all activities of that page, so that a kind can read what it keeps of them at once.
    ``again`` shows an answered activity as new; ``problem`` is a sentence about a refused answer,
    whose ``typed`` values are kept in the form. ``is_stored`` is False for visitors without account.
    """

    request: Any
    action: str
    again: bool = False
    problem: str = ""
    typed: Any = None
    is_stored: bool = True
    page: str = ""
    beside: tuple[PlacedActivity, ...] = ()


@dataclass(frozen=True)
class CourseMoment:
    """A learner on the page of a course: what they have done by now, by lesson or activity key.

    What is shown may depend on nothing else, as the page is kept until one of these changes.
    """

    request: Any
    course: Any
    published: int
    completed: frozenset[UUID]
    has_begun: bool
    is_complete: bool


class ActivityKind(Protocol):
    """A kind of activity. One object per kind is registered under its ``slug``."""

    slug: str
    name: str
    trust: Trust

    def freeze(self, activity, language: str) -> dict[str, Any]:
        """Return what a published lesson shows and grades with, as plain JSON values."""

    def render(self, placed: PlacedActivity, state: LearnerState, view: "ActivityView") -> str:
        """Return the HTML fragment for one learner; it must not reveal keys before an answer."""

    def handle(self, placed: PlacedActivity, answer) -> Outcome:
        """Grade ``answer`` (a QueryDict). Raises AnswerRefused with a sentence for the learner."""

    def twin(self, content: dict[str, Any]) -> str:
        """Return what ``freeze`` returned as HTML to read without a line: no form, no script, no learner."""

    def check(self, activity) -> list[str]:
        """Return what an author should mend, as plain sentences; empty when all is well."""

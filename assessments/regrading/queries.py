"""Reads whether the key of a question was corrected, and which attempts were graded by an older one."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet

from assessments.frozen import Content, graded, source_language
from assessments.models import Attempt, QuestionVersion, Regrade


@dataclass(frozen=True)
class KeyChange:
    """What became of the key of a question: ``waiting`` attempts still count by one that was corrected."""

    is_changed: bool
    waiting: int
    regrades: list[Regrade]

    @property
    def is_going_on(self) -> bool:
        """Whether a regrade has begun and not ended."""
        return any(each.finished_at is None for each in self.regrades)

    @property
    def may_be_asked(self) -> bool:
        """Whether there is anything to grade anew."""
        return self.is_going_on or self.waiting > 0


def newest_number(question_key: UUID) -> int | None:
    """Return the number of the newest version, or None before a question was ever published. One query."""
    return _versions(question_key).values_list("number", flat=True).last()


def _versions(question_key: UUID) -> QuerySet[QuestionVersion]:
    found = QuestionVersion.objects.filter(question_key=question_key, language=source_language())
    return found.order_by("number")


def key_change(question_key: UUID) -> KeyChange:
    """Return how the key of a question changed since attempts met it. At most three queries."""
    versions = {row.number: row.content for row in _versions(question_key)}
    asked = Regrade.objects.filter(question_key=question_key).order_by("-asked_at")
    if not _differ(list(versions.values())):
        return KeyChange(False, 0, list(asked))
    newest = max(versions)
    kept = attempts_that_met(question_key).exclude(answers_until=None)
    waiting = sum(
        1
        for drawn in kept.values_list("drawn", flat=True).iterator()
        if graded_by(_place_of(question_key, drawn)) < newest
    )
    return KeyChange(True, waiting, list(asked))


def _differ(contents: list[Content]) -> bool:
    """Return whether any version would grade an answer otherwise than the newest does."""
    keys = [replace(graded(content), key_of=str) for content in contents]
    return any(key != keys[-1] for key in keys)


def attempts_that_met(question_key: UUID) -> QuerySet[Attempt]:
    """Return the finished end tests that drew a question, in whichever version."""
    return Attempt.objects.filter(
        purpose=Attempt.Purpose.END_TEST, submitted_at__isnull=False, marks__has_key=str(question_key)
    )


def _place_of(question_key: UUID, drawn: list[dict]) -> dict:
    return next(each for each in drawn if each["question"] == str(question_key))


def graded_by(drawn: dict) -> int:
    """Return by which version of a drawn question an attempt is graded."""
    return drawn.get("graded_by", drawn["version"])

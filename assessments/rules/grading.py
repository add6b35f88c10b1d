"""What an answer to a question is worth."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal["single", "multiple", "true_false"]


class AnswerMissing(ValueError):
    """Not all that is asked was chosen; ``what`` is "choice", "choices", "verdict" or "reason"."""

    def __init__(self, what: str):
        super().__init__(what)
        self.what = what


class AnswerForeign(ValueError):
    """The answer names something that is no choice of this question, or more than it allows."""


@dataclass(frozen=True)
class Question:
    """What grading needs of a question. ``choices`` maps a choice's id to whether it is right.

    For true or false the choices are the reasons and ``is_true`` is the right verdict.
    """

    kind: Kind
    choices: dict[str, bool]
    is_true: bool | None = None

    @property
    def right(self) -> frozenset[str]:
        """The ids of all right choices."""
        return frozenset(choice for choice, is_right in self.choices.items() if is_right)


@dataclass(frozen=True)
class Answer:
    """What a learner chose: ids of choices, and for true or false a verdict."""

    choices: frozenset[str] = frozenset()
    verdict: bool | None = None


def is_answered(question: Question, answer: Answer) -> bool:
    """Return whether everything the question asks for was chosen."""
    return bool(answer.choices) and (question.kind != "true_false" or answer.verdict is not None)


def require_own(question: Question, answer: Answer) -> None:
    """Raise AnswerForeign for a choice of another question, or for two where one is asked."""
    if not answer.choices <= question.choices.keys():
        raise AnswerForeign("no such choice")
    if question.kind != "multiple" and len(answer.choices) > 1:
        raise AnswerForeign("more than one choice")
    if question.kind != "true_false" and answer.verdict is not None:
        raise AnswerForeign("no verdict is asked")


def require_whole(question: Question, answer: Answer) -> None:
    """Raise AnswerMissing when something is still to be chosen."""
    if question.kind == "true_false":
        if answer.verdict is None:
            raise AnswerMissing("verdict")
        if not answer.choices:
            raise AnswerMissing("reason")
    if not answer.choices:
        raise AnswerMissing("choices" if question.kind == "multiple" else "choice")


def grade(question: Question, answer: Answer) -> Fraction:
    """Return what a whole answer is worth, from 0 to 1. Raises AnswerForeign and AnswerMissing.

    Right means every right choice and no wrong one; for true or false, verdict and reason both.
    """
    require_own(question, answer)
    require_whole(question, answer)
    is_right = answer.choices == question.right
    if question.kind == "true_false":
        is_right = is_right and answer.verdict == question.is_true
    return Fraction(int(is_right))


def share_found(question: Question, answer: Answer) -> tuple[int, int, int]:
    """Return how many right choices were found, how many there are, and how many wrong ones were chosen."""
    found = answer.choices & question.right
    return len(found), len(question.right), len(answer.choices - question.right)


def exact(mark: float | Fraction) -> Fraction:
    """Return a mark without the rounding of its storage: 0.3333333 is a third."""
    return Fraction(mark).limit_denominator(10_000)


def mean_score(marks: Iterable[float | Fraction]) -> Fraction:
    """Return the mean of the marks; 0 where there are none."""
    exact_marks = [exact(mark) for mark in marks]
    return sum(exact_marks, Fraction(0)) / len(exact_marks) if exact_marks else Fraction(0)


def is_passed(score: Fraction, pass_mark: int) -> bool:
    """Return whether a score from 0 to 1 reaches a pass mark in percent. Exact: 3 of 4 are 75 percent."""
    return score * 100 >= pass_mark

"""What a template is given after an answer: what was right, what was not, and why."""

from dataclasses import dataclass, replace

from assessments import rules
from assessments.counted import counted
from assessments.frozen import WRITTEN, Content, graded
from assessments.rows import ExplainedRow, rows_of
from assessments.rules import Answer
from assessments.scenes import DrawnScene, drawn

IN_ROWS = ("order", "match", "groups", "error_hunt", "hotspot")


@dataclass(frozen=True)
class ExplainedChoice:
    """A choice after the answer."""

    text: str
    is_chosen: bool
    is_right: bool
    why: str

    @property
    def comes_first(self) -> bool:
        """Whether it was chosen or would have been right."""
        return self.is_chosen or self.is_right


@dataclass(frozen=True)
class ExplainedPassage:
    """A passage of a text after the answer; ``better`` is set where it holds an error."""

    text: str
    better: str
    is_chosen: bool


@dataclass(frozen=True)
class ExplainedQuestion:
    """A question after the answer: ``first`` was chosen or is right, ``others`` are neither.

    ``reasons`` and ``other_reasons`` are told apart in the same way. Steps, pairs and errors are ``rows``;
    ``written`` is a short answer or a number as it was typed, ``passages`` are a text with its errors,
    ``scene`` is a picture with its places marked.
    """

    key: str
    kind: str
    language: str
    stem: str
    is_right: bool
    is_answered: bool
    counted: str
    verdict: bool | None
    right_verdict: bool | None
    first: tuple[ExplainedChoice, ...]
    others: tuple[ExplainedChoice, ...]
    sources: tuple[dict[str, str], ...]
    rows: tuple[ExplainedRow, ...] = ()
    written: str = ""
    unit: str = ""
    is_scored: bool = True
    reasons: tuple[ExplainedChoice, ...] = ()
    other_reasons: tuple[ExplainedChoice, ...] = ()
    passages: tuple[ExplainedPassage, ...] = ()
    scene: DrawnScene | None = None


def explained(content: Content, answer: Answer, *, key: str, mark: float | None = None) -> ExplainedQuestion:
    """Return a question with what came of an answer; the chosen and the right choices stand first.

    ``mark`` is what the answer was given when it was sent; without it, the answer is graded now.
    """
    question = graded(content)
    is_answered = rules.is_answered(question, answer)
    if mark is None:
        mark = float(rules.grade(question, answer) or 0) if is_answered else 0
    reasons = _explained_reasons(content, answer)
    choices = _explained_choices(content, question, answer)
    return ExplainedQuestion(
        key=key,
        kind=content["kind"],
        language=content["language"],
        stem=content["stem"],
        is_right=mark == 1,
        is_answered=is_answered,
        counted=counted(question, answer, mark) if is_answered else "",
        verdict=answer.verdict,
        right_verdict=content["is_true"],
        first=tuple(choice for choice in choices if choice.comes_first),
        others=tuple(choice for choice in choices if not choice.comes_first),
        is_scored=question.is_scored,
        reasons=tuple(reason for reason in reasons if reason.comes_first),
        other_reasons=tuple(reason for reason in reasons if not reason.comes_first),
        passages=tuple(_passages(content, answer)),
        scene=drawn(content, _marks(content, answer)),
        sources=tuple(content["sources"]),
        rows=tuple(rows_of(content, question, answer)),
        written=answer.text,
        unit=content.get("unit", ""),
    )


def _explained_choices(content: Content, question: rules.Question, answer: Answer) -> list[ExplainedChoice]:
    """Return the choices with the chosen and the right ones first; none where nothing is chosen from."""
    if question.kind in IN_ROWS:
        return []
    if question.kind in WRITTEN:
        return _explained_writing(content, rules.recognise(question, answer).recognised)
    return sorted(
        (
            ExplainedChoice(choice["text"], choice["id"] in answer.choices, choice["right"], choice["why"])
            for choice in content["choices"]
        ),
        key=lambda choice: (not choice.is_chosen, not choice.is_right),
    )


def _explained_writing(content: Content, recognised: str) -> list[ExplainedChoice]:
    """Return the foreseen answer that was written; where it is not right, then what would be.

    What else was foreseen nobody has seen, so it is not explained; of several right answers the first is.
    """
    choices = content["choices"]
    written = [
        ExplainedChoice(choice["text"], True, choice["right"], choice["why"])
        for choice in choices
        if choice["id"] == recognised
    ]
    if any(choice.is_right for choice in written):
        return written
    accepted = [
        ExplainedChoice(choice["text"], False, True, choice["why"]) for choice in choices if choice["right"]
    ]
    return [*written, *accepted[:1], *(replace(choice, why="") for choice in accepted[1:])]


def _explained_reasons(content: Content, answer: Answer) -> list[ExplainedChoice]:
    """Return the reasons with the chosen and the right one first; none where none was asked for."""
    reasons = [
        ExplainedChoice(each["text"], each["id"] == answer.reason, each["right"], each["why"])
        for each in content.get("reasons", ())
    ]
    return sorted(reasons, key=lambda reason: (not reason.is_chosen, not reason.is_right))


def _passages(content: Content, answer: Answer) -> list[ExplainedPassage]:
    if content["kind"] != "error_hunt":
        return []
    return [
        ExplainedPassage(each["text"], each["better"] if each["right"] else "", each["id"] in answer.choices)
        for each in content["choices"]
    ]


def _marks(content: Content, answer: Answer) -> dict[str, str]:
    """Return what the answer made of each place on a picture; a wrong one left out has no mark."""
    said = {(True, True): "found", (True, False): "missed", (False, True): "mistaken", (False, False): ""}
    return {each["id"]: said[each["right"], each["id"] in answer.choices] for each in content["choices"]}

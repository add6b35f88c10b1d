"""What a template is given: before an answer nothing that tells the key, after it the explanations."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from assessments import rules
from assessments.answers import mark_of
from assessments.frozen import Content, graded
from assessments.rules import Answer


@dataclass(frozen=True)
class AskedChoice:
    """A choice before the answer. It does not know whether it is right."""

    id: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class AskedQuestion:
    """A question before the answer; all a form is made of, and nothing else."""

    key: str
    kind: str
    language: str
    stem: str
    choices: tuple[AskedChoice, ...]
    verdict: bool | None
    suffix: str
    shown_mark: str

    @property
    def input_type(self) -> str:
        """The kind of button in front of a choice."""
        return "checkbox" if self.kind == "multiple" else "radio"


@dataclass(frozen=True)
class ExplainedChoice:
    """A choice after the answer."""

    text: str
    is_chosen: bool
    is_right: bool
    why: str


@dataclass(frozen=True)
class ExplainedQuestion:
    """A question after the answer: ``first`` was chosen or is right, ``others`` are neither."""

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


def asked(
    content: Content, answer: Answer, *, key: str, suffix: str = "", order: list[str] | None = None
) -> AskedQuestion:
    """Return a question to be answered. ``order`` lists choice ids; without it they stand as written."""
    choices = {
        choice["id"]: AskedChoice(choice["id"], choice["text"], choice["id"] in answer.choices)
        for choice in content["choices"]
    }
    return AskedQuestion(
        key=key,
        kind=content["kind"],
        language=content["language"],
        stem=content["stem"],
        choices=tuple(choices[each] for each in order or choices),
        verdict=answer.verdict,
        suffix=suffix,
        shown_mark=mark_of(answer),
    )


def explained(content: Content, answer: Answer, *, key: str, mark: float | None = None) -> ExplainedQuestion:
    """Return a question with what came of an answer; the chosen and the right choices stand first.

    ``mark`` is what the answer was given when it was sent; without it, the answer is graded now.
    """
    question = graded(content)
    is_answered = rules.is_answered(question, answer)
    if mark is None:
        mark = float(rules.grade(question, answer)) if is_answered else 0
    choices = sorted(
        (
            ExplainedChoice(choice["text"], choice["id"] in answer.choices, choice["right"], choice["why"])
            for choice in content["choices"]
        ),
        key=lambda choice: (not choice.is_chosen, not choice.is_right),
    )
    return ExplainedQuestion(
        key=key,
        kind=content["kind"],
        language=content["language"],
        stem=content["stem"],
        is_right=mark == 1,
        is_answered=is_answered,
        counted=_counted(question, answer) if is_answered else "",
        verdict=answer.verdict,
        right_verdict=content["is_true"],
        first=tuple(choice for choice in choices if choice.is_chosen or choice.is_right),
        others=tuple(choice for choice in choices if not (choice.is_chosen or choice.is_right)),
        sources=tuple(content["sources"]),
    )


def _counted(question: rules.Question, answer: Answer) -> str:
    """Say how many of several right answers were found; nothing for other kinds of question."""
    if question.kind != "multiple":
        return ""
    found, right, wrong = rules.share_found(question, answer)
    said = ngettext(
        "You found %(found)d of %(right)d right answer.",
        "You found %(found)d of %(right)d right answers.",
        right,
    ) % {"found": found, "right": right}
    if not wrong:
        return said
    beside = ngettext(
        "%(count)d that you ticked does not belong.", "%(count)d that you ticked do not belong.", wrong
    )
    return f"{said} {beside % {'count': wrong}}"

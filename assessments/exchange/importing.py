"""Takes questions out of files of other systems: seen first, then written as drafts, all or none."""

import hashlib
import re
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from wagtail.models import Locale

from assessments import rules
from assessments.advice import sentences
from assessments.frozen import answer_key, source_language
from assessments.models import Pool, Question
from assessments.rules.formats import (
    FileRefused,
    LeftOut,
    PlainChoice,
    PlainQuestion,
    Reading,
    Reason,
    read_gift,
    read_moodle,
    read_yaml,
)
from assessments.writing import ChoicePlan, OtherPlan, QuestionPlan, write_drafts

READERS = {"gift": read_gift, "moodle": read_moodle, "yaml": read_yaml}
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_NAMESPACE = uuid.UUID("5d0d3c1e-6f0b-5a55-9c36-6d7a2f1f6a52")
# More than a trainer can look through in a day; one transaction writes them all.
MOST_QUESTIONS = 500


@dataclass(frozen=True)
class Filing:
    """Where imported questions belong until somebody files them better."""

    pool: Pool
    objective: str
    difficulty: str


@dataclass(frozen=True)
class Coming:
    """A question that comes: its code here, whether it came before, and what to look at."""

    question: PlainQuestion
    code: str
    is_known: bool
    advice: list[str]


@dataclass(frozen=True)
class Preview:
    """What a file will bring, and what it will not."""

    coming: list[Coming]
    left_out: list[LeftOut]

    @property
    def new(self) -> list[Coming]:
        """Those that are not here yet."""
        return [each for each in self.coming if not each.is_known]


def preview(text: str, form: str) -> Preview:
    """Return what a file's text would bring; nothing is written. Raises FileRefused."""
    reading = _without_twins(READERS[form](text))
    if len(reading.questions) > MOST_QUESTIONS:
        raise FileRefused("too many")
    codes = [code_of(question) for question in reading.questions]
    known = Question.objects.filter(code__in=codes, locale=Locale.get_default())
    there = set(known.values_list("code", flat=True))
    coming = [
        Coming(question, code, code in there, _advice(question))
        for question, code in zip(reading.questions, codes, strict=True)
    ]
    return Preview(coming, reading.left_out)


def import_drafts(text: str, form: str, filing: Filing, *, by) -> int:
    """Write a file's new questions as drafts, all or none; returns how many. Raises FileRefused."""
    plans = [_plan(each, filing) for each in preview(text, form).new]
    try:
        with transaction.atomic():
            return write_drafts(plans, by=by)
    except IntegrityError:
        # The same file came in another window at the same moment: what it brought is here now.
        with transaction.atomic():
            return write_drafts(plans, by=by)


def code_of(question: PlainQuestion) -> str:
    """Return the code that a question of a file always gets: the same words make the same code.

    Our own files name the code itself.
    """
    if question.is_ours and _CODE.fullmatch(question.name):
        return question.name
    words = "\n".join(" ".join(part.split()) for part in (question.kind, question.name, question.stem))
    return "in-" + hashlib.sha256(words.encode()).hexdigest()[:20]


def _without_twins(reading: Reading) -> Reading:
    """Return a reading in which every question stands once."""
    seen: set[str] = set()
    kept, left_out = [], list(reading.left_out)
    for question in reading.questions:
        code = code_of(question)
        if code in seen:
            left_out.append(LeftOut(question.number, question.line, question.stem[:60], Reason.TWICE))
        else:
            kept.append(question)
        seen.add(code)
    return Reading(kept, sorted(left_out, key=lambda each: each.number))


def _plan(coming: Coming, filing: Filing) -> QuestionPlan:
    question, code = coming.question, coming.code
    return QuestionPlan(
        key=_key(code),
        code=code,
        kind=question.kind,
        stem=question.stem,
        is_true=question.is_true,
        choices=tuple(_choice_plan(code, place, each) for place, each in enumerate(question.choices, 1)),
        others=tuple(
            OtherPlan(_key(f"{code}/other-{place}"), other) for place, other in enumerate(question.others, 1)
        ),
        objective=filing.objective,
        difficulty=filing.difficulty,
        facts=(),
        pool=filing.pool.code,
        unit=question.unit,
    )


def _choice_plan(code: str, place: int, choice: PlainChoice) -> ChoicePlan:
    return ChoicePlan(
        key=_key(f"{code}/{place}"),
        text=choice.text,
        is_right=choice.is_right,
        why=choice.why,
        place=choice.place,
        match=choice.match,
        tolerance=choice.tolerance,
    )


def _key(name: str) -> uuid.UUID:
    return uuid.uuid5(_NAMESPACE, name)


def _advice(question: PlainQuestion) -> list[str]:
    """Return what an author will be told of a question."""
    language = source_language()
    draft = rules.Draft(
        kind=question.kind,
        stem=question.stem,
        is_true=question.is_true,
        choices=tuple(
            rules.DraftChoice(
                text=each.text,
                is_right=each.is_right,
                why=each.why,
                place=each.place,
                match=each.match,
                value=next(iter(rules.readings(each.text)), None),
                within=each.tolerance or 0,
                key=answer_key(each.text, language),
            )
            for each in question.choices
        ),
        others=question.others,
        is_in_pool=True,
    )
    return sentences(rules.problems(draft) + rules.doubts(draft), draft)

"""Reads how the questions of a test do: one row for each, and one question whole."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Sum

from assessments.items.counting import SUMS, sums_in
from assessments.models import EndTest, ItemTally, Question, QuestionVersion
from assessments.queries import DrawnQuestion, drawable_questions, drawn_questions
from assessments.rules import Candidate
from assessments.rules.analysis import (
    Bands,
    Sign,
    Sums,
    Third,
    choice_signs,
    language_signs,
    signs_of,
    thirds_of,
)
from assessments.rules.grading import PARTS

# Of fewer people not even the mean is told: it would be what one of them answered.
FEWEST_TOLD = 5


@dataclass(frozen=True)
class Item:
    """A question of a test with its figures, for all languages and for each."""

    question: DrawnQuestion
    candidate: Candidate
    by_language: dict[str, Sums]

    @property
    def key(self) -> str:
        """The question's key, as its address has it."""
        return self.question.key

    @cached_property
    def sums(self) -> Sums:
        """The figures over all languages."""
        return sum(self.by_language.values(), Sums())

    @cached_property
    def signs(self) -> list[Sign]:
        """What should be looked at again, the gravest first."""
        return signs_of(self.sums) + language_signs(self.by_language)

    @property
    def order(self) -> tuple:
        """Questions with signs first, those with the lowest discrimination before others."""
        found = self.sums.discrimination
        return (not self.signs, 2.0 if found is None else found, self.question.content["code"])


def seed_of(test: EndTest, published: int) -> tuple:
    """Return what changes whenever a figure of this test's questions does. One query."""
    keys = Question.objects.filter(pool_id=test.pool_id).values("translation_key")
    tallies = ItemTally.objects.filter(question_key__in=keys)
    grown = tallies.aggregate(people=Sum("people"), rows=Count("pk"))
    return published, test.pool_id, grown["people"], grown["rows"]


def items_of(test: EndTest, *, language: str, published: int) -> list[Item]:
    """Return the questions that a test draws from, in their newest version. At most three queries."""
    drawable = drawable_questions(test.pool_id, published)
    questions = drawn_questions(
        [{"question": each.candidate.key, "version": each.version} for each in drawable],
        language=language,
        published=published,
    )
    figures = _figures({each.key for each in questions})
    items = [
        Item(question, each.candidate, figures.get((question.key, question.version), {}))
        for question, each in zip(questions, drawable, strict=True)
    ]
    return sorted(items, key=lambda item: item.order)


def _figures(keys: Iterable[str]) -> dict[tuple[str, int], dict[str, Sums]]:
    found: dict[tuple[str, int], dict[str, Sums]] = defaultdict(dict)
    rows = ItemTally.objects.filter(question_key__in=list(keys), people__gt=0)
    for key, version, language, *sums in rows.values_list("question_key", "version", "language", *SUMS):
        found[str(key), version][language] = Sums(*sums)
    return found


@dataclass(frozen=True)
class ChoiceShare:
    """A choice with the share of each third that took it, from 0 to 1: low, middle, high."""

    text: str
    is_right: bool
    shares: tuple[float, ...]


@dataclass(frozen=True)
class WholeItem:
    """One question with everything that is told of it."""

    item: Item
    choices: list[ChoiceShare]
    thirds: tuple[int, ...]
    signs: list[Sign]
    earlier: int


def whole_item(test: EndTest, key: UUID, *, language: str, published: int) -> WholeItem | None:
    """Return one question of a test, or None where the test does not draw from it. Three queries."""
    drawable = {each.candidate.key: each for each in drawable_questions(test.pool_id, published)}
    found = drawable.get(str(key))
    if found is None:
        return None
    drawn = [{"question": str(key), "version": found.version}]
    (question,) = drawn_questions(drawn, language=language, published=published)
    rows = list(ItemTally.objects.filter(question_key=key, version=found.version, people__gt=0))
    item = Item(question, found.candidate, {row.language: sums_in(row) for row in rows})
    bands = Bands()
    for row in rows:
        bands.merge(Bands.read(row.bands))
    older = QuestionVersion.objects.filter(question_key=key, number__lt=found.version)
    return _whole(item, bands, older.values("number").distinct().count())


def _whole(item: Item, bands: Bands, earlier: int) -> WholeItem:
    thirds = thirds_of(bands) if item.sums.people else ()
    choices = [] if _has_no_choices(item) else item.question.content["choices"]
    words = {choice["id"]: choice["text"] for choice in item.question.shown["choices"]}
    shares = [
        ChoiceShare(words.get(one["id"], one["text"]), bool(one["right"]), _shares(thirds, one["id"]))
        for one in choices
    ]
    named = choice_signs(bands, {one["id"]: bool(one["right"]) for one in choices}) if choices else []
    signs = [Sign(sign.what, {"choice": words.get(sign.values["choice"], "")}) for sign in named]
    people = tuple(third.people for third in thirds)
    return WholeItem(item, shares, people, item.signs + signs, earlier)


def _shares(thirds: tuple[Third, ...], choice: str) -> tuple[float, ...]:
    return tuple(third.share(choice) for third in thirds)


def _has_no_choices(item: Item) -> bool:
    """Return whether a question's parts are arranged: then no choice is taken or left."""
    return not PARTS[item.question.content["kind"]] & {"choices", "text"}

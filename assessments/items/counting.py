"""Adds finished attempts to the figures of their questions, each once."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from assessments.answers import read_answer
from assessments.models import Attempt, ItemTally
from assessments.queries import DrawnQuestion, drawn_questions
from assessments.rules import Answer
from assessments.rules.analysis import Bands, Sums, sums_of
from courses.api import published_version

# Attempts of one transaction: few enough that nobody who finishes a test waits for it.
AT_ONCE = 200

Place = tuple[UUID, int, str]  # question, version in the source language, language it was read in


@dataclass
class Added:
    """What some attempts add to one question."""

    sums: Sums = field(default_factory=Sums)
    bands: Bands = field(default_factory=Bands)


@shared_task(name="assessments.count_attempts")
def count_attempts() -> int:
    """Add every finished first attempt that is not yet in the figures. Returns how many there were.

    Only the first attempt of a person counts: at later ones some questions are known. Raw answers are
    read once, here; what stays are sums and counts without any key to a person.
    """
    counted = 0
    while number := _count_some():
        counted += number
    return counted


@transaction.atomic
def _count_some() -> int:
    open_ones = Attempt.objects.filter(
        submitted_at__isnull=False, counted_at=None, number=1, purpose=Attempt.Purpose.END_TEST
    )
    attempts = list(open_ones.select_for_update().order_by("pk")[:AT_ONCE])
    added: dict[Place, Added] = defaultdict(Added)
    published = published_version()
    for attempt in attempts:
        _add(attempt, added, published)
    _write(added)
    Attempt.objects.filter(pk__in=[attempt.pk for attempt in attempts]).update(counted_at=timezone.now())
    return len(attempts)


def _add(attempt: Attempt, added: dict[Place, Added], published: int) -> None:
    questions = drawn_questions(attempt.drawn, language=attempt.language, published=published)
    whole = sum(attempt.marks.get(each.key, 0) for each in questions)
    for each in questions:
        mark = attempt.marks.get(each.key, 0)
        rest = (whole - mark) / (len(questions) - 1) if len(questions) > 1 else 0.0
        place = added[UUID(each.key), each.version, each.shown["language"]]
        place.sums += sums_of(mark, rest)
        place.bands.add(attempt.score or 0.0, _choices(each, read_answer(attempt.answers.get(each.key))))


def _choices(question: DrawnQuestion, answer: Answer) -> list[str]:
    """Return which of the question's choices an answer took; what a person wrote is not among them."""
    taken = answer.choices or {answer.recognised}
    return sorted(taken & {choice["id"] for choice in question.content["choices"]})


def _write(added: dict[Place, Added]) -> None:
    places = sorted(added, key=str)  # always the same order, so that two workers never wait for each other
    ItemTally.objects.bulk_create(
        [
            ItemTally(question_key=key, version=version, language=language)
            for key, version, language in places
        ],
        ignore_conflicts=True,
    )
    keys = {key for key, _version, _language in places}
    rows = ItemTally.objects.select_for_update().filter(question_key__in=keys).order_by("pk")
    changed = []
    for row in rows:
        more = added.get((row.question_key, row.version, row.language))
        if more is not None:
            _take_in(row, more)
            changed.append(row)
    ItemTally.objects.bulk_update(changed, [*SUMS, "bands"], batch_size=100)


SUMS = ("people", "item", "rest", "item_squares", "rest_squares", "products")


def sums_in(row: ItemTally) -> Sums:
    """Return the sums of one row."""
    return Sums(*(getattr(row, name) for name in SUMS))


def _take_in(row: ItemTally, more: Added) -> None:
    sums = sums_in(row) + more.sums
    for name in SUMS:
        setattr(row, name, getattr(sums, name))
    bands = Bands.read(row.bands)
    bands.merge(more.bands)
    row.bands = bands.stored()

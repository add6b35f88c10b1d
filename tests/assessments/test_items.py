"""Figures of a test's questions: each attempt is counted once, and the page tells nothing of anybody."""

import random
import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from assessments.items.counting import count_attempts
from assessments.models import Attempt, ItemTally
from lms.accounts.api import grant
from tests.assessments.test_budget import counted
from tests.factories import make_learner

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer() -> Client:
    author = make_learner()
    grant(author, "trainer")
    client = Client()
    client.force_login(author, backend="lms.accounts.backends.ScopedBackend")
    return client


def add_attempts(course, marks_of, people: int, language: str = "en") -> None:
    """Write finished first attempts; ``marks_of`` gives each person's number the marks."""
    drawn = [{"question": str(each.translation_key), "version": 1} for each in course.questions]
    wrong, right = (
        {str(each.translation_key): ids(each)[is_right] for each in course.questions} for is_right in (0, 1)
    )
    people_made = [make_learner() for _ in range(people)]
    rows = []
    for number, learner in enumerate(people_made):
        marks = dict(zip((each["question"] for each in drawn), marks_of(number), strict=True))
        answers = {key: {"choices": [(right if mark else wrong)[key]]} for key, mark in marks.items()}
        rows.append(
            Attempt(
                learner=learner,
                public_id=uuid.uuid4(),
                activity_key=course.test.translation_key,
                course_key=course.key,
                number=1,
                pass_mark=75,
                drawn=drawn,
                answers=answers,
                marks=marks,
                begun_at=timezone.now(),
                submitted_at=timezone.now(),
                score=sum(marks.values()) / len(marks),
                passed=True,
                language=language,
            )
        )
    Attempt.objects.bulk_create(rows)


def ids(question) -> tuple[str, str]:
    """Return the ids of the first wrong choice and of the right one."""
    by_right = {bool(block.value["is_right"]): block.id for block in reversed(list(question.choices))}
    return by_right[False], by_right[True]


def page_of(client, address: str) -> str:
    return re.sub(r"\s+", " ", client.get(address).content.decode())


def test_a_finished_attempt_is_counted_once_with_the_language_it_was_read_in(sitting):
    sitting.begin()
    sitting.finish(True, False, True, True, sure="yes")
    assert sitting.attempt.language == "en"
    assert (count_attempts(), count_attempts()) == (1, 0)
    tallies = ItemTally.objects.all()
    assert [tally.people for tally in tallies] == [1] * 4
    assert sum(tally.item for tally in tallies) == 3
    assert {tally.language for tally in tallies} == {"en"}


def test_a_second_attempt_of_the_same_person_is_not_counted(sitting):
    for _ in range(2):
        sitting.begin()
        sitting.finish(True, True, True, True)
    assert count_attempts() == 1


def test_what_was_counted_stays_when_the_account_is_deleted_and_names_nobody(sitting):
    sitting.begin()
    sitting.finish(True, True, True, True)
    count_attempts()
    sitting.learner.delete()
    assert ItemTally.objects.filter(people=1).count() == 4
    kept = repr(list(ItemTally.objects.values()))
    assert sitting.learner.email not in kept and str(sitting.learner.public_id) not in kept


def test_of_fewer_than_five_people_nothing_is_told(course, trainer):
    add_attempts(course, lambda number: (1, 0, 1, 1), people=4)
    count_attempts()
    page = page_of(trainer, f"/courses/{course.slug}/test/items/")
    assert page.count('<td class="number">4</td> <td class="number">–</td>') == 4
    assert "100 %" not in page and "appears when a question was answered by 30 people" in page


def test_from_thirty_people_on_a_question_that_misleads_stands_first_and_says_so(course, trainer):
    chance = random.Random(3)

    def marks(number: int) -> tuple[int, ...]:
        able = number % 2
        return (1 - able, *(int(chance.random() < 0.2 + 0.6 * able) for _ in range(3)))

    add_attempts(course, marks, people=40)
    count_attempts()
    page = page_of(trainer, f"/courses/{course.slug}/test/items/")
    first = page.index("People who do well elsewhere get this one wrong more often")
    assert page.index("<tbody>") < first < page.index("</tr>", page.index("<tbody>"))
    assert page.count("<circle") == 4 and "unstable" in page
    address = f"/courses/{course.slug}/test/items/{course.questions[0].translation_key}/"
    assert f'href="{address}"' in page
    whole = page_of(trainer, address)
    assert "counts as right" in whole and "is counted as wrong" in whole
    assert "nineteen times out of twenty" in whole


def test_a_new_count_is_seen_at_once_although_the_page_is_kept_in_memory(course, trainer):
    address = f"/courses/{course.slug}/test/items/"
    assert '<td class="number">0</td>' in page_of(trainer, address)
    add_attempts(course, lambda number: (1, 0, 1, 1), people=6)
    count_attempts()
    assert '<td class="number">6</td> <td class="number">100 %</td>' in page_of(trainer, address)


def test_a_changed_question_begins_anew_and_says_that_there_was_another(course, trainer):
    add_attempts(course, lambda number: (1, 0, 1, 1), people=6)
    count_attempts()
    question = course.questions[0]
    question.stem = "Asked in other words, what comes first?"
    question.save_revision().publish()
    whole = page_of(trainer, f"/courses/{course.slug}/test/items/{question.translation_key}/")
    assert "Nobody has answered it yet, as it stands now." in whole
    assert "There is 1 earlier version of this question" in whole


def test_a_question_of_another_test_is_not_found(course, trainer):
    other = f"/courses/{course.slug}/test/items/{uuid.uuid4()}/"
    assert trainer.get(other).status_code == 404
    assert trainer.get("/courses/no-such-course/test/items/").status_code == 404


def test_learners_do_not_come_here(sitting):
    assert sitting.client.get(sitting.address("test_items")).status_code == 403


def test_the_page_costs_at_most_twelve_queries_and_no_more_for_more_people(course, trainer):
    address = f"/courses/{course.slug}/test/items/"
    counts = []
    for people in (5, 45):
        add_attempts(course, lambda number: (1, number % 2, 1, 0), people=people)
        count_attempts()
        with counted() as queries:
            assert trainer.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0] <= 12

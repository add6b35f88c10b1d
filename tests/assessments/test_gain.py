"""What a course changes: matched pairs only, and nobody can be told from the figures."""

import re
import uuid
from statistics import fmean

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attempt
from assessments.rules.gain import gain_of, normalised_gain, slopes_of, student_t, whole_groups
from lms.accounts.api import grant
from tests.assessments.test_budget import counted
from tests.factories import make_learner


@pytest.mark.parametrize(
    ("freedom", "table"), [(29, 2.0452), (30, 2.0423), (60, 2.0003), (120, 1.9799), (10_000, 1.9602)]
)
def test_quantiles_agree_with_printed_tables(freedom, table):
    assert student_t(0.975, freedom) == pytest.approx(table, abs=1e-4)


@pytest.mark.parametrize(
    ("before", "after", "gained"), [(40, 70, 0.5), (50, 25, -0.5), (100, 100, None), (100, 50, None)]
)
def test_normalised_gain_may_be_negative_and_is_undefined_at_the_top(before, after, gained):
    assert normalised_gain(before, after) == gained


def test_an_interval_needs_thirty_people():
    pairs = [(50.0, 60.0 + number % 3) for number in range(30)]
    assert gain_of(pairs[:29]).interval is None
    low, high = gain_of(pairs).interval
    # Differences 10, 11 and 12 in equal numbers: standard deviation 0.8305, 2.0452 × 0.8305 / √30 = 0.3101.
    assert (low, high) == (pytest.approx(11 - 0.3101, abs=1e-3), pytest.approx(11 + 0.3101, abs=1e-3))


def test_of_four_people_nothing_is_told_and_figures_move_by_fives():
    assert gain_of([(0.0, 100.0)] * 4) is None
    assert [len(whole_groups([(0.0, 0.0)] * number)) for number in (4, 5, 9, 10)] == [0, 5, 5, 10]


def test_no_slope_shows_fewer_than_five_and_none_can_be_told_from_the_rest():
    pairs = [(10.0, 50.0)] * 3 + [(40.0, 60.0)] * 5 + [(60.0, 80.0)] * 6 + [(90.0, 90.0)]
    slopes = slopes_of(pairs)
    assert [slope.people for slope in slopes] == [8, 7]
    assert sum(slope.people * slope.after for slope in slopes) / 15 == pytest.approx(
        fmean(after for _before, after in pairs)
    )
    assert [(slope.lowest, slope.highest) for slope in slopes] == [(0, 50), (50, 100)]


def add_checks(course, scores: list[tuple[float, float | None]]) -> None:
    """Write finished checks of one person for each (before, after); None leaves out the second."""
    rows = []
    for both in scores:
        learner = make_learner()
        for purpose, score, form in zip(("pre_check", "post_test"), both, "ab", strict=True):
            if score is not None:
                rows.append(
                    Attempt(
                        learner=learner,
                        public_id=uuid.uuid4(),
                        activity_key=uuid.uuid5(course.key, purpose),
                        course_key=course.key,
                        number=1,
                        purpose=purpose,
                        form=form,
                        drawn=[],
                        begun_at=timezone.now(),
                        submitted_at=timezone.now(),
                        score=score,
                    )
                )
    Attempt.objects.bulk_create(rows)


def reader(role: str) -> Client:
    person = make_learner()
    if role:
        grant(person, role)
    client = Client()
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


def page_of(client: Client, course) -> str:
    response = client.get(reverse("gain", args=[course.slug]))
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    return re.sub(r"\s+", " ", main[0])


@pytest.mark.django_db
def test_the_page_tells_of_pairs_and_of_those_who_took_only_the_first(course):
    add_checks(course, [(0.25, 0.75)] * 5 + [(0.5, 0.5)] * 5 + [(1.0, None)] * 6)
    page = page_of(reader("trainer"), course)
    rows = dict(re.findall(r'<th scope="row">([^<]+)</th><td class="number">([^<]+)</td>', page))
    assert rows["People who took both"] == "10"
    assert rows["Took only the first, so far"] == "6"
    assert (rows["Mean before"], rows["Mean after"]) == ("37.5", "62.5")
    assert rows["Normalised gain"] == "0.40"
    assert page.count('class="items__slope"') == 2
    assert "An interval is told from 30 people on" in page


@pytest.mark.django_db
def test_a_fifth_pair_opens_the_page_and_a_sixth_changes_nothing(course):
    client = reader("trainer")
    add_checks(course, [(0.25, 0.75)] * 4 + [(0.5, None)])
    assert "Figures appear when 5 people have taken both checks." in page_of(client, course)
    add_checks(course, [(0.25, 0.75)])
    assert "fewer than 5" in page_of(client, course)
    before = page_of(client, course)
    add_checks(course, [(1.0, 0.0)])
    assert page_of(client, course) == before


@pytest.mark.django_db
def test_from_thirty_pairs_on_the_page_tells_an_interval(course):
    add_checks(course, [(0.25 + 0.25 * (number % 2), 0.75) for number in range(30)])
    assert "(95 % interval)" in page_of(reader("reviewer"), course)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "status"),
    [("trainer", 200), ("reviewer", 200), ("coordinator", 403), ("", 403), ("observer", 403)],
)
def test_those_who_write_courses_read_it_and_nobody_else(course, role, status):
    assert reader(role).get(reverse("gain", args=[course.slug])).status_code == status


@pytest.mark.django_db
def test_the_page_asks_as_few_questions_for_many_people_as_for_few(course):
    client = reader("trainer")
    add_checks(course, [(0.25, 0.5)] * 40)
    client.get(reverse("gain", args=[course.slug]))
    with counted() as queries:
        client.get(reverse("gain", args=[course.slug]))
    assert len(queries) <= 12, "\n".join(queries)

"""What cases promise beyond one lesson: their cost, whose data it is, and that nobody reads ahead in ours."""

import random
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from casestudies.api import write_cases
from casestudies.models import ChoiceTally
from courses.models import ActivityState, OutcomeRecord
from lms.accounts.deletion import delete_account
from lms.accounts.own_data import own_data
from lms.home.packages.cases import read_cases
from lms.home.packages.importing import LIBRARY
from tests.factories import make_home

pytestmark = pytest.mark.django_db
CASES = read_cases(LIBRARY / "common-core")


def work(captured) -> list[str]:
    skipped = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    return [query["sql"] for query in captured if not query["sql"].startswith(skipped)]


def test_a_lesson_with_a_case_costs_four_queries_on_the_way_and_in_the_debrief(player):
    html = player.walk("gate/a", "room/a")
    player.look()
    with CaptureQueriesContext(connection) as captured:
        player.look()
    assert len(work(captured)) <= 4
    player.finish(html)
    with CaptureQueriesContext(connection) as captured:
        html = player.look()
    assert len(work(captured)) <= 4 and "Comment on a to room" in html


def test_a_choice_costs_few_queries_and_the_end_not_many_more(player):
    html = player.walk("gate/a")
    with CaptureQueriesContext(connection) as captured:
        answer = player.choose(html, "room", "a", htmx=True)
    assert len(work(captured)) <= 10, "\n".join(work(captured))
    with CaptureQueriesContext(connection) as captured:
        player.finish(answer.content.decode(), htmx=True)
    assert len(work(captured)) <= 14, "\n".join(work(captured))


def test_a_learner_takes_the_way_home_and_deletes_it_with_the_account(player):
    player.finish(player.walk("gate/a", "room/a"))
    (state,) = (
        row
        for row in own_data(player.learner)["tables"]["courses.ActivityState"]
        if row["activity_key"] == str(player.case.activity.translation_key)
    )
    assert state["response"]["way"] == [player.choice("gate", "a"), player.choice("room", "a")]
    delete_account(player.learner)
    key = player.case.activity.translation_key
    for table in (ActivityState, OutcomeRecord):
        assert not table.objects.filter(activity_key=key).exists()
    # The counters know nobody, so there is nothing to take out.
    assert ChoiceTally.objects.get(choice_key=player.choice("gate", "a")).counted == 1


@pytest.mark.parametrize("plan", CASES, ids=lambda plan: plan.code)
def test_whoever_plays_a_case_of_ours_reads_only_where_they_have_been(client, plan):
    make_home()
    write_cases([plan])
    chance, address = random.Random(plan.code), f"/cases/{plan.code}/"
    points = {point.name: point for point in plan.points}
    at, been, html = plan.points[0].name, {plan.points[0].name}, client.get(address).content.decode()
    for _ in range(12):
        assert unseen(plan, been, html) == []
        if at not in points:
            break
        choice = chance.choice(points[at].choices)
        way = re.search(r'name="way" value="([^"]*)"', html)[1]
        html = client.post(address, {"way": way, "choice": choice.key}).content.decode()
        at = choice.goes_to
        been.add(at)
    way = re.search(r'name="way" value="([^"]*)"', html)[1]
    html = client.post(address, {"way": way, "finish": "yes"}).content.decode()
    assert unseen(plan, been, html) == [] and "Your way, turning point by turning point" in html


def unseen(plan, been: set[str], html: str) -> list[str]:
    """Texts of places one has not been to that stand in a page."""
    hidden = [ending.text for ending in plan.endings if ending.name not in been]
    hidden += [ending.holds for ending in plan.endings if ending.name not in been]
    for point in (point for point in plan.points if point.name not in been):
        hidden += [point.text, point.weighs]
        for choice in point.choices:
            hidden += [choice.text, choice.consequence, choice.reason, choice.comment, choice.harm]
    return [text for text in hidden if text and (escape(text) in html or text in html)]

"""A case in a lesson: one turning point at a time, kept, reversible, finished once, forgotten in time."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from casestudies.models import ChoiceTally
from courses.learning.actions import forget_responses
from tests.case_parts import TEXTS
from tests.casestudies.conftest import open_lesson
from tests.factories import make_case

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _course(_course):
    """A course whose lesson asks for a case."""
    open_lesson(_course, make_case())
    return _course


def seen(html: str) -> set[str]:
    return {place for place, texts in TEXTS.items() if any(text in html for text in texts)}


def test_nothing_of_a_place_reaches_the_browser_before_one_has_been_there(player):
    html = player.look()
    assert seen(html) == {"gate"}
    html = player.walk("gate/b", html=html)
    # What was chosen at the gate is told, and what came of it.
    assert seen(html) == {"yard", "gate"} and "Consequence of b to yard" in html
    assert "Text of a to room" not in html.split("case__place")[0]
    html = player.walk("yard/b", html=html)
    assert seen(html) == {"open", "yard"}
    html = player.finish(html).content.decode()
    assert seen(html) == {"gate", "yard", "open", "debrief"}
    assert "Consequence of a to room" not in html
    saved = player.client.get(f"{player.page}save/").content.decode()
    assert seen(saved) == {"gate"}


def test_what_htmx_swaps_in_shows_no_more_than_a_page(player):
    answer = player.choose(player.look(), "gate", "a", htmx=True)
    assert seen(answer.content.decode()) == {"room", "gate"}
    assert "case.css" not in answer.content.decode()


def test_a_closed_tab_and_another_device_go_on_where_one_was(player):
    player.walk("gate/b")
    other = Client()
    other.force_login(player.learner, backend="lms.accounts.backends.ScopedBackend")
    assert "Text of the yard." in other.get(player.page).content.decode()
    assert player.state.response == {"way": [player.choice("gate", "b")]}
    assert player.state.completed_at is None


def test_one_may_go_back_and_choose_otherwise_and_the_last_way_counts(player):
    html = player.walk("gate/b", "yard/b")
    html = player.send(player.way_on(html), back="yes").content.decode()
    assert "Text of the yard." in html
    html = player.send(player.way_on(html), back="yes").content.decode()
    assert seen(html) == {"gate"}
    html = player.finish(player.walk("gate/a", "room/a", html=html)).content.decode()
    assert "Text of the good end." in html and "Text of the open end." not in html
    assert player.outcomes.last().score == 1.0
    assert player.state.response["way"] == [player.choice("gate", "a"), player.choice("room", "a")]


def test_only_the_end_is_an_outcome_that_completes_and_the_way_stands_in_no_log_before(player):
    html = player.walk("gate/b", "yard/a", "room/a")
    assert [(row.completed, row.score, row.response) for row in player.outcomes] == [(False, None, None)] * 3
    player.finish(html)
    last = player.outcomes.last()
    assert last.completed and last.score == pytest.approx(0.5) and last.response["done"]
    assert "You have finished this lesson" in player.look()


def test_the_debrief_is_there_again_later_and_one_may_walk_again(player):
    player.finish(player.walk("gate/a", "room/a"))
    html = player.look()
    assert "Comment on a to room" in html and "Comment on b to yard" in html
    assert "Weighs the gate." in html
    again = player.client.get(f"{player.page}?again={player.case.activity.translation_key}").content.decode()
    assert seen(again) == {"gate"}
    html = player.walk("gate/b", html=again)
    assert "Text of the yard." in player.look()
    player.finish(player.walk("yard/b", html=html))
    # The best score stays, as everywhere.
    assert player.state.best_score == 1.0


def test_harm_is_said_in_words(player):
    html = player.finish(player.walk("gate/b", "yard/b")).content.decode()
    assert "Could do harm" in html and "Harm of the yard." in html


def test_a_sensitive_way_waits_two_weeks_at_most_and_is_forgotten_after_the_debrief(make_player):
    player = make_player(make_case(is_sensitive=True))
    html = player.walk("gate/b", "yard/b")
    assert (player.state.response_until - timezone.localdate()).days == 14
    html = player.finish(html).content.decode()
    assert "Comment on b to yard" in html
    assert player.state.response is None and player.state.completed_at and player.state.best_score is None
    assert [row.response for row in player.outcomes] == [None] * 3
    later = player.look()
    assert "Which way you went is not kept." in later and seen(later) == set()


def test_a_way_is_forgotten_when_its_time_is_over(player):
    player.walk("gate/b")
    forget_responses(today=player.state.response_until.isoformat())
    assert seen(player.look()) == {"gate"}


def test_a_visitor_plays_the_whole_case_and_nothing_is_stored(make_player):
    visitor = make_player(is_visitor=True)
    html = visitor.walk("gate/b", "yard/b")
    assert "Nothing is kept here" in html
    html = visitor.finish(html).content.decode()
    assert "Comment on b to yard" in html
    assert visitor.outcomes.count() == 0 and ChoiceTally.objects.count() == 0
    assert seen(visitor.look()) == {"gate"}


FORGED = {
    "a choice of a place one has not reached": lambda player, way: {"choice": player.choice("room", "a")},
    "a choice nobody wrote": lambda player, way: {"choice": str(uuid.uuid4())},
    "a way nobody signed": lambda player, way: {"way": "x", "choice": player.choice("gate", "a")},
    "a way with one letter changed": lambda player, way: {"way": way[:-1] + ("a" if way[-1] != "a" else "b")},
    "no way at all": lambda player, way: {"way": "", "choice": player.choice("gate", "a")},
    "an endless way": lambda player, way: {"way": "x" * 10_000},
    "a lone surrogate": lambda player, way: {"choice": "\udcff".encode("utf-8", "surrogatepass")},
    "nothing chosen": lambda player, way: {},
    "an end before the end": lambda player, way: {"finish": "yes"},
}  # fmt: skip


@pytest.mark.parametrize("forged", FORGED)
def test_what_was_not_offered_is_refused_and_one_stays_where_one_was(player, forged):
    html = player.walk("gate/b")
    before = player.state.response
    fields = {"way": player.way_on(html), **FORGED[forged](player, player.way_on(html))}
    answer = player.client.post(player.action, {"idempotency_key": str(uuid.uuid4()), **fields})
    html = answer.content.decode()
    assert answer.status_code == 422 and 'role="alert"' in html
    assert seen(html) == {"yard", "gate"}
    assert player.state.response == before and player.outcomes.count() == 1


def test_a_way_signed_for_another_case_is_refused(player):
    from casestudies.ways import signed_way

    foreign = signed_way(uuid.uuid4(), [player.choice("gate", "b")])
    answer = player.send(foreign, choice=player.choice("yard", "b"))
    assert answer.status_code == 422 and seen(answer.content.decode()) == {"gate"}


def test_a_refused_visitor_keeps_their_place(make_player):
    visitor = make_player(is_visitor=True)
    html = visitor.walk("gate/b")
    answer = visitor.send(visitor.way_on(html))
    assert answer.status_code == 422 and "Text of the yard." in answer.content.decode()


def test_the_same_step_twice_is_one_step_and_a_late_copy_changes_nothing(player):
    html, key = player.look(), uuid.uuid4()
    for _ in range(2):
        player.choose(html, "gate", "b", key=key)
    way = player.way_on(player.look())
    player.send(way, choice=player.choice("yard", "a"))
    player.choose(html, "gate", "b", key=key)
    assert "Text of the room." in player.look()
    assert player.outcomes.count() == 2


def test_finishing_twice_in_two_tabs_counts_once(player):
    html, key = player.walk("gate/a", "room/a"), uuid.uuid4()
    player.finish(html, key=key)
    player.finish(html, key=key)
    player.finish(html)
    assert ChoiceTally.objects.get(choice_key=player.choice("gate", "a")).counted == 1
    assert ChoiceTally.objects.get(choice_key=player.choice("gate", "b")).counted == 0


def test_a_late_copy_of_a_step_brings_no_sensitive_way_back(make_player):
    player = make_player(make_case(is_sensitive=True))
    html, key = player.look(), uuid.uuid4()
    html = player.choose(html, "gate", "a", key=key).content.decode()
    first = player.way_on(html)
    player.finish(player.walk("room/a", html=html))
    player.send(first, choice=player.choice("room", "a"), key=key)
    assert player.state.response is None


def test_a_case_revised_in_the_middle_goes_on_where_the_way_still_holds(player):
    player.walk("gate/b", "yard/a")
    blocks = [
        {"type": block.block_type, "id": block.id, "value": dict(block.value)}
        for block in player.case.outline
    ]
    gone = player.choice("yard", "a")
    for block in blocks:
        if block["id"] == gone:
            block["id"] = str(uuid.uuid4())
    player.case.outline = player.case.outline.stream_block.to_python(blocks)
    player.case.save_revision().publish()
    html = player.look()
    assert "Text of the yard." in html and "This case was revised since you were here." in html


def test_a_withdrawn_case_says_so(player):
    player.case.unpublish()
    assert "This case is not written yet." in player.look()
    assert player.send("x").status_code == 422

"""Our own exercises: played move by move, graded on the server, nothing told before its time."""

import pytest

from courses.models import BlockState, LessonPage, OutcomeRecord
from lms.accounts.own_data import own_data
from tests.block_parts import dialogue, sorting, support_map
from tests.courses.activities.conftest import Stage, make_stage

pytestmark = pytest.mark.django_db
FORM = {"HTTP_ACCEPT": "text/html"}


def play(client, stage: Stage, move: int, number: int = 0, **fields) -> str:
    """Make a move as the script does; returns the stage."""
    answer = client.post(stage.handler("play", number=number), {"move": move, **fields}, HTTP_ACCEPT="*/*")
    assert answer.status_code == 200, answer.content
    return answer.json()["html"]


def page(client, stage: Stage) -> str:
    return client.get(stage.page).content.decode()


def test_a_conversation_tells_neither_its_later_turns_nor_what_a_reply_is_worth(signed_in):
    stage = make_stage(dialogue())

    before = page(signed_in, stage)
    assert "Who sent you?" in before
    assert "He does not sleep" not in before
    assert "A name." not in before
    assert "points" not in before

    after = play(signed_in, stage, 0, reply="name")
    assert "He does not sleep" in after
    assert "It asks." not in after

    ended = play(signed_in, stage, 1, reply="tell")
    assert "You reached 3 of 4" in ended
    assert "A name." in ended
    assert "Ask first." in ended


def test_a_conversation_that_is_over_is_an_outcome_of_the_server(signed_in, learner):
    stage = make_stage(dialogue())
    play(signed_in, stage, 0, reply="name")
    assert not OutcomeRecord.objects.exists()

    play(signed_in, stage, 1, reply="tell")

    made = OutcomeRecord.objects.get(learner=learner)
    assert (made.score, made.completed, made.trust) == (0.75, True, "server")
    assert made.lesson_key == stage.lesson.translation_key
    assert "You have finished this lesson" in page(signed_in, stage)


def test_a_move_that_arrives_twice_is_taken_once(signed_in):
    stage = make_stage(dialogue())
    play(signed_in, stage, 0, reply="name")

    again = play(signed_in, stage, 0, reply="rules")

    assert "He does not sleep" in again
    assert "over" not in again


def test_a_reply_that_does_not_stand_here_is_refused_in_a_sentence(signed_in):
    stage = make_stage(dialogue())

    assert "Choose what you would say" in play(signed_in, stage, 0, reply="ask")
    assert not OutcomeRecord.objects.exists()


def test_without_a_script_the_same_form_leads_back_to_the_lesson(signed_in):
    stage = make_stage(dialogue())

    answer = signed_in.post(stage.handler("play"), {"move": 0, "reply": "name"}, **FORM)

    assert answer.status_code == 302
    assert answer["Location"].startswith(stage.page)
    assert "He does not sleep" in page(signed_in, stage)
    assert 'name="csrfmiddlewaretoken"' in page(signed_in, stage).split("hx-form")[1]


def test_beginning_anew_keeps_what_was_reached(signed_in, learner):
    stage = make_stage(dialogue())
    play(signed_in, stage, 0, reply="rules")
    assert OutcomeRecord.objects.get().score == 0

    anew = play(signed_in, stage, 1, anew="yes")
    assert "Who sent you?" in anew
    play(signed_in, stage, 2, reply="name")
    play(signed_in, stage, 3, reply="ask")

    assert [made.score for made in OutcomeRecord.objects.order_by("pk")] == [0, 1]


def test_cards_are_sorted_with_reasons_and_nothing_typed_is_lost(signed_in):
    stage = make_stage(sorting())
    assert "Who gives it must know it" not in page(signed_in, stage)

    half = {"group-dose": "share", "reason-dose": "needs", "group-camp": "keep"}
    refused = play(signed_in, stage, 0, **half)
    assert "1 card still needs a group and a reason." in refused
    assert 'value="share" checked' in refused.replace("&#34;", '"')

    done = play(signed_in, stage, 1, **half, **{"reason-camp": "rule"})
    assert "3 of 4" in done
    assert "Nobody needs it to teach." in done
    assert OutcomeRecord.objects.get().score == 0.75


def test_a_map_is_drawn_from_the_links_and_its_list_says_the_same(signed_in):
    stage = make_stage(support_map())
    links = {"link-aunt": "strong", "link-clinic": "absent", "link-coach": "absent"}
    assert "Near." not in page(signed_in, stage)

    refused = play(signed_in, stage, 0, **links)
    assert "Choose one or two to speak with first" in refused

    done = play(signed_in, stage, 1, **links, **{"first-aunt": "yes"})
    assert 'class="hx-link hx-link--strong"' in done
    assert 'aria-hidden="true"' in done
    assert "Look again: a strained link." in done
    assert OutcomeRecord.objects.get().score == 0.75


def test_every_exercise_says_itself_in_words_to_whoever_cannot_play_it(client, signed_in):
    stage = make_stage(dialogue(), sorting(), support_map())
    lesson = LessonPage.objects.get(pk=stage.lesson.pk)
    address = f"{stage.page}save/"

    saved = signed_in.get(address).content.decode()

    assert lesson.title in saved
    for words in ("Who sent you?", "What may the school know?", "Wrestling coach"):
        assert words in saved
    for hidden in ("He does not sleep", "Nobody needs it to teach.", "Near."):
        assert hidden not in saved
    assert "<form" not in saved


def test_what_a_learner_left_is_theirs_to_take_and_goes_with_the_account(signed_in, learner):
    stage = make_stage(dialogue())
    play(signed_in, stage, 0, reply="name")

    tables = own_data(learner)["tables"]
    assert ["name"] in [row["value"] for row in tables["courses.BlockState"]]

    learner.delete()
    assert not BlockState.objects.exists()


def test_hostile_moves_are_answered_in_a_sentence(signed_in):
    stage = make_stage(dialogue(), sorting(), support_map())
    for number in range(3):
        for fields in (
            {},
            {"move": "-1"},
            {"move": "0", "reply": "\x00"},
            {"move": "0", "reply": "<b>" * 900},
        ):
            answer = signed_in.post(stage.handler("play", number=number), fields, HTTP_ACCEPT="*/*")
            assert answer.status_code in (200, 400), fields

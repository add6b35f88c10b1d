"""What blocks keep for a learner: read at once, written field by field, forgotten in time."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.activities.runtimes.xblock.rows import LearnerRows, Slot
from courses.learning.actions import forget_responses
from courses.models import BlockExercise, BlockState, CompiledCourse, OutcomeRecord
from tests.block_parts import acid, dialogue, sorting, support_map
from tests.courses.activities.conftest import Stage, make_stage

pytestmark = pytest.mark.django_db
SLOT = Slot(False, "xblock.v1", "place.root", "way")


def play(client, stage: Stage, move: int, number: int = 0, **fields):
    return client.post(stage.handler("play", number=number), {"move": move, **fields}, HTTP_ACCEPT="*/*")


def queries(client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


def test_four_exercises_on_a_page_cost_one_query_more_than_none(signed_in):
    stage = make_stage(dialogue(), sorting(), support_map(), dialogue())
    play(signed_in, stage, 0, reply="name")
    empty = make_stage()
    signed_in.post(f"/courses/{empty.course.slug}/start/")
    queries(signed_in, empty.page), queries(signed_in, stage.page)

    assert len(queries(signed_in, stage.page)) == len(queries(signed_in, empty.page)) + 1


def test_scripts_and_styles_stand_on_a_page_once_and_come_from_here(signed_in):
    html = signed_in.get(make_stage(dialogue(), sorting()).page).content.decode()

    for file in ("public/play.js", "public/blocks.css", "/static/js/blocks.js"):
        assert html.count(file) == 1
    assert "jquery" not in html


def test_a_browser_asks_for_a_page_again_after_a_move(signed_in):
    stage = make_stage(dialogue())
    play(signed_in, stage, 0, reply="rules")
    first = signed_in.get(stage.page)
    assert signed_in.get(stage.page, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304

    play(signed_in, stage, 1, anew="yes")

    assert signed_in.get(stage.page, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_what_is_read_is_a_copy(learner):
    rows = LearnerRows(learner, ["place.root"])
    rows.keep({SLOT: ["a"]}, until=timezone.localdate())

    rows.get(SLOT).append("b")

    assert rows.get(SLOT) == ["a"]


def test_a_field_is_kept_once_and_two_fields_do_not_overwrite_each_other(learner):
    one, other = LearnerRows(learner, ["place.root"]), LearnerRows(learner, ["place.root"])

    one.keep({SLOT: ["a"]}, until=timezone.localdate())
    other.keep({SLOT._replace(name="done"): True}, until=timezone.localdate())
    other.keep({SLOT: ["b"]}, until=timezone.localdate())

    kept = LearnerRows(learner, ["place.root"])
    assert (kept.get(SLOT), kept.get(SLOT._replace(name="done"))) == (["b"], True)
    assert BlockState.objects.count() == 2


def test_the_database_holds_no_field_twice_and_none_of_nobody_under_a_name(learner):
    row = {"family": "xblock.v1", "block_key": "x", "name": "n", "kept_until": timezone.localdate()}
    BlockState.objects.create(user_key="", **row)
    for wrong in (
        {"user_key": "", **row},
        {"user_key": "7", **row, "name": "m"},
        {"learner": learner, "user_key": "", **row, "name": "k"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            BlockState.objects.create(**wrong)


def test_what_was_chosen_is_forgotten_after_a_year_and_what_is_sensitive_sooner(signed_in):
    stage, weighing = make_stage(dialogue()), make_stage(dialogue(), is_sensitive=True)
    play(signed_in, stage, 0, reply="name")
    play(signed_in, weighing, 0, reply="name")
    today = timezone.localdate()

    forget_responses((today + timedelta(days=15)).isoformat())
    assert set(BlockState.objects.values_list("block_key", flat=True)) == {f"{stage.keys[0]}.root"}

    forget_responses((today + timedelta(days=400)).isoformat())
    assert not BlockState.objects.exists()


@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_of_a_sensitive_exercise_only_done_stays_once_its_debrief_was_shown(signed_in, accept):
    stage = make_stage(dialogue(), is_sensitive=True)
    play(signed_in, stage, 0, reply="name")

    ended = signed_in.post(stage.handler("play"), {"move": 1, "reply": "ask"}, HTTP_ACCEPT=accept)

    assert "You reached 4 of 4" in ended.content.decode()
    assert not BlockState.objects.exists()
    assert OutcomeRecord.objects.get().response is None


def test_a_lesson_waits_for_what_is_graded_here_and_for_nothing_else():
    assert _card(make_stage(dialogue()))["activity_keys"]
    assert _card(make_stage(dialogue(), is_sensitive=True))["activity_keys"] == []
    assert _card(make_stage(acid()))["activity_keys"] == []


def _card(stage: Stage) -> dict:
    course = CompiledCourse.objects.get(course_key=stage.course.key, language="en").artifact
    cards = [card for module in course["modules"] for card in module["lessons"]]
    return next(card for card in cards if card["key"] == str(stage.lesson.translation_key))


def test_another_text_keeps_what_still_fits_and_a_copy_begins_empty(signed_in):
    stage = make_stage(dialogue())
    play(signed_in, stage, 0, reply="name")
    exercise = BlockExercise.objects.get()
    exercise.tree["fields"]["turns"][1]["says"] = "Come in, please."
    exercise.save_revision().publish()
    assert "Come in, please." in signed_in.get(stage.page).content.decode()

    exercise.tree["fields"]["turns"][0]["replies"][0]["id"] = "other"
    exercise.save_revision().publish()
    assert "Who sent you?" in signed_in.get(stage.page).content.decode()

    assert "Who sent you?" in signed_in.get(make_stage(dialogue()).page).content.decode()


def test_a_block_hears_neither_who_somebody_is_nor_that_two_exercises_share_them(learner):
    from courses.activities.runtimes.xblock.services import Nobody, pseudonym_of

    user = Nobody(pseudonym_of(learner, "one")).get_current_user()

    told = json.dumps([user.full_name, user.emails, user.opt_attrs])
    assert learner.email not in told
    assert str(learner.public_id) not in told
    assert pseudonym_of(learner, "one") != pseudonym_of(learner, "two")

"""Four holes that published blocks and XBlock itself have, closed: each with its attack."""

import dataclasses
import json

import pytest
from django.core import signing
from django.urls import reverse
from xblock.core import XBlock
from xblock.plugin import PLUGIN_CACHE
from xblock.runtime import Runtime

from courses.activities.runtimes.xblock.advice import ExerciseNotReady
from courses.activities.runtimes.xblock.catalogue import BlockNotAllowed, catalogue
from courses.activities.runtimes.xblock.framing import sign_pass
from courses.activities.runtimes.xblock.loading import load_block
from courses.activities.runtimes.xblock.results import ResultRefused, Results, completion_of, score_of
from courses.models import BlockExercise, BlockState, OutcomeRecord
from tests.block_parts import acid, dialogue, make_exercise, sorting, support_map
from tests.courses.activities import hostile_blocks
from tests.courses.activities.conftest import make_stage
from tests.courses.activities.hostile_blocks import BREAKOUT, SIDE_EFFECTS
from tests.factories import make_learner

pytestmark = pytest.mark.django_db
CARELESS = {
    "source": "tests.courses.activities.hostile_blocks:Careless",
    "isolation": "page",
    "handlers": ["answer", "grade", "publish_event", "rewrite", "page_of_ours", "not_a_handler"],
    "graders": ["grade"],
    "completion": "grade",
}
TREE = {"type": "careless", "fields": {"name": BREAKOUT, "question": "Why?"}}


@pytest.fixture(autouse=True)
def in_catalogue(settings):
    SIDE_EFFECTS.clear()
    settings.XBLOCKS = {**settings.XBLOCKS, "careless": CARELESS}


def send(client, address: str, data=None, **headers):
    return client.post(address, json.dumps(data or {}), content_type="application/json", **headers)


FORGED = {"event_type": "grade", "value": 1, "max_value": 1}


# --- 1. A grade that a browser made up -------------------------------------------------------------


def test_a_handler_that_passes_events_through_grades_nobody(signed_in):
    stage = make_stage(TREE)

    answer = send(signed_in, stage.handler("publish_event"), FORGED)

    assert answer.status_code == 403
    assert not OutcomeRecord.objects.exists()


def test_the_same_forged_grade_counts_where_the_catalogue_believes_its_handler(signed_in, settings):
    """What would happen unguarded: the guard, and nothing else, stands between the two."""
    believed = {**CARELESS, "graders": ["grade", "publish_event"]}
    settings.XBLOCKS = {**settings.XBLOCKS, "careless": believed}
    stage = make_stage(TREE)

    answer = send(signed_in, stage.handler("publish_event"), FORGED)

    assert answer.status_code == 200
    assert OutcomeRecord.objects.get().score == 1


def test_drawing_a_page_grades_nobody(signed_in):
    stage = make_stage(TREE)

    assert signed_in.get(stage.page).status_code == 200
    assert not OutcomeRecord.objects.exists()


# --- 2. Handlers that are meant for authors ---------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["studio_submit", "update_content", "not_a_handler", "student_view", "runtime"]
)
def test_what_learners_may_not_call_is_not_even_reached(signed_in, name):
    stage = make_stage(TREE)

    answer = send(signed_in, stage.handler(name), {"question": "mine"})

    assert answer.status_code == 404
    assert SIDE_EFFECTS == []


def test_every_block_of_the_catalogue_opens_no_handler_that_its_entry_does_not_name(signed_in):
    """Walked over all blocks and all their handlers, ours among them."""
    own = {tree["type"]: tree for tree in (dialogue(), sorting(), support_map())}
    for allowed in catalogue().blocks.values():
        offered = {name for name in dir(load_block(allowed)) if _is_handler(load_block(allowed), name)}
        stage = make_stage(own.get(allowed.block_type, {"type": allowed.block_type}))
        for name in offered - allowed.handlers:
            assert send(signed_in, stage.handler(name)).status_code == 404, (allowed.block_type, name)
    assert SIDE_EFFECTS == []


def _is_handler(cls, name: str) -> bool:
    return getattr(getattr(cls, name, None), "_is_xblock_handler", False)


def test_what_an_author_wrote_is_fixed_even_for_a_handler_that_learners_may_call(signed_in):
    stage = make_stage(TREE)

    assert send(signed_in, stage.handler("rewrite")).status_code == 403
    assert BlockExercise.objects.get().tree["fields"]["question"] == "Why?"
    assert not BlockState.objects.exists()


# --- 3. Values that break out of their quotes -------------------------------------------------------


def test_neither_a_name_nor_what_was_typed_breaks_out_of_the_page(signed_in):
    stage = make_stage(TREE)
    assert send(signed_in, stage.handler("answer"), {"typed": BREAKOUT}).status_code == 200

    html = signed_in.get(stage.page).content.decode()

    assert "<script>alert" not in html
    assert "data-name='" not in html
    assert 'data-name="&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#x27; onmouseover=&#x27;' in html
    assert "\\u003C/script\\u003E\\u003Cscript\\u003Ealert(1)" in html


def test_the_stock_wrapper_lets_both_out(signed_in, monkeypatch):
    """What would happen unguarded, with XBlock's own wrapper."""
    from courses.activities.runtimes.xblock.runtime import LessonRuntime

    monkeypatch.setattr(LessonRuntime, "_wrap_ele", Runtime._wrap_ele)
    stage = make_stage(TREE)
    send(signed_in, stage.handler("answer"), {"typed": BREAKOUT})

    html = signed_in.get(stage.page).content.decode()

    assert "<script>alert" in html
    assert "data-name='</script>" in html


# --- 4. Code that happens to be installed ------------------------------------------------------------


def test_what_is_installed_but_not_in_the_catalogue_does_not_exist(settings):
    assert XBlock.load_class("acid").__name__ == "AcidBlock"  # XBlock's own way: whatever is there.
    settings.XBLOCKS = {}

    with pytest.raises(BlockNotAllowed):
        catalogue().block("acid")
    with pytest.raises(ExerciseNotReady, match="acid"):
        make_exercise(acid())


def test_a_package_that_takes_the_name_of_a_block_does_not_get_its_place(monkeypatch):
    entry = dataclasses.replace(catalogue().block("hamroh_sort"), needs_jquery=True)  # Not loaded before.
    monkeypatch.setitem(PLUGIN_CACHE, ("xblock.v1", "hamroh_sort"), hostile_blocks.Impostor)

    with pytest.raises(BlockNotAllowed, match="taken"):
        load_block(entry)


# --- Numbers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "grade",
    [
        {"value": -1, "max_value": 1},
        {"value": 9999, "max_value": 1},
        {"value": 0, "max_value": 0},
        {"value": 1, "max_value": -1},
        {"value": float("nan"), "max_value": 1},
        {"value": 1, "max_value": float("inf")},
        {"value": "1", "max_value": 1},
        {"value": True, "max_value": 1},
        {"value": 1},
        None,
    ],
)
def test_a_grade_that_cannot_be_is_refused(signed_in, grade):
    with pytest.raises(ResultRefused):
        score_of(grade)

    stage = make_stage(TREE)
    assert send(signed_in, stage.handler("grade"), grade).status_code == 400
    assert not OutcomeRecord.objects.exists()


def test_a_completion_stays_between_nothing_and_all():
    assert [completion_of({"completion": number}) for number in (-5, 0.4, 12)] == [0.0, 0.4, 1.0]
    with pytest.raises(ResultRefused):
        completion_of({"completion": float("nan")})


def test_half_a_completion_completes_nothing():
    own, results = catalogue().block("hamroh_sort"), Results()

    results.take("completion", {"completion": 0.99}, own)

    assert results.outcome(None, own) is None


# --- Passes of the frame -----------------------------------------------------------------------------


@pytest.fixture
def framed(settings, learner):
    """A block in a frame, and the address of a handler under a pass."""
    settings.XBLOCKS = {**settings.XBLOCKS, "careless": {**CARELESS, "isolation": "frame"}}
    stage = make_stage(TREE)

    def address(person=learner, key=None, place="root", token="") -> str:
        held = token or sign_pass(person, stage.course.slug, stage.lesson.slug, key or stage.keys[0])
        return reverse("block_in_frame", args=[held, place, "answer", ""])

    address.stage = stage
    return address


def test_a_pass_plays_for_its_own_learner_only(client, framed, learner):
    other = make_learner()

    assert send(client, framed(), {"a": 1}).json() == {"tried": 1, "seen": 1}
    assert send(client, framed(other), {"a": 2}).json() == {"tried": 1, "seen": 2}
    assert send(client, framed(), {"a": 3}).json() == {"tried": 2, "seen": 3}
    kept = BlockState.objects.get(learner=learner, name="answers")
    assert kept.value == {"a": 3}


def test_a_pass_opens_no_other_exercise_and_no_other_place(client, framed):
    elsewhere = make_stage(TREE)

    assert send(client, framed(key=elsewhere.keys[0])).status_code == 404
    assert send(client, framed(place="left")).status_code == 404
    assert send(client, framed(place=f"{elsewhere.keys[0]}.root")).status_code == 404


def test_a_pass_that_is_forged_old_or_signed_out_opens_nothing(client, framed, learner):
    good = sign_pass(learner, framed.stage.course.slug, framed.stage.lesson.slug, framed.stage.keys[0])
    forged = signing.dumps(signing.loads(good, salt="courses.blocks.frame"), salt="another")
    assert send(client, framed(token=good)).status_code == 200

    assert send(client, framed(token=forged)).status_code == 403
    learner.set_password("another four words")
    learner.save()
    assert send(client, framed(token=good)).status_code == 403


def test_a_frame_and_a_page_do_not_answer_for_each_other(signed_in, framed):
    assert send(signed_in, framed.stage.handler("answer")).status_code == 404


def test_the_frame_is_of_no_origin_and_reaches_nobody_but_this_site(signed_in, framed):
    answer = signed_in.get(framed.stage.frame())

    policy = answer["Content-Security-Policy"]
    assert "sandbox allow-scripts allow-forms" in policy
    assert "connect-src http://testserver;" in f"{policy};"
    assert "allow-same-origin" not in policy + signed_in.get(framed.stage.page).content.decode()
    assert "frame-src 'self'" in signed_in.get(framed.stage.page)["Content-Security-Policy"]
    assert "cdn.example.org" not in answer.content.decode()


# --- What else blocks try -----------------------------------------------------------------------------


def test_an_answer_of_a_block_is_data_and_never_a_page_of_ours(signed_in):
    stage = make_stage(TREE)

    answer = send(signed_in, stage.handler("page_of_ours"))

    assert "sandbox" in answer["Content-Security-Policy"]
    assert "Set-Cookie" not in str(answer.headers)
    assert "stolen" not in str(answer.cookies)


@pytest.mark.parametrize("typed", ["\x00", "x" * 70_000])
def test_what_cannot_be_kept_is_refused_and_nothing_of_it_stays(signed_in, typed):
    stage = make_stage(TREE)

    assert send(signed_in, stage.handler("answer"), {"typed": typed}).status_code in (400, 413)
    assert not BlockState.objects.exists()


def test_a_call_without_the_token_of_its_page_is_refused(learner):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(learner)

    assert send(client, make_stage(TREE).handler("answer")).status_code == 403


def test_a_visitor_reads_the_words_and_calls_nothing(client):
    stage = make_stage(TREE)

    assert send(client, stage.handler("answer")).status_code == 302
    assert not BlockState.objects.exists()


@pytest.mark.parametrize(
    "uri", ["public/../acid.py", "acid.py", "/etc/passwd", "public/./test_data.json", "public/none.json"]
)
def test_only_public_files_of_a_block_are_handed_out(client, uri):
    assert client.get("/blocks/acid/public/test_data.json").status_code == 200

    assert client.get(f"/blocks/acid/{uri}").status_code == 404
    assert client.get("/blocks/problem_demo/public/test_data.json").status_code == 404

"""Exercises as their authors write, publish and translate them."""

import io

import pytest
from django.core.checks.registry import registry
from django.core.management import CommandError, call_command
from wagtail.models import Locale

from courses.activities.runtimes.xblock.advice import ExerciseNotReady
from courses.activities.runtimes.xblock.catalogue import AllowedBlock, catalogue
from courses.activities.runtimes.xblock.checks import blocks_of_others_can_be_meant
from courses.activities.runtimes.xblock.tree import TreeRefused, read_tree, with_words, words_in
from courses.api import kind_of, write_translation
from courses.models import BlockExercise, BlockState
from tests.block_parts import acid, dialogue, make_exercise, sorting, support_map
from tests.factories import make_home

pytestmark = pytest.mark.django_db


def broken(tree: dict, **fields) -> dict:
    return {**tree, "fields": {**tree["fields"], **fields}}


@pytest.mark.parametrize(
    "tree",
    [
        {"fields": {}},
        {"type": "hamroh_dialogue"},
        broken(dialogue(), turns="none"),
        broken(dialogue(), turns=[{"id": "a", "says": "Hm?", "replies": [{"id": "b"}]}]),
        broken(
            dialogue(), turns=[{"id": "a", "says": "Hm?", "replies": [{"id": "b", "text": "x", "then": "c"}]}]
        ),
        broken(
            dialogue(), turns=[{"id": "a", "says": "?", "replies": [{"id": "b", "text": "x", "points": "2"}]}]
        ),
        broken(sorting(), groups=[]),
        broken(sorting(), cards=[{"id": "a", "text": "x", "group": "nowhere", "reasons": []}]),
        broken(support_map(), people=[{"id": "a", "name": "x", "link": "odd"}]),
        {**dialogue(), "children": [{"id": "../x", "type": "acid"}]},
    ],
)
def test_what_cannot_be_played_is_not_published(tree):
    with pytest.raises(ExerciseNotReady):
        make_exercise(tree)
    assert not BlockExercise.objects.filter(live=True).exists()


def test_a_block_that_does_not_say_itself_in_words_needs_an_author_who_does():
    with pytest.raises(ExerciseNotReady, match="in words"):
        make_exercise(acid(), twin=" ")


def test_a_tree_neither_grows_without_end_nor_hides_two_blocks_in_one_place():
    deep: dict = {"type": "acid"}
    for number in range(9):
        deep = {"type": "acid_parent", "children": [{"id": f"c{number}", **deep}]}
    with pytest.raises(TreeRefused):
        read_tree(deep)
    with pytest.raises(TreeRefused):
        read_tree({"type": "acid_parent", "children": [{"id": "a", "type": "acid"}] * 2})


def test_translators_are_given_words_and_can_change_nothing_else():
    tree = dialogue()
    words = words_in(tree["fields"])

    assert words["turns.door.replies.name.text"] == "I am Dilnoza, of the school."
    assert "door" not in words.values()
    changed = with_words(tree["fields"], {place: text.upper() for place, text in words.items()})
    assert changed["turns"][0]["says"] == "WHO SENT YOU?"
    assert changed["turns"][0]["replies"][0]["then"] == "tea"
    assert changed["turns"][0]["replies"][0]["points"] == 2


def test_a_translated_exercise_is_played_in_the_readers_language():
    make_home()
    exercise = make_exercise(dialogue(), code="a-visit")
    fields = exercise.tree["fields"]
    russian = {place: f"По-русски: {text}" for place, text in words_in(fields).items()}
    shadow = BlockExercise(
        locale=Locale.get_default(),
        code="a-visit",
        title="Разговор",
        twin="То же словами.",
        tree={**exercise.tree, "fields": with_words(fields, russian)},
    )
    write_translation(exercise, shadow, "ru")

    content = kind_of("xblock").freeze(exercise.activity, "ru")

    assert (content["title"], content["language"]) == ("Разговор", "ru")
    assert content["tree"]["fields"]["turns"][0]["says"] == "По-русски: Who sent you?"
    assert content["tree"]["fields"]["turns"][0]["id"] == "door"


def test_the_preview_shows_how_a_draft_plays_and_what_is_to_be_mended_in_it():
    exercise = make_exercise(dialogue())
    assert "Who sent you?" in exercise.make_preview_request().render().content.decode()
    assert not BlockState.objects.exists()

    exercise.tree = broken(dialogue(), turns=[])
    assert "Every turn needs an id" in exercise.make_preview_request().render().content.decode()


def test_an_entry_of_the_operators_that_cannot_be_meant_is_refused_by_name(settings):
    from django.core.exceptions import ImproperlyConfigured

    good = {"source": "flashcards:FlashcardsXBlock"}
    settings.XBLOCKS = {"flashcards": good}
    assert catalogue().block("flashcards") == AllowedBlock("flashcards", good["source"])
    assert catalogue().block("flashcards").isolation == "frame"

    for wrong in (
        {},
        {**good, "handler": ["x"]},
        {**good, "graders": ["x"]},
        {**good, "trust": "server"},
    ):
        settings.XBLOCKS = {"flashcards": wrong}
        with pytest.raises(ImproperlyConfigured, match="flashcards"):
            catalogue()
    settings.XBLOCKS = {"hamroh_sort": good}
    with pytest.raises(ImproperlyConfigured, match="our own"):
        catalogue()


def test_an_operator_is_told_what_a_block_needs_before_anybody_meets_it(settings):
    careless = {
        "source": "tests.courses.activities.hostile_blocks:Careless",
        "handlers": ["answer", "gone", "publish_event"],
        "graders": ["publish_event"],
    }
    settings.XBLOCKS = {"careless": careless}
    said = io.StringIO()

    call_command("check_block", "careless", stdout=said)

    told = said.getvalue()
    assert "plays in the frame, trust browser" in told
    assert "Closed to learners and not called, for the catalogue does not name them: grade, page_of" in told
    assert "Fields an author writes: question." in told
    assert "Keeps of learners: answers, seen, tried." in told
    assert "NAMED, BUT NOT THERE: gone" in told
    assert "CAREFUL: publish_event" in told
    assert "Asks other sites, which is left out: cdn.example.org" in told
    assert "answer, called with nothing: status 200" in told
    assert not BlockState.objects.exists()
    settings.XBLOCKS = {"careless": {"source": "tests.courses.activities.hostile_blocks:Careful"}}
    with pytest.raises(CommandError, match="this code cannot be loaded: install its package"):
        call_command("check_block", "careless")


def test_an_operator_is_told_how_to_name_a_block_that_is_installed_and_one_that_is_not():
    with pytest.raises(
        CommandError, match=r"problem_demo is installed and.*HAMROH_XBLOCKS='\{\"problem_demo"
    ):
        call_command("check_block", "problem_demo")
    with pytest.raises(CommandError, match="No installed package has a block nobody_has_it"):
        call_command("check_block", "nobody_has_it")


@pytest.mark.parametrize("wrong", [["flashcards"], {"flashcards": "flashcards:FlashcardsXBlock"}])
def test_an_entry_that_cannot_be_meant_is_told_before_a_lesson_breaks(settings, wrong):
    assert blocks_of_others_can_be_meant in registry.get_checks()
    assert blocks_of_others_can_be_meant(None) == []

    settings.XBLOCKS = wrong

    (error,) = blocks_of_others_can_be_meant(None)
    assert "module:Class" in error.msg

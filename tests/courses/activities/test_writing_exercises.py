"""Exercises written at their desk: a form made of the fields of a block, by people who never saw JSON."""

import copy

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from courses.activities.runtimes.xblock.authored import shapes
from courses.activities.runtimes.xblock.filling import Unshaped, filled, read_form
from courses.api import set_up_review
from courses.models import Activity, BlockExercise
from courses.wagtail_hooks.exercise_blocks import exercise_blocks
from lms.accounts.api import grant
from lms.home.packages.exercises import read_exercises
from tests.block_parts import acid_parent, dialogue, make_exercise, sorting, support_map
from tests.courses.activities.written import DESK, sent
from tests.factories import make_home, make_learner
from tests.library.packages import LIBRARY

pytestmark = pytest.mark.django_db
MANY = {"many": {"source": "tests.courses.activities.many_fields:ManyFields"}}


@pytest.fixture
def trainer() -> Client:
    make_home()
    set_up_review()
    person = make_learner()
    grant(person, "trainer")
    client = Client()
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


def drafted() -> dict:
    return BlockExercise.objects.get().latest_revision.as_object().tree


def problems(answer) -> dict:
    """Return what stands beside the blocks, as Wagtail's form is told it."""
    return answer.context["form"].errors.as_data()["tree"][0].as_json_data()["blockErrors"][0]["blockErrors"]


def through_the_form(tree: dict) -> dict:
    block = exercise_blocks()
    value = block.clean_deferred(block.to_python(filled(tree, shapes())))
    return read_form(block.get_prep_value(value), shapes(), tree)


@pytest.mark.parametrize("tree", [dialogue(), sorting(), support_map(), acid_parent()])
def test_a_form_that_is_opened_and_saved_changes_nothing(tree):
    assert through_the_form(copy.deepcopy(tree)) == tree


def test_no_exercise_of_the_library_is_changed_by_its_form():
    plans = [plan for folder in LIBRARY.iterdir() if folder.is_dir() for plan in read_exercises(folder)]

    assert plans
    assert [through_the_form(plan.tree) for plan in plans] == [plan.tree for plan in plans]


def test_a_trainer_writes_an_exercise_field_by_field_and_hands_it_in(trainer):
    trainer.post(DESK, {**sent(dialogue()), "action-submit": "yes"})

    meant = dialogue()
    for turn in meant["fields"]["turns"]:
        # Where a conversation ends, nothing has to be said.
        turn["replies"] = [
            {name: part for name, part in reply.items() if part != ""} for reply in turn["replies"]
        ]
    assert drafted() == meant


def test_what_is_missing_is_told_beside_its_field_and_nothing_typed_is_lost(trainer):
    written = sent(dialogue())
    written["tree-0-value-turns-0-value-replies-0-value-then"] = "the garden"
    written["tree-0-value-turns-1-value-says"] = ""
    written["action-submit"] = "yes"

    answer = trainer.post(DESK, written)
    turns = problems(answer)["turns"]["blockErrors"]
    assert turns[1]["blockErrors"]["says"] == {"messages": ["This field is required."]}
    written["tree-0-value-turns-1-value-says"] = "Sit down."
    answer = trainer.post(DESK, written)
    turns = problems(answer)["turns"]["blockErrors"]
    reply = turns[0]["blockErrors"]["replies"]["blockErrors"][0]["blockErrors"]
    assert reply["then"]["messages"] == ["door: a reply leads to a turn that is not there."]

    page = answer.content.decode()
    assert "the garden" in page and "Sit down." in page
    assert not BlockExercise.objects.exists()


def test_a_draft_may_be_unfinished(trainer):
    written = sent(dialogue())
    written["tree-0-value-turns-0-value-replies-0-value-then"] = "the garden"
    written["tree-0-value-turns-1-value-says"] = ""

    trainer.post(DESK, written)

    assert drafted()["fields"]["turns"][0]["replies"][0]["then"] == "the garden"
    assert drafted()["fields"]["turns"][1]["says"] == ""


@pytest.mark.parametrize(
    ("tree", "change", "field", "told"),
    [
        (sorting, {"tree-0-value-cards-1-value-group": "The drawer"}, "cards", "belongs to no group"),
        (sorting, {"tree-0-value-cards-0-value-reasons-0-value-is_right": ""}, "cards", "of which one holds"),
        (support_map, {"tree-0-value-people-0-value-first": ""}, "people", "good to speak with first"),
        (dialogue, {"tree-0-value-turns-1-value-id": "door"}, "turns", "id of its own"),
    ],
)
def test_what_a_block_itself_finds_is_told_in_the_row_that_it_is_about(trainer, tree, change, field, told):
    written = {
        name: value for name, value in {**sent(tree()), **change}.items() if value or name not in change
    }

    answer = trainer.post(DESK, {**written, "action-submit": "yes"})

    assert list(problems(answer)) == [field]
    assert told in str(problems(answer)[field])


def test_cards_belong_to_groups_by_name_also_when_the_name_is_changed(trainer):
    written = sent(sorting())
    assert written["tree-0-value-cards-0-value-group"] == "May be passed on"
    trainer.post(DESK, written)
    exercise = BlockExercise.objects.get()
    written["tree-0-value-groups-0-value-name"] = "For the school"
    written["tree-0-value-cards-1-value-group"] = "for the SCHOOL"

    trainer.post(f"/cms/snippets/courses/blockexercise/edit/{exercise.pk}/", written)

    cards = drafted()["fields"]["cards"]
    assert [card["group"] for card in cards] == ["share", "share"]


def test_rows_are_added_ordered_and_taken_out_and_keep_their_ids(trainer):
    tree = support_map()
    tree["fields"]["people"].append(
        {"id": "3f1e9a52-9c1b-4a57-8f1e-000000000000", "name": "Teacher", "link": "absent"}
    )
    written = sent(tree)
    written["tree-0-value-people-3-order"], written["tree-0-value-people-0-order"] = "0", "3"
    written["tree-0-value-people-1-deleted"] = "1"

    trainer.post(DESK, written)

    people = drafted()["fields"]["people"]
    assert [(person["id"], person["name"]) for person in people] == [
        ("3f1e9a52", "Teacher"),
        ("coach", "Wrestling coach"),
        ("aunt", "Aunt"),
    ]


def test_what_the_form_does_not_know_stays_as_it_was():
    tree = dialogue()
    tree["fields"]["colour"] = "green"
    tree["fields"]["turns"][0]["replies"][1]["mood"] = "calm"

    assert through_the_form(tree) == tree


def test_a_block_of_others_is_written_by_its_own_fields(trainer, settings):
    settings.XBLOCKS = MANY
    tree = {
        "type": "many",
        "fields": {
            "question": "Who?",
            "text": "One\nTwo",
            "tries": 3,
            "weight": 2.5,
            "is_shuffled": False,
            "level": 2,
            "options": ["a", {"b": 1}],
            "hints": {"first": "Look."},
        },
        "children": [{"id": "inner", "type": "many", "fields": {"text": "Inside"}}],
    }
    page = trainer.get(DESK).content.decode()
    assert "The question" in page and "Ask one thing." in page and "Easy" in page
    assert list(shapes()["many"]["properties"]) == [
        *("question", "text", "options", "hints"),
        *("tries", "weight", "is_shuffled", "level", "due", "key"),
    ]

    trainer.post(DESK, sent(tree))

    assert drafted() == tree


@pytest.mark.parametrize(
    ("typed", "told"),
    [('["a"', "line 1"), ('{"a": 1}', "This is a list"), ("[1e999]", "kept"), ("[" * 5000, "kept")],
)
def test_json_of_one_field_is_refused_beside_it_and_stays_as_typed(trainer, settings, typed, told):
    settings.XBLOCKS = MANY
    written = {**sent({"type": "many", "fields": {}}), "tree-0-value-options": typed}

    answer = trainer.post(DESK, written)

    assert told in problems(answer)["options"]["messages"][0]
    assert answer.context["form"]["tree"].value()[0].value["options"] == typed
    assert not BlockExercise.objects.exists()


def test_blocks_that_are_not_here_are_shown_as_they_are_stored(trainer):
    exercise = make_exercise(dialogue())
    gone = {"type": "taken-out", "fields": {"x": [1]}}
    BlockExercise.objects.filter(pk=exercise.pk).update(tree=gone, latest_revision=None)
    with pytest.raises(Unshaped):
        filled(gone, shapes())

    page = trainer.get(f"/cms/snippets/courses/blockexercise/edit/{exercise.pk}/").content.decode()

    assert "shown as they are stored" in page and "taken-out" in page


@pytest.mark.parametrize(
    "broken", [{"tree-0-order": "first"}, {"tree-count": "9"}, {"tree-0-value-turns-count": ""}]
)
def test_a_form_that_came_incomplete_is_refused_in_a_sentence(trainer, broken):
    answer = trainer.post(DESK, {**sent(dialogue()), **broken})

    assert answer.status_code == 200 and "incomplete" in answer.content.decode()


def test_without_scripts_a_block_is_chosen_first_and_its_rows_are_filled_in_spare_ones(trainer):
    first = trainer.get(DESK).content.decode()
    plain = first[first.index('<div class="hamroh-plain') :].partition("</noscript>")[0]
    assert '<option value="hamroh_support_map">Support map</option>' in plain
    chosen = {"tree-count": "1", "tree-0-type": "hamroh_support_map", "tree-0-deleted": ""}
    own = {"title": "A map", "code": "a-map", "minutes": "3", "tree-0-order": "0", "tree-0-id": ""}

    trainer.post(DESK, {**own, **chosen})
    exercise = BlockExercise.objects.get()
    address = f"/cms/snippets/courses/blockexercise/edit/{exercise.pk}/"
    page = trainer.get(address).content.decode()
    assert 'name="tree-0-value-people-2-spare"' in page
    rows = {"tree-0-value-people-count": "3", "tree-0-value-family": "A family (invented)"}
    for number in range(3):
        at = f"tree-0-value-people-{number}"
        rows |= {f"{at}-deleted": "", f"{at}-order": str(number), f"{at}-id": "", f"{at}-spare": "yes"}
    rows |= {"tree-0-value-people-1-value-name": "Aunt", "tree-0-value-people-1-value-link": "strong"}
    trainer.post(address, {**own, **chosen, **rows})

    people = drafted()["fields"]["people"]
    assert [(person["name"], person["link"]) for person in people] == [("Aunt", "strong")]
    assert people[0]["id"]


def test_an_activity_is_chosen_for_a_lesson_by_a_word_of_its_title_its_code_or_its_kind(trainer):
    for code, title, kind in (("core-1", "At the scales", "xblock"), ("core-2", "At the gate", "case")):
        Activity.objects.create(code=code, title=title, kind=kind, locale=Locale.get_default())
    chooser = reverse(f"{Activity.snippet_viewset.chooser_viewset.url_namespace}:choose_results")

    found = {
        query: [
            title in trainer.get(f"{chooser}?{query}").content.decode()
            for title in ("At the scales", "At the gate")
        ]
        for query in ("q=SCALES", "q=core-2", "kind=case", "q=at&kind=xblock", "")
    }

    assert found == {
        "q=SCALES": [True, False],
        "q=core-2": [False, True],
        "kind=case": [False, True],
        "q=at&kind=xblock": [True, False],
        "": [True, True],
    }

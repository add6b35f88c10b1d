"""Questions written, previewed and handed in at the CMS."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import Locale

from assessments.models import EndTest, Pool, Question
from courses.api import set_up_review
from lms.accounts.actions import grant
from tests.factories import make_learner, make_question
from tests.question_parts import (
    make_answers,
    make_choices,
    make_pairs,
    make_passages,
    make_reasons,
    make_scene,
    make_spots,
    make_steps,
    make_values,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_ground(ground, db):
    """Languages, the front page and a course with its end test stand."""
    set_up_review()


def signed_in(role: str) -> Client:
    person = make_learner()
    grant(person, role)
    client = Client()
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


@pytest.fixture
def trainer() -> Client:
    return signed_in("trainer")


@pytest.fixture
def operator() -> Client:
    return signed_in("operator")


def form_of(*rights: bool, **fields) -> dict:
    """Return what the editor of a question sends."""
    sent = {"kind": "single", "stem": "What is best here?", "is_true": "unknown", "facts": ""}
    sent |= {"pool": "", "objective": "o1", "difficulty": "medium", "code": "new-question"}
    choices = make_choices(*rights)
    sent["choices-count"] = str(len(choices))
    for number, choice in enumerate(choices):
        prefix = f"choices-{number}"
        sent |= {f"{prefix}-deleted": "", f"{prefix}-order": str(number), f"{prefix}-type": "choice"}
        sent |= {f"{prefix}-id": choice["id"], f"{prefix}-value-text": choice["value"]["text"]}
        sent[f"{prefix}-value-why"] = choice["value"]["why"]
        if choice["value"]["is_right"]:
            sent[f"{prefix}-value-is_right"] = "on"
    return sent | fields


def sent_form(choices: list[dict], **fields) -> dict:
    """Return what the editor sends for choices as they are stored."""
    sent = form_of(**fields)
    sent["choices-count"] = str(len(choices))
    for number, choice in enumerate(choices):
        prefix, value = f"choices-{number}", choice["value"]
        sent |= {f"{prefix}-deleted": "", f"{prefix}-order": str(number), f"{prefix}-type": choice["type"]}
        sent[f"{prefix}-id"] = choice["id"]
        if choice["type"] == "other":
            sent[f"{prefix}-value"] = value
            continue
        sent |= {f"{prefix}-value-{name}": str(each) for name, each in value.items() if name != "is_right"}
        if value.get("is_right"):
            sent[f"{prefix}-value-is_right"] = "on"
    return sent | fields


def address(name: str, *args, model: str = "question") -> str:
    return reverse(f"wagtailsnippets_assessments_{model}:{name}", args=args)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_trainer_drafts_a_question_that_nobody_sees_yet(trainer):
    response = trainer.post(address("add"), form_of(True, False))
    assert response.status_code == 302, response.context["form"].errors
    question = Question.objects.get(code="new-question")
    assert not question.live
    assert [block.value["is_right"] for block in question.choices] == [True, False]


def test_a_draft_may_be_unfinished(trainer):
    response = trainer.post(address("add"), form_of(False, False))
    assert response.status_code == 302, response.context["form"].errors


@pytest.mark.parametrize(
    ("rights", "fields", "sentence"),
    [
        ((False, False), {}, "Mark the right choice; none is marked."),
        ((True, True), {}, "Mark exactly one choice as right"),
        ((True,), {}, "Give at least two choices."),
        ((True, False), {"kind": "true_false"}, "Say whether the statement is true."),
    ],
)
def test_what_cannot_be_graded_is_not_handed_in(trainer, rights, fields, sentence):
    trainer.post(address("add"), form_of(*rights, **fields))
    question = Question.objects.get(code="new-question")
    sent = form_of(*rights, **fields) | {"action-submit": "yes"}
    response = trainer.post(address("edit", question.pk), sent)
    assert escape(sentence) in text_of(response)
    question.refresh_from_db()
    assert not question.live
    assert not question.workflow_in_progress


def test_a_whole_question_is_handed_in_to_a_second_person(trainer):
    trainer.post(address("add"), form_of(True, False))
    question = Question.objects.get(code="new-question")
    response = trainer.post(address("edit", question.pk), form_of(True, False) | {"action-submit": "yes"})
    assert response.status_code == 302, response.context["form"].errors
    assert question.workflow_in_progress


def test_a_code_that_is_taken_and_a_fact_that_does_not_exist_are_named(trainer):
    make_question(code="taken")
    page = text_of(trainer.post(address("add"), form_of(True, False, code="taken", facts="no-such-fact")))
    assert "This code is taken. Choose one that is free." in page
    assert "No fact is called no-such-fact." in page


def test_the_edit_page_says_what_to_look_at_again(trainer):
    question = make_question(choices=make_choices(True, False))
    question.choices[0].value["text"] = "A much longer right choice than the other"
    question.save_revision().publish()
    page = text_of(trainer.get(address("edit", question.pk)))
    assert "The right choice is clearly the longest." in page
    assert "No fact stands behind this question." in page


def test_the_list_is_filtered_by_pool_objective_difficulty_and_type(trainer, course):
    make_question(code="other", objective="o2", difficulty="hard", kind="multiple")
    for query in ("objective=o2", "difficulty=hard", "kind=multiple"):
        page = text_of(trainer.get(address("list") + "?" + query))
        assert "other" in page
        assert course.questions[0].code not in page
    page = text_of(trainer.get(address("list") + f"?pool={course.pool.pk}"))
    assert course.questions[0].code in page


def test_the_preview_shows_the_question_before_and_after_without_sending_anything(trainer):
    question = make_question()
    preview = address("preview_on_edit", question.pk)
    sent = form_of(True, False, code=question.code, stem="What is drafted here?")
    assert trainer.post(preview, sent).json()["is_valid"]
    page = text_of(trainer.get(preview))
    assert page.count("What is drafted here?") >= 2
    assert "Because of 1." in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_an_unsaved_question_is_previewed(trainer):
    preview = address("preview_on_add")
    assert trainer.post(preview, form_of(True, False)).json()["is_valid"]
    assert "What is best here?" in text_of(trainer.get(preview))


def test_a_question_is_duplicated_under_a_key_of_its_own(trainer):
    question = make_question()
    page = text_of(trainer.get(address("copy", question.pk)))
    assert f'action="{address("add")}' in page
    trainer.post(address("add"), form_of(True, False, code="a-copy"))
    copy = Question.objects.get(code="a-copy")
    assert copy.translation_key != question.translation_key


@pytest.mark.parametrize("role", ["trainer", "operator"])
def test_a_copy_is_never_written_over_its_original(role):
    question, client = make_question(stem="The original?"), signed_in(role)
    client.post(address("copy", question.pk), form_of(True, False, stem="Written over?"))
    question.refresh_from_db()
    assert (question.stem, question.live) == ("The original?", True)


def test_an_operator_lays_out_a_test_in_lines(operator, course):
    test = EndTest.objects.get(activity=course.test)
    page = text_of(operator.get(address("edit", test.pk, model="endtest")))
    assert "o1 medium 4" in page
    sent = {"activity": course.test.pk, "pool": course.pool.pk, "pass_mark": "80"}
    sent["blueprint"] = "o1  medium 3\n\no2 hard 1\n"
    response = operator.post(address("edit", test.pk, model="endtest"), sent)
    assert response.status_code == 302, response.context["form"].errors
    test.refresh_from_db()
    assert test.pass_mark == 80
    assert test.blueprint == [
        {"objective": "o1", "difficulty": "medium", "draw": 3},
        {"objective": "o2", "difficulty": "hard", "draw": 1},
    ]
    page = text_of(operator.get(address("edit", test.pk, model="endtest")))
    assert "The blueprint draws 1 question (hard) on o2. The pool has 0." in page


@pytest.mark.parametrize(
    "line", ["o1 medium", "o1 soft 3", "o1 medium 0", "o1 medium 100", "o1, medium, 1", "3"]
)
def test_a_line_of_a_blueprint_that_cannot_be_read_is_named(operator, course, line):
    test = EndTest.objects.get(activity=course.test)
    sent = {"activity": course.test.pk, "pool": course.pool.pk, "pass_mark": "75"}
    sent["blueprint"] = f"o1 easy 1\n{line}"
    page = text_of(operator.post(address("edit", test.pk, model="endtest"), sent))
    assert "Line 2: write objective, difficulty and number" in page


def test_a_trainer_adds_a_pool_and_changes_none(trainer, course):
    added = trainer.post(address("add", model="pool"), {"name": "A new pool", "code": "new-pool"})
    assert added.status_code == 302
    assert Pool.objects.filter(code="new-pool").exists()
    trainer.post(address("edit", course.pool.pk, model="pool"), {"name": "Renamed", "code": "renamed"})
    course.pool.refresh_from_db()
    assert course.pool.name == "Pool"


def test_a_learner_does_not_come_to_the_desk():
    client = Client()
    client.force_login(make_learner(), backend="lms.accounts.backends.ScopedBackend")
    assert client.get(address("list")).status_code in (302, 403, 404)


def test_questions_of_another_language_have_codes_of_their_own(trainer):
    question = make_question(code="shared")
    translation = question.copy_for_translation(Locale.objects.get(language_code="ru"))
    translation.save()
    assert translation.code == "shared"


SAMPLES = {
    "order": make_steps(1, 2, 2),
    "match": make_pairs("x", "y", others=["z"]),
    "groups": make_pairs("x", "y", "x", others=["z"]),
    "short": make_answers("2427", mistakes=["2472"]),
    "numeric": make_values("2427", tolerance="5", mistakes=["2472"]),
    "rating": make_choices(False, False),
    "error_hunt": make_passages("47 > 14", "people came", "home."),
    "justify": make_choices(True, False) + make_reasons(False, True),
    "hotspot": make_spots(True, False) + make_scene(),
}


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_trainer_writes_hands_in_and_previews_a_question_of_every_kind(trainer, kind):
    sent = sent_form(SAMPLES[kind], kind=kind)
    response = trainer.post(address("add"), sent)
    assert response.status_code == 302, response.context["form"].errors
    question = Question.objects.get(code="new-question")
    stored = [(block.block_type, block.id) for block in question.choices]
    assert stored == [(choice["type"], choice["id"]) for choice in SAMPLES[kind]]
    preview = address("preview_on_edit", question.pk)
    assert trainer.post(preview, sent).json()["is_valid"]
    page = text_of(trainer.get(preview))
    assert "Because of 1." in page.split("After a right answer")[1]
    response = trainer.post(address("edit", question.pk), sent | {"action-submit": "yes"})
    assert response.status_code == 302, response.context["form"].errors
    assert question.workflow_in_progress


@pytest.mark.parametrize(
    ("kind", "choices", "sentence"),
    [
        ("order", make_steps(1, 1), "Give at least two different places"),
        ("order", make_answers("a", "b"), "Give every step its place."),
        ("match", make_pairs("x", ""), "Write for every choice what it belongs to."),
        ("match", make_pairs("x", "x"), "Give at least two different partners"),
        ("match", make_pairs("x", "y", others=["x"]), "A partner that belongs to nothing stands twice"),
        ("short", make_answers(mistakes=["a"]), "Mark at least one written answer as right."),
        ("short", make_answers("1300", mistakes=["1 300."]), "Two written answers count as the same"),
        ("short", make_answers("x" * 201), "Shorten the answer that is longer."),
        ("groups", make_pairs("x", "", "y"), "Write for every choice what it belongs to."),
        ("numeric", make_values("forty"), "Write every value as one number in digits"),
        ("numeric", make_values("1e999"), "Write every value as one number in digits"),
        ("numeric", make_values("40", tolerance="5", mistakes=["45"]), "within each other's tolerance"),
        ("rating", make_choices(False), "Give at least two choices."),
        ("error_hunt", make_passages("a", "b"), "Mark the passages that hold an error"),
        ("error_hunt", make_passages("a > b", "c > d", "e"), "Leave at least as many passages sound"),
        ("hotspot", make_spots(True, False), "Lay out exactly one picture"),
        ("hotspot", make_choices(True, False) + make_scene(), "Give every choice and every thing"),
        ("hotspot", make_spots(False, False) + make_scene(), "Mark the right choice; none is marked."),
        (
            "hotspot",
            make_spots(True, False, areas=("1, 1, 2, 2", "2, 2, 2, 2")) + make_scene(),
            "Move them apart. “Place 1” “Place 2”",
        ),
        (
            "hotspot",
            make_spots(True, False, areas=("1, 1, 2, 2", "7, 1, 2, 2")) + make_scene(),
            "or make the picture larger. “Place 2”",
        ),
        (
            "hotspot",
            make_spots(True, False, areas=("1, 1, 2, 2", "5, 1, 1, 2")) + make_scene(),
            "A place is too small for a finger",
        ),
        ("justify", make_choices(True, False), "Give at least two reasons to choose from."),
        ("justify", make_choices(True, False) + make_reasons(True, True), "Mark exactly one reason"),
    ],
)
def test_what_cannot_be_arranged_or_written_is_not_handed_in(trainer, kind, choices, sentence):
    sent = sent_form(choices, kind=kind)
    trainer.post(address("add"), sent)
    question = Question.objects.get(code="new-question")
    response = trainer.post(address("edit", question.pk), sent | {"action-submit": "yes"})
    assert escape(sentence) in text_of(response)
    question.refresh_from_db()
    assert not question.workflow_in_progress


@pytest.mark.parametrize("kind", SAMPLES)
def test_an_unfinished_draft_of_every_kind_is_previewed(trainer, kind):
    preview = address("preview_on_add")
    assert trainer.post(preview, sent_form([], kind=kind)).json()["is_valid"]
    assert "What is best here?" in text_of(trainer.get(preview))
    assert trainer.post(preview, sent_form(make_choices(False), kind=kind)).json()["is_valid"]
    assert "Look at this again" in text_of(trainer.get(preview))

"""What holds for every kind of question: nothing leaks before the answer, nothing sent breaks a page."""

import re
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import override

from assessments.models import Attempt, Question, QuestionVersion
from assessments.rules import in_stable_order
from courses.api import AnswerRefused, kind_of
from tests.assessments.asking import answered, placed, posted, rendered, without_noise
from tests.assessments.conftest import Sitting
from tests.factories import MadeCourse, make_course, make_learner, make_question, right_answer, wrong_answer
from tests.question_parts import (
    make_answers,
    make_block,
    make_choices,
    make_pairs,
    make_reasons,
    make_scene,
    make_spots,
    make_steps,
    make_values,
)

pytestmark = pytest.mark.django_db
KINDS = list(Question.Kind.values)
SCORED = [kind for kind in KINDS if kind != "rating"]
HTMX = {"HX-Request": "true"}
IDS = [str(uuid.UUID(int=number)) for number in range(1, 9)]


def _explained_otherwise(blocks: list[dict]) -> list[dict]:
    return [
        {**block, "value": {**block["value"], "why": "Another explanation."}}
        if isinstance(block["value"], dict)
        else block
        for block in blocks
    ]


def _scale(why: str) -> list[dict]:
    points = make_choices(False, False, False, ids=IDS[:3])
    return [{**point, "value": {**point["value"], "why": why}} for point in points]


def _justified(choice: int, reason: int) -> list[dict]:
    choices = make_choices(*[number == choice for number in range(3)], ids=IDS[:3])
    return choices + make_reasons(*[number == reason for number in range(3)], ids=IDS[3:6])


def _text(error: int, other: int) -> list[dict]:
    passages = [make_block(n, words="Passage", id=IDS[n], is_right=False, better="") for n in range(5)]
    for number in (error, other):
        passages[number]["value"] |= {"is_right": True, "better": "Something else."}
    return passages


SCENE = make_scene()

# Of each kind two keys to the same words: what is right and every explanation differ.
TWO_KEYS = {
    "single": [make_choices(True, False, False, ids=IDS[:3]), make_choices(False, False, True, ids=IDS[:3])],
    "multiple": [make_choices(True, True, False, ids=IDS[:3]), make_choices(False, True, True, ids=IDS[:3])],
    "true_false": [
        make_choices(True, False, False, ids=IDS[:3]),
        make_choices(False, True, False, ids=IDS[:3]),
    ],
    "order": [make_steps(1, 2, 3, 4, ids=IDS[:4]), make_steps(2, 1, 4, 3, ids=IDS[:4])],
    "match": [
        make_pairs("x", "y", "z", others=["w"], ids=IDS[:4]),
        make_pairs("w", "x", "y", others=["z"], ids=IDS[:4]),
    ],
    "groups": [
        make_pairs("x", "y", "x", "y", others=["z"], ids=IDS[:5]),
        make_pairs("z", "x", "x", "z", others=["y"], ids=IDS[:5]),
    ],
    "short": [make_answers("2427", mistakes=["2472"], ids=IDS[:2]), make_answers("11", ids=IDS[:1])],
    "numeric": [make_values("47.5", tolerance="2", mistakes=["475"]), make_values("11")],
    "rating": [_scale("Three texts say so."), _scale("One text says otherwise.")],
    "error_hunt": [_text(1, 3), _text(0, 4)],
    "justify": [_justified(0, 0), _justified(2, 1)],
    "hotspot": [
        make_spots(True, True, False, False, ids=IDS[:4]) + SCENE,
        make_spots(False, False, True, False, ids=IDS[:4]) + SCENE,
    ],
}


def publish_key(question: Question, number: int, keys: list[list[dict]]) -> None:
    """Publish the question with one of its two keys; with the second, every explanation differs too."""
    blocks = keys[number]
    question.is_true = number == 0 if question.kind == "true_false" else None
    question.choices = question.choices.stream_block.to_python(
        _explained_otherwise(blocks) if number else blocks
    )
    question.save_revision().publish()


@pytest.fixture(autouse=True)
def _on_ground(ground, db):
    """Languages and the front page stand."""


@pytest.fixture(scope="module")
def ground(shared_ground) -> MadeCourse:
    """Make a course whose test asks one question of every kind that is scored."""
    questions = [make_question(kind=kind, choices=TWO_KEYS[kind][0]) for kind in SCORED]
    return make_course(lessons=1, practice=0, questions=questions)


def of_kind(sitting: Sitting, kind: str) -> Question:
    return next(question for question in sitting.course.questions if question.kind == kind)


# --- Before the answer --------------------------------------------------------------------------


def test_every_kind_has_two_keys_to_compare():
    assert set(TWO_KEYS) == set(KINDS)


@pytest.mark.parametrize("language", ["en", "kk"])
@pytest.mark.parametrize("kind", KINDS)
def test_two_keys_give_the_same_bytes_before_the_answer_in_a_lesson(kind, language):
    question = make_question(kind=kind, choices=TWO_KEYS[kind][0], stem="What?")
    keys = _other_orders(question) if kind == "order" else TWO_KEYS[kind]
    pages = []
    for number in (0, 1):
        publish_key(question, number, keys)
        with override(language):
            refused = rendered(placed(question), problem="Again.", typed=posted({"choice": IDS[0]}))
            pages.append(without_noise(rendered(placed(question)) + refused))
    assert pages[0] == pages[1]
    assert "Because of" not in pages[0] and "explanation" not in pages[0]


def _other_orders(question: Question) -> list[list[dict]]:
    """Return two keys that are not the order shown: steps never stand in the right one."""
    shown = in_stable_order(IDS[:4], str(question.activity.translation_key))
    keys = ((1, 2, 3, 4), (2, 1, 4, 3), (3, 4, 1, 2))
    right = {places: [IDS[places.index(place)] for place in (1, 2, 3, 4)] for places in keys}
    return [make_steps(*places, ids=IDS[:4]) for places in keys if right[places] != shown][:2]


@pytest.mark.parametrize("kind", [kind for kind in SCORED if kind != "order"])
def test_two_keys_give_the_same_bytes_before_the_end_of_a_test(sitting, kind):
    question = of_kind(sitting, kind)
    begun = sitting.begin()
    pages = []
    for number in (0, 1):
        publish_key(question, number, TWO_KEYS[kind])
        newest = QuestionVersion.objects.filter(question_key=question.translation_key).latest("number")
        drawn = [
            {**each, "version": newest.number} if each["question"] == str(question.translation_key) else each
            for each in begun.drawn
        ]
        Attempt.objects.filter(pk=begun.pk).update(drawn=drawn, answers={}, saved_at=None)
        pages.append(_without_window(sitting.client.get(sitting.address()).content.decode()))
        # What was saved comes back the same, whatever it is worth.
        pages.append(_without_window(_saved_page(sitting, question)))
    assert pages[0] == pages[2]
    assert pages[1] == pages[3]


def _saved_page(sitting: Sitting, question: Question) -> str:
    key = str(question.translation_key)
    sent = {"attempt": str(sitting.attempt.public_id), "window": "one", f"at-{key}": "1", "sent": "1"}
    if question.kind in ("short", "numeric"):
        sent[f"text-{key}"] = "2427"
    elif question.kind not in ("match", "groups"):
        sent[f"choice-{key}"] = IDS[1]
    said = sitting.client.post(sitting.address("test_save"), sent, headers=HTMX)
    assert said.status_code == 200
    return said.content.decode() + sitting.client.get(sitting.address()).content.decode()


def _without_window(html: str) -> str:
    noise = r'name="(csrfmiddlewaretoken|window)" value="[^"]+"|csrf[^ >]+|Saved \d\d:\d\d|nonce-\S+'
    return re.sub(noise, "", html)


# --- After the answer ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SCORED)
def test_a_right_answer_of_every_kind_is_worth_one_and_a_wrong_one_nothing(kind):
    question = make_question(kind=kind, choices=TWO_KEYS[kind][0])
    right, html = answered(placed(question), right_answer(question))
    assert (right.completed, right.score) == (True, 1.0)
    assert "Right" in html and "Not quite" not in html
    wrong, html = answered(placed(question), wrong_answer(question))
    assert (wrong.completed, wrong.score) == (True, 0.0)
    assert "Not quite" in html


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_twin_to_read_with_its_explanations(kind):
    twin = kind_of("question").twin(placed(make_question(kind=kind)).content)
    assert "Because of" in twin and "<details>" in twin
    assert "<input" not in twin


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_is_labelled_and_every_group_has_a_legend(kind):
    html = rendered(placed(make_question(kind=kind))).replace("\n", " ")
    fields = re.findall(r'<(?:select|input(?! type="hidden"))\b[^>]*>', html)
    assert fields
    for field in fields:
        own_id = re.search(r'\bid="([^"]+)"', field)
        wrapped = re.search(rf"<label[^>]*>\s*{re.escape(field)}", html)
        assert wrapped or re.search(rf'<label[^>]* for="{own_id[1]}"', html)
    assert html.count("<fieldset") == html.count("<legend")


# --- Whatever is sent ---------------------------------------------------------------------------

NONSENSE = {
    "a choice of another question": {"choice": "0" * 36},
    "a choice twice": {"choice": [IDS[0], IDS[0]]},
    "two reasons": {"choice": IDS[0], "reason": [IDS[3], IDS[4]]},
    "a reason of another question": {"choice": IDS[0], "reason": "0" * 36},
    "two texts": {"text": ["1", "2"]},
    "a place that is none": {"place": f"{IDS[0]}:NaN"},
    "a huge place": {"place": f"{IDS[0]}:1e999"},
    "a group that is none": {f"pair:{IDS[0]}": f"{IDS[0]}:nowhere"},
    "a group twice": {"pair": [f"{IDS[0]}:x", f"{IDS[0]}:y"]},
    "a verdict that is none": {"verdict": "nan"},
    "half a character": {"choice": "\ud800", "reason": "\ud800"},
    "nothing at all": {},
    "everything at once": {"choice": IDS[0], "text": "1", "verdict": "true", "reason": IDS[3]},
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_no_form_sends_is_refused_in_a_lesson_with_a_sentence(kind):
    question = make_question(kind=kind, choices=TWO_KEYS[kind][0])
    activity = placed(question)
    for name, sent in NONSENSE.items():
        with pytest.raises(AnswerRefused) as refused:
            kind_of("question").handle(activity, posted(sent))
        assert str(refused.value).endswith("."), name
        assert rendered(activity, problem="Again.", typed=posted(sent))


@pytest.mark.parametrize("route", ["test_save", "test_finish"])
def test_what_no_form_sends_is_refused_in_a_test_and_changes_nothing(sitting, route):
    begun = sitting.begin()
    before = Attempt.objects.filter(pk=begun.pk).values().get()
    for question in sitting.course.questions:
        for name, sent in NONSENSE.items():
            if name == "nothing at all" or (name == "two reasons" and question.kind != "justify"):
                continue
            fields = {"attempt": str(begun.public_id), "window": "one"} | _renamed(sent, question)
            answer = sitting.client.post(sitting.address(route), fields)
            assert answer.status_code == 400, (question.kind, name)
    assert Attempt.objects.filter(pk=begun.pk).values().get() == before


def _renamed(sent: dict, question: Question) -> dict:
    """Return the fields as a test's form names them: with the key of their question."""
    key = str(question.translation_key)
    plain = {name: value for name, value in sent.items() if "\ud800" not in value}
    hurt = {name: "%ED%A0%80" for name in sent if name not in plain}
    named = {f"{part}-{key}{colon}{rest}": value for part, colon, rest, value in _parted(plain | hurt)}
    return named


def _parted(sent: dict) -> list[tuple]:
    return [(*name.partition(":"), value) for name, value in sent.items()]


@pytest.mark.parametrize(
    "text", ["NaN", "inf", "-inf", "1e999", "9" * 16, "٣", "10²", "about 47", "4 7", "1..2"]
)
def test_a_number_that_is_none_is_refused_and_stays_in_its_field(text):
    question = make_question(kind="numeric", choices=TWO_KEYS["numeric"][0])
    with pytest.raises(AnswerRefused) as refused:
        kind_of("question").handle(placed(question), posted({"text": text}))
    assert "Write one number in digits" in str(refused.value)
    html = rendered(placed(question), problem="Again.", typed=posted({"text": text}))
    assert f'value="{text}"' in html


# --- A scale --------------------------------------------------------------------------------------


def test_on_a_scale_every_answer_is_done_and_none_is_scored():
    question = make_question(kind="rating")
    for point in question.choices:
        outcome, html = answered(placed(question), {"choice": point.id})
        assert (outcome.completed, outcome.score) == (True, None)
        assert "Noted" in html and "Not quite" not in html
        assert point.value["why"] in html


def test_a_scale_is_in_no_pool_and_in_no_test(course):
    question = make_question(kind="rating", publish=False)
    question.pool = course.pool
    with pytest.raises(Exception, match="cannot be part of a test"):
        question.save_revision().publish()
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(pool=course.pool)


# --- Frozen -----------------------------------------------------------------------------------------


def test_several_right_answers_frozen_before_count_as_they_did(sitting):
    question = of_kind(sitting, "multiple")
    version = QuestionVersion.objects.get(question_key=question.translation_key)
    assert version.content["is_partial"] is True
    del version.content["is_partial"]
    version.save()
    begun = sitting.begin()
    sitting.save(**{f"choice-{question.translation_key}": IDS[0]})
    sitting.finish(sure="yes")
    begun.refresh_from_db()
    assert begun.marks[str(question.translation_key)] == 0


def test_several_right_answers_count_in_part_and_say_so():
    question = make_question(kind="multiple", choices=TWO_KEYS["multiple"][0])
    outcome, html = answered(placed(question), {"choice": IDS[0]})
    assert outcome.score == 0.5
    assert "You found 1 of 2 right answers. That is worth 50 percent of a right answer." in html
    everything, _html = answered(placed(question), {"choice": IDS[:3]})
    assert everything.score == 0


def test_a_learner_of_another_account_reads_nothing_of_it(sitting):
    begun = sitting.begin()
    stranger = Client()
    stranger.force_login(make_learner(), backend="lms.accounts.backends.ScopedBackend")
    fields = sitting.fields(attempt=begun)
    assert stranger.post(sitting.address("test_save"), fields).status_code == 404

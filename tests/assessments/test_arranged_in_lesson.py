"""Steps to put in order, things to match and short answers in a lesson: asked, graded, explained."""

import re
import uuid

import pytest
from django.utils.translation import override

from assessments.models import QuestionVersion
from courses.api import AnswerRefused, LearnerState, kind_of
from tests.assessments.asking import answered, placed, posted, rendered, without_noise
from tests.factories import make_question, right_answer, translate_question
from tests.question_parts import make_answers, make_pairs, make_steps

pytestmark = pytest.mark.django_db
KINDS = ["order", "match", "short"]


@pytest.fixture(autouse=True)
def _on_ground(ground, db):
    """Languages and the front page stand."""


def ids_of(question) -> list[str]:
    return [block.id for block in question.choices if block.block_type == "choice"]


def in_order(question, *places: int) -> dict:
    return {"place": [f"{step}:{place}" for step, place in zip(ids_of(question), places, strict=False)]}


def partners_of(activity) -> dict[str, str]:
    return {partner["text"]: partner["id"] for partner in activity.content["partners"]}


def matched(activity, question, *partners: str) -> dict:
    known = partners_of(activity)
    return {
        "pair": [f"{thing}:{known[text]}" for thing, text in zip(ids_of(question), partners, strict=False)]
    }


def sentence_of_refusal(question, sent) -> str:
    with pytest.raises(AnswerRefused) as refused:
        kind_of("question").handle(placed(question), posted(sent))
    return str(refused.value)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


# --- Asked -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_before_the_answer_tells_what_is_right(kind):
    question = make_question(kind=kind, facts=["a-fact"])
    html = rendered(placed(question))
    assert "Because of" not in html
    assert "2427" not in html
    assert "right" not in html.lower()


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_label_of_its_own_and_every_group_a_legend(kind):
    html = rendered(placed(make_question(kind=kind)))
    fields = re.findall(r'<(?:select|input class="answer")[^>]* id="([^"]+)"', html.replace("\n", " "))
    assert sorted(re.findall(r'<label[^>]* for="([^"]+)"', html)) == sorted(fields)
    assert len(fields) == {"order": 4, "match": 3, "short": 1}[kind]
    assert html.count("<fieldset") == html.count("<legend")


def test_every_step_may_be_given_every_place_and_has_none_at_first():
    question = make_question(kind="order")
    html = rendered(placed(question))
    for step in ids_of(question):
        assert all(f'value="{step}:{place}"' in html for place in (1, 2, 3, 4))
    assert "selected" not in html


def test_steps_stand_in_a_stable_order_that_is_not_the_right_one():
    for _ in range(6):
        question = make_question(kind="order", choices=make_steps(1, 2))
        html = rendered(placed(question))
        assert html.index("Step 2") < html.index("Step 1")
        assert without_noise(html) == without_noise(rendered(placed(question)))


def test_partners_stand_in_an_order_that_follows_from_their_words_alone():
    ids = [str(uuid.uuid4()) for _ in range(4)]
    question = make_question(kind="match", choices=make_pairs("x", "y", "z", others=["w"], ids=ids))
    with override("ru"):
        before = rendered(placed(question))
    question.choices = question.choices.stream_block.to_python(
        make_pairs("z", "x", "y", others=["w"], ids=ids)
    )
    question.save_revision().publish()
    with override("ru"):
        after = rendered(placed(question))
    assert without_noise(before) == without_noise(after)


def test_two_orders_that_differ_only_in_the_key_are_the_same_bytes_before_the_answer():
    ids = [str(uuid.UUID(int=number)) for number in range(1, 5)]
    question = make_question(kind="order", choices=make_steps(1, 2, 3, 4, ids=ids))
    shown = re.findall(r"Step (\d)</label>", rendered(placed(question)))
    # Two keys, neither of which is the order that is shown.
    keys = [
        key for key in ((2, 1, 3, 4), (4, 3, 2, 1), (1, 3, 2, 4)) if _stands(key) not in (shown, shown[::-1])
    ]
    pages = []
    for key in keys[:2]:
        question.choices = question.choices.stream_block.to_python(make_steps(*key, ids=ids))
        question.save_revision().publish()
        pages.append(without_noise(rendered(placed(question))))
    assert pages[0] == pages[1]


def _stands(places) -> list[str]:
    return [str(places.index(place) + 1) for place in sorted(places)]


def test_two_short_questions_that_differ_only_in_the_key_are_the_same_bytes_before_the_answer():
    question = make_question(kind="short")
    typed = posted({"text": "2427"})
    before = rendered(placed(question)), rendered(placed(question), problem="Again.", typed=typed)
    question.choices = question.choices.stream_block.to_python(make_answers("7242", mistakes=["2427"]))
    question.save_revision().publish()
    after = rendered(placed(question)), rendered(placed(question), problem="Again.", typed=typed)
    assert [without_noise(html) for html in before] == [without_noise(html) for html in after]


def test_a_line_of_text_is_in_the_language_of_the_question_and_short():
    html = rendered(placed(make_question(kind="short"))).replace("\n", " ")
    line = re.search(r'<input class="answer"[^>]*>', html)[0]
    assert 'maxlength="200"' in line
    assert 'autocomplete="off"' in line
    assert 'lang="en"' in line
    assert "Never type details of real families." in html


def test_foreseen_answers_are_not_counted_as_reading():
    question = make_question(kind="short", stem="What do the rows add up to?")
    assert placed(question).content["reading_text"] == "What do the rows add up to?"
    match = make_question(kind="match", stem="What belongs where?")
    assert "2022" in placed(match).content["reading_text"]


# --- Refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "sent", "sentence"),
    [
        ("order", {}, "Give every step a place, then send it."),
        ("match", {}, "Choose for every line what belongs to it, then send it."),
        ("short", {}, "Write your answer, then send it."),
        ("short", {"text": " \t "}, "Write your answer, then send it."),
        ("short", {"text": "x" * 201}, "Write at most 200 characters, then send it."),
        ("short", {"text": "x" * 100_000}, "Write at most 200 characters, then send it."),
    ],
)
def test_an_incomplete_answer_is_refused_with_a_sentence(kind, sent, sentence):
    assert sentence_of_refusal(make_question(kind=kind), sent) == sentence


def test_a_half_order_is_refused_and_its_places_stay():
    question = make_question(kind="order")
    sent = in_order(question, 2, 1)
    assert sentence_of_refusal(question, sent) == "Give every step a place, then send it."
    html = rendered(placed(question), problem="Give every step a place.", typed=posted(sent))
    assert html.count(" selected>") == 2
    assert 'role="alert"' in html


def test_a_place_given_twice_is_named_and_what_was_chosen_stays():
    question = make_question(kind="order")
    sent = in_order(question, 1, 2, 2, 4)
    assert sentence_of_refusal(question, sent) == (
        "Two steps have place 2. Give each a place of its own, then send it."
    )
    html = rendered(placed(question), problem="Two steps have place 2.", typed=posted(sent))
    assert html.count(" selected>") == 4


def test_half_a_match_is_refused_and_what_was_chosen_stays():
    question = make_question(kind="match")
    sent = matched(placed(question), question, "2019")
    assert "Choose for every line" in sentence_of_refusal(question, sent)
    html = rendered(placed(question), problem="Choose.", typed=posted(sent))
    assert html.count(" selected>") == 1


def test_a_text_that_is_too_long_stays_in_its_line():
    question = make_question(kind="short")
    html = rendered(placed(question), problem="Write less.", typed=posted({"text": "y" * 201}))
    assert f'value="{"y" * 201}"' in html


@pytest.mark.parametrize(
    "change",
    [
        lambda places: [*places, places[0]],
        lambda places: [places[0].replace(":1", ":0"), *places[1:]],
        lambda places: [places[0].replace(":1", ":5"), *places[1:]],
        lambda places: [places[0].replace(":1", ":-1"), *places[1:]],
        lambda places: [places[0].replace(":1", ":one"), *places[1:]],
        lambda places: [places[0].replace(":1", ":١"), *places[1:]],
        lambda places: [places[0].replace(":1", ":"), *places[1:]],
        lambda places: ["somebody-else:1", *places[1:]],
        lambda places: ["\x00:1", *places[1:]],
        lambda places: ["x" * 100_000, *places[1:]],
    ],
)
def test_places_that_no_form_of_ours_sends_are_refused(change):
    question = make_question(kind="order")
    sent = {"place": change(in_order(question, 1, 2, 3, 4)["place"])}
    assert "does not fit the question" in sentence_of_refusal(question, sent)
    assert "selected" not in rendered(placed(question), problem="Again.", typed=posted(sent))


def test_partners_of_another_question_are_refused():
    question, other = make_question(kind="match"), make_question(kind="match")
    sent = {"pair": [f"{thing}:{partners_of(placed(other))['2019']}" for thing in ids_of(question)]}
    assert "does not fit the question" in sentence_of_refusal(question, sent)
    by_thing = {"pair": [f"{thing}:{thing}" for thing in ids_of(question)]}
    assert "does not fit the question" in sentence_of_refusal(question, by_thing)


# --- Explained -----------------------------------------------------------------------------------


def test_the_right_order_is_listed_with_the_places_given_beside_it():
    question = make_question(kind="order", choices=make_steps(3, 1, 2))
    outcome, html = answered(placed(question), in_order(question, 3, 2, 1))
    assert outcome.score == pytest.approx(1 / 3)
    text = plain(html)
    assert text.index("Step 2") < text.index("Step 3") < text.index("Step 1")
    assert "Place 1. You gave it place 2. Step 2 Because of 2." in text
    assert "Place 3. You gave it this place. Step 1 Because of 1." in text
    assert "1 of 3 steps stand in their place. That is worth 33 percent of a right answer." in text
    assert "Not quite" in text


def test_steps_that_may_stand_either_way_are_said_to():
    question = make_question(kind="order", choices=make_steps(1, 2, 2))
    outcome, html = answered(placed(question), in_order(question, 1, 3, 2))
    assert outcome.score == 1
    assert "Place 2–3. You gave it place 3. Step 2" in plain(html)


def test_pairs_are_shown_with_what_was_chosen():
    question = make_question(kind="match")
    activity = placed(question)
    outcome, html = answered(activity, matched(activity, question, "2019", "2022", "2021"))
    assert outcome.score == pytest.approx((2 / 3 - 1 / 4) / (3 / 4))
    text = plain(html)
    assert "You chose this. Thing 1 — 2019 Because of 1." in text
    assert "You chose: 2022 Thing 2 — 2020 Because of 2." in text
    assert "2 of 3 are matched. That is worth 55 percent of a right answer." in text


def test_a_right_short_answer_is_shown_as_written_with_its_reason():
    _outcome, html = answered(placed(make_question(kind="short")), {"text": " 2 427 "})
    text = plain(html)
    assert "You wrote: 2 427" in text
    assert "Your answer, and right 2427 Because of 1." in text
    assert "Because of 2." not in text
    assert "2472" not in text


def test_a_known_mistake_has_feedback_of_its_own_and_the_accepted_answers():
    outcome, html = answered(placed(make_question(kind="short")), {"text": "2,472"})
    assert outcome.score == 0
    text = plain(html)
    assert "You wrote: 2,472" in text
    assert "Your answer 2472 Because of 3." in text
    assert "Right would be 2427 Because of 1. Right would be about 2,427" in text
    assert "Because of 2." not in text


def test_an_answer_that_nobody_foresaw_shows_the_accepted_ones_and_no_known_mistake():
    outcome, html = answered(placed(make_question(kind="short")), {"text": "<b>seven</b>"})
    assert outcome.score == 0
    assert "&lt;b&gt;seven&lt;/b&gt;" in html
    assert "Right would be 2427 Because of 1." in plain(html)
    assert "2472" not in html


@pytest.mark.parametrize("kind", KINDS)
def test_trying_again_shows_the_question_as_new(kind):
    question = make_question(kind=kind)
    outcome, _html = answered(placed(question), right_answer(question))
    again = rendered(placed(question), outcome.as_state(), again=True)
    assert "selected" not in again
    assert "Because of" not in again
    assert "2427" not in again


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_sensitive_question_only_that_it_was_done_is_kept(kind):
    question = make_question(kind=kind)
    outcome, _html = answered(placed(question, is_sensitive=True), right_answer(question))
    assert (outcome.completed, outcome.score, outcome.response) == (True, None, None)


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("order", make_steps(2, 1)),
        ("match", make_pairs("2019", "2023")),
        ("match", make_pairs("2020", "2021")),
    ],
)
def test_an_answer_to_what_is_gone_is_not_explained_by_something_else(kind, changed):
    question = make_question(kind=kind)
    outcome, _html = answered(placed(question), right_answer(question))
    question.choices = question.choices.stream_block.to_python(changed)
    question.save_revision().publish()
    assert "You have answered this question." in rendered(placed(question), outcome.as_state())


def test_what_was_kept_may_be_anything_and_breaks_no_page():
    question = make_question(kind="order")
    for response in ({}, {"choices": ["a"], "verdict": True}, {"places": {"x": 9}}, {"text": "a story"}):
        assert rendered(placed(question), LearnerState(completed=True, response=response))


# --- Translated ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_translation_is_asked_in_its_words_and_graded_by_its_source(kind):
    question = make_question(kind=kind)
    translate_question(question)
    activity = placed(question, page_language="ru")
    assert activity.content["language"] == "ru"
    with override("ru"):
        outcome, html = answered(activity, right_answer(question))
    assert outcome.score == 1
    assert "Потому что 1." in html


def test_partners_are_the_same_in_every_language():
    question = make_question(kind="match")
    translate_question(question)
    english, russian = partners_of(placed(question)), partners_of(placed(question, page_language="ru"))
    assert {
        f"Пара {text}" if text != "2022" else "Иное 2022": key for text, key in english.items()
    } == russian


def test_a_short_answer_may_be_written_in_the_words_of_the_translation_or_of_the_source():
    question = make_question(kind="short", choices=make_answers("Meerim"))
    translate_question(question)
    activity = placed(question, page_language="ru")
    for text in ("выбор 1", "MEERIM"):
        assert kind_of("question").handle(activity, posted({"text": text})).score == 1
    outcome = kind_of("question").handle(activity, posted({"text": "Выбор 1"}))
    # The same answer, read in another language later.
    assert "Your answer, and right" in rendered(placed(question), outcome.as_state())


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("order", lambda block, number: block.value.update(place=5 - number)),
        ("match", lambda block, number: block.value.update(match="The same for two" if number < 3 else "x")),
        ("short", lambda block, number: block.value.update(is_right=number == 3)),
    ],
)
def test_a_translation_that_no_longer_fits_its_source_is_not_shown(kind, changed):
    question = make_question(kind=kind)
    translation = translate_question(question)
    for number, block in enumerate(translation.choices, 1):
        if block.block_type == "choice":
            changed(block, number)
    translation.save_revision().publish()
    question.stem = "Changed?"
    question.save_revision().publish()
    assert placed(question, page_language="ru").content["language"] == "en"


# --- Frozen ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["single", "multiple", "true_false"])
def test_what_was_frozen_of_older_kinds_has_the_shape_it_had(kind):
    question = make_question(kind=kind)
    content = QuestionVersion.objects.get(question_key=question.translation_key).content
    assert set(content["choices"][0]) == {"id", "text", "right", "why"}
    assert "partners" not in content

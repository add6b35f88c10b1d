"""The end test with questions of every kind: saved half done, in two windows, whatever is sent."""

import json
import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.actions import forget_raw_answers
from assessments.rules import Answer
from lms.accounts.own_data import own_data
from tests.assessments.test_budget import MOST_QUERIES, MOST_WRITES, counted, writes
from tests.factories import MadeCourse, make_course, make_question, translate_question

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
KINDS = ["single", "multiple", "true_false", "order", "match", "short"]


@pytest.fixture(scope="module")
def ground(shared_ground) -> MadeCourse:
    """Make a course whose test asks one question of every kind, for all tests of the module."""
    return make_course(lessons=1, practice=0, questions=[make_question(kind=kind) for kind in KINDS])


@pytest.fixture
def attempt(sitting):
    return sitting.begin()


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def question_of(sitting, kind: str):
    return next(question for question in sitting.course.questions if question.kind == kind)


def key_of(sitting, kind: str) -> str:
    return str(question_of(sitting, kind).translation_key)


def steps_of(sitting) -> list[str]:
    return [block.id for block in question_of(sitting, "order").choices]


def send(sitting, route="test_save", **more):
    """Send a form in which nothing but what a test says was touched."""
    sent = {"attempt": str(sitting.attempt.public_id), "window": "one"} | more
    return sitting.client.post(sitting.address(route), sent, headers=HTMX)


def kept(attempt, key: str) -> dict:
    attempt.refresh_from_db()
    return attempt.answers[key]


def test_a_question_of_every_kind_is_asked_graded_and_explained(sitting, attempt):
    page = text_of(sitting.client.get(sitting.address()))
    assert page.count("<fieldset") == 6
    assert page.count("arrange.js") == 1
    sitting.finish(*[True] * 6)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed) == (1, True)
    result = text_of(sitting.client.get(sitting.address("test_result", attempt.public_id)))
    assert "6 of 6 right, 100 percent." in result
    assert "You gave it this place." in result
    assert "You wrote:" in result


def test_wrong_answers_of_every_kind_earn_nothing(sitting, attempt):
    sitting.finish(*[False] * 6)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed) == (0, False)


def test_what_is_right_in_part_counts_in_part(sitting, attempt):
    key, steps = key_of(sitting, "order"), steps_of(sitting)
    near = [f"{step}:{place}" for step, place in zip(steps, (2, 1, 3, 4), strict=True)]
    sitting.finish(*[True] * 6, **{f"place-{key}": near})
    attempt.refresh_from_db()
    assert attempt.marks[key] == pytest.approx(2 / 3)
    result = text_of(sitting.client.get(sitting.address("test_result", attempt.public_id)))
    assert "5 of 6 right, 94 percent." in result
    assert "2 of 4 steps stand in their place. That is worth 66 percent of a right answer." in result


def test_half_done_answers_are_saved_shown_again_and_named_before_finishing(sitting, attempt):
    order, match = key_of(sitting, "order"), key_of(sitting, "match")
    first, second = steps_of(sitting)[:2]
    fields = sitting.fields(*[True] * 6)
    thing = fields[f"pair-{match}"][0]
    doubled = {f"place-{order}": [f"{first}:2", f"{second}:2"], f"pair-{match}": [thing, ""]}
    response = sitting.client.post(sitting.address("test_save"), fields | doubled, headers=HTMX)
    assert response.status_code == 200
    assert kept(attempt, order)["places"] == {first: 2, second: 2}
    assert len(kept(attempt, match)["pairs"]) == 1
    assert text_of(sitting.client.get(sitting.address())).count(" selected>") == 3
    page = text_of(sitting.client.post(sitting.address("test_finish"), fields | doubled))
    assert "2 questions are still open." in page
    assert all(f'href="#a-{key}"' in page for key in (order, match))
    assert page.count(" selected>") == 3
    sitting.client.post(sitting.address("test_finish"), fields | doubled | {"sure": "yes"})
    attempt.refresh_from_db()
    assert (attempt.marks[order], attempt.marks[match]) == (0, 0)
    assert attempt.score == pytest.approx(4 / 6)


def test_an_order_is_shown_as_it_was_saved(sitting, attempt):
    key, steps = key_of(sitting, "order"), steps_of(sitting)
    send(
        sitting,
        **{f"place-{key}": [f"{step}:{place}" for step, place in zip(steps, (3, 1, 4, 2), strict=True)]},
    )
    page = text_of(sitting.client.get(sitting.address()))
    assert re.findall(r"Step (\d)</label>", page) == ["2", "4", "1", "3"]


def test_a_short_answer_is_saved_as_typed_and_an_emptied_line_is_an_answer_taken_back(sitting, attempt):
    key = key_of(sitting, "short")
    send(sitting, **{f"text-{key}": " 2 427 "})
    assert kept(attempt, key)["text"] == "2 427"
    assert 'value="2 427"' in text_of(sitting.client.get(sitting.address()))
    send(sitting, **{f"text-{key}": "", f"was-{key}": "||||2 427"})
    assert "text" not in kept(attempt, key)


def test_no_page_before_the_end_tells_whether_a_short_answer_was_recognised(sitting, attempt):
    key = key_of(sitting, "short")
    pages = []
    for text in ("2427", "2472", "9999"):
        send(sitting, **{f"text-{key}": text, f"at-{key}": "1", "sent": "1"})
        page = re.sub(
            r'name="(csrfmiddlewaretoken|window)" value="[^"]+"|Saved \d\d:\d\d',
            "",
            text_of(sitting.client.get(sitting.address())),
        )
        # Only where it was typed: by chance a key may hold the same four digits.
        pages.append(re.sub(rf'value="(\|*){text}"', r'value="\1TYPED"', page))
    assert kept(attempt, key)["text"] == "9999"
    assert len(set(pages)) == 1


def test_two_windows_keep_what_was_arranged_last_and_both_are_told(sitting, attempt):
    key, steps = key_of(sitting, "order"), steps_of(sitting)

    def arranged(*places):
        return {f"place-{key}": [f"{step}:{place}" for step, place in zip(steps, places, strict=True)]}

    send(sitting, **arranged(1, 2, 3, 4))
    looking = send(sitting, window="two", **{f"was-{key}": "|"})
    assert "Answered in another window." in text_of(looking)
    replacing = send(sitting, window="two", **arranged(2, 1, 3, 4), **{f"was-{key}": "|"})
    assert "Also answered in another window." in text_of(replacing)
    assert kept(attempt, key)["places"][steps[0]] == 2


def test_a_window_that_only_shows_an_answer_does_not_save_it_anew(sitting, attempt):
    key = key_of(sitting, "match")
    fields = sitting.fields(*[True] * 6)
    sitting.client.post(sitting.address("test_save"), fields, headers=HTMX)
    before = kept(attempt, key)
    mark = re.search(rf'name="was-{key}" value="([^"]+)"', text_of(sitting.client.get(sitting.address())))[1]
    send(sitting, window="two", **{f"pair-{key}": fields[f"pair-{key}"], f"was-{key}": mark})
    assert kept(attempt, key) == before


def test_a_short_answer_counts_in_the_language_it_was_written_in(sitting, attempt):
    question = question_of(sitting, "short")
    translate_question(question)
    key = str(question.translation_key)
    russian = f"/ru/courses/{sitting.course.slug}/test/save/"
    fields = {"attempt": str(attempt.public_id), "window": "one", f"text-{key}": "выбор 1"}
    sitting.client.post(russian, fields, headers=HTMX)
    # Finished in English, where those words are nobody's answer.
    sitting.finish(*[True] * 6, **{f"text-{key}": "выбор 1"})
    attempt.refresh_from_db()
    assert attempt.score == 1


def test_switching_the_language_keeps_what_was_arranged(sitting, attempt):
    for kind in ("order", "match", "short"):
        translate_question(question_of(sitting, kind))
    sitting.save(*[True] * 6)
    page = text_of(sitting.client.get("/ru" + sitting.address()))
    assert "Выбор 1" in page
    assert page.count(" selected>") == 4 + 3
    sitting.client.post(f"/ru/courses/{sitting.course.slug}/test/finish/", sitting.fields(*[True] * 6))
    attempt.refresh_from_db()
    assert attempt.score == 1


def test_publishing_anew_changes_no_attempt_begun_before(sitting, attempt):
    fields = sitting.fields(*[True] * 6)
    for kind in ("order", "match", "short"):
        question = question_of(sitting, kind)
        for number, block in enumerate(question.choices):
            if block.block_type == "choice":
                block.value.update(text=f"New {number}", match=f"New {number}", place=9 - number)
        question.save_revision().publish()
    assert "New 1" not in text_of(sitting.client.get(sitting.address()))
    sitting.client.post(sitting.address("test_finish"), fields)
    attempt.refresh_from_db()
    assert attempt.score == 1


def test_a_test_of_every_kind_stays_within_its_budget(sitting):
    sitting.begin()
    sitting.finish(*[False] * 6, headers=HTMX)
    sitting.begin()
    fields = sitting.fields(*[True] * 6)
    with counted() as queries:
        sitting.client.get(sitting.address())
        sitting.client.post(sitting.address("test_finish"), fields, headers=HTMX)
    assert sitting.attempt.passed
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)
    assert len(writes(queries)) <= MOST_WRITES
    sitting.begin()
    sitting.save(True)
    fields = sitting.fields(*[True] * 6)
    with counted() as queries:
        sitting.client.post(sitting.address("test_save"), fields, headers=HTMX)
    assert len(queries) <= 4, "\n".join(queries)
    assert len(writes(queries)) == 1


def test_words_that_were_typed_are_in_the_own_data_and_end_with_all_answers(sitting, attempt):
    key = key_of(sitting, "short")
    sitting.finish(*[True] * 6, **{f"text-{key}": "words of my own"})
    assert "words of my own" in json.dumps(own_data(sitting.learner))
    later = (timezone.localdate() + timedelta(days=367)).isoformat()
    assert forget_raw_answers(later) == 1
    assert "words of my own" not in json.dumps(own_data(sitting.learner))
    page = text_of(sitting.client.get(sitting.address("test_result", attempt.public_id)))
    assert "deleted after its time" in page
    assert "You gave it" not in page
    assert "You chose" not in page


@pytest.mark.parametrize("route", ["test_save", "test_finish"])
def test_what_does_not_belong_to_a_question_is_refused_and_nothing_lost(sitting, attempt, route):
    sitting.save(*[True] * 6)
    attempt.refresh_from_db()
    before = attempt.answers
    order, match, short = (key_of(sitting, kind) for kind in ("order", "match", "short"))
    step, thing = steps_of(sitting)[0], question_of(sitting, "match").choices[0].id
    for sent in (
        {f"place-{order}": f"{step}:9"},
        {f"place-{order}": f"{step}:0"},
        {f"place-{order}": [f"{step}:1", f"{step}:2"]},
        {f"place-{order}": f"{thing}:1"},
        {f"place-{match}": f"{thing}:1"},
        {f"pair-{match}": f"{thing}:{thing}"},
        {f"pair-{match}": f"{thing}:"},
        {f"text-{order}": "1 2 3 4"},
        {f"text-{short}": "x" * 201},
        {f"text-{short}": "x" * 100_000},
        {f"text-{short}": ["one", "two"]},
        {f"choice-{short}": question_of(sitting, "short").choices[0].id},
        {"text-nonsense": "x"},
    ):
        assert send(sitting, route, **sent).status_code == 400, sent
    attempt.refresh_from_db()
    assert attempt.answers == before
    assert not attempt.is_finished


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "a\r\nb", "\u202e", "🕊" * 200, "|", "a|b:c d"])
def test_whatever_can_be_typed_is_kept_or_left_out_and_breaks_nothing(sitting, attempt, text):
    key = key_of(sitting, "short")
    body = f"attempt={attempt.public_id}&window=one&text-{key}={quote(text, errors='surrogatepass')}"
    address = sitting.address("test_save")
    form = "application/x-www-form-urlencoded"
    response = sitting.client.generic(
        "POST", address, body.encode(), content_type=form, HTTP_HX_REQUEST="true"
    )
    assert response.status_code == 200
    attempt.refresh_from_db()
    assert sitting.client.get(sitting.address()).status_code == 200
    assert len(attempt.answers.get(key, {}).get("text", "")) <= 200


values = st.one_of(
    st.text(max_size=30), st.sampled_from(["\x00", "\ud800", ":", "x:", ":1", "1e999", "x" * 3000, "|||"])
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_form_breaks_a_page_or_an_attempt(sitting, attempt, data):
    questions = {key_of(sitting, kind): question_of(sitting, kind) for kind in KINDS}
    names = st.builds(
        lambda prefix, key: f"{prefix}-{key}",
        st.sampled_from(["choice", "verdict", "place", "pair", "text", "was", "at"]),
        st.sampled_from(sorted(questions)),
    )
    ids = [block.id for question in questions.values() for block in question.choices]
    own = st.builds(
        lambda one, what: f"{one}:{what}", st.sampled_from(ids), st.sampled_from(["1", "2", "9", *ids])
    )
    pairs = data.draw(st.lists(st.tuples(names, st.one_of(own, values)), max_size=8))
    body = f"attempt={attempt.public_id}&" + "&".join(
        f"{name}={quote(value, safe='', errors='surrogatepass')}" for name, value in pairs
    )
    route = data.draw(st.sampled_from(["test_save", "test_finish"]))
    address, form = sitting.address(route), "application/x-www-form-urlencoded"
    response = sitting.client.generic("POST", address, body.encode(), content_type=form)
    assert response.status_code in {200, 302, 400, 422}
    attempt.refresh_from_db()
    assert not attempt.is_finished
    for key, answer in attempt.answers.items():
        choices = {block.id for block in questions[key].choices}
        assert set(answer.get("places", {})) <= choices
        assert set(answer.get("pairs", {})) <= choices
        assert len(answer.get("text", "")) <= 200
    assert sitting.client.get(sitting.address()).status_code == 200


def test_an_attempt_saved_before_these_kinds_existed_is_still_read(sitting, attempt):
    from assessments.answers import mark_of, read_answer, read_mark

    old = {"choices": ["a", "b"], "verdict": True, "at": 5.0, "window": "one"}
    answer = Answer(choices=frozenset("ab"), verdict=True)
    assert read_answer(old) == answer
    assert mark_of(answer) == "a b|true"
    assert read_mark("a b|true") == answer

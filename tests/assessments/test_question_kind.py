"""A question in a lesson: frozen, asked, graded, explained."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from assessments.models import QuestionVersion
from courses.api import AnswerRefused, LearnerState, PlacedActivity, kind_of
from courses.models import Fact, Source
from tests.assessments.asking import answered, placed, posted, rendered, without_noise
from tests.factories import make_choices, make_question, right_answer, wrong_answer

pytestmark = pytest.mark.django_db
KINDS = ["single", "multiple", "true_false"]
ALL_KINDS = [*KINDS, "order", "match", "groups", "short", "numeric", "justify"]


@pytest.fixture(autouse=True)
def _on_ground(ground, db):
    """Languages and the front page stand."""


def sample(kind, **fields):
    rights = {"single": (True, False, False), "multiple": (True, True, False), "true_false": (True, False)}
    return make_question(kind=kind, rights=rights.get(kind, ()), **fields)


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_right_answer_scores_one_and_says_so(kind):
    question = sample(kind)
    outcome, html = answered(placed(question), right_answer(question))
    assert (outcome.completed, outcome.score, outcome.trust) == (True, 1.0, "server")
    assert "Right" in html
    assert "Not quite" not in html


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_wrong_answer_finishes_too_and_is_explained_kindly(kind):
    question = sample(kind)
    outcome, html = answered(placed(question), wrong_answer(question))
    assert (outcome.completed, outcome.score) == (True, 0.0)
    assert "Not quite" in html
    assert "Because of 1." in html


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_before_the_answer_tells_which_choice_is_right(kind):
    question = sample(kind, facts=["a-fact"])
    html = rendered(placed(question))
    assert "Because of" not in html
    assert "Where this comes from" not in html
    assert "right" not in re.sub(r"More than one may be right", "", html).lower().replace("copyright", "")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize(
    ("kind", "one", "other", "verdicts"),
    [
        ("single", (True, False, False), (False, False, True), (None, None)),
        ("multiple", (True, False, False), (False, True, True), (None, None)),
        ("true_false", (True, False, False), (False, True, False), (True, False)),
    ],
)
def test_two_questions_that_differ_only_in_the_key_are_the_same_bytes_before_the_answer(
    kind, one, other, verdicts, language
):
    ids = [str(uuid.uuid4()) for _ in one]
    question = make_question(
        kind=kind, is_true=verdicts[0], choices=make_choices(*one, ids=ids), stem="What?"
    )
    with override(language):
        before = rendered(placed(question))
        refused = rendered(placed(question), problem="Choose.", typed=posted({"choice": ids[0]}))
    question.is_true = verdicts[1]
    question.choices = question.choices.stream_block.to_python(make_choices(*other, ids=ids))
    question.save_revision().publish()
    with override(language):
        after = rendered(placed(question))
        refused_after = rendered(placed(question), problem="Choose.", typed=posted({"choice": ids[0]}))
    assert without_noise(before) == without_noise(after)
    assert without_noise(refused) == without_noise(refused_after)
    assert kind_of("question").handle(placed(question), posted(right_answer(question))).score == 1


def test_the_chosen_and_the_right_choice_are_explained_first():
    question = make_question(rights=(False, False, False, True))
    _outcome, html = answered(placed(question), {"choice": question.choices[2].id})
    first, others = html.split("The other choices")
    assert first.index("Because of 3.") < first.index("Because of 4.")
    assert "Because of 1." in others
    assert "Because of 2." in others


def test_how_many_of_several_were_found_is_said():
    question = make_question(kind="multiple", rights=(True, True, False))
    sent = {"choice": [question.choices[0].id, question.choices[2].id]}
    _outcome, html = answered(placed(question), sent)
    assert "You found 1 of 2 right answers." in html
    assert "1 that you ticked does not belong." in html


def test_the_sources_behind_a_question_stand_under_its_answer():
    source = Source.objects.create(code="report", short="Report 2021", title="A report", as_of="June 2021")
    Fact.objects.create(
        code="f1",
        kind="fact",
        statement="Rows make 475.",
        country="UZ",
        source=source,
        section="Table 2",
        confidence="high",
    )
    question = make_question(facts=["f1", "unknown", "f1"])
    _outcome, html = answered(placed(question), right_answer(question))
    assert html.count("Report 2021, Table 2 (June 2021)") == 1


@pytest.mark.parametrize(
    ("kind", "sent", "sentence"),
    [
        ("single", {}, "Choose one answer, then send it."),
        ("multiple", {}, "Tick at least one answer, then send it."),
        ("true_false", {}, "Say whether the statement is true or false, then send it."),
        ("true_false", {"verdict": "true"}, "Choose the reason as well, then send it."),
    ],
)
def test_an_incomplete_answer_is_refused_with_a_sentence(kind, sent, sentence):
    with pytest.raises(AnswerRefused, match=re.escape(sentence)):
        kind_of("question").handle(placed(sample(kind)), posted(sent))


@pytest.mark.parametrize(
    "sent",
    [
        {"choice": "somebody else's"},
        {"choice": ["twice", "twice"]},
        {"choice": "\x00"},
        {"choice": "\ud800"},
        {"choice": "x" * 100_000},
        {"verdict": "perhaps"},
        {"choice": ["0", "1"], "verdict": ["true", "false"]},
        {"place": "a step:1"},
        {"place": "nothing"},
        {"pair": "somebody:else"},
        {"text": ["one", "two"]},
        {"text": "x" * 100_000},
    ],
)
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_an_answer_that_does_not_fit_is_refused(kind, sent):
    with pytest.raises(AnswerRefused):
        kind_of("question").handle(placed(sample(kind)), posted(sent))


def test_a_forged_score_is_not_looked_at():
    question = make_question()
    sent = wrong_answer(question) | {"score": "1", "completed": "true", "right": "yes"}
    assert kind_of("question").handle(placed(question), posted(sent)).score == 0


def test_what_was_chosen_is_kept_when_an_answer_is_refused():
    question = sample("true_false")
    html = rendered(
        placed(question), problem="Choose the reason as well.", typed=posted({"verdict": "false"})
    )
    assert re.search(r'value="false" checked', html)
    assert 'role="alert"' in html


def test_two_choices_where_one_is_asked_are_refused_and_none_is_kept():
    question = make_question()
    both = posted({"choice": [question.choices[0].id, question.choices[1].id]})
    with pytest.raises(AnswerRefused):
        kind_of("question").handle(placed(question), both)
    assert "checked" not in rendered(placed(question), problem="Choose one.", typed=both)


def test_an_answer_is_kept_for_a_year_and_then_only_that_it_was_given(settings):
    settings.RAW_ANSWERS_KEPT_MONTHS = 12
    question = make_question()
    outcome, _html = answered(placed(question), right_answer(question))
    kept_for = outcome.keep_response_until - timezone.localdate()
    assert timedelta(days=364) <= kept_for <= timedelta(days=366)
    html = rendered(placed(question), LearnerState(completed=True, score=1.0))
    assert "You have answered this question." in html
    assert "Try again" in html


def test_of_a_sensitive_question_only_that_it_was_done_is_kept():
    question = make_question()
    activity = placed(question, is_sensitive=True)
    outcome, html = answered(activity, right_answer(question))
    assert (outcome.completed, outcome.score, outcome.response) == (True, None, None)
    assert "Because of 1." in html
    assert "Because of 1." not in rendered(activity, LearnerState(completed=True))


def test_trying_again_shows_the_question_as_new():
    question = make_question()
    outcome, html = answered(placed(question), right_answer(question))
    assert f'href="/lesson/?again={question.activity.translation_key}' in html
    again = rendered(placed(question), outcome.as_state(), again=True)
    assert "checked" not in again
    assert "Because of" not in again


def test_an_answer_to_choices_that_are_gone_is_not_explained_by_others():
    question = make_question()
    outcome, _html = answered(placed(question), right_answer(question))
    question.choices = question.choices.stream_block.to_python(make_choices(False, True))
    question.save_revision().publish()
    html = rendered(placed(question), outcome.as_state())
    assert "You have answered this question." in html


def test_feedback_takes_the_focus_only_when_it_was_put_in_place():
    question = make_question()
    outcome, html = answered(placed(question), right_answer(question))
    assert "autofocus" not in html
    assert "autofocus" in rendered(placed(question), outcome.as_state(), htmx=True)


def test_every_choice_has_a_label_and_every_group_a_legend():
    for kind in KINDS:
        html = rendered(placed(sample(kind)))
        assert html.count("<label") == html.count('type="radio"') + html.count('type="checkbox"')
        assert html.count("<fieldset") == html.count("<legend")


def test_text_of_authors_is_escaped():
    question = make_question(stem="<script>alert(1)</script>", choices=make_choices(True, False, words="<b>"))
    activity = placed(question)
    _outcome, html = answered(activity, right_answer(question))
    assert "<script>" not in rendered(activity) + html
    assert "<b>" not in rendered(activity) + html


def test_publishing_the_same_again_makes_no_new_version():
    question = make_question()
    question.save_revision().publish()
    assert QuestionVersion.objects.filter(question_key=question.translation_key).count() == 1
    question.stem = "Something else?"
    question.save_revision().publish()
    numbers = QuestionVersion.objects.filter(question_key=question.translation_key).values_list(
        "number", flat=True
    )
    assert sorted(numbers) == [1, 2]


def test_a_draft_changes_nothing_that_learners_see():
    question = make_question(stem="What is asked?")
    question.stem = "A draft"
    question.save_revision()
    assert placed(question).content["stem"] == "What is asked?"


def test_an_activity_without_a_question_says_so():
    question = make_question()
    activity = question.activity
    question.delete()
    nothing = PlacedActivity(
        key=activity.translation_key,
        kind="question",
        course_key=uuid.uuid4(),
        lesson_key=None,
        language="en",
        content=kind_of("question").freeze(activity, "en"),
    )
    assert "not written yet" in rendered(nothing)
    with pytest.raises(AnswerRefused):
        kind_of("question").handle(nothing, posted({"choice": "a"}))
    assert kind_of("question").check(activity) == ["No question belongs to this activity yet."]

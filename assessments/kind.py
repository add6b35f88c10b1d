"""Two kinds of activity: a question inside a lesson, and the test at the end of a course."""

import uuid

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from assessments import rules
from assessments.advice import sentences, shortage_sentences
from assessments.answers import read_answer, stored_answer
from assessments.drafts import draft_of
from assessments.explaining import explained
from assessments.frozen import frozen_content, graded
from assessments.keeping import answers_end
from assessments.models import EndTest, Question
from assessments.queries import drawable_questions, newest_content
from assessments.refusing import graded_answer, typed_answer
from assessments.rules import Answer, AnswerForeign
from assessments.showing import asked
from assessments.twin import question_twin
from courses.api import (
    ActivityView,
    AnswerRefused,
    LearnerState,
    Outcome,
    PlacedActivity,
    Trust,
    course_by_key,
    published_version,
)

# Kinds whose look is in a sheet of its own, so that other lessons do not carry it.
WITH_SHEET = ("order", "match", "groups", "numeric", "rating", "error_hunt")


class QuestionKind:
    """A question inside a lesson, answered and explained on the spot."""

    slug = "question"
    name = gettext_lazy("Question")
    trust: Trust = "server"

    def freeze(self, activity, language: str) -> dict:
        """Return the question as last published, in ``language`` where its translation matches.

        ``page_language`` is kept beside it, so that a reader is told where the two differ.
        """
        question = Question.behind(activity)
        if question is None:
            return {"is_missing": True, "reading_text": ""}
        content = newest_content(question.translation_key, language) or frozen_content(question)
        return {**content, "page_language": language}

    def render(self, placed: PlacedActivity, state: LearnerState, view: ActivityView) -> str:
        """Return the form, or what came of the answer."""
        context = {
            "key": str(placed.key),
            "placed": placed,
            "state": state,
            "view": view,
            "is_foreign": placed.content.get("language") != placed.content.get("page_language"),
            "idempotency_key": uuid.uuid4(),
            "needs_sheet": placed.content.get("kind") in WITH_SHEET,
            **_shown(placed, state, view),
        }
        return render_to_string("assessments/question.html", context, request=view.request)

    def handle(self, placed: PlacedActivity, answer) -> Outcome:
        """Grade an answer. Any answer finishes the activity; whether it was right is its score."""
        given, mark = _graded_answer(placed, answer)
        kept = stored_answer(given)
        if placed.is_sensitive:
            return Outcome(activity_key=placed.key, completed=True, feedback=kept)
        return Outcome(
            activity_key=placed.key,
            completed=True,
            score=None if mark is None else float(mark),
            response=kept,
            keep_response_until=answers_end(timezone.localdate()),
            feedback=kept,
        )

    def twin(self, content: dict) -> str:
        """Return the question as text, what there is to say about each answer behind a line that opens."""
        return "" if content.get("is_missing") else question_twin(content)

    def check(self, activity) -> list[str]:
        """Return what the author should mend."""
        question = Question.behind(activity)
        if question is None:
            return [_("No question belongs to this activity yet.")]
        return question_advice(question)


def question_advice(question: Question) -> list[str]:
    """Return what keeps a question from being published, then what to look at again."""
    draft = draft_of(question)
    return sentences(rules.problems(draft) + rules.doubts(draft), draft)


def _graded_answer(placed: PlacedActivity, post):
    if placed.content.get("is_missing"):
        raise AnswerRefused(_("This question is not written yet."))
    return graded_answer(graded(placed.content), post)


def _shown(placed: PlacedActivity, state: LearnerState, view: ActivityView) -> dict:
    """Return the form's or the feedback's part of the context."""
    if placed.content.get("is_missing"):
        return {"is_missing": True}
    answer = read_answer(state.response)
    if view.problem or view.again or not state.completed:
        typed = typed_answer(graded(placed.content), view.typed) if view.problem else Answer()
        return {"question": asked(placed.content, typed, key=str(placed.key))}
    question = graded(placed.content)
    if not rules.is_answered(question, answer) or not _is_own(question, answer):
        return {"is_answered": True, "stem": placed.content["stem"]}
    return {"feedback": explained(placed.content, answer, key=str(placed.key))}


def _is_own(question: rules.Question, answer: Answer) -> bool:
    """Return whether what was kept still belongs to the question as it is asked now."""
    try:
        rules.require_own(question, answer)
    except AnswerForeign:
        return False
    return True


class EndTestKind:
    """The test at the end of a course; it has pages of its own."""

    slug = "end_test"
    name = gettext_lazy("End test")
    trust: Trust = "server"

    def freeze(self, activity, language: str) -> dict:
        """Return the rules of the test. Which questions are drawn is decided when an attempt begins."""
        test = _test_of(activity)
        if test is None:
            return {"rules": {}, "reading_text": ""}
        return {
            "rules": {
                "pass_mark": test.pass_mark,
                "questions": sum(cell.draw for cell in rules.blueprint_of(test.blueprint)),
                "blueprint": test.blueprint,
            },
            "reading_text": "",
        }

    def render(self, placed: PlacedActivity, state: LearnerState, view: ActivityView) -> str:
        """Return the way to the test."""
        course = course_by_key(placed.course_key, get_language())
        context = {
            "rules": placed.content["rules"],
            "state": state,
            "address": reverse("test", args=[course.slug]) if course else "",
        }
        return render_to_string("assessments/end_test.html", context, request=view.request)

    def handle(self, placed: PlacedActivity, answer) -> Outcome:
        """Refuse: a test is answered on its own page. Raises AnswerRefused."""
        raise AnswerRefused(_("The end test has a page of its own."))

    def twin(self, content: dict) -> str:
        """Return nothing: a test is taken on the site, and its questions stay there."""
        return ""

    def check(self, activity) -> list[str]:
        """Return which lines of the blueprint the pool cannot fill."""
        test = _test_of(activity)
        if test is None:
            return [_("No test belongs to this activity yet.")]
        return test_advice(test)


def test_advice(test: EndTest) -> list[str]:
    """Return which lines of the blueprint the pool cannot fill."""
    pool = [drawable.candidate for drawable in drawable_questions(test.pool_id, published_version())]
    return shortage_sentences(rules.shortages(rules.blueprint_of(test.blueprint), pool))


def _test_of(activity) -> EndTest | None:
    return EndTest.objects.filter(activity__translation_key=activity.translation_key).first()

"""Grades the answer to one question, or says in the reader's words why it cannot be taken."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import rules
from assessments.answers import answer_in
from assessments.rules import Answer, AnswerForeign, AnswerMissing, AnswerTooLong
from courses.api import AnswerRefused

MISSING = {
    "choice": gettext_lazy("Choose one answer, then send it."),
    "choices": gettext_lazy("Tick at least one answer, then send it."),
    "passages": gettext_lazy("Tick at least one passage that holds an error, then send it."),
    "spots": gettext_lazy("Tick at least one place, then send it."),
    "verdict": gettext_lazy("Say whether the statement is true or false, then send it."),
    "reason": gettext_lazy("Choose the reason as well, then send it."),
    "place": gettext_lazy("Give every step a place, then send it."),
    "place of its own": gettext_lazy(
        "Two steps have place %(place)d. Give each a place of its own, then send it."
    ),
    "group": gettext_lazy("Choose a group for everything, then send it."),
    "partner": gettext_lazy("Choose for every line what belongs to it, then send it."),
    "number": gettext_lazy("Write a number, then send it."),
    "plain number": gettext_lazy(
        "Write one number in digits, like 2427 or 2.5, with at most 15 digits and no words. Then send it."
    ),
    "text": gettext_lazy("Write your answer, then send it."),
}


def graded_answer(question: rules.Question, post):
    """Return the answer in a form and its mark, None where nothing is scored. Raises AnswerRefused."""
    try:
        answer = rules.recognise(question, answer_in(post))
        return answer, rules.grade(question, answer)
    except AnswerMissing as missing:
        raise AnswerRefused(MISSING[missing.what] % {"place": missing.place}) from missing
    except AnswerTooLong as long:
        raise AnswerRefused(
            _("Write at most %(count)d characters, then send it.") % {"count": rules.LONGEST_TEXT}
        ) from long
    except AnswerForeign as foreign:
        raise AnswerRefused(
            _("This answer does not fit the question. Please choose again, then send it.")
        ) from foreign


def typed_answer(question: rules.Question, post) -> Answer:
    """Return what was chosen in a refused form, as far as it can be shown again."""
    answer = Answer()
    try:
        answer = answer_in(post)
        rules.require_own(question, answer)
    except AnswerTooLong:
        return answer
    except AnswerForeign:
        return Answer()
    return answer

"""What an answer to a question is worth."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from assessments.rules.arranging import beyond_chance, doubled_place, share_in_order, share_paired
from assessments.rules.asking import Answer, AnswerForeign, AnswerMissing, AnswerTooLong, Question
from assessments.rules.crediting import choice_and_reason, hits_less_false_alarms, share_beyond_ticking
from assessments.rules.numbers import near, readings

# Room for a few words and a number; too little for a story about somebody.
LONGEST_TEXT = 200
# Kinds of which more than one choice may be ticked.
SEVERAL = ("multiple", "error_hunt", "hotspot")
# Of two steps, one stands before the other: a guess is right half the time.
EITHER_WAY = Fraction(1, 2)
# What an answer to each kind of question is made of.
PARTS: dict[str, set[str]] = {
    "single": {"choices"},
    "multiple": {"choices"},
    "true_false": {"choices", "verdict"},
    "order": {"places"},
    "match": {"pairs"},
    "groups": {"pairs"},
    "short": {"text"},
    "numeric": {"text"},
    "rating": {"choices"},
    "error_hunt": {"choices"},
    "justify": {"choices", "reason"},
    "hotspot": {"choices"},
}


def is_answered(question: Question, answer: Answer) -> bool:
    """Return whether everything the question asks for was chosen or written."""
    try:
        require_whole(question, answer)
    except AnswerMissing:
        return False
    return True


def require_own(question: Question, answer: Answer) -> None:
    """Raise AnswerForeign for what does not belong to the question, or for two where one is asked.

    Raises AnswerTooLong, one of its kind, for a text beyond ``LONGEST_TEXT`` characters.
    """
    if not answer.parts <= PARTS[question.kind]:
        raise AnswerForeign("not what is asked")
    if not answer.named <= question.choices.keys():
        raise AnswerForeign("no such choice")
    if question.kind not in SEVERAL and len(answer.choices) > 1:
        raise AnswerForeign("more than one choice")
    if answer.reason and answer.reason not in question.reasons:
        raise AnswerForeign("no such reason")
    if not set(answer.places.values()) <= set(range(1, len(question.choices) + 1)):
        raise AnswerForeign("no such place")
    if not set(answer.pairs.values()) <= question.partners:
        raise AnswerForeign("no such partner")
    if len(answer.text) > LONGEST_TEXT:
        raise AnswerTooLong("too long")


def require_whole(question: Question, answer: Answer) -> None:
    """Raise AnswerMissing when something is still to be chosen or written."""
    _REQUIRE_WHOLE.get(question.kind, _require_choice)(question, answer)


_TO_TICK = {"multiple": "choices", "error_hunt": "passages", "hotspot": "spots"}


def _require_choice(question: Question, answer: Answer) -> None:
    if not answer.choices:
        raise AnswerMissing(_TO_TICK.get(question.kind, "choice"))


def _require_verdict_and_reason(question: Question, answer: Answer) -> None:
    if answer.verdict is None:
        raise AnswerMissing("verdict")
    if not answer.choices:
        raise AnswerMissing("reason")


def _require_choice_and_reason(question: Question, answer: Answer) -> None:
    _require_choice(question, answer)
    if not answer.reason:
        raise AnswerMissing("reason")


def _require_places(question: Question, answer: Answer) -> None:
    doubled = doubled_place(answer.places)
    if doubled is not None:
        raise AnswerMissing("place of its own", place=doubled)
    if not answer.places or answer.places.keys() != question.choices.keys():
        raise AnswerMissing("place")


def _require_pairs(question: Question, answer: Answer) -> None:
    if not answer.pairs or answer.pairs.keys() != question.choices.keys():
        raise AnswerMissing("group" if question.kind == "groups" else "partner")


def _require_text(question: Question, answer: Answer) -> None:
    if not answer.text.strip():
        raise AnswerMissing("text")


def _require_number(question: Question, answer: Answer) -> None:
    if not answer.text.strip():
        raise AnswerMissing("number")
    if not readings(answer.text, question.unit):
        raise AnswerMissing("plain number")


_REQUIRE_WHOLE = {
    "true_false": _require_verdict_and_reason,
    "order": _require_places,
    "match": _require_pairs,
    "groups": _require_pairs,
    "short": _require_text,
    "numeric": _require_number,
    "justify": _require_choice_and_reason,
}


def grade(question: Question, answer: Answer) -> Fraction | None:
    """Return what a whole answer is worth, from 0 to 1; None on a scale, where no answer is right.

    Right means every right choice and no wrong one; for true or false, verdict and reason both; for what
    is written, an accepted answer or a number near enough. What is arranged, ticked, found in a text or
    justified counts in part, and so do places on a picture. Raises AnswerForeign and AnswerMissing.
    """
    require_own(question, answer)
    require_whole(question, answer)
    if not question.is_scored:
        return None
    return _GRADE.get(question.kind, _grade_choices)(question, answer)


def _grade_choices(question: Question, answer: Answer) -> Fraction:
    is_right = answer.choices == question.right
    if question.kind == "true_false":
        is_right = is_right and answer.verdict == question.is_true
    return Fraction(int(is_right))


def _grade_several(question: Question, answer: Answer) -> Fraction:
    if not question.is_partial:
        return _grade_choices(question, answer)
    return share_beyond_ticking(question.right, question.wrong, answer.choices)


def _grade_spots(question: Question, answer: Answer) -> Fraction:
    return share_beyond_ticking(question.right, question.wrong, answer.choices)


def _grade_passages(question: Question, answer: Answer) -> Fraction:
    return hits_less_false_alarms(question.right, answer.choices)


def _grade_choice_and_reason(question: Question, answer: Answer) -> Fraction:
    return choice_and_reason(answer.choices == question.right, question.reasons[answer.reason])


def _grade_order(question: Question, answer: Answer) -> Fraction:
    return beyond_chance(share_in_order(question.places, answer.places), EITHER_WAY)


def _grade_pairs(question: Question, answer: Answer) -> Fraction:
    partners = len(question.partners)
    chance = Fraction(1, partners) if partners > 1 else Fraction(0)
    return beyond_chance(share_paired(question.pairs, answer.pairs), chance)


def _grade_text(question: Question, answer: Answer) -> Fraction:
    return Fraction(int(recognise(question, answer).recognised in question.right))


_GRADE = {
    "order": _grade_order,
    "match": _grade_pairs,
    "groups": _grade_pairs,
    "short": _grade_text,
    "numeric": _grade_text,
    "multiple": _grade_several,
    "error_hunt": _grade_passages,
    "justify": _grade_choice_and_reason,
    "hotspot": _grade_spots,
}


def recognise(question: Question, answer: Answer) -> Answer:
    """Return a written answer with the foreseen one that it is, if it is one; other answers as they are.

    Once recognised it stays so: it was written in the language the question was read in.
    """
    if question.kind not in ("short", "numeric") or answer.recognised in question.choices:
        return answer
    if question.kind == "numeric":
        return replace(answer, recognised=near(readings(answer.text, question.unit), question.values))
    written = question.key_of(answer.text)
    known = (
        choice
        for choice, texts in question.foreseen.items()
        if written and written in map(question.key_of, texts)
    )
    return replace(answer, recognised=next(known, ""))


def right_answer(question: Question) -> Answer:
    """Return a wholly right answer, the first accepted one where there are several; on a scale, any."""
    if question.kind == "order":
        in_order = sorted(question.places, key=question.places.__getitem__)
        return Answer(places={choice: place for place, choice in enumerate(in_order, 1)})
    if question.kind in ("match", "groups"):
        return Answer(pairs=question.pairs)
    if question.kind == "short":
        accepted = (texts[0] for choice, texts in question.foreseen.items() if question.choices[choice])
        return Answer(text=next(accepted, ""))
    if question.kind == "numeric":
        values = (value for choice, (value, _within) in question.values.items() if question.choices[choice])
        return Answer(text=str(next(values, "")))
    if not question.is_scored:
        return Answer(choices=frozenset(list(question.choices)[:1]))
    reason = next((reason for reason, is_right in question.reasons.items() if is_right), "")
    return Answer(choices=question.right, verdict=question.is_true, reason=reason)


def share_found(question: Question, answer: Answer) -> tuple[int, int, int]:
    """Return how many right choices were found, how many there are, and how many wrong ones were chosen."""
    found = answer.choices & question.right
    return len(found), len(question.right), len(answer.choices - question.right)


def exact(mark: float | Fraction) -> Fraction:
    """Return a mark without the rounding of its storage: 0.3333333 is a third."""
    return Fraction(mark).limit_denominator(10_000)


def mean_score(marks: Iterable[float | Fraction]) -> Fraction:
    """Return the mean of the marks; 0 where there are none."""
    exact_marks = [exact(mark) for mark in marks]
    return sum(exact_marks, Fraction(0)) / len(exact_marks) if exact_marks else Fraction(0)


def is_passed(score: Fraction, pass_mark: int) -> bool:
    """Return whether a score from 0 to 1 reaches a pass mark in percent. Exact: 3 of 4 are 75 percent."""
    return score * 100 >= pass_mark

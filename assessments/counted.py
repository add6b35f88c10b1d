"""What an answer that is right in part is told: how much was right, and what that is worth."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import rules
from assessments.rules import Answer


def counted(question: rules.Question, answer: Answer, mark: float) -> str:
    """Say how much of an answer was right; nothing where one thing is asked, or nothing can be right."""
    if question.kind in ("multiple", "hotspot"):
        found = _found(question, answer)
        return f"{found} {_worth(mark)}" if 0 < mark < 1 else found
    if question.kind not in _SAID or mark == 1:
        return ""
    said = _SAID[question.kind](question, answer)
    return f"{said} {_worth(mark)}" if mark or question.kind != "justify" else said


def _in_place(question: rules.Question, answer: Answer) -> str:
    total = len(question.choices)
    open_to = rules.places_open_to(question.places)
    right = sum(place in open_to[step] for step, place in answer.places.items())
    said = ngettext(
        "%(right)d of %(total)d step stands in its place.",
        "%(right)d of %(total)d steps stand in their place.",
        total,
    )
    return said % {"right": right, "total": total}


def _matched(question: rules.Question, answer: Answer) -> str:
    total = len(question.choices)
    said = ngettext("%(right)d of %(total)d is matched.", "%(right)d of %(total)d are matched.", total)
    return said % {"right": _own_pairs(question, answer), "total": total}


def _in_group(question: rules.Question, answer: Answer) -> str:
    total = len(question.choices)
    said = ngettext(
        "%(right)d of %(total)d is in its group.", "%(right)d of %(total)d are in their group.", total
    )
    return said % {"right": _own_pairs(question, answer), "total": total}


def _own_pairs(question: rules.Question, answer: Answer) -> int:
    return sum(answer.pairs[choice] == partner for choice, partner in question.pairs.items())


def _errors_found(question: rules.Question, answer: Answer) -> str:
    found, errors, sound = rules.share_found(question, answer)
    said = ngettext(
        "You found %(found)d of %(total)d error.", "You found %(found)d of %(total)d errors.", errors
    ) % {"found": found, "total": errors}
    if not sound:
        return said
    beside = ngettext(
        "%(count)d passage that you ticked is right as it stands.",
        "%(count)d passages that you ticked are right as they stand.",
        sound,
    )
    return f"{said} {beside % {'count': sound}}"


def _half(question: rules.Question, answer: Answer) -> str:
    if answer.choices == question.right:
        return _("Your choice is right; another reason stands behind it.")
    if question.reasons[answer.reason]:
        return _("The reason is right, but it stands behind another choice.")
    return ""


_SAID = {
    "order": _in_place,
    "match": _matched,
    "groups": _in_group,
    "error_hunt": _errors_found,
    "justify": _half,
}


def _worth(mark: float) -> str:
    """Say what an answer that is right in part counts for; rounded down, as every percentage here."""
    percent = int(rules.exact(mark) * 100)
    return _("That is worth %(percent)d percent of a right answer.") % {"percent": percent}


def _found(question: rules.Question, answer: Answer) -> str:
    """Say how many of several right answers were found."""
    found, right, wrong = rules.share_found(question, answer)
    said = ngettext(
        "You found %(found)d of %(right)d right answer.",
        "You found %(found)d of %(right)d right answers.",
        right,
    ) % {"found": found, "right": right}
    if not wrong:
        return said
    beside = ngettext(
        "%(count)d that you ticked does not belong.", "%(count)d that you ticked do not belong.", wrong
    )
    return f"{said} {beside % {'count': wrong}}"

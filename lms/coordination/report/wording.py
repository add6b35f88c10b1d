"""The words of a report: what is counted, how, and what a hidden figure means."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.coordination.report.rules.columns import Step
from lms.coordination.report.rules.comparing import EVENTS
from lms.coordination.report.rules.suppression import FEWEST

# Stands for a figure that is not told; a word beside each table says so.
HIDDEN = "×"


def steps() -> dict[str, str]:
    """Return what each step is called as a column."""
    return {
        Step.BEGAN: _("began, not finished"),
        Step.PILOT: _("completed a pilot edition"),
        Step.COMPLETED: _("completed, no certificate"),
        Step.CERTIFIED: _("certified"),
    }


def joined_steps(joined: tuple[str, ...]) -> str:
    """Return what a column of one step or of several is called."""
    whole = {
        (Step.COMPLETED, Step.CERTIFIED): _("completed, with or without certificate"),
        (Step.PILOT, Step.COMPLETED): _("completed, or a pilot edition of it"),
        (Step.PILOT, Step.COMPLETED, Step.CERTIFIED): _("completed, in whatever way"),
    }
    names = steps()
    return whole.get(joined) or " + ".join(names[step] for step in joined)


def headings() -> dict[str, str]:
    """Return what each table is about."""
    return {
        "place": _("By country and region of work"),
        "profession": _("By profession"),
        "sex": _("By sex, where people chose to say"),
        "age": _("By age, where people chose to say"),
        "language": _("By language"),
    }


def event_heads() -> dict[str, str]:
    """Return what each figure of events is called."""
    return dict(zip(EVENTS, (_("Events held"), _("Hours held"), _("People who attended")), strict=True))


def event_definitions() -> list[tuple[str, str]]:
    """Return what is counted of events, each with what it means."""
    return [
        (
            _("Events held"),
            _(
                "Workshops, seminars and calls of groups within the period that at least one person of "
                "these places took part in, once their lists were closed. An event counts once, however "
                "many came."
            ),
        ),
        (_("Hours held"), _("How long these events lasted, added up and rounded down to whole hours.")),
        (
            _("People who attended"),
            _(
                "Different people of these places who took part in at least one of these events. Nobody "
                "is counted twice; where they are fewer than 5, nothing is told of events. They need not "
                "have begun a course."
            ),
        ),
    ]


def events_before(first: date) -> str:
    """Say from which day on events are counted, where that is after the period began."""
    return _("Lists of events are deleted after 12 months: events before %(day)s are not counted here.") % {
        "day": date_format(first, "DATE_FORMAT")
    }


def definitions() -> list[tuple[str, str]]:
    """Return what is counted, each with what it means."""
    return [
        (
            _("People reached"),
            _(
                "Different people who began a course, completed one or received a certificate within the "
                "period. Nobody is counted twice, however many courses they took; who does not wish to be "
                "counted is left out."
            ),
        ),
        (
            _("Certified"),
            _(
                "Received a certificate within the period that was not withdrawn when the report was made. "
                "Certificates of pilot editions are not among them."
            ),
        ),
        (
            _("Completed a pilot edition"),
            _("Completed a course before named experts had signed all of it. It certifies nobody yet."),
        ),
        (
            _("Completed, no certificate"),
            _("Did all that a course asks for within the period, and did not take the certificate in it."),
        ),
        (
            _("Furthest step"),
            _("Each person stands in one column: the furthest step they reached within the period."),
        ),
        (
            _("Hours of learning"),
            _(
                "The stated time of all courses completed within the period, reading and activities "
                "together, added up and rounded down to whole hours."
            ),
        ),
        (
            _("Knowledge gain"),
            _(
                "Mean points from 0 to 100 of the same people in the check before a course and the one "
                "after it, where the second was taken within the period. People are counted in whole "
                "groups of five. The 95 % interval of the difference (paired t) is told from 30 people "
                "on."
            ),
        ),
    ]


def method() -> list[str]:
    """Return how the figures were made, in sentences for whoever checks them."""
    return [
        _(
            "The figures are counted from the learning records of this site. Place of work, profession and "
            "language are what people say of themselves when the report is made; sex and age are told by "
            "who wishes."
        ),
        _(
            "Figures of 1 to 4 people are hidden, and so are rows of fewer than 10 who all stand in one "
            "column. Further figures are hidden so that none of these can be found by subtraction from "
            "sums, nor from earlier reports of the same places. A column of fewer than 5 people is joined "
            "with its neighbour."
        ),
        _(
            "The hiding is chosen by network flows (Cox 1980, 1995; Willenborg and de Waal 2001): every "
            "hidden figure of 1 to 4 could be at least five different numbers."
        ),
    ]


def sign() -> str:
    """Return what the sign in place of a figure means."""
    return ngettext(
        "%(sign)s stands where a figure is hidden: it is of fewer than %(number)s person, or would give "
        "such a one away.",
        "%(sign)s stands where a figure is hidden: it is of fewer than %(number)s people, or would give "
        "such a one away.",
        FEWEST,
    ) % {"sign": HIDDEN, "number": FEWEST}

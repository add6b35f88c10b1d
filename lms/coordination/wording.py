"""How a shortage is said: in words before figures, and never as a zero where no number is set."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from lms.coordination.cells import Cell, State, Summary

_STATES = {
    State.NOBODY: gettext_noop("nobody"),
    State.SHORT: gettext_noop("short"),
    State.ENOUGH: gettext_noop("enough"),
    State.NO_TARGET: gettext_noop("no target set"),
}


def state_of(cell: Cell) -> str:
    """Return how a place stands for one competency: enough, short by so many, nobody, no target set."""
    if cell.state is State.SHORT:
        return _("short by %(number)s") % {"number": cell.missing}
    return plain_state(cell.state)


def plain_state(state: State) -> str:
    """Return a state without its number."""
    return _(_STATES[state])


def beside(cell: Cell) -> str:
    """Return what stands below the state: how many of how many, and what a sum would hide."""
    if cell.target is None:
        told = ngettext("%(number)s certified", "%(number)s certified", cell.certified)
        return told % {"number": cell.certified}
    told = _("%(certified)s of %(target)s") % {"certified": cell.certified, "target": cell.target}
    if cell.regions_short and not cell.is_summed:
        more = ngettext("short in %(number)s region", "short in %(number)s regions", cell.regions_short)
        return f"{told}; {more % {'number': cell.regions_short}}"
    return told


def state_of_all(summary: Summary) -> str:
    """Return how a place stands for all competencies of a profession: the worst, and how many stand so."""
    if summary.state is State.NOBODY:
        told = ngettext(
            "nobody for %(number)s competency", "nobody for %(number)s competencies", summary.nobody
        )
        return told % {"number": summary.nobody}
    if summary.state is State.SHORT:
        told = ngettext("short in %(number)s competency", "short in %(number)s competencies", summary.short)
        return told % {"number": summary.short}
    return plain_state(summary.state)


def beside_all(summary: Summary) -> str:
    """Return what stands below: further competencies that are short, and for how many a number is set."""
    if summary.state is State.NOBODY and summary.short:
        told = ngettext("short in %(number)s more", "short in %(number)s more", summary.short)
        return told % {"number": summary.short}
    if summary.state is State.NO_TARGET:
        return ""
    told = ngettext(
        "a target for %(number)s competency", "targets for %(number)s competencies", summary.with_target
    )
    return told % {"number": summary.with_target}

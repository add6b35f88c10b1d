"""The way to a certificate as bars and sentences."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.coordination.pipeline import Pipeline, Stage, Step

# The picture's own units; it is drawn as wide as its column.
WIDTH = 320
_THINNEST = 2


@dataclass(frozen=True)
class DrawnStep:
    """One stage: its words, the width of its bar, and that of the bar before it; None for the first."""

    step: Step
    name: str
    days: str
    percent: int
    width: int
    width_before: int | None
    is_last: bool


def drawn(found: Pipeline) -> list[DrawnStep]:
    """Return every step in its order."""
    widths = [_width(found, step) for step in found.steps]
    return [
        DrawnStep(
            step=step,
            name=names()[step.stage],
            days=days_told(step.days) if place else "",
            percent=found.percent(step),
            width=widths[place],
            width_before=widths[place - 1] if place else None,
            is_last=place == len(widths) - 1,
        )
        for place, step in enumerate(found.steps)
    ]


def _width(found: Pipeline, step: Step) -> int:
    return max(_THINNEST, round(WIDTH * step.people / found.people)) if step.people else 0


def names() -> dict[Stage, str]:
    """Return what the stages are called."""
    return {
        Stage.JOINED: _("Joined a group for it, or came alone"),
        Stage.TAKEN: _("Took the course"),
        Stage.BEGAN: _("Finished a first step"),
        Stage.LESSONS: _("Finished the lessons"),
        Stage.COMPLETED: _("Passed the test"),
        Stage.CERTIFIED: _("Certified"),
    }


def days_told(days: float | None) -> str:
    """Return a median in whole days; of fewer than five people that it is too few."""
    if days is None:
        return _("too few to say")
    if days < 1:
        return _("less than a day")
    return ngettext("%(number)s day", "%(number)s days", round(days)) % {"number": round(days)}


def summary(found: Pipeline) -> str:
    """Return the picture in one sentence: how many arrived, and where most are now."""
    said = {"number": found.people, "certified": found.certified}
    if found.narrowest is None:
        told = ngettext(
            "Of %(number)s person, %(certified)s is certified.",
            "Of %(number)s people, %(certified)s are certified.",
            found.people,
        )
        return told % said
    told = ngettext(
        "Of %(number)s person, %(certified)s is certified; the step reached last is “%(step)s”: %(staying)s.",
        "Of %(number)s people, %(certified)s are certified; most of the others have come to “%(step)s”: "
        "%(staying)s.",
        found.people,
    )
    step = found.narrowest
    return told % {**said, "step": names()[step.stage], "staying": step.staying}

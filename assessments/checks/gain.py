"""What a course changes: for those who write it, without a name and without a place."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from assessments.models import Attempt
from assessments.rules.gain import (
    FEWEST_FOR_INTERVAL,
    FEWEST_PAIRS,
    Gain,
    Slope,
    gain_of,
    whole_groups,
)
from courses.api import courses_on_shelf, published_version

# The picture's own units; it is drawn as wide as its column.
WIDTH, HEIGHT, EDGE, SIDE = 480, 320, 40, 110


@dataclass(frozen=True)
class Line:
    """A slope in the picture: the heights of its two ends, and how thick it is."""

    slope: Slope
    left: int
    right: int
    thickness: int


def pairs_at(course_key) -> tuple[list[tuple[float, float]], int]:
    """Return (before, after) in points of all who took both checks, and how many took only the first.

    One query. In the order in which the second check was finished.
    """
    finished = Attempt.objects.filter(course_key=course_key, submitted_at__isnull=False)
    second = finished.filter(purpose=Attempt.Purpose.POST_TEST, learner=OuterRef("learner"))
    first = finished.filter(purpose=Attempt.Purpose.PRE_CHECK).annotate(
        after=Subquery(second.values("score")[:1]), ended=Subquery(second.values("submitted_at")[:1])
    )
    rows = list(first.order_by("ended", "pk").values_list("score", "after"))
    pairs = [(before * 100, after * 100) for before, after in rows if after is not None]
    return pairs, len(rows) - len(pairs)


def lines_of(gain: Gain) -> list[Line]:
    """Return the slopes as they are drawn."""
    return [
        Line(
            slope,
            left=_height(slope.before),
            right=_height(slope.after),
            thickness=round(2 + 8 * slope.people / gain.people),
        )
        for slope in gain.slopes
    ]


def _height(points: float) -> int:
    return round(HEIGHT - EDGE - points / 100 * (HEIGHT - 2 * EDGE))


@require_safe
def gain(request: HttpRequest, course_slug: str) -> HttpResponse:
    """Show what the same people knew before and after a course."""
    course = courses_on_shelf(published_version(), get_language()).get(course_slug)
    if course is None or course.test is None:
        raise Http404
    pairs, only_before = pairs_at(course.key)
    found = gain_of(whole_groups(pairs))
    context = {
        "course": course,
        "gain": found,
        "lines": lines_of(found) if found else [],
        "only_before": only_before,
        "are_few_dropped": 0 < only_before < FEWEST_PAIRS,
        "fewest": FEWEST_PAIRS,
        "fewest_for_interval": FEWEST_FOR_INTERVAL,
        "width": WIDTH,
        "height": HEIGHT,
        "left": SIDE,
        "right": WIDTH - SIDE,
        "top": EDGE,
        "bottom": HEIGHT - EDGE,
    }
    return render(request, "assessments/gain.html", context)

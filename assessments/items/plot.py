"""The picture of a test's questions: how many get each right, and how well it separates."""

from dataclasses import dataclass

from django.urls import reverse

from assessments.items.figures import Item

# The picture's own units; it is drawn as wide as its column.
WIDTH, HEIGHT, EDGE = 640, 340, 8
LOWEST, HIGHEST = -0.3, 0.9


@dataclass(frozen=True)
class Point:
    """A question in the picture: where, what it is called, and its address."""

    x: int
    y: int
    name: str
    address: str
    is_flagged: bool


@dataclass(frozen=True)
class Plot:
    """All questions with a discrimination. ``zero`` is the height of "separates nothing"."""

    points: list[Point]
    zero: int
    width: int = WIDTH
    height: int = HEIGHT
    edge: int = EDGE

    right: int = WIDTH - EDGE
    bottom: int = HEIGHT - EDGE
    # Where half get it right.
    middle: int = WIDTH // 2
    inner_width: int = WIDTH - 2 * EDGE
    inner_height: int = HEIGHT - 2 * EDGE


def plot_of(items: list[Item], course_slug: str) -> Plot:
    """Return the picture; questions answered by too few people are left out of it."""
    points = [
        Point(
            x=round(EDGE + (item.sums.facility or 0) * (WIDTH - 2 * EDGE)),
            y=_height(item.sums.discrimination),
            name=item.question.content["code"],
            address=reverse("test_item", args=[course_slug, item.key]),
            is_flagged=bool(item.signs),
        )
        for item in items
        if item.sums.discrimination is not None
    ]
    return Plot(points, zero=_height(0))


def _height(discrimination: float) -> int:
    inside = min(HIGHEST, max(LOWEST, discrimination))
    return round(EDGE + (HIGHEST - inside) / (HIGHEST - LOWEST) * (HEIGHT - 2 * EDGE))

"""The way to a certificate: who comes how far in a course, and how long that takes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.api import Course, competency_cards, courses_on_shelf, months_after, published_version
from lms.accounts.api import scopes_of
from lms.coordination.exports import downloads, export
from lms.coordination.pipeline import MOST, Pipeline, pipeline
from lms.coordination.pipeline_drawing import days_told, drawn, summary
from lms.coordination.places import Scope, own_regions, places_of, reach_within
from lms.coordination.report.rules.suppression import FEWEST
from lms.coordination.views.choosing import scopes_for
from lms.coordination.views.overview import without_places

# How many months back people took the course; "" is from the beginning.
SPANS = ("12", "36", "")


@dataclass(frozen=True)
class Aim:
    """A course, or a competency with all courses that serve it; ``code`` is as the address names it."""

    code: str
    name: str
    courses: tuple[Course, ...]

    @property
    def course_keys(self) -> Collection[UUID]:
        """The keys of its courses."""
        return [course.key for course in self.courses]

    @property
    def has_test(self) -> bool:
        """Whether any of its courses ends with a test."""
        return any(course.test for course in self.courses)


@dataclass(frozen=True)
class Chosen:
    """What is looked at: for what, where, and since when people took it."""

    aim: Aim
    region: str
    months: str

    @property
    def asked(self) -> dict[str, str]:
        """The choice as an address asks for it."""
        return {"aim": self.aim.code, "region": self.region, "months": self.months or "all"}

    @property
    def since(self) -> datetime | None:
        """From which moment on a course was taken; None where that is all the same."""
        if not self.months:
            return None
        first = months_after(timezone.localdate(), -int(self.months))
        return timezone.make_aware(datetime.combine(first, time.min))


@never_cache
@require_safe
def way(request: HttpRequest) -> HttpResponse:
    """Show how far people have come in one course or for one competency, within the scope only."""
    granted = scopes_of(request.user, "coordinator")
    scopes = places_of(granted)
    if not scopes:
        return without_places(request, granted)
    version, language = published_version(), get_language()
    courses, competencies = _aims(version, language)
    chosen = _chosen(request, [*courses, *competencies], scopes)
    found = _found(chosen, scopes)
    context = {
        "pipeline": found,
        "steps": drawn(found) if found else [],
        "summary": summary(found) if found else "",
        "days": days_told(found.days) if found and found.days is not None else "",
        "courses": courses,
        "competencies": competencies,
        "regions": own_regions(scopes, version, language),
        "chosen": chosen,
        "spans": [(months or "all", _span(months)) for months in SPANS],
        "fewest": FEWEST,
        "most": MOST,
        "downloads": downloads("way_export", **chosen.asked) if chosen else None,
    }
    return render(request, "coordination/way.html", context)


@never_cache
@require_safe
def way_export(request: HttpRequest) -> HttpResponse:
    """Hand out the same steps as a file, with the same choice."""
    scopes = scopes_for(request)
    courses, competencies = _aims(published_version(), get_language())
    chosen = _chosen(request, [*courses, *competencies], scopes)
    found = _found(chosen, scopes)
    columns = [_("Step"), _("People"), _("Percent of all"), _("Not further yet"), _("Median days")]
    rows = (_row(each) for each in (drawn(found) if found else []))
    return export(request, what="way", columns=columns, rows=rows, **(chosen.asked if chosen else {}))


def _row(each) -> tuple:
    """Return one line of the file; days stand as a number, and in words where they are of too few."""
    days = each.days if each.step.days is None else round(each.step.days, 1)
    return each.name, each.step.people, each.percent, "" if each.is_last else each.step.staying, days


def _found(chosen: Chosen | None, scopes: list[Scope]) -> Pipeline | None:
    if chosen is None:
        return None
    return pipeline(
        reach_within([Scope(region=chosen.region)] if chosen.region else scopes),
        chosen.aim.course_keys,
        groups=reach_within(scopes),
        since=chosen.since,
        has_test=chosen.aim.has_test,
    )


def _aims(version: int, language: str) -> tuple[list[Aim], list[Aim]]:
    """Return the courses, and the competencies that at least one of them serves."""
    shelf = list(courses_on_shelf(version, language).values())
    served = [
        (card, tuple(course for course in shelf if code in {each["code"] for each in course.competencies}))
        for code, card in competency_cards(version, language).items()
    ]
    return (
        [Aim(f"course.{course.slug}", course.title, (course,)) for course in shelf],
        [Aim(f"competency.{card.code}", card.name, courses) for card, courses in served if courses],
    )


def _chosen(request: HttpRequest, aims: list[Aim], scopes: list[Scope]) -> Chosen | None:
    """Return what was asked for; what nobody knows becomes the first there is. None without any course."""
    if not aims:
        return None
    aim = next((aim for aim in aims if aim.code == request.GET.get("aim")), aims[0])
    wanted, months = request.GET.get("region", ""), request.GET.get("months", SPANS[0])
    own = {code for code, _name in own_regions(scopes, published_version(), "en")}
    months = "" if months == "all" else months
    return Chosen(aim, wanted if wanted in own else "", months if months in SPANS else SPANS[0])


def _span(months: str) -> str:
    return {
        "12": _("within the last 12 months"),
        "36": _("within the last 3 years"),
        "": _("at whatever time"),
    }[months]

"""Totals by course, profession and region, on the page and as a file."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.accounts.api import scopes_of
from lms.coordination.exports import downloads, export
from lms.coordination.places import places_of
from lms.coordination.queries import Overview, overview

ROWS_ON_A_PAGE = 50


@require_safe
def course_totals(request: HttpRequest) -> HttpResponse:
    """Show who is certified, in progress and stuck, within the coordinator's scope only."""
    granted = scopes_of(request.user, "coordinator")
    scopes = places_of(granted)
    if not scopes:
        return without_places(request, granted)
    chosen = _chosen(request)
    found = overview(scopes, get_language(), **chosen)
    context = {
        "overview": found,
        "page": Paginator(found.rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "chosen_query": urlencode({name: value for name, value in chosen.items() if value}),
        "stuck_after_days": settings.STUCK_AFTER_DAYS,
        "downloads": downloads("coordination_export", **chosen),
    }
    return render(request, "coordination/course_totals.html", context)


@never_cache
@require_safe
def coordination_export(request: HttpRequest) -> HttpResponse:
    """Hand out the same table as a file, with the same filters and all its pages."""
    scopes = places_of(scopes_of(request.user, "coordinator"))
    found = overview(scopes, get_language(), **_chosen(request))
    return export(request, what="totals", columns=_columns(), rows=_rows(found))


def _columns() -> list[str]:
    return [
        _("Course"),
        _("Profession"),
        _("Region"),
        _("Certified"),
        _("Pilot edition"),
        _("Without certificate"),
        _("In progress"),
        _("Stuck"),
        _("Resting"),
    ]


def _rows(found: Overview):
    unstated = _("not stated")
    for row in found.rows:
        yield (
            row.course,
            row.profession or unstated,
            row.region or unstated,
            row.certified,
            row.pilot,
            row.uncertified,
            row.in_progress,
            row.stuck,
            row.paused,
        )


def without_places(request: HttpRequest, granted) -> HttpResponse:
    """Lead somebody who coordinates single cohorts to these; say what to do where there is nothing."""
    if any(scope == "cohort" for scope, _code in granted):
        return redirect("cohorts")
    return render(request, "coordination/no_area.html")


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:64] for name in ("course", "profession", "region")}

"""What people learn: knowledge before and after each course, as the report for others counts it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.accounts.api import scopes_of
from lms.coordination.exports import downloads, export
from lms.coordination.places import Scope, places_of
from lms.coordination.report.files import gain_columns, gain_rows
from lms.coordination.report.forms import PeriodForm
from lms.coordination.report.queries import gains_of
from lms.coordination.report.rules.suppression import FEWEST
from lms.coordination.report.showing import GainLine, gain_lines, place_names
from lms.coordination.slope_drawing import HEIGHT, SIDE, TOP, WIDTH, slopes, summary
from lms.coordination.views.choosing import scopes_for
from lms.coordination.views.overview import without_places

_MONTHS_SHOWN = 12


@never_cache
@require_safe
def learned(request: HttpRequest) -> HttpResponse:
    """Show what people of one's own places knew before and after each course; of fewer than five nothing."""
    granted = scopes_of(request.user, "coordinator")
    scopes = places_of(granted)
    if not scopes:
        return without_places(request, granted)
    form = _form(request)
    lines = _lines(form, scopes) if form.is_valid() else ()
    context = {
        "form": form,
        "lines": lines,
        "slopes": slopes(lines),
        "summary": summary(lines),
        "columns": gain_columns(),
        "has_places": len(scopes) > 1,
        "fewest": FEWEST,
        "width": WIDTH,
        "height": HEIGHT,
        "left": SIDE,
        "right": WIDTH - SIDE,
        "top": TOP,
        "bottom": HEIGHT - TOP,
        "downloads": downloads("learned_export", **form.cleaned_data) if lines else None,
    }
    return render(request, "coordination/learned.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def learned_export(request: HttpRequest) -> HttpResponse:
    """Hand out the same table as a file; without a line where the months make no period."""
    scopes, form = scopes_for(request), _form(request)
    lines = _lines(form, scopes) if form.is_valid() else ()
    return export(request, what="learned", columns=gain_columns(), rows=gain_rows(lines))


def _form(request: HttpRequest) -> PeriodForm:
    """Return the period asked for; a year up to the last month that is over where none was."""
    if {"first", "last"} & set(request.GET):
        return PeriodForm(request.GET)
    months = [value for value, _name in PeriodForm().fields["first"].choices]
    return PeriodForm({"first": months[_MONTHS_SHOWN - 1], "last": months[0]})


def _lines(form: PeriodForm, scopes: list[Scope]) -> tuple[GainLine, ...]:
    language = get_language()
    return gain_lines(gains_of(form.asked_of(scopes)), place_names(language), language)

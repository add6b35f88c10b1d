"""The report for others: a period is chosen, looked at, saved, and handed out as it was saved."""

import structlog
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.accounts.api import roles_of, scopes_of
from lms.coordination.exports import as_download, export
from lms.coordination.models import SavedReport
from lms.coordination.places import Scope, places_of
from lms.coordination.report import files, wording
from lms.coordination.report.actions import NotToBeGiven, digest_of, save_report
from lms.coordination.report.forms import PeriodForm
from lms.coordination.report.queries import (
    Asked,
    figures_for,
    overlapping,
    report_within,
    reports_of,
    scopes_in,
    stands_against,
)
from lms.coordination.report.rules.comparing import Difference, differences, is_same
from lms.coordination.report.showing import place_names, places_in, row_names, shown
from lms.coordination.views.overview import without_places
from lms.coordination.workbooks import TYPE as WORKBOOK

REPORTS_SHOWN = 20
DIFFERENCES_SHOWN = 40

log = structlog.get_logger(__name__)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Let a coordinator choose a period, look at its report and save it. Own places only."""
    granted = scopes_of(request.user, "coordinator")
    scopes = places_of(granted)
    if not scopes and request.method == "POST":
        raise PermissionDenied
    if not scopes:
        return without_places(request, granted)
    typed = request.POST if request.method == "POST" else request.GET
    form = PeriodForm(typed if {"first", "last"} & set(typed) or request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, scopes, form=form, status=422 if form.errors else 200)
    asked = form.asked_of(scopes)
    return _saved(request, asked) if request.method == "POST" else _looked_at(request, scopes, form, asked)


def _looked_at(request: HttpRequest, scopes: list[Scope], form: PeriodForm, asked: Asked) -> HttpResponse:
    earlier = overlapping(asked)
    figures = figures_for(asked, earlier=earlier)
    against = stands_against(figures, earlier)
    found = shown(asked, figures, get_language())
    return _page(request, scopes, form=form, report=found, against=against)


def _saved(request: HttpRequest, asked: Asked) -> HttpResponse:
    role = "operator" if "operator" in roles_of(request.user) else "coordinator"
    try:
        saved = save_report(asked, made_as=role)
    except NotToBeGiven as refused:
        messages.error(request, _("This report is not saved: an earlier one stands against it."))
        return redirect("saved_report", public_id=refused.earlier.public_id)
    log.info("report_saved", person=str(request.user.public_id), report=str(saved.public_id))
    messages.success(request, _("The report is saved. Whoever opens it again finds the same figures."))
    return redirect("saved_report", public_id=saved.public_id)


def _page(request: HttpRequest, scopes: list[Scope], *, status: int = 200, **context) -> HttpResponse:
    names = place_names(get_language())
    saved = [(each, ", ".join(places_in(_asked(each), names))) for each in reports_of(scopes)[:REPORTS_SHOWN]]
    context |= {"saved": saved, "hidden": wording.HIDDEN}
    return render(request, "coordination/report.html", context, status=status)


@never_cache
@require_safe
def saved_report(request: HttpRequest, public_id) -> HttpResponse:
    """Show a saved report; if asked, count it again and say what differs. Raises Http404 elsewhere."""
    saved = _own_or_404(request, public_id)
    asked = _asked(saved)
    found = shown(asked, saved.figures, get_language())
    context = {
        "saved": saved,
        "report": found,
        "stamp": files.stamp_of(saved),
        "hidden": wording.HIDDEN,
        "gain_columns": files.gain_columns(),
        "is_whole": digest_of(asked, saved.figures) == saved.digest,
    }
    if "again" in request.GET:
        again = figures_for(asked, earlier=overlapping(asked, before=saved))
        context |= {
            "differing": [_told(each, found) for each in _few(differences(saved.figures, again))],
            "is_counted_again": True,
            "is_same": is_same(saved.figures, again),
        }
    return render(request, "coordination/saved_report.html", context)


def _few(found: list[Difference]) -> list[Difference]:
    return found[:DIFFERENCES_SHOWN]


def _told(found: Difference, report) -> dict:
    headings = {table.name: table for table in report.tables}
    heads = [name for name, _number in report.sums]
    if found.table == "events":
        heads = [*wording.event_heads().values()]
    table = headings.get(found.table)
    names = row_names(get_language()).get(found.table, {})
    column = _("Hours of learning") if found.table == "time" else _("Together")
    if found.column is not None and found.column < len(heads):
        column = heads[found.column]
    return {
        "table": table.heading if table else _whole(found.table, report),
        "row": names.get(found.row, found.row) if table else "",
        "column": column,
        "before": wording.HIDDEN if found.before is None else found.before,
        "now": wording.HIDDEN if found.now is None else found.now,
    }


def _whole(table: str, report) -> str:
    return _("Events") if table == "events" else report.title


@never_cache
@require_safe
def saved_report_file(request: HttpRequest, public_id, kind: str) -> HttpResponse:
    """Hand out a saved report as PDF, XLSX or CSV. Raises Http404 outside the scope, or for another kind."""
    saved = _own_or_404(request, public_id)
    found = shown(_asked(saved), saved.figures, get_language())
    if kind == "csv":
        columns = [_("Table"), _("Row"), _("Column"), _("People")]
        return export(
            request, what="report", columns=columns, rows=files.long_rows(found), report=str(public_id)
        )
    made = {"pdf": (files.as_pdf, "application/pdf"), "xlsx": (files.as_workbook, WORKBOOK)}.get(kind)
    if made is None:
        raise Http404
    write, content_type = made
    log.info("report_exported", person=str(request.user.public_id), report=str(public_id), kind=kind)
    return as_download(write(found, saved), content_type=content_type, ending=kind, name="report")


def _own_or_404(request: HttpRequest, public_id) -> SavedReport:
    found = report_within(places_of(scopes_of(request.user, "coordinator")), public_id)
    if found is None:
        raise Http404
    return found


def _asked(saved: SavedReport) -> Asked:
    return Asked(scopes_in(saved.places), saved.first, saved.last)

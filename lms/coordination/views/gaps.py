"""The gap page: regions by how many people are missing, what a month would take away, and who could help."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.accounts.api import scopes_of
from lms.coordination import wording
from lms.coordination.exports import downloads, export
from lms.coordination.gaps import Ladder, ladder
from lms.coordination.ladder_drawing import drawn
from lms.coordination.places import places_of
from lms.coordination.projecting import DAYS_AHEAD, FEWEST_CASES
from lms.coordination.views.choosing import Chosen, Months, chosen_work, covered, months_of, scopes_for
from lms.coordination.views.overview import without_places
from lms.coordination.views.shortages import columns, row_of


@never_cache
@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """Show the ladder of one profession and competency, within the coordinator's scope only."""
    granted = scopes_of(request.user, "coordinator")
    if not places_of(granted):
        return without_places(request, granted)
    found, chosen, months = _asked(request)
    context = {
        "ladder": found,
        "wholes": [
            {"name": cell.place.name, "state": wording.state_of(cell), "beside": wording.beside(cell)}
            for cell in found.wholes
        ],
        "lines": drawn(found, chosen.query),
        "chosen": chosen,
        "months": months,
        "professions": found.coverage.professions,
        "competencies": [(code, card.name) for code, card in found.coverage.competencies.items()],
        "profession_name": dict(found.coverage.professions).get(chosen.profession, ""),
        "competency_name": _name(found, chosen),
        "days": DAYS_AHEAD,
        "fewest": FEWEST_CASES,
        "downloads": downloads("gaps_export", **chosen.asked, month=months.asked),
    }
    return render(request, "coordination/gaps.html", context)


@never_cache
@require_safe
def gaps_export(request: HttpRequest) -> HttpResponse:
    """Hand out the same ladder as a file, with the same month asked about."""
    found, chosen, months = _asked(request)
    more = [_("In progress"), _("In 90 days, at least"), _("In 90 days, at most"), _("Counted on")]
    day = months.lapsed_by or found.coverage.on
    rows = (_row(found, rung, day) for rung in (*found.rungs, *found.without))
    return export(request, what="gaps", columns=[*columns(), *more], rows=rows, work=chosen.query)


def _row(found: Ladder, rung, day: date) -> tuple:
    reached = (rung.projection.low, rung.projection.high) if rung.projection else ("", "")
    return (*row_of(found.coverage, rung.cell), rung.in_progress, *reached, day.isoformat())


def _asked(request: HttpRequest) -> tuple[Ladder, Chosen, Months]:
    coverage, months = covered(request), months_of(request)
    chosen = chosen_work(request, coverage)
    found = ladder(
        scopes_for(request),
        get_language(),
        found=coverage,
        competency=chosen.competency,
        profession=chosen.profession,
        lapsed_by=months.lapsed_by,
    )
    return found, chosen, months


def _name(found: Ladder, chosen: Chosen) -> str:
    card = found.coverage.competencies.get(chosen.competency)
    return card.name if card else ""

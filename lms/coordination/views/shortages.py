"""The coordinator's front page: who can do this work, where, and where is nobody; and one place's tiles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.accounts.api import scopes_of
from lms.coordination import wording
from lms.coordination.cells import Cell, Place, State
from lms.coordination.coverage import Coverage
from lms.coordination.exports import downloads, export
from lms.coordination.places import places_of
from lms.coordination.tile_map import drawn
from lms.coordination.views.choosing import chosen_work, covered, own_place
from lms.coordination.views.overview import without_places
from lms.coordination.views.shortage_table import ShortageTable


@require_safe
def coordination(request: HttpRequest) -> HttpResponse:
    """Show for each place and profession whether there are enough people, within the scope only."""
    granted = scopes_of(request.user, "coordinator")
    if not places_of(granted):
        return without_places(request, granted)
    found = covered(request)
    competency = _known(request, found)
    context = {
        "table": ShortageTable(found, competency),
        "downloads": downloads("shortages_export", competency=competency),
    }
    return render(request, "coordination/coordination.html", context)


@never_cache
@require_safe
def tiles(request: HttpRequest) -> HttpResponse:
    """Show one's own regions of a country as tiles, for one piece of work. Raises Http404."""
    found = covered(request)
    first = next((place.code for place in found.places), "")
    place = own_place(request, found, request.GET.get("place") or first)
    chosen = chosen_work(request, found)
    regions = [each for each in found.regions if each.country == place.country]
    cells = [found.cell(each, chosen.profession, chosen.competency) for each in regions]
    context = {
        "coverage": found,
        "place": place,
        "whole": found.cell(place, chosen.profession, chosen.competency),
        "chosen": chosen,
        "map": drawn(cells, found),
        "competencies": found.choices,
        "names": _names(found, chosen.profession, chosen.competency),
        "counts": {state.name.lower(): sum(cell.state is state for cell in cells) for state in State},
        "downloads": downloads("shortages_export", place=place.country, **chosen.asked),
    }
    return render(request, "coordination/tiles.html", context)


@never_cache
@require_safe
def shortages_export(request: HttpRequest) -> HttpResponse:
    """Hand out every place with people or a number, for all or one competency. Raises Http404."""
    found = covered(request)
    competency = _known(request, found)
    where = request.GET.get("place", "")
    places = [place for place in (*found.places, *found.regions) if not where or place.country == where]
    if where:
        own_place(request, found, where)
    profession = request.GET.get("profession", "")
    return export(
        request, what="shortages", columns=columns(), rows=_rows(found, _once(places), profession, competency)
    )


def columns() -> list[str]:
    """Return the heads of a table of shortages."""
    return [
        _("Place"),
        _("Profession"),
        _("Competency"),
        _("State"),
        _("Certified"),
        _("Target"),
        _("Missing"),
        _("Percent of the target"),
        _("Pilot edition"),
    ]


def row_of(found: Coverage, cell: Cell) -> tuple:
    """Return one line of that table; where no target is set, nothing stands for it."""
    has_target = cell.target is not None
    return (
        cell.place.name,
        dict(found.professions)[cell.profession],
        found.competencies[cell.competency].name,
        wording.plain_state(cell.state),
        cell.certified,
        cell.target if has_target else "",
        cell.missing if has_target else "",
        cell.percent if has_target else "",
        cell.pilot,
    )


def _rows(found: Coverage, places: list[Place], profession: str, competency: str):
    for place in places:
        for code, _name in found.professions:
            if profession in ("", code):
                for asked in found.asked_of(code):
                    if competency in ("", asked):
                        yield row_of(found, found.cell(place, code, asked))


def _once(places: list[Place]) -> list[Place]:
    return list({place.code: place for place in places}.values())


def _known(request: HttpRequest, found: Coverage) -> str:
    wanted = request.GET.get("competency", "")
    return wanted if wanted in found.competencies else ""


def _names(found: Coverage, profession: str, competency: str) -> dict[str, str]:
    card = found.competencies.get(competency)
    return {
        "profession": dict(found.professions).get(profession, ""),
        "competency": card.name if card else "",
    }

"""The coordinator's front page: who can do this work, where, and where is nobody; and one place's tiles."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.accounts.api import scopes_of
from lms.coordination import wording
from lms.coordination.coverage import Cell, Coverage, Place, State
from lms.coordination.exports import downloads, export
from lms.coordination.places import places_of
from lms.coordination.tile_map import drawn
from lms.coordination.views.choosing import chosen_work, covered, own_place
from lms.coordination.views.overview import without_places


@dataclass(frozen=True)
class Told:
    """One cell of the front page in words: how it stands, what stands below, and where it leads."""

    state: State
    headline: str
    beside: str
    address: str


@dataclass(frozen=True)
class Line:
    """One profession, in each place."""

    name: str
    cells: tuple[Told, ...]


@require_safe
def coordination(request: HttpRequest) -> HttpResponse:
    """Show for each place and profession whether there are enough people, within the scope only."""
    granted = scopes_of(request.user, "coordinator")
    if not places_of(granted):
        return without_places(request, granted)
    found = covered(request)
    competency = _known(request, found)
    lines = [
        Line(name, tuple(_told(found, place, code, competency) for place in found.places))
        for code, name in found.professions
    ]
    context = {
        "coverage": found,
        "lines": lines,
        "competency": competency,
        "competencies": _choices(found),
        "pilot": _pilot(found, competency),
        "counts": _counts(found, competency),
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
        "competencies": _choices(found),
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


def _choices(found: Coverage) -> list[tuple[str, str]]:
    return [(code, card.name) for code, card in found.competencies.items()]


def _names(found: Coverage, profession: str, competency: str) -> dict[str, str]:
    card = found.competencies.get(competency)
    return {
        "profession": dict(found.professions).get(profession, ""),
        "competency": card.name if card else "",
    }


def _told(found: Coverage, place: Place, profession: str, competency: str) -> Told:
    if competency:
        cell = found.cell(place, profession, competency)
        address = _address(place, profession, competency)
        return Told(cell.state, wording.state_of(cell), wording.beside(cell), address)
    summary = found.summary(place, profession)
    address = _address(place, profession, summary.worst.competency if summary.worst else "")
    return Told(summary.state, wording.state_of_all(summary), wording.beside_all(summary), address)


def _address(place: Place, profession: str, competency: str) -> str:
    asked = {"place": "" if place.region else place.code, "profession": profession, "competency": competency}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('gaps' if place.region else 'tiles')}?{query}"


def _pilot(found: Coverage, competency: str) -> int:
    """Return how many people at least completed pilot editions alone; exact for one competency."""
    if not competency:
        return found.pilot
    return sum(
        found.cell(place, profession, competency).pilot
        for place in found.places
        for profession, _name in found.professions
    )


def _counts(found: Coverage, competency: str) -> dict[str, int]:
    """Return how many pairs of place and profession stand how, for the sentence above the table."""
    states = [
        _told(found, place, code, competency).state
        for place in found.places
        for code, _name in found.professions
    ]
    return {state.name.lower(): states.count(state) for state in State}

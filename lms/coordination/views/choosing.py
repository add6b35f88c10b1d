"""What a coordinator has chosen to look at: a place, a profession, a competency, a month."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from courses.api import months_after
from lms.accounts.api import scopes_of
from lms.coordination.cells import Place
from lms.coordination.coverage import Coverage, coverage
from lms.coordination.places import Scope, places_of

MONTHS_AHEAD = 12


def scopes_for(request: HttpRequest) -> list[Scope]:
    """Return the places of whoever asks. Raises Http404 where there are none, as for a page that is not."""
    scopes = places_of(scopes_of(request.user, "coordinator"))
    if not scopes:
        raise Http404
    return scopes


def covered(request: HttpRequest, **narrowed: str) -> Coverage:
    """Return today's coverage inside the scopes of whoever asks."""
    return coverage(scopes_for(request), get_language(), on=timezone.localdate(), **narrowed)


@dataclass(frozen=True)
class Chosen:
    """A piece of work as it was chosen, or the first there is."""

    profession: str
    competency: str

    @property
    def asked(self) -> dict[str, str]:
        """The choice as an address asks for it."""
        return {"profession": self.profession, "competency": self.competency}

    @property
    def query(self) -> str:
        """The choice as part of an address."""
        return urlencode(self.asked)


def chosen_work(request: HttpRequest, found: Coverage) -> Chosen:
    """Return the work asked for. What nobody knows becomes the first profession, and what is asked of it."""
    known = [code for code, _name in found.professions]
    profession = _one_of(request.GET.get("profession", ""), known)
    asked = found.asked_of(profession) or tuple(found.competencies)
    wanted = request.GET.get("competency", "")
    competency = wanted if wanted in found.competencies else _worst(found, profession, asked)
    return Chosen(profession, competency)


def _worst(found: Coverage, profession: str, asked: tuple[str, ...]) -> str:
    """Return the competency of which most people are missing anywhere, else the first."""
    missing = {
        code: sum(found.cell(place, profession, code).missing for place in found.places) for code in asked
    }
    return max(asked, key=lambda code: missing[code], default="")


def _one_of(wanted: str, known: list[str]) -> str:
    return wanted if wanted in known else next(iter(known), "")


def own_place(request: HttpRequest, found: Coverage, code: str) -> Place:
    """Return the place with that code. Raises Http404 outside the scopes."""
    for place in (*found.places, *found.regions):
        if place.code == code:
            return place
    raise Http404


@dataclass(frozen=True)
class Months:
    """The months that can be asked about, and the one that was."""

    all: tuple[date, ...]
    chosen: date | None

    @property
    def asked(self) -> str:
        """The chosen month as the address names it; empty where none is."""
        return f"{self.chosen:%Y-%m}" if self.chosen else ""

    @property
    def lapsed_by(self) -> date | None:
        """The day after the chosen month: whose certificate ends before it has let it end."""
        return months_after(self.chosen, 1) if self.chosen else None


def months_of(request: HttpRequest) -> Months:
    """Return this month and the following, and which of them the address names as in 2027-03."""
    first = timezone.localdate().replace(day=1)
    months = tuple(months_after(first, ahead) for ahead in range(MONTHS_AHEAD + 1))
    wanted = request.GET.get("month", "")
    return Months(months, next((month for month in months if f"{month:%Y-%m}" == wanted), None))

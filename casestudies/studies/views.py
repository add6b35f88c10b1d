"""The pages of the case library: find, read, print and compare case studies, and see them in time."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from casestudies.studies.comparing import aspects_of
from casestudies.studies.narrowing import Choice, names_of, options_of
from casestudies.studies.queries import Shelf, shelf_of
from casestudies.studies.rules import ticks
from casestudies.studies.shelf import Study
from casestudies.studies.showing import lessons_using, named, steps_by_year, study_context
from courses.api import page_etag, profession_names, published_version, tagged, unchanged


def _shown(request, name: str, seed: tuple, context) -> HttpResponse:
    """Answer 304 where the browser's copy is current; else render what ``context`` then works out."""
    etag = page_etag(request, name, *seed)
    not_modified = unchanged(request, etag)
    if not_modified:
        return not_modified
    return tagged(render(request, f"casestudies/studies/{name}.html", context()), etag)


def _shelf() -> tuple[int, Shelf]:
    version = published_version()
    return version, shelf_of(version, get_language())


def _study(shelf: Shelf, slug: str) -> Study:
    """Return a published study. Raises Http404."""
    if slug not in shelf.studies:
        raise Http404
    return shelf.studies[slug]


@require_safe
def browse(request):
    """Show the library: tiles of countries, what else to choose by, and what fits."""
    version, shelf = _shelf()
    choice = Choice.read(request.GET)
    return _shown(request, "browse", (version, choice), lambda: _browse_context(shelf, choice))


def _browse_context(shelf: Shelf, choice: Choice) -> dict:
    names = names_of(shelf)
    return {
        "shelf": shelf,
        "choice": choice,
        "options": options_of(shelf, choice),
        "cards": [
            (study, named(study.countries, shelf.countries))
            for study in shelf.studies.values()
            if choice.fits(study)
        ],
        "chosen": [
            {
                "kind": name,
                "name": names.get(name, {}).get(getattr(choice, name), getattr(choice, name)),
                "query": choice.with_(name, "").query,
            }
            for name in choice.chosen
        ],
    }


@require_safe
def study(request, slug: str):
    """Show one study; what it says to the reader's own profession stands open."""
    version, shelf = _shelf()
    found, own = _study(shelf, slug), _own_profession(request, version)

    def context() -> dict:
        lessons = lessons_using(found, get_language())
        return {**study_context(found, shelf, request, own), "lessons": lessons}

    return _shown(request, "study", (version, slug, own), context)


def _own_profession(request, version: int) -> str:
    """Return the code of the profession that the reader named; "" for visitors and where none was."""
    profile = getattr(request.user, "profile", None)
    number = getattr(profile, "profession_id", None)
    code, _name = profession_names(version, get_language()).get(number, ("", ""))
    return code


@require_safe
def handout(request, slug: str):
    """Show a study for paper: with numbered notes, a line to cite it by, and a page for a group."""
    version, shelf = _shelf()
    found = _study(shelf, slug)
    return _shown(request, "handout", (version, slug), lambda: study_context(found, shelf, request))


@require_safe
def compare(request):
    """Lay two studies side by side; which they are stands in the address."""
    version, shelf = _shelf()
    slugs = [request.GET.get(name, "")[:255] for name in ("a", "b")]
    return _shown(request, "compare", (version, slugs), lambda: _compare_context(shelf, slugs))


def _compare_context(shelf: Shelf, slugs: list[str]) -> dict:
    one, other = (shelf.studies.get(slug) for slug in slugs)
    is_same = one is not None and one is other
    pair = [one, other] if one and other and not is_same else None
    return {
        "shelf": shelf,
        "one": one,
        "other": other,
        "is_same": is_same,
        "is_unknown": any(slug and slug not in shelf.studies for slug in slugs),
        "pair": pair,
        "aspects": aspects_of(pair[0], pair[1], shelf) if pair else [],
        "suggested": _suggested(shelf, one or other),
    }


def _suggested(shelf: Shelf, chosen: Study | None) -> list[tuple[Study, Study]]:
    """Return pairs worth comparing, each once: of the one that is chosen, else of all."""
    studies = [chosen] if chosen else list(shelf.studies.values())
    pairs = {
        frozenset((each.slug, other.slug)): (each, other) for each in studies for other in shelf.beside(each)
    }
    return list(pairs.values())


@require_safe
def timeline(request):
    """Show all studies on the line of years, and their dated steps year by year."""
    version, shelf = _shelf()
    return _shown(request, "timeline", (version,), lambda: _timeline_context(shelf))


def _timeline_context(shelf: Shelf) -> dict:
    studies = list(shelf.studies.values())
    placed = [study for study in studies if study.span]
    return {
        "placed": [
            {"study": study, "countries": named(study.countries, shelf.countries)}
            for study in sorted(placed, key=lambda study: (study.first_year or 0, study.title))
        ],
        "shelf": shelf,
        "undated": [study for study in studies if not study.span],
        "years": steps_by_year(studies),
        "ticks": ticks(),
    }

"""Every claim with its source, what speaks against it, and where it is shown."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses.conditional import page_etag, tagged, unchanged
from courses.content.figures import ShownFigure, shown_elsewhere, shown_figures
from courses.content.queries import published_version
from courses.evidence.queries import register_of
from courses.evidence.showing import conflict_context

PER_PAGE = 40
LONGEST_QUESTION = 200


@dataclass(frozen=True)
class Asked:
    """What a reader looks for, as typed."""

    words: str = ""
    country: str = ""
    is_disputed: bool = False

    @classmethod
    def read(cls, sent: QueryDict) -> "Asked":
        """Read the form."""
        return cls(
            words=sent.get("q", "").strip()[:LONGEST_QUESTION],
            country=sent.get("country", ""),
            is_disputed=bool(sent.get("disagree")),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.words or self.country or self.is_disputed)


@require_safe
def figures(request):
    """List the claims that a reader may use, as many as fit on a page."""
    version, language = published_version(), get_language()
    etag = page_etag(request, "figures", version, request.GET.urlencode())
    not_modified = unchanged(request, etag)
    if not_modified:
        return not_modified
    asked, register = Asked.read(request.GET), register_of(version, language)
    codes = register.found(words=asked.words, country=asked.country, is_disputed=asked.is_disputed)
    page = Paginator(codes, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "countries": register.countries,
        "page": page,
        "figures": shown_figures(version, language, list(page)),
    }
    return tagged(render(request, "courses/figures.html", context), etag)


@require_safe
def figure(request, code: str):
    """Show one claim with everything known about it. Raises Http404 for one that was never published."""
    version, language = published_version(), get_language()
    etag = page_etag(request, "figure", version, code)
    not_modified = unchanged(request, etag)
    if not_modified:
        return not_modified
    found = shown_figures(version, language, [code])
    if not found:
        raise Http404
    context = {
        "figure": found[0],
        "disagreements": _disagreements(found[0], language),
        "elsewhere": shown_elsewhere(version, language, code),
    }
    return tagged(render(request, "courses/figure.html", context), etag)


def _disagreements(figure: ShownFigure, language: str) -> list[dict]:
    found = []
    for met in figure.against:
        foreign = "" if met.dispute.language == language else met.dispute.language
        found.append(conflict_context(met.dispute, met.sides, foreign))
    return found

"""The box where a visitor pastes a headline and sees what a reader would hear."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.api import Mark, Segment, is_wording_reviewed, segments, told_once, wording_languages
from lms.home.wording.checks import Asked, CheckRefused, checked, refuse_too_many
from lms.home.wording.sentences import ADVICE, EXCEPTIONS, POSITION_NAMES

# A page of notes that nobody reads to its end helps nobody.
MOST_NOTES = 40


@dataclass(frozen=True)
class Note:
    """A mark as the page tells it."""

    mark: Mark
    number: int
    advice: Promise
    exception: Promise | None


@dataclass(frozen=True)
class Result:
    """A checked text: in pieces, with notes; ``left_off`` counts places that are not shown."""

    segments: list[Segment]
    notes: list[Note]
    left_off: int
    language: str
    is_reviewed: bool

    @property
    def flags(self) -> int:
        """How many places had better be rewritten."""
        return sum(1 for note in self.notes if note.mark.is_flag)


def box(asked: Asked | None = None, refusal: CheckRefused | None = None) -> dict:
    """Return what the form shows: languages and places to choose from, and what was typed before."""
    open_languages = wording_languages()
    names = dict(settings.LANGUAGES)
    current = get_language() if get_language() in open_languages else settings.LANGUAGE_CODE
    return {
        "languages": [(code, names[code]) for code in open_languages],
        "positions": list(POSITION_NAMES.items()),
        "text": asked.text if asked else "",
        "language": asked.language if asked else current,
        "position": asked.position if asked else "headline",
        "problem": str(refusal) if refusal else "",
        "is_too_often": refusal is not None and refusal.status == 429,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: HttpRequest) -> HttpResponse:
    """Show the box; a post shows what came of it. The text never stands in an address and is not kept."""
    if request.method != "POST":
        return render(request, "home/wording.html", {"box": box()})
    asked = Asked(*(request.POST.get(name, "") for name in ("text", "language", "position")))
    result, refusal = None, None
    try:
        refuse_too_many(request)
        result = _result(asked, checked(asked))
    except CheckRefused as refused:
        refusal = refused
    context = {"box": box(asked, refusal), "result": result}
    if request.htmx:
        # htmx swaps only successful answers; the problem stands in the fragment.
        return render(request, "home/wording_result.html", context)
    return render(request, "home/wording.html", context, status=refusal.status if refusal else 200)


def _result(asked: Asked, found: list[Mark]) -> Result:
    marks = told_once(found)
    shown = marks[:MOST_NOTES]
    return Result(
        segments=segments(asked.text, shown),
        notes=[_note(mark, number) for number, mark in enumerate(shown, start=1)],
        left_off=len(marks) - len(shown),
        language=asked.language,
        is_reviewed=is_wording_reviewed(asked.language),
    )


def _note(mark: Mark, number: int) -> Note:
    return Note(mark, number, ADVICE[mark.severity], EXCEPTIONS.get(mark.exception))

"""The box where a visitor pastes a headline and sees what a reader would hear."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.api import told_wording, wording_languages
from lms.home.wording.checks import Asked, CheckRefused, checked, refuse_too_many
from lms.home.wording.sentences import POSITION_NAMES


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
        result = told_wording(asked.text, checked(asked), language=asked.language)
    except CheckRefused as refused:
        refusal = refused
    context = {"box": box(asked, refusal), "result": result}
    if request.htmx:
        # htmx swaps only successful answers; the problem stands in the fragment.
        return render(request, "home/wording_result.html", context)
    return render(request, "home/wording.html", context, status=refusal.status if refusal else 200)

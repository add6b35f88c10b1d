"""How countries stand by profession, for anybody: without regions, without persons, closed until opened."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lms.coordination.public_coverage import public_page


@require_safe
def public_coverage(request: HttpRequest) -> HttpResponse:
    """Show what is told of all competencies, or of one. Raises Http404 until the operator opens it."""
    if not settings.PUBLIC_COVERAGE:
        raise Http404
    today, language = timezone.localdate(), get_language()
    whole = public_page(language, on=today)
    chosen = request.GET.get("competency", "")
    if chosen not in dict(whole.competencies):
        chosen = ""
    page = public_page(language, on=today, competency=chosen) if chosen else whole
    context = {"coverage": page, "competencies": whole.competencies, "chosen": chosen}
    return render(request, "coordination/public_coverage.html", context)

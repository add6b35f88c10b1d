"""Who sees me: a learner looks at their own row in the tables of their groups, as coordinators have it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.coordination.cohorts import shown_rows


@never_cache
@require_safe
def who_sees_me(request: HttpRequest) -> HttpResponse:
    """Show what coordinators see of the learner by name right now, and what nobody sees."""
    shown = shown_rows(request.user, get_language())
    context = {"shown": shown, "quiet_days": settings.QUIET_AFTER_DAYS}
    return render(request, "coordination/seen.html", context)

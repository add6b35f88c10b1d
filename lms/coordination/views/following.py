"""The week of a group: who has begun, who is quiet, where several stopped, and one kind message."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.models import Cohort
from lms.coordination.group_forms import KindForm
from lms.coordination.kindness import (
    GROUP_RESTS_DAYS,
    LEARNER_RESTS_DAYS,
    TooSoon,
    next_possible,
    send_kind_message,
    week_of,
)
from lms.coordination.views.scope import own_cohort_or_404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_week(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show how a group goes along, and hand one of the fixed texts to the quiet ones. Raises Http404."""
    cohort = own_cohort_or_404(request, key)
    form = KindForm(request.POST or None)
    if form.is_valid():
        return _sent(request, cohort, form.cleaned_data["text"])
    possible = next_possible(cohort)
    context = {
        "cohort": cohort,
        "week": week_of(cohort, get_language()),
        "form": form,
        "quiet_days": settings.QUIET_AFTER_DAYS,
        "possible_on": possible if possible > timezone.localdate() else None,
        "group_rests": GROUP_RESTS_DAYS,
        "learner_rests": LEARNER_RESTS_DAYS,
    }
    return render(request, "coordination/cohort_week.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest, cohort: Cohort, text: str) -> HttpResponse:
    try:
        send_kind_message(cohort=cohort, text=text, by=request.user)
    except TooSoon as refusal:
        told = _("This group has had its message. The next one is possible on %(day)s.")
        messages.warning(request, told % {"day": date_format(refusal.day)})
    else:
        messages.success(request, _("The message goes along with the next mail to each of them."))
    return redirect("cohort_week", key=cohort.key)

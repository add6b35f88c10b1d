"""The page on which a trainer has finished attempts graded by a corrected key."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.items.figures import FEWEST_TOLD, whole_item
from assessments.items.views import test_of
from assessments.models import Regrade
from assessments.regrading.forms import RegradeForm
from assessments.regrading.grading import ask_for_regrade
from assessments.regrading.queries import key_change


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def regrade(request: HttpRequest, course_slug: str, question_key: UUID) -> HttpResponse:
    """Say what would happen; on POST have it done. Raises PermissionDenied for who writes no questions."""
    if not request.user.has_perm("assessments.change_question"):
        raise PermissionDenied
    course, test, published = test_of(course_slug)
    found = whole_item(test, question_key, language=get_language(), published=published)
    if found is None:
        raise Http404
    change = key_change(question_key)
    form = RegradeForm(request.POST if request.method == "POST" and not change.is_going_on else None)
    if request.method == "POST" and change.may_be_asked and (change.is_going_on or form.is_valid()):
        reason = "" if change.is_going_on else form.cleaned_data["reason"]
        ask_for_regrade(question_key=question_key, reason=reason, by=request.user, now=timezone.now())
        messages.success(request, _("The attempts are being graded anew. The log below says how far it is."))
        return redirect("test_regrade", course_slug, question_key)
    context = {"course": course, "found": found, "change": change, "form": form}
    context["log"] = [_row(each) for each in change.regrades]
    context["waiting"] = _told(change.waiting)
    return render(request, "assessments/item_regrade.html", context, status=422 if form.errors else 200)


def _row(asked: Regrade) -> dict:
    return {
        "asked": asked,
        "counts": [_told(number) for number in (asked.met, asked.raised, asked.passed, asked.unfit)],
    }


def _told(number: int) -> str:
    """Return a number of people as the page tells it; of a few only that they are few."""
    return f"< {FEWEST_TOLD}" if 0 < number < FEWEST_TOLD else str(number)

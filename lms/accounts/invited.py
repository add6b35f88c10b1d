"""The pages of somebody who is invited: what joining means, and leaving again."""

from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.api import (
    Course,
    InvitationOver,
    courses_on_shelf,
    invitation_by_token,
    is_member,
    leave_cohort,
    published_version,
)
from courses.models import Cohort, Invitation
from lms.accounts.forms import SignupForm
from lms.accounts.joining import is_standing, join_by
from lms.accounts.queries import profile_of
from lms.accounts.sessions import remember_wish_to_join

_LIMITS, _MISSED = "allauth.account", "invitation_missed"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Say in plain words what joining means and who will see what; let a person join in one go."""
    if not _may_try(request):
        return ratelimit.respond_429(request)
    invitation = invitation_by_token(token)
    if invitation and request.user.is_authenticated and is_member(request.user, invitation.cohort):
        return redirect(_way_in(invitation.cohort))
    if invitation is None or not is_standing(invitation):
        return _over(request)
    if request.user.is_authenticated:
        return _join_at_once(request, invitation)
    return _sign_up(request, invitation)


def _join_at_once(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, invitation)
    try:
        return redirect(_way_in(join_by(request, request.user, invitation)))
    except InvitationOver:
        return _over(request)


def _sign_up(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Take the address and mail a code, whether it is known here or not; the wish waits in the session."""
    if request.method != "POST":
        return _shown(request, invitation, SignupForm())
    if not ratelimit.consume(request, app=_LIMITS, action="signup"):
        return ratelimit.respond_429(request)
    form = SignupForm(request.POST)
    if not form.is_valid():
        return _shown(request, invitation, form)
    _nobody, response = form.try_save(request)
    remember_wish_to_join(request, invitation=invitation.public_id, email=form.cleaned_data["email"])
    return response


def _shown(request: HttpRequest, invitation: Invitation, form: SignupForm | None = None) -> HttpResponse:
    context = {
        "form": form,
        "cohort": invitation.cohort,
        "inviter": profile_of(invitation.created_by).display_name,
        "own_name": profile_of(request.user).display_name if request.user.is_authenticated else "",
        "courses": _courses_of(invitation.cohort),
        "last_day": invitation.last_day,
    }
    status = 422 if form is not None and form.errors else 200
    return _unlisted(render(request, "accounts/join.html", context, status=status))


def _over(request: HttpRequest) -> HttpResponse:
    """Answer the same for every invitation that lets nobody in, and count the miss."""
    ratelimit.consume(request, app=_LIMITS, action=_MISSED, limit_get=True)
    return _unlisted(render(request, "accounts/join_over.html", status=404))


def _may_try(request: HttpRequest) -> bool:
    """Return whether this visitor has missed seldom enough; nothing is counted here."""
    found = ratelimit.consume(request, app=_LIMITS, action=_MISSED, limit_get=True, dry_run=True)
    return found is not None


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _courses_of(cohort: Cohort) -> list[Course]:
    """Return the published courses a cohort is about, in its reader's language; none means all."""
    shelf = courses_on_shelf(published_version(), get_language()).values()
    return [course for course in shelf if str(course.key) in cohort.course_keys]


def _way_in(cohort: Cohort) -> str:
    """Return where a member goes on: to the one course, or to My learning."""
    courses = _courses_of(cohort)
    return reverse("course", args=[courses[0].slug]) if len(courses) == 1 else reverse("learn")


@require_POST
def leave(request: HttpRequest, key: UUID) -> HttpResponse:
    """Leave a cohort: from now on its coordinator does not see the name. Leaving twice changes nothing."""
    cohort = leave_cohort(learner=request.user, key=key)
    if cohort:
        told = _("You have left the group “%(name)s”. Your name no longer stands there.")
        messages.success(request, told % {"name": cohort.name})
    return redirect(reverse("profile") + "#groups")

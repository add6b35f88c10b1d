"""The coordinator's groups: making one, and who in it is how far."""

from uuid import UUID

import structlog
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.api import cohorts_within, events_of_cohort, published_version
from courses.models import Cohort
from lms.coordination.cohorts import courses_of, members_of, people_in, reach_of
from lms.coordination.exports import MOST_ROWS, downloads, export
from lms.coordination.forms import CohortForm
from lms.coordination.groups import delete_group, make_group
from lms.coordination.handing_over import offers_to
from lms.coordination.trail import deleted_within
from lms.coordination.views.scope import own_cohort_or_404

log = structlog.get_logger(__name__)

GROUPS_ON_A_PAGE = 30
PEOPLE_ON_A_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cohorts(request: HttpRequest) -> HttpResponse:
    """Show the coordinator's groups, and make one in a place of their own."""
    reach = reach_of(request.user)
    form = CohortForm(request.POST or None, reach=reach)
    if not form.fields["place"].choices:
        form = None
    if form is None and request.method == "POST":
        raise PermissionDenied
    if form is not None and form.is_valid():
        return redirect("cohort", key=_made(request, form).key)
    found, offers = cohorts_within(reach), offers_to(request.user)
    if form is None and not found and not offers:
        return render(request, "coordination/no_area.html")
    context = {
        "form": form,
        "offers": offers,
        "deleted": deleted_within(reach),
        "page": Paginator(found, GROUPS_ON_A_PAGE).get_page(request.GET.get("page")),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "coordination/cohorts.html", context, status=status)


def _made(request: HttpRequest, form: CohortForm) -> Cohort:
    return make_group(
        by=request.user,
        name=form.cleaned_data["name"],
        course_keys=tuple(UUID(key) for key in form.cleaned_data["courses"]),
        language=form.cleaned_data["language"],
        starts_on=form.cleaned_data["starts_on"],
        ends_on=form.cleaned_data["ends_on"],
        due_on=form.cleaned_data["due_on"],
        **form.chosen_place,
    )


@never_cache
@require_safe
def cohort(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the members of a group by name and how far each is. Raises Http404 outside the scope."""
    found = own_cohort_or_404(request, key)
    page = Paginator(people_in(found), PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    version = published_version()
    context = {
        "cohort": found,
        "courses": courses_of(found, get_language(), version=version),
        "page": page,
        "events": events_of_cohort(found),
        "members": members_of(found, list(page), get_language(), version=version),
        "downloads": downloads("cohort_export", found.key),
    }
    return render(request, "coordination/cohort.html", context)


@never_cache
@require_safe
def cohort_export(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand out the same table as a file, one line for each member and course. Raises Http404."""
    found = own_cohort_or_404(request, key)
    people = list(people_in(found)[: MOST_ROWS + 1])
    columns = [
        _("Name"),
        _("Profession"),
        _("Region"),
        _("Course"),
        _("State"),
        _("Done"),
        _("In all"),
        _("Certificate"),
        _("Valid until"),
        _("Due on"),
    ]
    rows = (
        (
            member.name,
            member.profession or _("not stated"),
            member.region or _("not stated"),
            state.course.title if state.course else "",
            state.label,
            state.done,
            state.total,
            state.certificate,
            state.valid_until.isoformat() if state.valid_until else "",
            state.due.day.isoformat() if state.due else "",
        )
        for member in members_of(found, people, get_language())
        for state in member.states
    )
    return export(request, what="cohort", columns=columns, rows=rows, cohort=str(found.key))


@require_POST
def cohort_delete(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete a group, so that nobody sees its members by name any more. Raises Http404."""
    found = own_cohort_or_404(request, key)
    delete_group(found, by=request.user)
    log.info("cohort_deleted", person=str(request.user.public_id), cohort=str(key))
    told = _("The group “%(name)s” is deleted. What its members learned stays theirs.")
    messages.success(request, told % {"name": found.name})
    return redirect("cohorts")

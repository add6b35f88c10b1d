"""A group that stands: changed, handed over, and what was done with it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.api import LongerThanAgreed
from courses.models import Cohort
from lms.coordination.cohorts import reach_of
from lms.coordination.group_forms import ChangeForm, OfferForm
from lms.coordination.groups import change_group
from lms.coordination.handing_over import answer, offer, offer_of
from lms.coordination.trail import trail_of
from lms.coordination.views.scope import own_cohort_or_404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_manage(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the trail of a group, and change its name, days and language. Raises Http404."""
    cohort = own_cohort_or_404(request, key)
    form = ChangeForm(request.POST or None, cohort=cohort, reach=reach_of(request.user))
    if form.is_valid():
        about = {name: form.cleaned_data[name] for name in form.field_order}
        try:
            change_group(cohort, by=request.user, **about)
        except LongerThanAgreed:
            form.add_error("ends_on", _longer())
        else:
            messages.success(request, _("The group is changed."))
            return redirect("cohort", key=cohort.key)
    return _page(request, cohort, form, OfferForm())


def _longer() -> str:
    return _(
        "Its members agreed to be seen until the last day that stood here. Choose it or an earlier one; "
        "for more time make a new group and invite them."
    )


@require_POST
def cohort_offer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Offer a group to whoever coordinates and has that address. Raises Http404."""
    cohort = own_cohort_or_404(request, key)
    form = OfferForm(request.POST)
    if not form.is_valid():
        return _page(request, cohort, ChangeForm(cohort=cohort, reach=reach_of(request.user)), form)
    offer(cohort=cohort, address=form.cleaned_data["email"], by=request.user)
    told = _("If this address belongs to a coordinator, they find the group under “Groups” and can take it.")
    messages.success(request, told)
    return redirect("cohort_manage", key=cohort.key)


def _page(request: HttpRequest, cohort: Cohort, change: ChangeForm, handing: OfferForm) -> HttpResponse:
    context = {
        "cohort": cohort,
        "form": change,
        "handing": handing,
        "offered": offer_of(cohort),
        "trail": trail_of(cohort),
    }
    status = 422 if change.errors or handing.errors else 200
    return render(request, "coordination/cohort_manage.html", context, status=status)


@require_POST
def offer_answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a group that was offered, or leave it. Raises Http404 for an offer to somebody else."""
    is_taken = request.POST.get("do") == "take"
    cohort = answer(public_id=public_id, person=request.user, is_taken=is_taken)
    if cohort is None:
        raise Http404
    if not is_taken:
        messages.success(request, _("You have left the group to whoever offered it."))
        return redirect("cohorts")
    messages.success(request, _("You coordinate this group now. Its members read so on “Who sees me”."))
    return redirect("cohort", key=cohort.key)

"""What people may say of themselves for the totals of reports: their sex and age, or nothing."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms.accounts.models import SelfDescription, User

_UNSAID = ("", gettext_lazy("prefer not to say"))
_REFUSED = {"invalid_choice": gettext_lazy("Choose one of the answers shown.")}


class DescriptionForm(forms.Form):
    """Two questions, each with “prefer not to say” first and chosen."""

    sex = forms.ChoiceField(
        label=gettext_lazy("I am"),
        choices=[_UNSAID, *SelfDescription.Sex.choices],
        required=False,
        widget=forms.RadioSelect,
        error_messages=_REFUSED,
    )
    age_band = forms.ChoiceField(
        label=gettext_lazy("My age"),
        choices=[_UNSAID, *SelfDescription.AgeBand.choices],
        required=False,
        widget=forms.RadioSelect,
        error_messages=_REFUSED,
    )


@transaction.atomic
def describe(user: User, *, sex: str, age_band: str) -> None:
    """Keep what a person says of themselves; who says nothing has no row. Idempotent."""
    if sex or age_band:
        said = {"sex": sex, "age_band": age_band}
        SelfDescription.objects.update_or_create(user=user, defaults=said)
    else:
        SelfDescription.objects.filter(user=user).delete()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about_me(request: HttpRequest) -> HttpResponse:
    """Show what a person has said of themselves, and let them say it, change it or delete it."""
    if request.method == "POST" and request.POST.get("action") == "delete":
        describe(request.user, sex="", age_band="")
        messages.success(request, _("Deleted. Nothing about your sex or age is kept."))
        return redirect("about_me")
    kept = SelfDescription.objects.filter(user=request.user).values("sex", "age_band").first()
    form = DescriptionForm(request.POST or None, initial=kept or {"sex": "", "age_band": ""})
    if form.is_valid():
        describe(request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("about_me")
    context = {"form": form, "is_kept": kept is not None}
    return render(request, "accounts/about_me.html", context, status=422 if form.errors else 200)

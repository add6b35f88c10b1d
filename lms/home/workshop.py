"""The workshop's own settings of a person: in which language the CMS speaks to them."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods
from wagtail.users.models import UserProfile


class PreferencesForm(forms.ModelForm):
    """The language of the CMS."""

    preferred_language = forms.ChoiceField(
        label=gettext_lazy("Language of the workshop"),
        choices=settings.WAGTAILADMIN_PERMITTED_LANGUAGES,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = UserProfile
        fields = ["preferred_language"]


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and keep a person's settings; name, address and password stand in their account on the site."""
    profile = UserProfile.get_for_user(request.user)
    language = profile.preferred_language or settings.LANGUAGE_CODE
    form = PreferencesForm(request.POST or None, instance=profile, initial={"preferred_language": language})
    if request.method == "POST" and form.is_valid():
        form.save()
        with override(form.cleaned_data["preferred_language"]):
            messages.success(request, _("Saved."))
        return redirect("cms_preferences")
    with override(language):
        return render(request, "home/workshop_preferences.html", {"form": form})

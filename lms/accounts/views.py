"""Pages about oneself: welcome, profile, name, own data, good-bye."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses.api import cohorts_of
from lms.accounts import deletion
from lms.accounts.actions import end_all_sessions, introduce, rename
from lms.accounts.consent import CONSENT_VERSION, consent_template
from lms.accounts.joining import fulfil_wish
from lms.accounts.own_data import own_data as data_of
from lms.accounts.profile_forms import DeleteForm, NameForm, ProfileForm, WelcomeForm
from lms.accounts.queries import is_welcome_due, profile_of, roles_of
from lms.accounts.rules import language_of_name
from lms.accounts.sessions import set_welcome_pending

_shown_and_posted = require_http_methods(["GET", "HEAD", "POST"])


def _next(request: HttpRequest, default: str) -> str:
    return get_next_redirect_url(request) or reverse(default)


@never_cache
@_shown_and_posted
def welcome(request: HttpRequest) -> HttpResponse:
    """Ask once for what the site needs to know, and for consent; then go where the person was heading."""
    profile = profile_of(request.user)
    if not is_welcome_due(request.user):
        set_welcome_pending(request, is_pending=False)
        return redirect(_next(request, "learn"))
    form = WelcomeForm(request.POST or None, instance=profile)
    if form.is_valid():
        introduce(form.instance, consent_version=CONSENT_VERSION)
        set_welcome_pending(request, is_pending=False)
        with override(form.instance.language):
            fulfil_wish(request, request.user)
        return redirect(translate_url(_next(request, "learn"), form.instance.language))
    context = {
        "form": form,
        "consent_template": consent_template(),
        "is_consent_changed": bool(profile.consent_version),
        "next": get_next_redirect_url(request) or "",
    }
    return render(request, "accounts/welcome.html", context, status=422 if form.errors else 200)


@never_cache
@_shown_and_posted
def profile(request: HttpRequest) -> HttpResponse:
    """Show what a person told about themselves, and let them change it."""
    about = profile_of(request.user)
    form = ProfileForm(request.POST or None, instance=about)
    if form.is_valid():
        introduce(form.instance)
        with override(form.instance.language):
            messages.success(request, _("Saved."))
        return redirect(translate_url(reverse("profile"), form.instance.language))
    context = {
        "form": form,
        "profile": about,
        "consent_template": consent_template(),
        "roles": roles_of(request.user),
        "cohorts": cohorts_of(request.user),
    }
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


@never_cache
@_shown_and_posted
def own_name(request: HttpRequest) -> HttpResponse:
    """Ask for the name as it stands on certificates, in both scripts; the Latin one is suggested."""
    about = profile_of(request.user)
    kept = {"full_name": about.full_name, "latin_name": about.latin_name}
    country = about.region.country.code if about.region else ""
    language = language_of_name(site_language=about.language or get_language(), country=country)
    form = NameForm(request.POST or None, initial=kept, language=language)
    is_suggested = False
    if form.is_valid() and form.cleaned_data["latin_name"] and request.POST.get("action") != "suggest":
        rename(about, full_name=form.cleaned_data["full_name"], latin_name=form.cleaned_data["latin_name"])
        messages.success(request, _("Your name is saved. It will stand like this on your certificates."))
        return redirect(_next(request, "profile"))
    if form.is_valid():
        form, is_suggested = form.with_suggestion(), True
    context = {"form": form, "is_suggested": is_suggested, "next": get_next_redirect_url(request) or ""}
    return render(request, "accounts/own_name.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
def own_data(request: HttpRequest) -> HttpResponse:
    """Hand out everything kept about the person as one file."""
    response = JsonResponse(data_of(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@never_cache
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End the sessions on all other devices and keep this one."""
    end_all_sessions(request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("profile")


@never_cache
@_shown_and_posted
def delete_account(request: HttpRequest) -> HttpResponse:
    """Mail a code, and with the code delete the account with everything that belongs to it."""
    if request.method == "POST" and request.POST.get("action") == "send":
        deletion.ask_for_code(request)
        return redirect("delete_account")
    is_asked = deletion.is_code_asked_for(request)
    form = DeleteForm(request.POST or None) if is_asked else None
    if form is not None and form.is_valid():
        if deletion.is_right_code(request, form.cleaned_data["code"]):
            return _farewell(request)
        form.add_error("code", get_adapter().error_messages["incorrect_code"])
        is_asked = deletion.is_code_asked_for(request)
    context = {"form": form if is_asked else None, "has_failed": bool(form) and not is_asked}
    return render(
        request, "accounts/delete_account.html", context, status=422 if form and form.errors else 200
    )


def _farewell(request: HttpRequest) -> HttpResponse:
    user = request.user
    logout(request)
    deletion.delete_account(user)
    return render(request, "accounts/deleted.html")

"""The desk of H5P in the CMS: packages uploaded, libraries installed, drafts played, statements exported."""

import csv
import json
import secrets
import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.activities.runtimes.h5p.actions import add_package, install_libraries
from courses.activities.runtimes.h5p.forgetting import LibraryNeeded, remove_library
from courses.activities.runtimes.h5p.models import H5PActivity, H5PLibrary, H5PPackage
from courses.activities.runtimes.h5p.queries import libraries_and_their_uses
from courses.activities.runtimes.h5p.refusing import sentence
from courses.activities.runtimes.h5p.rules.entries import LARGEST_PACKAGE
from courses.activities.runtimes.h5p.rules.refusal import PackageRefused
from courses.content.drafts import edit_url
from courses.content.h5p import draft_activity, put_into_draft
from courses.models import OutcomeRecord
from courses.spreadsheets import safe_cell
from courses.views.h5p import player_document

MAY_ADD, MAY_CHANGE = "courses.add_h5pactivity", "courses.change_h5pactivity"
MAY_INSTALL = "courses.add_h5plibrary"


class PackageForm(forms.Form):
    """One file, chosen on the computer."""

    file = forms.FileField(
        label=gettext_lazy("H5P file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".h5p,.zip"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def clean_file(self):
        """Refuse what is larger packed than it may be unpacked."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_PACKAGE:
            raise forms.ValidationError(sentence(PackageRefused("large package", most=LARGEST_PACKAGE)))
        return file


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a package and make a draft of an activity from it. Raises PermissionDenied."""
    _require(request, MAY_ADD)
    return _taken(request, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a better package into the draft of an activity; lessons play the old one until it is published."""
    _require(request, MAY_CHANGE)
    activity = get_object_or_404(H5PActivity, pk=pk)
    if activity.workflow_in_progress:
        messages.error(
            request,
            _("This waits for a second person, and nobody changes it meanwhile. To go on, take it back."),
        )
        return redirect(edit_url(activity))
    return _taken(request, activity)


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _taken(request: HttpRequest, activity: H5PActivity | None) -> HttpResponse:
    form = PackageForm(*_sent(request))
    may_install = request.user.has_perm(MAY_INSTALL)
    context = {"form": form, "activity": activity, "may_install": may_install}
    if request.method != "POST":
        return render(request, "courses/cms/h5p_upload.html", context)
    package = _stored(form, may_install)
    if package is None:
        return _refused(request, "courses/cms/h5p_upload.html", context)
    if activity is None:
        activity = draft_activity(package, by=request.user)
    else:
        put_into_draft(package, activity, by=request.user)
    messages.success(request, _("The package is stored. Look at it in the preview before handing it in."))
    return _on(request, edit_url(activity))


def _sent(request: HttpRequest) -> tuple:
    """Return what was sent, also where nothing was chosen; nothing for a page that is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _stored(form: PackageForm, may_install: bool) -> H5PPackage | None:
    """Return the stored package; None, with the reason in the form, where it is refused."""
    if not form.is_valid():
        return None
    try:
        return add_package(form.cleaned_data["file"], may_install=may_install)
    except PackageRefused as refusal:
        form.add_error("file", sentence(refusal))
        return None


def _refused(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """Say why beside the file; to a script that showed the progress, in one sentence."""
    if _is_from_script(request):
        return JsonResponse({"problem": " ".join(context["form"].errors["file"])}, status=422)
    return render(request, template, context, status=422)


def _on(request: HttpRequest, address: str) -> HttpResponse:
    return JsonResponse({"next": address}) if _is_from_script(request) else redirect(address)


def _is_from_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def libraries(request: HttpRequest) -> HttpResponse:
    """List the installed libraries; an operator installs more from any package. Raises PermissionDenied."""
    form = PackageForm(*_sent(request))
    may_install = request.user.has_perm(MAY_INSTALL)
    context = {"form": form, "libraries": libraries_and_their_uses(), "may_install": may_install}
    if request.method != "POST":
        return render(request, "courses/cms/h5p_libraries.html", context)
    _require(request, MAY_INSTALL)
    count = _installed(form)
    if count is None:
        return _refused(request, "courses/cms/h5p_libraries.html", context)
    told = ngettext("%(count)d library was installed.", "%(count)d libraries were installed.", count)
    messages.success(request, told % {"count": count})
    return _on(request, reverse("cms_h5p_libraries"))


def _installed(form: PackageForm) -> int | None:
    if not form.is_valid():
        return None
    try:
        return len(install_libraries(form.cleaned_data["file"]))
    except PackageRefused as refusal:
        form.add_error("file", sentence(refusal))
        return None


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a library away that nothing needs. Raises PermissionDenied, Http404."""
    _require(request, MAY_INSTALL)
    library = get_object_or_404(H5PLibrary.objects.defer("hashes"), pk=pk)
    try:
        remove_library(library)
    except LibraryNeeded:
        messages.error(request, _("%(library)s is still needed and stays.") % {"library": library})
    else:
        messages.success(request, _("%(library)s was removed.") % {"library": library})
    return redirect("cms_h5p_libraries")


@never_cache
@require_safe
def play(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Play a package in the frame of a preview; nothing of it is kept. Raises PermissionDenied, Http404."""
    _require(request, "courses.view_h5pactivity")
    return player_document(request, str(key), key, None)


@never_cache
@require_safe
def statements(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the raw statements about an activity as a table. Raises PermissionDenied, Http404."""
    _require(request, MAY_INSTALL)
    activity = get_object_or_404(H5PActivity.objects.select_related("activity"), pk=pk)
    if activity.activity is None:
        raise Http404
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="h5p-{activity.code}.csv"'
    writer = csv.writer(response, quoting=csv.QUOTE_ALL)
    writer.writerow([_("Learner in this file"), _("Day"), _("Score"), _("Completed"), _("Statement")])
    writer.writerows(_rows(activity.activity.translation_key))
    return response


def _rows(activity_key: uuid.UUID):
    """Give a line for each kept statement; learners get a number that means nothing outside the file."""
    found = OutcomeRecord.objects.filter(activity_key=activity_key, trust="browser", response__isnull=False)
    numbers: dict[int, int] = {}
    people = list(found.values_list("learner_id", flat=True).distinct())
    secrets.SystemRandom().shuffle(people)
    for number, learner in enumerate(people, 1):
        numbers[learner] = number
    for record in found.order_by("recorded_at").iterator():
        said = json.dumps(record.response.get("statement", {}), ensure_ascii=False, sort_keys=True)
        score = "" if record.score is None else f"{record.score:.3f}"
        day = record.recorded_at.date().isoformat()
        line = (numbers.get(record.learner_id, ""), day, score, int(record.completed), said)
        yield [safe_cell(value) for value in line]

"""The screen on which a package comes in: chosen, looked through, looked at, then drafts; or refused."""

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lms.home.packages.contents import SOURCE, Contents, Library
from lms.home.packages.drafting import draft_package, look_through_for
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.opening import MOST_BYTES
from lms.home.packages.receiving import NOT_SEEN, Report
from lms.home.packages.staging import forget, forget_expired, stage, staged
from lms.home.packages.telling import ToldKind, told
from lms.home.packages.uploads import HEARD_AS, may_be_looked_at, unseen

# Where the session keeps which upload is its own.
_STAGED = "staged_package"
_IMPORT, _LOOK, _UPLOAD = "cms_import_package", "cms_staged_package", "cms_staged_upload"
# What the largest recording may have; more is not unpacked for a look.
_MOST = 10 * 1024 * 1024


class UploadForm(forms.Form):
    """A package of this program, as the export of a course or of the case library gives it."""

    file = forms.FileField(
        label=gettext_lazy("The package, a file that ends in .zip"),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={"required": gettext_lazy("Choose the file of a package first.")},
    )


@dataclass(frozen=True)
class Looked:
    """What was found in a package. Without ``contents`` it could not even be read."""

    refused: list[str]
    contents: Contents | Library | None = None
    report: Report | None = None

    @property
    def title(self) -> str:
        """What the course or the library is called."""
        if isinstance(self.contents, Contents):
            return self.contents.course.title
        return self.contents.titles[SOURCE] if self.contents else ""

    @property
    def kinds(self) -> list[ToldKind]:
        """What would happen, kind by kind."""
        return told(self.contents, self.report) if self.contents and self.report else []

    @property
    def brings_nothing(self) -> bool:
        """Whether all of it stands here already, word for word."""
        return self.report is not None and not self.report.new and not self.report.changed

    @property
    def unseen(self) -> list:
        """The photographs and recordings that nobody here has looked at."""
        return unseen(self.contents.shared) if self.contents else []


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_package(request: HttpRequest) -> HttpResponse:
    """Show the form; keep an upload and go on to what it would bring. Raises PermissionDenied."""
    _require_writer(request.user)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        forget_expired()
        forget(request.session.pop(_STAGED, ""))
        try:
            request.session[_STAGED] = stage(form.cleaned_data["file"])
            return redirect(_LOOK)
        except PackageError as refusal:
            form.add_error("file", str(refusal))
    context = {"form": form, "most": MOST_BYTES // 1024**2}
    return render(request, "home/cms/import_package.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_at_package(request: HttpRequest) -> HttpResponse:
    """Say what the upload would bring; bring it as drafts, or throw it away. Raises PermissionDenied."""
    _require_writer(request.user)
    package = staged(request.session.get(_STAGED, ""))
    if package is None:
        messages.info(request, _("No package waits here: it was brought, or it waited longer than an hour."))
        return redirect(_IMPORT)
    if request.method != "POST":
        return _report(request, _looked(package, request.user))
    if "discard" in request.POST:
        forget(request.session.pop(_STAGED))
        messages.success(request, _("The package was thrown away. Nothing was written."))
        return redirect(_IMPORT)
    try:
        report = draft_package(package, by=request.user, is_seen="seen" in request.POST)
    except PackageError as refusal:
        return _not_brought(request, _looked(package, request.user), str(refusal))
    forget(request.session.pop(_STAGED))
    return _brought(request, report)


def _looked(package: Path, user) -> Looked:
    try:
        contents, report = look_through_for(package, user)
    except PackageError as refusal:
        return Looked([str(refusal)])
    return Looked(report.refused, contents, report)


def _not_brought(request: HttpRequest, looked: Looked, reason: str) -> HttpResponse:
    """Show the page again: the tick is missing, or something stood in the way that a look did not show."""
    if looked.refused or reason == str(NOT_SEEN):
        return _report(request, looked, is_unticked=reason == str(NOT_SEEN))
    return _report(request, Looked([reason], looked.contents, looked.report))


def _report(request: HttpRequest, looked: Looked, *, is_unticked: bool = False) -> HttpResponse:
    """Tell of a package; one that is refused is deleted at once."""
    if looked.refused:
        forget(request.session.pop(_STAGED, ""))
    context = {"looked": looked, "is_unticked": is_unticked}
    status = 422 if looked.refused or is_unticked else 200
    return render(request, "home/cms/look_at_package.html", context, status=status)


def _brought(request: HttpRequest, report: Report) -> HttpResponse:
    count = len(report.new) + len(report.changed)
    sentence = ngettext(
        "“%(name)s” is here as drafts: %(count)d text of it waits for a second person.",
        "“%(name)s” is here as drafts: %(count)d texts of it wait for a second person.",
        count,
    )
    messages.success(request, sentence % {"name": report.name, "count": count})
    return redirect("wagtailadmin_home")


@never_cache
@require_safe
def staged_upload(request: HttpRequest, name: str) -> HttpResponse:
    """Show a picture of the package that waits, or play a recording of it. Raises Http404."""
    _require_writer(request.user)
    package = staged(request.session.get(_STAGED, ""))
    data = _read(package, name) if package else None
    if data is None or not may_be_looked_at(name, data):
        raise Http404
    return HttpResponse(
        data,
        content_type=HEARD_AS.get(name[-4:], "image/webp"),
        headers={"X-Content-Type-Options": "nosniff", "Content-Disposition": "inline"},
    )


def _read(package: Path, name: str) -> bytes | None:
    """Return one upload out of a package that nobody may have looked through yet; None for none."""
    try:
        with ZipFile(package) as archive, archive.open(f"media/{name}") as packed:
            data = packed.read(_MOST + 1)
    except (KeyError, BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return None
    return data if len(data) <= _MOST else None


def _require_writer(user) -> None:
    if not _is_writer(user):
        raise PermissionDenied


def _is_writer(user) -> bool:
    """Return whether somebody writes here; whether on this course is asked when the package is read."""
    return user.has_perm("assessments.add_question")


class _ImportItem(MenuItem):
    """Shown to whoever writes."""

    def is_shown(self, request) -> bool:
        return _is_writer(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Give the way in for packages a place in the menu."""
    return _ImportItem(
        gettext_lazy("Import a package"),
        reverse_lazy(_IMPORT),
        name="packages",
        icon_name="upload",
        order=310,
    )


@hooks.register("register_admin_urls")
def import_addresses() -> list:
    """Give the screen its addresses; which package is meant stands in the session."""
    return [
        path("packages/import/", import_package, name=_IMPORT),
        path("packages/import/look/", look_at_package, name=_LOOK),
        path("packages/import/look/<str:name>", staged_upload, name=_UPLOAD),
    ]

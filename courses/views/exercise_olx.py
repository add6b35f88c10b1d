"""OLX at the desk of exercises: one exercise or those of a lesson downloaded, a file uploaded as drafts."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.activities.runtimes.xblock.catalogue import BlockNotAllowed
from courses.activities.runtimes.xblock.models import BlockExercise
from courses.activities.runtimes.xblock.olx.carried import Cargo
from courses.activities.runtimes.xblock.olx.refusing import OlxRefused
from courses.activities.runtimes.xblock.tree import TreeRefused
from courses.content.drafts import edit_url
from courses.content.exercise_olx import carried, draft_exercises, exercises_in, put_into_draft
from courses.content.models import LessonPage

MAY_VIEW, MAY_ADD = "courses.view_blockexercise", "courses.add_blockexercise"
MAY_CHANGE = "courses.change_blockexercise"
_CANNOT_BE_WRITTEN = (BlockNotAllowed, TreeRefused, TypeError, ValueError)


class OlxForm(forms.Form):
    """One file, chosen on the computer."""

    file = forms.FileField(
        label=gettext_lazy("OLX file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.olx"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )


@never_cache
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the newest draft of an exercise as OLX. Raises PermissionDenied, Http404."""
    _require(request, MAY_VIEW)
    # Imported on use, as everything that needs XBlock.
    from courses.activities.runtimes.xblock.olx.writing import exercise_olx

    exercise = get_object_or_404(BlockExercise, pk=pk)
    try:
        olx = exercise_olx(carried(exercise.get_latest_revision_as_object()))
    except _CANNOT_BE_WRITTEN:
        return _not_written(request, edit_url(exercise))
    return _file(olx, exercise.code)


@never_cache
@require_safe
def download_lesson(request: HttpRequest, page_id: int) -> HttpResponse:
    """Give the published exercises of a lesson as one file. Raises PermissionDenied, Http404."""
    _require(request, MAY_VIEW)
    from courses.activities.runtimes.xblock.olx.writing import lesson_olx

    lesson = get_object_or_404(LessonPage, pk=page_id)
    if not lesson.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    try:
        olx = lesson_olx(map(carried, exercises_in(lesson)), code=lesson.slug, title=lesson.title)
    except _CANNOT_BE_WRITTEN:
        return _not_written(request, edit_url(lesson))
    return _file(olx, lesson.slug)


def _file(olx: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.xml"'}
    return HttpResponse(olx, content_type="application/xml", headers=headers)


def _not_written(request: HttpRequest, back: str) -> HttpResponse:
    messages.error(request, _("This cannot be written as OLX yet: mend what the preview says first."))
    return redirect(back)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file and make drafts from it. Raises PermissionDenied."""
    _require(request, MAY_ADD)
    return _taken(request, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file into the draft of an exercise. Raises PermissionDenied, Http404."""
    _require(request, MAY_CHANGE)
    exercise = get_object_or_404(BlockExercise, pk=pk)
    if exercise.workflow_in_progress:
        told = _("This waits for a second person, and nobody changes it meanwhile. To go on, take it back.")
        messages.error(request, told)
        return redirect(edit_url(exercise))
    return _taken(request, exercise)


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _taken(request: HttpRequest, exercise: BlockExercise | None) -> HttpResponse:
    form = OlxForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    cargo = _read(form, at_most=1 if exercise else None) if request.method == "POST" else None
    if cargo is None:
        context = {"form": form, "exercise": exercise}
        status = 422 if request.method == "POST" else 200
        return render(request, "courses/cms/olx_upload.html", context, status=status)
    if exercise is not None:
        put_into_draft(cargo.exercises[0], exercise, by=request.user)
        made = [exercise]
    else:
        made = draft_exercises(cargo, by=request.user)
    _tell(request, cargo, len(made))
    return redirect(
        edit_url(made[0]) if len(made) == 1 else reverse("wagtailsnippets_courses_blockexercise:list")
    )


def _read(form: OlxForm, *, at_most: int | None) -> Cargo | None:
    """Return what is in the file; None, with every reason in the form, where it is refused."""
    if not form.is_valid():
        return None
    from courses.activities.runtimes.xblock.olx.parsing import LARGEST_FILE
    from courses.activities.runtimes.xblock.olx.reading import read_olx

    try:
        cargo = read_olx(form.cleaned_data["file"].read(LARGEST_FILE + 1))
    except OlxRefused as refused:
        form.add_error("file", [str(refusal) for refusal in refused.refusals])
        return None
    if at_most is not None and len(cargo.exercises) > at_most:
        form.add_error("file", _("There are several exercises in this file. Here one is taken."))
        return None
    return cargo


def _tell(request: HttpRequest, cargo: Cargo, count: int) -> None:
    told = ngettext("%(count)d exercise was read.", "%(count)d exercises were read.", count) % {
        "count": count
    }
    messages.success(request, " ".join([told, _("Look at the preview before handing it in.")]))
    if cargo.left_out:
        named = "; ".join(
            _("%(name)s (line %(line)s)") % {"name": each.name, "line": each.line} for each in cargo.left_out
        )
        messages.warning(
            request, _("Left out, because the blocks have no such fields: %(names)s.") % {"names": named}
        )

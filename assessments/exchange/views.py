"""The screen where a trainer brings questions from another system: choose, look, confirm."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.exchange.exporting import WRITERS, exported
from assessments.exchange.forms import FORMATS, ImportForm
from assessments.exchange.importing import Coming, Filing, Preview, import_drafts, preview
from assessments.exchange.sentences import NOTES, REASONS, REFUSALS
from assessments.models import Pool, Question
from assessments.rules.formats import FileRefused, LeftOut


@dataclass(frozen=True)
class ComingRow:
    """A question that comes, as the page tells it."""

    coming: Coming
    kind: str
    notes: list[Promise]


@dataclass(frozen=True)
class LeftRow:
    """A question that does not come, and why."""

    left: LeftOut
    why: Promise


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_questions(request: HttpRequest) -> HttpResponse:
    """Show the form; then what a file would bring; then write it as drafts. Raises PermissionDenied."""
    if not request.user.has_perm("assessments.add_question"):
        raise PermissionDenied
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        return _answer(request, form)
    except FileRefused as refusal:
        form.add_error("file", REFUSALS[str(refusal)])
        return _page(request, form, status=422)


@never_cache
@require_safe
def export_questions(request: HttpRequest, pool: str, form: str) -> HttpResponse:
    """Give the questions of a pool as a file. Raises Http404, PermissionDenied."""
    if not request.user.has_perm("assessments.add_question"):
        raise PermissionDenied
    found = Pool.objects.filter(code=pool).first()
    if found is None or form not in WRITERS:
        raise Http404
    answer = HttpResponse(exported(found, form), content_type=f"{WRITERS[form].content_type}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.code}.{WRITERS[form].ending}"'
    return answer


def _answer(request: HttpRequest, form: ImportForm) -> HttpResponse:
    values = form.cleaned_data
    if "confirm" not in request.POST:
        return _page(request, form, found=preview(values["text"], values["form"]))
    filing = Filing(values["pool"], values["objective"], values["difficulty"])
    count = import_drafts(values["text"], values["form"], filing, by=request.user)
    sentence = ngettext(
        "%(count)d question is here as a draft. Look through it before handing it in.",
        "%(count)d questions are here as drafts. Look through them before handing them in.",
        count,
    )
    messages.success(request, sentence % {"count": count})
    address = reverse("wagtailsnippets_assessments_question:list")
    return redirect(f"{address}?pool={values['pool'].pk}&live=false")


def _page(
    request: HttpRequest, form: ImportForm, *, found: Preview | None = None, status: int = 200
) -> HttpResponse:
    context: dict = {"form": form, "found": found, "pools": Pool.objects.order_by("name"), "formats": FORMATS}
    if found is not None:
        kinds = dict(Question.Kind.choices)
        context["coming"] = [
            ComingRow(each, kinds[each.question.kind], [NOTES[note] for note in each.question.notes])
            for each in found.coming
        ]
        context["left"] = [LeftRow(each, REASONS[each.reason]) for each in found.left_out]
    return render(request, "assessments/cms/import.html", context, status=status)

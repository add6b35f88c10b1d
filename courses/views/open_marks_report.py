"""The report of what stands open in published texts: for those who write and those who sign."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from courses.content.drafts import edit_url
from courses.content.models import SignedVersion
from courses.content.open_marks import OpenMarks, open_marks
from courses.content.review import REVIEW_PERMISSION, texts_answered_for
from courses.evidence.models import Source

# Each text is read anew for the report: about 30 ms.
TEXTS_ON_A_PAGE = 20


@dataclass(frozen=True)
class Line:
    """A published text, what stands open in it, and the signature under it, if it was signed here."""

    item: Page
    open: OpenMarks
    signed: SignedVersion | None
    edit_url: str


def may_read_report(user) -> bool:
    """Return whether ``user`` writes or signs, and so may see what stands open."""
    return user.has_perm("courses.add_fact") or user.has_perm(REVIEW_PERMISSION)


@require_safe
def open_marks_report(request: HttpRequest) -> HttpResponse:
    """List published texts with what stands open in them. Raises PermissionDenied."""
    if not may_read_report(request.user):
        raise PermissionDenied
    page = Paginator(texts_answered_for(), TEXTS_ON_A_PAGE).get_page(request.GET.get("page"))
    lines = sorted(_lines(page.object_list), key=lambda line: -len(line.open.marks))
    outdated = Source.objects.exclude(outdated_because="")
    return render(
        request, "courses/cms/open_marks.html", {"lines": lines, "page": page, "outdated": outdated}
    )


def _lines(pages) -> Iterator[Line]:
    pages = list(pages.specific())
    signed = SignedVersion.objects.select_related("signed_by").in_bulk(
        [page.live_revision_id for page in pages], field_name="revision_id"
    )
    for page in pages:
        yield Line(page, open_marks(page), signed.get(page.live_revision_id), edit_url(page))

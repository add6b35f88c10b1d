"""A group's certificates on paper: those its members allow, and how many keep theirs to themselves."""

from uuid import UUID

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.api import member_ids
from courses.models import Cohort
from lms.certificates.api import PAPERS_IN_A_FILE, Printable, SigningRefused, print_file, printable_awards
from lms.coordination.cohorts import cohort_for, courses_of

log = structlog.get_logger(__name__)


@never_cache
@require_safe
def cohort_certificates(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say how many certificates can be printed, in which files. Raises Http404 outside the scope."""
    cohort, found = _printable(request, key)
    number = found.awards.count()
    context = {
        "cohort": cohort,
        "courses": courses_of(cohort, get_language()),
        "number": number,
        "kept_back": found.kept_back,
        "parts": [_part(first, number) for first in range(0, number, PAPERS_IN_A_FILE)],
    }
    return render(request, "coordination/print_certificates.html", context)


def _part(first: int, number: int) -> tuple[int, int, int]:
    """Return (number of the part, its first paper, its last), each counted from 1."""
    return first // PAPERS_IN_A_FILE + 1, first + 1, min(first + PAPERS_IN_A_FILE, number)


@never_cache
@require_safe
def cohort_certificates_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand out one part of a group's certificates as PDF, and note who took it. Raises Http404."""
    cohort, found = _printable(request, key)
    first = (_asked_part(request) - 1) * PAPERS_IN_A_FILE
    awards = list(found.awards[first : first + PAPERS_IN_A_FILE])
    if not awards:
        raise Http404
    try:
        pdf = print_file(awards)
    except SigningRefused:
        return render(request, "certificates/unavailable.html", status=503)
    log.info(
        "certificates_printed", person=str(request.user.public_id), cohort=str(cohort.key), papers=len(awards)
    )
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="certificates.pdf"'},
    )


def _asked_part(request: HttpRequest) -> int:
    asked = request.GET.get("part", "1")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 4 and int(asked) > 0):
        raise Http404
    return int(asked)


def _printable(request: HttpRequest, key: UUID) -> tuple[Cohort, Printable]:
    cohort = cohort_for(request.user, key)
    if cohort is None:
        raise Http404
    keys = [UUID(course_key) for course_key in cohort.course_keys]
    return cohort, printable_awards(member_ids(cohort), keys)

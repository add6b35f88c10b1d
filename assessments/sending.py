"""What the pages of a test and of a check read from a request, and how they refuse it."""

import uuid
from contextlib import contextmanager

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django_htmx.http import HttpResponseClientRedirect

from assessments.actions import AttemptUnknown, SentIn
from assessments.answers import sent_answers
from assessments.models import Attempt
from assessments.rules import END_TEST, AnswerForeign
from courses.api import Course, courses_on_shelf


def course_of(course_slug: str, attempt: Attempt) -> Course:
    """Return the published course of an attempt in the reader's language. Raises Http404."""
    course = courses_on_shelf(attempt.published or 0, get_language()).get(course_slug)
    if course is None or course.key != attempt.course_key:
        raise Http404
    return course


def sent_in(request: HttpRequest, course_slug: str, purpose: str = END_TEST) -> SentIn:
    """Return what the form holds. Raises AnswerForeign, and ValueError where it names no attempt."""
    now = timezone.now()
    return SentIn(
        learner=request.user,
        course_slug=course_slug,
        attempt_id=uuid.UUID(request.POST.get("attempt", "")),
        answers=sent_answers(request.POST, now=now.timestamp()),
        language=get_language(),
        now=now,
        purpose=purpose,
    )


@contextmanager
def refusals():
    """Turn what cannot be taken into clear answers. Raises Http404 and BadRequest."""
    try:
        yield
    except AnswerForeign as foreign:
        raise BadRequest("The answers do not belong to this test.") from foreign
    except (AttemptUnknown, ValueError) as unknown:
        raise Http404 from unknown


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Send the reader on, also where htmx asked."""
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)

"""``POST /api/v1/wording``: the wording check for other programs. Open, limited, and it keeps nothing."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from courses.api import Mark, is_wording_reviewed
from lms.home.wording.checks import Asked, CheckRefused, checked, refuse_too_many
from lms.home.wording.openapi import document
from lms.home.wording.sentences import PERIOD_SECONDS

# 20,000 characters, each as the longest escape that JSON knows, and the other two fields.
LARGEST_BODY = 256 * 1024
MOST_MARKS = 200


class NotUnderstood(ValueError):
    """A request that is no question to the check; the message is a sentence for who wrote the program."""

    def __init__(self, status: int, code: str, message: str):
        super().__init__(message)
        self.status, self.code = status, code


# No session and no cookie is looked at, so there is nothing that another site could borrow.
@csrf_exempt
@never_cache
@require_POST
def wording(request: HttpRequest) -> HttpResponse:
    """Answer a text with its marks; refuse in the language that the caller's Accept-Language asks for."""
    with override(get_language_from_request(request)):
        try:
            refuse_too_many(request)
            asked = _read(request)
            answer = JsonResponse(_answer(asked, checked(asked)))
        except (CheckRefused, NotUnderstood) as refusal:
            answer = _refused(refusal)
    patch_vary_headers(answer, ["Accept-Language"])
    return answer


def _refused(refusal: CheckRefused | NotUnderstood) -> JsonResponse:
    body = {"error": {"code": refusal.code, "message": str(refusal)}}
    answer = JsonResponse(body, status=refusal.status)
    if refusal.status == 429:
        answer["Retry-After"] = str(PERIOD_SECONDS)
    return answer


def _read(request: HttpRequest) -> Asked:
    """Return what was asked. Raises NotUnderstood."""
    if request.content_type != "application/json":
        raise NotUnderstood(415, "not_json", _("Send the question as application/json."))
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
        raise NotUnderstood(413, "too_large", _("This request is too large. Send the text in parts."))
    try:
        body = json.loads(request.body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(400, "bad_json", _("This is not JSON in UTF-8.")) from error
    if not isinstance(body, dict):
        raise NotUnderstood(422, "bad_fields", _("Send an object with text and language."))
    fields = [body.get("text"), body.get("language"), body.get("position", "body")]
    if not all(isinstance(field, str) for field in fields):
        raise NotUnderstood(422, "bad_fields", _("Send an object with text and language."))
    return Asked(*fields)


def _answer(asked: Asked, marks: list[Mark]) -> dict:
    return {
        "language": asked.language,
        "position": asked.position,
        "is_reviewed": is_wording_reviewed(asked.language),
        "marks": [_as_json(mark) for mark in marks[:MOST_MARKS]],
        "marks_left_off": max(0, len(marks) - MOST_MARKS),
    }


def _as_json(mark: Mark) -> dict:
    return {
        "entry": mark.entry,
        "category": mark.category,
        "severity": mark.severity,
        "level": "flag" if mark.is_flag else "hint",
        "start": mark.start,
        "end": mark.end,
        "words": mark.words,
        "why": mark.why,
        "better": list(mark.better),
        "exception": mark.exception or None,
        "details": [vars(detail) for detail in mark.details],
    }


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """Describe the API to programs."""
    return JsonResponse(document())

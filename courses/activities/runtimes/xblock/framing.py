"""A pass for the sandboxed frame, which has no cookies: one learner, one exercise, twelve hours."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core import signing
from django.utils.crypto import constant_time_compare

_SALT = "courses.blocks.frame"
_LIVES_SECONDS = 12 * 3600


@dataclass(frozen=True)
class Pass:
    """Who plays what, and the lesson it stands in."""

    learner: Any
    course_slug: str
    lesson_slug: str
    activity_key: UUID


def sign_pass(learner, course_slug: str, lesson_slug: str, activity_key: UUID) -> str:
    """Return a pass as text for addresses. It ends with the learner's sessions."""
    told = [learner.pk, learner.get_session_auth_hash(), course_slug, lesson_slug, str(activity_key)]
    return signing.dumps(told, salt=_SALT)


def read_pass(text: str) -> Pass | None:
    """Return what a pass says; None where it is forged, too old, or its learner has signed out everywhere."""
    try:
        number, session, course_slug, lesson_slug, key = signing.loads(
            text, salt=_SALT, max_age=_LIVES_SECONDS
        )
    except signing.BadSignature:
        return None
    learner = get_user_model().objects.filter(pk=number, is_active=True).first()
    if learner is None or not constant_time_compare(learner.get_session_auth_hash(), session):
        return None
    return Pass(learner, course_slug, lesson_slug, UUID(key))

"""A question in a lesson without the lesson: placed, shown, answered."""

import re
import uuid

from django.http import QueryDict
from django.test import RequestFactory

from courses.api import ActivityView, LearnerState, PlacedActivity, kind_of


def posted(fields: dict) -> QueryDict:
    post = QueryDict(mutable=True)
    for name, value in fields.items():
        post.setlist(name, value if isinstance(value, list) else [value])
    return post


def placed(question, **fields) -> PlacedActivity:
    activity = question.activity
    return PlacedActivity(
        key=activity.translation_key,
        kind="question",
        course_key=uuid.uuid4(),
        lesson_key=uuid.uuid4(),
        language="en",
        content=kind_of("question").freeze(activity, fields.pop("page_language", "en")),
        **fields,
    )


def view(**fields) -> ActivityView:
    request = RequestFactory().get("/")
    request.htmx = fields.pop("htmx", False)
    return ActivityView(request=request, action="/send/", page="/lesson/", **fields)


def rendered(placed_activity, state=None, **fields) -> str:
    return kind_of("question").render(placed_activity, state or LearnerState(), view(**fields))


def answered(placed_activity, fields):
    outcome = kind_of("question").handle(placed_activity, posted(fields))
    return outcome, rendered(placed_activity, outcome.as_state())


def without_noise(html: str) -> str:
    """Leave out what differs between any two pages: the CSRF token and the key of this form."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)
    return re.sub(r'name="idempotency_key" value="[^"]+"', "", html)

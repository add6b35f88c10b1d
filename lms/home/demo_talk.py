"""Invented contributions of the demo's discussions, so that its trainer has something to read."""

import uuid

from django.conf import settings
from django.db import transaction

from casestudies.api import contribute, discussion_plans, let_through
from courses.api import courses_on_shelf, published_version, steps_of
from lms.accounts.api import NotADemo, User

# Discussion, whether the trainer has let it through, and text. Who writes has finished the course, so
# that nobody's learning looks fresher than it is.
_WRITTEN = (
    (
        "core-09-d01",
        True,
        "Invented example. We asked for a task: two evenings a week of homework for any child on the street. "
        "Nobody asked us who it was for.",
    ),
    (
        "core-09-d01",
        False,
        "Invented example. Somebody on our committee wanted the whole story first. "
        "I said: I may not tell, and you do not need it to carry a stove.",
    ),
    ("", False, "Invented example. May I keep my own notes of home visits in a paper notebook?"),
)


def load_demo_talk() -> int:
    """Write the invented contributions, each once; returns how many there are. Raises NotADemo."""
    if not settings.DEMO:
        raise NotADemo("Invented contributions are not loaded outside demo mode.")
    course = courses_on_shelf(published_version(), "en")["common-core"]
    keys = {plan.code: plan.activity_key for plan in discussion_plans(code for code, *_rest in _WRITTEN)}
    with transaction.atomic():
        authors = _finished(course.key)
        for number, (author, (code, is_shown, text)) in enumerate(zip(authors, _WRITTEN, strict=False)):
            made = contribute(
                author=author,
                course_key=course.key,
                discussion_key=keys.get(code),
                text=text,
                language="en",
                nobody_recognised=True,
                idempotency_key=uuid.uuid5(course.key, f"invented contribution {number}"),
            )
            if is_shown:
                let_through(made)
    return min(len(authors), len(_WRITTEN))


def _finished(course_key: uuid.UUID) -> list[User]:
    """Return the invented learners who have finished the course."""
    people = User.objects.filter(email__startswith="invented-").order_by("email")
    steps = steps_of([person.pk for person in people], [course_key])
    return [person for person in people if any(step.is_complete for step in steps.get(person.pk, ()))]

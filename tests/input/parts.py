"""A door, and the questions behind it, of which each explanation names its question."""

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client
from wagtail.models import Locale

from assessments.models import Question
from tests.input.broken import Fields
from tests.question_parts import SAMPLES, make_choices


@dataclass(frozen=True)
class Door:
    """An address that takes answers. ``fields`` is called anew for each request."""

    name: str
    address: str
    client: Client
    fields: Callable[[], Fields]
    is_json: bool = False


def told_question(kind: str, code: str, **fields) -> Question:
    """Return a question that is not yet saved; what explains its answers names its code."""
    blocks = SAMPLES.get(kind, lambda: make_choices(True, False, False))()
    for block in blocks:
        if isinstance(block["value"], dict):
            block["value"]["why"] = f"Key of {code}."
    question = Question(
        code=code, kind=kind, stem=f"What is best here ({code})?", **{"objective": "o1"} | fields
    )
    question.locale, question.is_true = Locale.get_default(), True if kind == "true_false" else None
    question.choices = question.choices.stream_block.to_python(blocks)
    return question


def pairs(fields: dict) -> Fields:
    """Return what a form sends as fields one after another."""
    return [
        (name, each)
        for name, value in fields.items()
        for each in (value if isinstance(value, list) else [value])
    ]


def browser(learner=None) -> Client:
    """Return a browser that meets a 500 as a page, of somebody signed in or of a visitor."""
    client = Client()
    client.raise_request_exception = False
    if learner:
        client.force_login(learner, backend="lms.accounts.backends.ScopedBackend")
    return client

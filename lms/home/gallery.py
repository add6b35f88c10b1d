"""Every element and block with sample data on one page: to look at while building, never in production."""

import uuid
from decimal import Decimal
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.blocks import Side, conflict_context
from lms.home.gallery_questions import asked_samples, explained_samples, sample_feedback, sample_question

COLOURS = [
    "paper", "sheet", "ink", "ink-soft", "line", "line-strong", "teal", "teal-deep", "teal-wash",
    "madder", "madder-wash", "saffron", "saffron-wash",
]  # fmt: skip


class SampleForm(forms.Form):
    """A field of each sort, one of them wrongly filled."""

    email = forms.EmailField(label="E-mail address", help_text="We send you six digits.")
    region = forms.ChoiceField(label="Region where you work", choices=[("", "Choose"), ("a", "A region")])
    organisation = forms.CharField(label="Organisation", required=False)
    is_own_phone = forms.BooleanField(label="This is my phone", required=False)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the gallery. Raises Http404 outside demo and development."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    form = SampleForm({"email": "aigul at example", "region": "a", "organisation": "", "is_own_phone": "on"})
    context = {
        "colours": COLOURS,
        "form": form,
        "course": _course(),
        "done_lessons": [1],
        "facts": [_fact("722", "people"), _fact("about 700", "citizens")],
        "conflict": _conflict(),
        "sides": _sides(),
        "drawn": conflict_context(_conflict(), _sides()),
        "question": sample_question(),
        "feedback": sample_feedback(),
        "asked": asked_samples(),
        "explained": explained_samples(),
        "worksheet": _worksheet(),
        "desk": _desk(),
        "discussion": _discussion(),
        "view": SimpleNamespace(action="#question", page="", is_stored=False, problem="", request=request),
        "key": "sample",
        "idempotency_key": uuid.uuid4(),
    }
    return render(request, "home/gallery.html", context)


def _desk() -> dict:
    answers = [
        {"text": "Nine pupils start school", "why": "It says what happens."},
        {"text": "School year begins", "why": "It leaves out what nobody needs."},
    ]
    task = {
        "form": "headline",
        "language": "en",
        "title": "A sample text to write anew",
        "opening": "What is known: nine pupils start school.",
        "original": "A sample headline with a label in it",
    }
    return {"task": task, "answers": answers}


def _discussion() -> dict:
    return {
        "language": "en",
        "title": "A sample question to colleagues: how can a neighbour help?",
        "opening": "What to think of when answering.\n\nA way of working, never the story of a family.",
    }


def _worksheet() -> dict:
    prompts = [
        {"key": "mine", "label": "What is mine", "hint": "One line is enough.", "lines": 3},
        {"key": "ring", "label": "Whom I ring first", "hint": "", "lines": 2},
    ]
    opening = "A page to fill in here or on paper."
    return {
        "kind": "planner",
        "language": "en",
        "title": "A sample page",
        "opening": opening,
        "prompts": prompts,
    }


def _course() -> SimpleNamespace:
    lessons = [
        SimpleNamespace(key=1, slug="one", title="A lesson that is done", language="en", minutes=7),
        SimpleNamespace(key=2, slug="two", title="The lesson on this page", language="en", minutes=8),
        SimpleNamespace(key=3, slug="three", title="One that comes later", language="en", minutes=6),
    ]
    return SimpleNamespace(
        slug="sample",
        title="A sample course",
        summary="One plain sentence says what it is about.",
        language="en",
        languages=(("en", "English"), ("ru", "Русский")),
        able_to=["say what a card is for", "see how long a line may be before it wraps"],
        minutes=21,
        size="29 KB",
        lessons=lessons,
        current=lessons[1],
        modules=[SimpleNamespace(title="Only module", lessons=lessons)],
        profession_names=["psychologist", "teacher", "journalist"],
        test=SimpleNamespace(key=4),
        test_title="End test",
        test_minutes=10,
    )


def _fact(value: str, unit: str, ends: dict | None = None, **fields) -> SimpleNamespace:
    shown = {"source_id": 1, "section": "Table 1", "code": "sample", **(ends or {}), **fields}
    return SimpleNamespace(
        kind="figure",
        value_text=value,
        unit=unit,
        date_text="by June 2021",
        statement="A sample claim: it says who counted, whom, and until when.",
        speaker="An invented speaker",
        source=SimpleNamespace(short="Sample source 2021"),
        confidence="high",
        get_kind_display="stated as fact",
        get_confidence_display="supported once",
        confidence_note="The parts add up to the total.",
        **shown,
    )


def _conflict() -> SimpleNamespace:
    return SimpleNamespace(
        title="How many, in all?",
        explanation="The two counts may cover different flights; no text says so.",
        show="Between the two, depending on the count, each with its date.",
        counted="people",
        adds_up="The parts give 141 + 334 = 475.",
    )


def _sides() -> list[Side]:
    women = _fact("141", "women", _ends(141, 141))
    children = _fact("334", "children", _ends(334, 334), section="Table 2")
    return [
        Side("722", (_fact("722", "people", _ends(722, 722)),)),
        Side("500 to 600", (_fact("500 to 600", "people", _ends(500, 600)),)),
        Side("more than 530", (_fact("more than 530", "women and children", _ends(530, None)),)),
        Side("475", (women, children), is_sum=True),
        Side("nobody counted", (_fact("", "", _ends(None, None)),)),
    ]


def _ends(low: int | None, high: int | None) -> dict:
    named = {"value_low": low, "value_high": high}
    return {name: None if end is None else Decimal(end) for name, end in named.items()}

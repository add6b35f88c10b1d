"""One published activity of every kind, with a good answer and with what nobody may read before it."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from casestudies.api import DiscussionPlan, write_discussions
from casestudies.models import Discussion
from casestudies.ways import signed_way
from courses.activities.runtimes.h5p.rules.statements import object_id
from courses.api import PlacedActivity, kind_of
from courses.models import Activity
from lms.home.packages.keys import key_of
from tests.block_parts import acid, dialogue, make_exercise, sorting, support_map
from tests.case_parts import TEXTS
from tests.factories import (
    make_case,
    make_end_test,
    make_question,
    make_wording,
    make_worksheet,
    right_answer,
)
from tests.h5p_parts import make_h5p


@dataclass
class Specimen:
    """``answer`` is what a lesson's form sends; empty, too, where a press of its button is all."""

    written: Any
    answer: dict = field(default_factory=dict)
    secrets: tuple[str, ...] = ()

    @property
    def activity(self) -> Activity:
        """What a lesson places."""
        return self.written.activity

    def placed(self, **fields) -> PlacedActivity:
        """Return it as a published lesson holds it: frozen, and written down as JSON."""
        kind = kind_of(self.activity.kind)
        content = json.loads(json.dumps(kind.freeze(self.activity, "en")))
        key = self.activity.translation_key
        return PlacedActivity(key, kind.slug, uuid.uuid4(), uuid.uuid4(), "en", content, **fields)


def activity_row(kind: str, title: str = "Could you do this on Monday?") -> Activity:
    """Return an activity as its desk in the CMS makes one, with nothing behind it."""
    return Activity.objects.create(code=f"{kind}-{uuid.uuid4().hex[:8]}", kind=kind, title=title)


def _question() -> Specimen:
    question = make_question()
    return Specimen(question, right_answer(question), ("Because of",))


def _case() -> Specimen:
    case = make_case()
    first = str(key_of("choice", f"{case.code}/gate/a"))
    later = tuple(text for place, texts in TEXTS.items() if place != "gate" for text in texts)
    begun = signed_way(case.activity.translation_key, [])
    return Specimen(case, {"choice": first, "way": begun}, (*later, "Consequence of"))


def _discussion() -> Specimen:
    key = uuid.uuid4()
    write_discussions(
        [DiscussionPlan(key, uuid.uuid4(), "tasks", "How can neighbours help?", "Of the task.")]
    )
    return Specimen(Discussion.objects.get(translation_key=key))


def _wording() -> Specimen:
    return Specimen(
        make_wording(), {"text": "Nine children learn here"}, ("Nine pupils", "It says what happens.")
    )


def _end_test() -> Specimen:
    activity, _pool, _questions = make_end_test(questions=1)
    return Specimen(SimpleNamespace(activity=activity, activity_id=activity.pk))


def _h5p() -> Specimen:
    written = make_h5p()
    statement = {
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {"id": object_id(written.activity.translation_key)},
        "result": {"score": {"raw": 3, "max": 4}},
    }
    return Specimen(written, {"statement": json.dumps(statement)})


def _monday() -> Specimen:
    activity = activity_row("monday")
    return Specimen(SimpleNamespace(activity=activity, activity_id=activity.pk), {"answer": "beside"})


# The kinds of this site, some of them in more than one shape, and the example of the chapter.
SPECIMENS: dict[str, Callable[[], Specimen]] = {
    "question": _question,
    "end_test": _end_test,
    "case": _case,
    "discussion": _discussion,
    "wording": _wording,
    "reflection": lambda: Specimen(make_worksheet(type="reflection")),
    "planner": lambda: Specimen(make_worksheet()),
    "xblock": lambda: Specimen(make_exercise(dialogue()), {}, ("A name.", "he does not sleep", "Ask first.")),
    "xblock sorting": lambda: Specimen(make_exercise(sorting()), {}, ("must know it.", "Less is safe.")),
    "xblock map": lambda: Specimen(make_exercise(support_map()), {}, ("Near.", "Start where it holds.")),
    "xblock of others": lambda: Specimen(make_exercise(acid())),
    "h5p": _h5p,
    "monday": _monday,
}
EXAMPLE = "monday"
# Those that are answered by handlers and on pages of their own, and refuse what a lesson's form sends.
OWN_ROAD = ("end_test", "xblock", "xblock sorting", "xblock map")


def slug_of(name: str) -> str:
    """Return the kind that a specimen is one of."""
    return name.split(" ")[0]

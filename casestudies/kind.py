"""The branching case as a kind of activity: played one turning point at a time, and debriefed."""

import uuid
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies import rules
from casestudies.actions import count_way
from casestudies.advice import sentences
from casestudies.frozen import Content, frozen_content, graph_of
from casestudies.models import Case
from casestudies.queries import content_in, unknown_codes, what_others_chose
from casestudies.rules import Walk, WayForeign, WayTooLong
from casestudies.showing import ending_of, scene_of, stops_of
from casestudies.ways import WayForged, read_way, signed_way
from courses.api import (
    ActivityView,
    AnswerRefused,
    LearnerState,
    Outcome,
    PlacedActivity,
    Trust,
    months_after,
)

# How long the way through a sensitive case waits for somebody who closed the tab in the middle.
SENSITIVE_WAITS_DAYS = 14


class CaseKind:
    """A story with turning points. The server knows the whole case, the browser only where one has been."""

    slug = "case"
    name = gettext_lazy("Case")
    trust: Trust = "server"

    def freeze(self, activity, language: str) -> Content:
        """Return the case as last published, in ``language`` where its translation matches."""
        case = Case.behind(activity)
        if case is None or not case.live or rules.problems(graph_of(frozen_content(case))):
            return {"is_missing": True, "reading_text": ""}
        return content_in(case, language)

    def render(self, placed: PlacedActivity, state: LearnerState, view: ActivityView) -> str:
        """Return where the learner stands: a turning point, an ending, or the debrief."""
        context = {
            "key": str(placed.key),
            "placed": placed,
            "view": view,
            "is_foreign": placed.content.get("language") != placed.content.get("page_language"),
            "idempotency_key": uuid.uuid4(),
            "is_new": view.request.method == "POST",
            **_shown(placed, state, view),
        }
        return render_to_string("casestudies/case.html", context, request=view.request)

    def handle(self, placed: PlacedActivity, answer) -> Outcome:
        """Take one choice, go back, or finish. Raises AnswerRefused; what was reached stays as it is."""
        if placed.content.get("is_missing"):
            raise AnswerRefused(_("This case is not written yet."))
        graph = graph_of(placed.content)
        try:
            walked = rules.walk(graph, _next_way(placed, answer))
        except WayForged as forged:
            raise AnswerRefused(_("This form does not fit the case. Go on from where you stand.")) from forged
        except WayForeign as foreign:
            raise AnswerRefused(_("This choice does not belong here. Choose one of these.")) from foreign
        except WayTooLong as long:
            raise AnswerRefused(_("You have gone round many times. Go back, or begin anew.")) from long
        if answer.get("finish"):
            return _finished(placed, graph, walked)
        return Outcome(
            activity_key=placed.key,
            completed=False,
            place={"way": walked.way},
            keep_response_until=_kept_until(placed, timezone.localdate()),
        )

    def twin(self, content: Content) -> str:
        """Return how the case begins: what comes later depends on who plays it, and stays on the site."""
        if content.get("is_missing"):
            return ""
        return render_to_string("casestudies/twin.html", {"case": content, "scene": scene_of(content, ())})

    def check(self, activity) -> list[str]:
        """Return what the author should mend."""
        case = Case.behind(activity)
        return case_advice(case) if case else [_("No case belongs to this activity yet.")]


def case_advice(case: Case) -> list[str]:
    """Return what keeps a case from being published, then what to look at again."""
    graph = graph_of(frozen_content(case))
    return sentences(rules.problems(graph) + unknown_codes(case) + rules.doubts(graph))


def _next_way(placed: PlacedActivity, answer) -> list[str]:
    """Return the way after what the form asks for. Raises WayForged, AnswerRefused."""
    way = read_way(placed.key, answer.get("way", ""))
    if answer.get("back"):
        return way[:-1]
    if answer.get("finish"):
        return way
    chosen = answer.get("choice", "")
    if not chosen:
        raise AnswerRefused(_("Choose one of these, then go on. You can come back to it."))
    return [*way, chosen]


def _finished(placed: PlacedActivity, graph: rules.Graph, walked: Walk) -> Outcome:
    """Return what stays of a case that was walked to an end. Raises AnswerRefused before the end."""
    if not walked.is_at_end:
        raise AnswerRefused(_("The case goes on here. Choose, then look back at the end."))
    case_key = UUID(placed.content["case"])
    offered = [[choice.key for choice in point.choices] for point, _choice in walked.steps]
    told = {"way": walked.way, "done": True, "others": what_others_chose(case_key, offered)}
    count = partial(count_way, case_key, list(zip(walked.way, offered, strict=True)))
    if placed.is_sensitive:
        return Outcome(activity_key=placed.key, completed=True, feedback=told, on_first_completion=count)
    return Outcome(
        activity_key=placed.key,
        completed=True,
        score=rules.score(walked.steps),
        response=told,
        keep_response_until=_kept_until(placed, timezone.localdate()),
        feedback=told,
        on_first_completion=count,
    )


def _kept_until(placed: PlacedActivity, today: date) -> date:
    if placed.is_sensitive:
        return today + timedelta(days=SENSITIVE_WAITS_DAYS)
    return months_after(today, settings.RAW_ANSWERS_KEPT_MONTHS)


def _shown(placed: PlacedActivity, state: LearnerState, view: ActivityView) -> dict:
    """Return the part of the context that depends on how far somebody is."""
    content = placed.content
    if content.get("is_missing"):
        return {"is_missing": True}
    kept = {} if view.again else (state.response or {})
    way = [str(key) for key in kept.get("way", ())]
    if view.problem:
        return _scene(placed, view, _typed_way(placed, view, way))
    if kept.get("done") and (ending := ending_of(content, way)):
        return {"debrief": stops_of(content, way, kept.get("others", {})), "ending": ending, "case": content}
    if state.completed and "way" not in kept and not view.again:
        return {"is_done": True, "case": content}
    return _scene(placed, view, way)


def _scene(placed: PlacedActivity, view: ActivityView, way: list[str]) -> dict:
    """Return the place that a way has led to, and the way as its form carries it on."""
    held = rules.as_far_as(graph_of(placed.content), way).way
    return {
        "scene": scene_of(placed.content, way, view.typed.get("choice", "") if view.typed else ""),
        "case": placed.content,
        "way": signed_way(placed.key, held),
        "is_revised": len(held) < len(way),
    }


def _typed_way(placed: PlacedActivity, view: ActivityView, kept: list[str]) -> list[str]:
    """Return the way in a refused form where it is sound, else the one that is kept."""
    try:
        return read_way(placed.key, view.typed.get("way", "") if view.typed else "")
    except WayForged:
        return kept

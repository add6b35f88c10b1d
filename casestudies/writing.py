"""Writes cases from a package's plans and publishes them; gives plans back for an export."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from casestudies.frozen import frozen_content
from casestudies.models import Case
from courses.api import Drafts, publish_plans, published_rows, translate_plan

_CHOICE = ("text", "goes_to", "consequence", "reason", "comment", "affects", "harm")
_POINT = ("name", "speaker", "text", "profession", "weighs")
_CASE = ("code", "title", "opening", "content_note", "minutes", "is_sensitive")


@dataclass(frozen=True)
class CaseChoicePlan:
    """A choice of a turning point; ``key`` is its identity in every language."""

    key: str
    text: str
    goes_to: str
    consequence: str
    reason: str = ""
    comment: str = ""
    affects: str = ""
    harm: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class TurningPointPlan:
    """A turning point with its choices in order."""

    key: str
    name: str
    text: str
    choices: tuple[CaseChoicePlan, ...]
    speaker: str = ""
    facts: tuple[str, ...] = ()
    profession: str = ""
    weighs: str = ""


@dataclass(frozen=True)
class EndingPlan:
    """An ending."""

    key: str
    name: str
    text: str
    holds: str = ""


@dataclass(frozen=True)
class CasePlan:
    """A whole case; lessons place it by ``activity_key``."""

    key: UUID
    activity_key: UUID
    code: str
    title: str
    opening: str
    points: tuple[TurningPointPlan, ...]
    endings: tuple[EndingPlan, ...]
    content_note: str = ""
    minutes: float = 1
    is_sensitive: bool = False


def write_cases(plans: Iterable[CasePlan], drafts: Drafts | None = None) -> None:
    """Create or update cases in the source language and publish them;
    those that ``drafts`` hold wait for a second person instead. Raises CaseNotReady.
    """
    publish_plans(Case, plans, _tell, drafts)


def translate_case(plan: CasePlan, language: str, drafts: Drafts | None = None) -> Case:
    """Translate a case and its activity under the same block ids. Raises TranslationMismatch."""
    return translate_plan(Case, plan, language, _tell, drafts)


def _tell(case: Case, plan: CasePlan) -> None:
    for name in _CASE:
        setattr(case, name, getattr(plan, name))
    case.outline = case.outline.stream_block.to_python(outline_of(plan))


def outline_of(plan: CasePlan) -> list[dict]:
    """Return StreamField data for the outline of a case."""
    blocks = []
    for point in plan.points:
        value = {name: getattr(point, name) for name in _POINT} | {"facts": ", ".join(point.facts)}
        blocks.append({"type": "point", "id": point.key, "value": value})
        blocks += [{"type": "choice", "id": each.key, "value": _choice_value(each)} for each in point.choices]
    for ending in plan.endings:
        value = {name: getattr(ending, name) for name in ("name", "text", "holds")}
        blocks.append({"type": "ending", "id": ending.key, "value": value})
    return blocks


def _choice_value(choice: CaseChoicePlan) -> dict[str, str]:
    worth = ", ".join(f"{code} {share:g}" for code, share in choice.scores.items())
    return {name: getattr(choice, name) for name in _CHOICE} | {"scores": worth}


def case_plans(codes: Iterable[str], language: str = "") -> list[CasePlan]:
    """Return published cases of ``language``, else of the source language, as plans, by code."""
    return [_plan_of(case) for case in published_rows(Case, codes, language)]


def _plan_of(case: Case) -> CasePlan:
    content = frozen_content(case)
    codes = {block.id: block.value["facts"] for block in case.outline if block.block_type == "point"}
    return CasePlan(
        key=case.translation_key,
        activity_key=case.activity.translation_key,
        points=tuple(_point_plan(point, codes[point["id"]]) for point in content["points"]),
        endings=tuple(
            EndingPlan(each["id"], each["name"], each["text"], each["holds"]) for each in content["endings"]
        ),
        **{name: getattr(case, name) for name in _CASE if name != "minutes"},
        minutes=float(case.minutes),
    )


def _point_plan(point: dict, facts: str) -> TurningPointPlan:
    return TurningPointPlan(
        key=point["id"],
        facts=tuple(code.strip() for code in facts.split(",") if code.strip()),
        choices=tuple(
            CaseChoicePlan(
                key=each["id"], scores=each["scores"] or {}, **{name: each[name] for name in _CHOICE}
            )
            for each in point["choices"]
        ),
        **{name: point[name] for name in _POINT},
    )

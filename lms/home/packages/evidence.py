"""Evidence of a package: sources, facts and disagreements, read from YAML into plans and written again."""

from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from courses.api import ConflictPlan, FactPlan, PositionPlan, SourcePlan
from lms.home.packages.keys import own_key, said_key
from lms.home.packages.yaml_files import InLine, canonical_yaml, read_yaml


def read_sources(folder: Path) -> list[SourcePlan]:
    """Return the sources of an evidence folder."""
    return [SourcePlan(code=row.pop("id"), **row) for row in read_yaml(folder / "sources.yaml")]


def read_facts(folder: Path) -> list[FactPlan]:
    """Return the facts of a package's evidence folder."""
    return [_fact(data) for data in read_yaml(folder / "facts.yaml")]


def _fact(data: dict) -> FactPlan:
    figure, quote = data.get("figure") or {}, data.get("quote") or {}
    return FactPlan(
        key=own_key("fact", data["id"], data),
        code=data["id"],
        kind=data["kind"],
        statement=data["statement"],
        country=data["country"],
        source=data["source"],
        section=data["section"],
        confidence=data["confidence"],
        confidence_note=data["confidence_note"],
        speaker=data["speaker"],
        quote=quote.get("text", ""),
        quoted_speaker=quote.get("speaker", ""),
        topics=tuple(data["topics"]),
        place=data.get("place", ""),
        period=data.get("period", ""),
        value_low=_decimal(figure.get("value_low")),
        value_high=_decimal(figure.get("value_high")),
        value_text=figure.get("value_text") or "",
        unit=figure.get("unit") or "",
        date_text=figure.get("date_text") or "",
    )


def _decimal(value) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))


def read_conflicts(folder: Path) -> list[ConflictPlan]:
    """Return the disagreements of a package's evidence folder."""
    return [
        ConflictPlan(
            key=own_key("conflict", data["id"], data),
            code=data["id"],
            title=data["title"],
            kind=data["type"],
            explanation=data["explanation"],
            show=data["show"],
            counted=data.get("counted", ""),
            adds_up=data.get("adds_up", ""),
            positions=tuple(
                _position(data["id"], number, position) for number, position in enumerate(data["positions"])
            ),
        )
        for data in read_yaml(folder / "conflicts.yaml")
    ]


def _position(conflict: str, number: int, data: dict) -> PositionPlan:
    return PositionPlan(
        key=own_key("position", f"{conflict}/{number}", data),
        says=data["says"],
        facts=tuple(data["facts"]),
        is_sum=data.get("sum", False),
    )


def source_data(plan: SourcePlan) -> dict[str, Any]:
    """Return a source as its file says it."""
    said = {each.name: getattr(plan, each.name) for each in fields(plan) if each.name != "code"}
    return {"id": plan.code} | {name: text for name, text in said.items() if text}


def fact_data(plan: FactPlan) -> dict[str, Any]:
    """Return a fact as its file says it."""
    data: dict[str, Any] = {"id": plan.code, **said_key("fact", plan.code, plan.key)}
    data |= {"country": plan.country, "topics": InLine(plan.topics), "kind": plan.kind}
    data |= {"statement": plan.statement, "speaker": plan.speaker}
    data |= {name: getattr(plan, name) for name in ("place", "period") if getattr(plan, name)}
    figure = {name: getattr(plan, name) for name in ("value_text", "unit", "date_text")}
    if plan.value_low is not None or plan.value_high is not None or any(figure.values()):
        data["figure"] = {
            "value_low": _number(plan.value_low),
            "value_high": _number(plan.value_high),
        } | figure
    if plan.quote or plan.quoted_speaker:
        data["quote"] = {"text": plan.quote, "speaker": plan.quoted_speaker}
    names = ("source", "section", "confidence", "confidence_note")
    return data | {name: getattr(plan, name) for name in names}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def conflict_data(plan: ConflictPlan) -> dict[str, Any]:
    """Return a disagreement as its file says it."""
    data: dict[str, Any] = {"id": plan.code, **said_key("conflict", plan.code, plan.key)}
    data |= {"title": plan.title, "type": plan.kind}
    data |= {name: getattr(plan, name) for name in ("counted", "adds_up") if getattr(plan, name)}
    data["positions"] = [
        _position_data(plan.code, number, side) for number, side in enumerate(plan.positions)
    ]
    return data | {"explanation": plan.explanation, "show": plan.show}


def _position_data(conflict: str, number: int, plan: PositionPlan) -> dict[str, Any]:
    data = {"says": plan.says, **said_key("position", f"{conflict}/{number}", plan.key)}
    data["facts"] = InLine(sorted(plan.facts))
    return data | ({"sum": True} if plan.is_sum else {})


def evidence_items(
    sources: list[SourcePlan], facts: list[FactPlan], conflicts: list[ConflictPlan]
) -> dict[str, dict[str, str]]:
    """Return the evidence by file and id: (file: {id: text})."""
    found = {
        "sources": {plan.code: canonical_yaml([source_data(plan)]) for plan in sources},
        "facts": {plan.code: canonical_yaml([fact_data(plan)]) for plan in facts},
        "conflicts": {plan.code: canonical_yaml([conflict_data(plan)]) for plan in conflicts},
    }
    if not any(found.values()):
        return {}
    return {f"evidence/{name}.yaml": items or {"": "[]\n"} for name, items in found.items()}

"""Reads the facts of a package and where they disagree."""

from decimal import Decimal
from pathlib import Path

from courses.api import ConflictPlan, FactPlan, PositionPlan
from lms.home.packages.keys import key_of
from lms.home.packages.yaml_files import read_yaml


def read_facts(folder: Path) -> list[FactPlan]:
    """Return the facts of a package's evidence folder."""
    return [_fact(data) for data in read_yaml(folder / "facts.yaml")]


def _fact(data: dict) -> FactPlan:
    figure, quote = data.get("figure") or {}, data.get("quote") or {}
    return FactPlan(
        key=key_of("fact", data["id"]),
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
            key=key_of("conflict", data["id"]),
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
        key=key_of("position", f"{conflict}/{number}"),
        says=data["says"],
        facts=tuple(data["facts"]),
        is_sum=data.get("sum", False),
    )

"""Exercises of a package: read from YAML into plans, and written from plans into the same bytes again."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from courses.api import ExercisePlan
from lms.home.packages.keys import own_key, said_key
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.yaml_files import canonical_yaml, read_yaml

# As a person would write it: who and what first, why last. A database may keep fields in any order.
_ORDER = (
    *("id", "type", "name", "text", "says", "display_name", "opening", "partner", "family", "question"),
    *("note", "group", "link", "first", "points", "is_right", "why", "then", "fields"),
    *("groups", "turns", "cards", "people", "replies", "reasons", "closing", "children"),
)


def read_exercises(folder: Path) -> list[ExercisePlan]:
    """Return every exercise of a package in the source language. Raises PackageError."""
    paths = sorted((folder / "exercises").glob("*.yaml"))
    return [_read(path) for path in paths if len(path.suffixes) == 1]


def read_translated_exercises(folder: Path, language: str) -> list[ExercisePlan]:
    """Return the exercises translated into ``language``. Raises PackageError."""
    return [_read(path) for path in sorted((folder / "exercises").glob(f"*.{language}.yaml"))]


def _read(path: Path) -> ExercisePlan:
    try:
        return exercise_from(read_yaml(path))
    except (KeyError, TypeError) as error:
        raise PackageError(f"{path.name}: the exercise lacks {error}.") from error


def exercise_from(data: dict[str, Any]) -> ExercisePlan:
    """Return the exercise in a file's data. Raises KeyError for what it lacks."""
    code = data["id"]
    return ExercisePlan(
        key=own_key("exercise", code, data),
        activity_key=own_key("activity", code, data, "activity"),
        code=code,
        title=data["title"],
        tree=data["blocks"],
        minutes=Decimal(str(data["minutes"])),
        twin=data.get("twin", ""),
        is_sensitive=data.get("sensitive", False),
    )


def exercise_yaml(plan: ExercisePlan) -> str:
    """Return an exercise as the text of its file, in the one form that reading gives back byte for byte."""
    data: dict[str, Any] = {"id": plan.code, **said_key("exercise", plan.code, plan.key)}
    data |= said_key("activity", plan.code, plan.activity_key, "activity")
    data |= {"title": plan.title, "minutes": _number(plan.minutes)}
    if plan.is_sensitive:
        data["sensitive"] = True
    if plan.twin:
        data["twin"] = plan.twin
    return canonical_yaml({**data, "blocks": _ordered(plan.tree)})


def _number(minutes: Decimal) -> int | float:
    return int(minutes) if minutes == int(minutes) else float(minutes)


def _ordered(value: Any) -> Any:
    if isinstance(value, list):
        return [_ordered(part) for part in value]
    if not isinstance(value, dict):
        return value
    return {name: _ordered(value[name]) for name in sorted(value, key=_place)}


def _place(name: str) -> tuple[int, str]:
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)

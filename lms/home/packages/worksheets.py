"""Worksheets of a package: read from YAML into plans, and written from plans into the same bytes again."""

from pathlib import Path
from typing import Any

from casestudies.api import Prompt, WorksheetPlan
from lms.home.packages.keys import key_of, own_key, said_key
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.yaml_files import canonical_yaml, read_yaml


def read_worksheets(folder: Path) -> list[WorksheetPlan]:
    """Return every worksheet of a package in the source language. Raises PackageError."""
    paths = sorted((folder / "worksheets").glob("*.yaml"))
    return [_read(path) for path in paths if len(path.suffixes) == 1]


def read_translated_worksheets(folder: Path, language: str) -> list[WorksheetPlan]:
    """Return the worksheets translated into ``language``. Raises PackageError."""
    return [_read(path) for path in sorted((folder / "worksheets").glob(f"*.{language}.yaml"))]


def _read(path: Path) -> WorksheetPlan:
    try:
        return worksheet_from(read_yaml(path))
    except (KeyError, TypeError) as error:
        raise PackageError(f"{path.name}: the worksheet lacks {error}.") from error


def worksheet_from(data: dict[str, Any]) -> WorksheetPlan:
    """Return the worksheet in a file's data. Raises KeyError for what it lacks."""
    code = data["id"]
    return WorksheetPlan(
        key=own_key("worksheet", code, data),
        activity_key=own_key("activity", code, data, "activity"),
        code=code,
        kind=data["type"],
        title=data["title"],
        opening=data.get("opening", ""),
        prompts=tuple(_prompt(code, number, each) for number, each in enumerate(data["prompts"], 1)),
    )


def _prompt(code: str, number: int, data: dict[str, Any]) -> Prompt:
    key = data.get("key") or _key(code, number)
    return Prompt(key, data["label"], data.get("hint", ""), data["lines"])


def _key(code: str, number: int) -> str:
    """Return the key that follows from the place; what was made in the CMS carries its own."""
    return str(key_of("prompt", f"{code}/{number}"))


def worksheet_yaml(plan: WorksheetPlan) -> str:
    """Return a worksheet as the text of its file, in the one form that reading gives back byte for byte."""
    data: dict[str, Any] = {"id": plan.code, **said_key("worksheet", plan.code, plan.key)}
    data |= said_key("activity", plan.code, plan.activity_key, "activity")
    data |= {"type": plan.kind, "title": plan.title}
    if plan.opening:
        data["opening"] = plan.opening
    data["prompts"] = [_prompt_data(plan.code, number, each) for number, each in enumerate(plan.prompts, 1)]
    return canonical_yaml(data)


def _prompt_data(code: str, number: int, prompt: Prompt) -> dict[str, Any]:
    data: dict[str, Any] = {"label": prompt.label}
    if prompt.key != _key(code, number):
        data["key"] = prompt.key
    if prompt.hint:
        data["hint"] = prompt.hint
    return {**data, "lines": prompt.lines}

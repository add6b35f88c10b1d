"""Texts to rewrite of a package: read from YAML into plans, and written into the same bytes again."""

from pathlib import Path
from typing import Any

from casestudies.api import ModelAnswer, WordingPlan
from lms.home.packages.keys import key_of, own_key, said_key
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.yaml_files import canonical_yaml, read_yaml


def read_wordings(folder: Path) -> list[WordingPlan]:
    """Return every text to rewrite of a package in the source language. Raises PackageError."""
    paths = sorted((folder / "wordings").glob("*.yaml"))
    return [_read(path) for path in paths if len(path.suffixes) == 1]


def read_translated_wordings(folder: Path, language: str) -> list[WordingPlan]:
    """Return the texts to rewrite translated into ``language``. Raises PackageError."""
    return [_read(path) for path in sorted((folder / "wordings").glob(f"*.{language}.yaml"))]


def _read(path: Path) -> WordingPlan:
    try:
        return wording_from(read_yaml(path))
    except (KeyError, TypeError) as error:
        raise PackageError(f"{path.name}: the text to rewrite lacks {error}.") from error


def wording_from(data: dict[str, Any]) -> WordingPlan:
    """Return the text to rewrite in a file's data. Raises KeyError for what it lacks."""
    code = data["id"]
    return WordingPlan(
        key=own_key("wording", code, data),
        activity_key=own_key("activity", code, data, "activity"),
        code=code,
        form=data["type"],
        title=data["title"],
        opening=data.get("opening", ""),
        original=data["original"],
        answers=tuple(_answer(code, number, each) for number, each in enumerate(data["answers"], 1)),
    )


def _answer(code: str, number: int, data: dict[str, Any]) -> ModelAnswer:
    return ModelAnswer(data.get("key") or _key(code, number), data["text"], data["why"])


def _key(code: str, number: int) -> str:
    """Return the key that follows from the place; what was made in the CMS carries its own."""
    return str(key_of("rewriting", f"{code}/{number}"))


def wording_yaml(plan: WordingPlan) -> str:
    """Return a text to rewrite as its file's text, in the one form that reading gives back byte for byte."""
    data: dict[str, Any] = {"id": plan.code, **said_key("wording", plan.code, plan.key)}
    data |= said_key("activity", plan.code, plan.activity_key, "activity")
    data |= {"type": plan.form, "title": plan.title}
    if plan.opening:
        data["opening"] = plan.opening
    data["original"] = plan.original
    data["answers"] = [_answer_data(plan.code, number, each) for number, each in enumerate(plan.answers, 1)]
    return canonical_yaml(data)


def _answer_data(code: str, number: int, answer: ModelAnswer) -> dict[str, Any]:
    key = {"key": answer.key} if answer.key != _key(code, number) else {}
    return {**key, "text": answer.text, "why": answer.why}

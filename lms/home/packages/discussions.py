"""Discussions of a package: read from YAML into plans, and written from plans into the same bytes again."""

from pathlib import Path
from typing import Any

from casestudies.api import DiscussionPlan
from lms.home.packages.keys import own_key, said_key
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.yaml_files import canonical_yaml, read_yaml


def read_discussions(folder: Path) -> list[DiscussionPlan]:
    """Return every discussion of a package in the source language. Raises PackageError."""
    paths = sorted((folder / "discussions").glob("*.yaml"))
    return [_read(path) for path in paths if len(path.suffixes) == 1]


def read_translated_discussions(folder: Path, language: str) -> list[DiscussionPlan]:
    """Return the discussions translated into ``language``. Raises PackageError."""
    return [_read(path) for path in sorted((folder / "discussions").glob(f"*.{language}.yaml"))]


def _read(path: Path) -> DiscussionPlan:
    try:
        return discussion_from(read_yaml(path))
    except (KeyError, TypeError) as error:
        raise PackageError(f"{path.name}: the discussion lacks {error}.") from error


def discussion_from(data: dict[str, Any]) -> DiscussionPlan:
    """Return the discussion in a file's data. Raises KeyError for what it lacks."""
    code = data["id"]
    return DiscussionPlan(
        key=own_key("discussion", code, data),
        activity_key=own_key("activity", code, data, "activity"),
        code=code,
        title=data["title"],
        opening=data["opening"],
    )


def discussion_yaml(plan: DiscussionPlan) -> str:
    """Return a discussion as the text of its file, which reading gives back byte for byte."""
    data = {"id": plan.code, **said_key("discussion", plan.code, plan.key)}
    data |= said_key("activity", plan.code, plan.activity_key, "activity")
    data |= {"title": plan.title, "opening": plan.opening}
    return canonical_yaml(data)

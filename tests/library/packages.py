"""Reads the course packages of lms/library as plain data, without Django."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LIBRARY = Path(__file__).resolve().parents[2] / "lms" / "library"
REFERRING = {"facts", "conflict", "question", "case", "worksheet", "wording", "exercise", "discussion"}
# The file of the questions that are reserved for the check before and after a course.
FORMS = "forms"
SPEAKING = {"keypoint", "lend", "try", "reflect"}
# Whole-line directives; anything else that begins with colons is a slip of the pen.
OPENING = re.compile(r"^::: (?P<kind>[a-z]+)(?: (?P<arguments>[a-z0-9 -]+))?$")


@dataclass(frozen=True)
class Block:
    """One stretch of a lesson: kind "prose" or a directive's name, its arguments, its text."""

    kind: str
    arguments: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Lesson:
    """One lesson in one language; `front` is its front matter as written."""

    package: str
    path: Path
    language: str
    front: dict
    blocks: tuple[Block, ...]

    def arguments(self, *, kind: str) -> list[str]:
        """Every id that blocks of this kind name, in reading order."""
        return [name for block in self.blocks if block.kind == kind for name in block.arguments]

    @property
    def is_case(self) -> bool:
        """Whether this is the sitting of a case: a few words, the case, something small to try."""
        return bool(self.arguments(kind="case"))

    @property
    def text(self) -> str:
        """What the author wrote for the reader, without directives and evidence."""
        return "\n\n".join(block.text for block in self.blocks if block.text)


def package_names() -> list[str]:
    """Folders of the library that hold a course."""
    return sorted(path.parent.name for path in LIBRARY.glob("*/course.yaml"))


@cache
def course(package: str) -> dict:
    """The course in its source language."""
    return read_yaml(LIBRARY / package / "course.yaml")


def course_translations(package: str) -> list[dict]:
    """The course's texts in other languages."""
    return [read_yaml(path) for path in sorted((LIBRARY / package).glob("course.*.yaml"))]


@cache
def lessons(package: str) -> tuple[Lesson, ...]:
    """All lessons of a package in all languages."""
    paths = sorted((LIBRARY / package / "lessons").glob("*.md"))
    return tuple(read_lesson(package=package, path=path) for path in paths)


@cache
def questions(package: str) -> tuple[dict, ...]:
    """All questions in the source language; `lesson` is the file's or, in the forms, the objective's."""
    paths = [path for path in question_files(package) if path.name.count(".") == 1]
    return tuple(
        {**item, "lesson": path.stem if path.stem != FORMS else item["objective"].rpartition("-")[0]}
        for path in paths
        for item in read_yaml(path)
    )


def question_translations(package: str) -> list[tuple[str, list[dict]]]:
    """Pairs of lesson id and translated questions."""
    paths = [path for path in question_files(package) if path.name.count(".") == 2]
    return [(path.name.split(".")[0], read_yaml(path)) for path in paths]


def question_files(package: str) -> list[Path]:
    """Question files of all languages."""
    return sorted((LIBRARY / package / "questions").glob("*.yaml"))


@cache
def cases(package: str) -> dict[str, dict]:
    """All cases of a package in its source language, by id."""
    paths = sorted((LIBRARY / package / "cases").glob("*.yaml"))
    return {path.stem: read_yaml(path) for path in paths if path.name.count(".") == 1}


@cache
def evidence(name: str) -> dict[str, dict]:
    """`sources`, `facts` or `conflicts` by id; a doubled id raises ValueError."""
    rows = read_yaml(LIBRARY / "common-core" / "evidence" / f"{name}.yaml")
    by_id = {row["id"]: row for row in rows}
    if len(by_id) != len(rows):
        raise ValueError(f"{name} holds an id twice")
    return by_id


def read_lesson(*, package: str, path: Path) -> Lesson:
    """Front matter and blocks of one file; ValueError where a block is nested, open or unknown."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return Lesson(
        package=package,
        path=path,
        language=path.name.split(".")[1],
        front=yaml.safe_load(front),
        blocks=tuple(blocks_of(body, path=path)),
    )


def blocks_of(body: str, *, path: Path) -> list[Block]:
    """The body cut at its directives, prose between them included."""
    blocks, opened, held = [], None, []
    for line in body.splitlines():
        if not line.startswith(":::"):
            held.append(line)
            continue
        text = "\n".join(held).strip()
        held = []
        if opened is None:
            blocks += [Block("prose", (), text)] if text else []
            opened = opening(line, path=path)
        elif line == ":::":
            blocks.append(Block(*opened, text))
            opened = None
        else:
            raise ValueError(f"{path.name}: a block opens inside a block at {line!r}")
    if opened is not None:
        raise ValueError(f"{path.name}: the block {opened[0]} is never closed")
    tail = "\n".join(held).strip()
    return blocks + ([Block("prose", (), tail)] if tail else [])


def opening(line: str, *, path: Path) -> tuple[str, tuple[str, ...]]:
    """Kind and arguments of a directive; ValueError for a kind nobody renders."""
    match = OPENING.match(line)
    if match is None or match["kind"] not in REFERRING | SPEAKING:
        raise ValueError(f"{path.name}: {line!r} is no directive of ours")
    return match["kind"], tuple((match["arguments"] or "").split())


def read_yaml(path: Path):
    """One YAML file as plain data."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))

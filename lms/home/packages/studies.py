"""Case studies of the library: read from Markdown with front matter into plans."""

from pathlib import Path
from typing import Any

from casestudies.api import RemarkPlan, StudyPlan
from lms.home.packages.keys import key_of
from lms.home.packages.lesson_text import PackageError, read_lesson

_IN_PROSE = {"prose", "keypoint", "lend", "facts", "conflict"}
_LISTS = ("countries", "topics", "practices", "professions", "conflicts", "compare_with", "lessons")


def study_files(folder: Path, language: str) -> list[Path]:
    """Return the files of the case studies in one language, in the order of their names."""
    return sorted((folder / "studies").glob(f"*.{language}.md"))


def read_study(path: Path) -> StudyPlan:
    """Return the case study in a file. Raises PackageError with the file's name."""
    slug = path.name.split(".")[0]
    key = key_of("study", slug)
    file = read_lesson(path.read_text(encoding="utf-8"), key, path.name)
    if file.meta.get("id") != slug:
        raise PackageError(f"{path.name}: its id must be “{slug}”, as the file is called.")
    strange = [block["type"] for block in file.body if block["type"] not in _IN_PROSE]
    if strange:
        raise PackageError(f"{path.name}: a case study holds no “{strange[0]}”.")
    try:
        return _plan(slug, file.meta, file.body)
    except KeyError as error:
        raise PackageError(f"{path.name}: the case study lacks {error}.") from error
    except (AttributeError, TypeError, ValueError) as error:
        raise PackageError(f"{path.name}: its front matter cannot be read: {error}.") from error


def _plan(slug: str, meta: dict[str, Any], body: list[dict]) -> StudyPlan:
    first, last = meta["years"]
    return StudyPlan(
        key=key_of("study", slug),
        slug=slug,
        **{name: str(meta[name]) for name in ("title", "summary", "setting", "period")},
        **{name: tuple(meta[name]) for name in _LISTS},
        first_year=first,
        last_year=last,
        content_note=meta.get("content_note") or "",
        dignity_note=meta.get("dignity_note") or "",
        actors={sector: tuple(names) for sector, names in meta["actors"].items()},
        steps=_remarks(meta["steps"]),
        helped=_remarks(meta["helped"]),
        limits=_remarks(meta["limits"]),
        dilemmas=tuple(meta["dilemmas"]),
        learning=dict(meta["learning"]),
        body=tuple(body),
    )


def _remarks(rows: list[dict[str, Any]]) -> tuple[RemarkPlan, ...]:
    return tuple(
        RemarkPlan(text=row["text"], facts=tuple(row.get("facts") or ()), when=str(row.get("when") or ""))
        for row in rows
    )

"""Case studies of the library: Markdown with front matter, read into plans and written again."""

from pathlib import Path
from typing import Any

from casestudies.api import RemarkPlan, StudyPlan
from lms.home.packages.keys import key_of, own_key, said_key
from lms.home.packages.lesson_files import READ, WAITS, page_file
from lms.home.packages.lesson_text import PackageError, read_lesson
from lms.home.packages.yaml_files import InLine, InLineMap

_IN_PROSE = {"prose", "keypoint", "lend", "facts", "conflict", "picture", "recording"}
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
        key=own_key("study", slug, meta),
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


def facts_named(plan: StudyPlan) -> list[str]:
    """Return the codes of the facts behind a study's lists."""
    return [code for each in (*plan.steps, *plan.helped, *plan.limits) for code in each.facts]


def study_file(plan: StudyPlan, *, is_source: bool) -> str:
    """Return a study's file in its one form. Raises PackageError."""
    meta: dict[str, Any] = {"id": plan.slug, **said_key("study", plan.slug, plan.key)}
    meta |= {"title": plan.title, "summary": plan.summary, "countries": InLine(plan.countries)}
    meta |= {"period": plan.period, "years": InLine([plan.first_year, plan.last_year])}
    meta |= {name: InLine(getattr(plan, name)) for name in ("topics", "practices", "professions")}
    meta |= {"setting": plan.setting, "content_note": plan.content_note, "dignity_note": plan.dignity_note}
    meta["actors"] = {sector: list(names) for sector, names in plan.actors.items() if names}
    meta |= {name: [_remark(each) for each in getattr(plan, name)] for name in ("steps", "helped", "limits")}
    meta |= {"dilemmas": list(plan.dilemmas), "learning": dict(plan.learning)}
    meta |= {name: InLine(getattr(plan, name)) for name in ("conflicts", "compare_with", "lessons")}
    meta["review"] = READ if is_source else WAITS
    return page_file(meta, plan.body, {}, plan.slug)


def _remark(plan: RemarkPlan) -> dict[str, Any]:
    said = {"when": plan.when} if plan.when else {}
    return InLineMap(said | {"text": plan.text, "facts": InLine(plan.facts)})

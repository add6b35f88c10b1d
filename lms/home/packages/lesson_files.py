"""Writes a lesson as its file: front matter, then Markdown with directives."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from courses.api import LessonPlan
from lms.home.packages.keys import said_key
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.markdown import markdown_of
from lms.home.packages.yaml_files import InLine, canonical_yaml

# Whether somebody has read it is what the site knows that shows it; elsewhere it waits again.
READ, WAITS = "none", "awaiting-native"


def lesson_file(plan: LessonPlan, *, is_source: bool, directives: Mapping[str, str]) -> str:
    """Return a lesson's file in its one form; ``directives`` names how each activity is placed.

    Raises PackageError where a lesson shows what its file cannot say.
    """
    meta = {
        "id": plan.code,
        **said_key("lesson", plan.code, plan.key),
        "title": plan.title,
        "load": plan.load,
    }
    meta |= {"objectives": InLine(each.code for each in plan.objectives), "content_note": plan.content_note}
    meta |= {"expert_review": InLine(plan.expert_review)} | ({"sensitive": True} if plan.is_sensitive else {})
    meta["review"] = READ if is_source else WAITS
    return page_file(meta, plan.body, directives, plan.code)


def page_file(meta: dict, body: Iterable[dict], directives: Mapping[str, str], code: str) -> str:
    """Return front matter and body as a file, whether of a lesson or a case study. Raises PackageError."""
    blocks = [_block(block, directives, code) for block in body]
    return f"---\n{canonical_yaml(meta)}---\n" + "\n\n".join(text for text in blocks if text) + "\n"


def _block(block: dict, directives: Mapping[str, str], lesson: str) -> str:
    kind, value = block["type"], block["value"]
    if kind == "prose":
        return markdown_of(value, lesson)
    if kind == "facts":
        codes, counted = (value["codes"], value["counted"]) if isinstance(value, dict) else (value, "")
        return _directive("facts", " ".join(codes), counted)
    if kind in ("conflict", "recording"):
        return _directive(kind, value)
    if kind == "picture":
        return _directive(kind, value["picture"], _picture(value))
    if kind == "activity":
        return _directive(_name(value, directives, lesson), value)
    return _directive(kind, inside=markdown_of(value, lesson))


def _picture(value: dict) -> str:
    lines = [f"{name}: {value[name]}" for name in ("alt", "caption") if value[name]]
    return "\n".join([*lines, *(["ornament"] if value["is_ornament"] else [])])


def _name(activity: str, directives: Mapping[str, str], lesson: str) -> str:
    if activity not in directives:
        raise PackageError(
            _(
                "Lesson %(lesson)s: packages cannot carry the activity %(activity)s, or it is not published. "
                "Publish it, or take it out of the lesson."
            )
            % {"lesson": lesson, "activity": activity}
        )
    return directives[activity]


def _directive(name: str, codes: str = "", inside: str = "") -> str:
    opening = f"::: {name} {codes}".rstrip()
    return "\n".join([opening, *([inside] if inside else []), ":::"])

"""Reads a lesson's Markdown with its directives into blocks."""

import re
from dataclasses import dataclass
from uuid import UUID, uuid5

import yaml
from markdown_it import MarkdownIt

DIRECTIVES_WITH_TEXT = {"keypoint", "lend", "try", "reflect"}
DIRECTIVES_WITH_CODES = {
    *("facts", "conflict", "question", "case", "worksheet", "wording", "exercise", "discussion"),
    *("recording", "picture", "h5p"),
}
# Under their own names a block of a lesson; the others place an activity.
_OWN_BLOCKS = {"conflict", "recording"}
_OPENING = re.compile(r"^::: (?P<name>[a-z0-9]+)(?: (?P<codes>.+))?$")
_FRONT_MATTER = re.compile(r"\A---\n(?P<yaml>.*?)\n---\n", re.DOTALL)
# The marks Wagtail's rich text knows; everything else in a lesson's text is refused.
_MARKDOWN = MarkdownIt("zero", {"typographer": True}).enable(
    ["emphasis", "list", "heading", "blockquote", "link", "newline", "entity", "escape", "smartquotes"]
)
# Nine times as quick as the one in Python; missing only where PyYAML was built without libyaml.
YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK_BETWEEN_TAGS = re.compile(r">\s*\n\s*<")
_WAGTAIL_TAGS = {"strong>": "b>", "em>": "i>"}


class PackageError(ValueError):
    """A package cannot be read; the message names the file and says what to mend."""


@dataclass(frozen=True)
class LessonFile:
    """A lesson file: its front matter and its blocks as StreamField data with codes for rows."""

    meta: dict
    body: list[dict]


def rich_text(markdown: str) -> str:
    """Return Markdown as the HTML that Wagtail's rich text keeps."""
    html = _MARKDOWN.render(markdown.strip())
    for ours, wagtails in _WAGTAIL_TAGS.items():
        html = html.replace(f"<{ours}", f"<{wagtails}").replace(f"</{ours}", f"</{wagtails}")
    # As the editor writes it: a line break between two blocks would show as a change to whoever compares.
    return _BREAK_BETWEEN_TAGS.sub("><", html.strip())


def read_lesson(text: str, key: UUID, where: str) -> LessonFile:
    """Return the lesson in ``text``; block ids follow from ``key`` and position. Raises PackageError."""
    front = _FRONT_MATTER.match(text)
    if front is None:
        raise PackageError(f"{where}: the file must begin with front matter between two lines of ---.")
    parts = _split(text[front.end() :], where)
    body = [
        {"type": kind, "id": str(uuid5(key, f"{position}/{kind}")), "value": value}
        for position, (kind, value) in enumerate(parts)
    ]
    try:
        meta = yaml.load(front["yaml"], Loader=YAML_LOADER)  # noqa: S506  (a safe one)
    except yaml.YAMLError as error:
        raise PackageError(f"{where}: {error}") from error
    return LessonFile(meta=meta, body=body)


def _split(text: str, where: str) -> list[tuple[str, object]]:
    """Return (block type, value) in order; the text between two directives is one prose block."""
    parts: list[tuple[str, object]] = []
    prose: list[str] = []
    lines = iter(text.splitlines())
    for line in lines:
        opening = _OPENING.match(line)
        if opening is None:
            prose.append(line)
            continue
        _add_prose(parts, prose)
        prose = []
        inside = _until_close(lines, where, line)
        parts.append(_directive(opening["name"], (opening["codes"] or "").split(), inside, where))
    _add_prose(parts, prose)
    return parts


def _add_prose(parts: list, prose: list[str]) -> None:
    if "".join(prose).strip():
        parts.append(("prose", rich_text("\n".join(prose))))


def _until_close(lines, where: str, opening: str) -> str:
    inside = []
    for line in lines:
        if line.strip() == ":::":
            return "\n".join(inside)
        if line.startswith("::: "):
            raise PackageError(f"{where}: “{opening}” is not closed before “{line}”.")
        inside.append(line)
    raise PackageError(f"{where}: “{opening}” is never closed by a line of :::.")


def _directive(name: str, codes: list[str], inside: str, where: str) -> tuple[str, object]:
    if name in DIRECTIVES_WITH_TEXT:
        return name, rich_text(inside)
    if name not in DIRECTIVES_WITH_CODES or not codes:
        raise PackageError(f"{where}: no directive “::: {name}” with these words exists.")
    if name == "facts":
        counted = inside.strip()
        return "facts", {"codes": codes, "counted": counted} if counted else codes
    if len(codes) != 1:
        raise PackageError(f"{where}: “::: {name}” takes one id.")
    if name == "picture":
        return "picture", _picture(codes[0], inside, where)
    return (name if name in _OWN_BLOCKS else "activity"), codes[0]


def _picture(code: str, inside: str, where: str) -> dict[str, str | bool]:
    """Return a placed picture: a line `alt: …`, one `caption: …`, and `ornament` for what says nothing."""
    value: dict[str, str | bool] = {"picture": code, "alt": "", "is_ornament": False, "caption": ""}
    for line in inside.splitlines():
        name, colon, text = line.partition(": ")
        if name in ("alt", "caption") and colon:
            value[name] = text
        elif line == "ornament":
            value["is_ornament"] = True
        elif line.strip():
            raise PackageError(f"{where}: a picture says “alt: …”, “caption: …” or “ornament”, not “{line}”.")
    return value

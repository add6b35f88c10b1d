"""Whether a package's files are harmless to read, and its plans of the types they promise."""

import re
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import yaml
from django.utils.translation import gettext as _

from lms.home.packages.lesson_text import YAML_LOADER, PackageError
from lms.home.packages.media_files import BINARY

DEEPEST = 12
_OPENING = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_CLOSING = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
_HTML = re.compile(r"(?i)</?[a-z][a-z0-9-]*(\s[^>]*)?/?>|<!--|<!doctype|<\?")
_SCRIPT_LINK = re.compile(r"(?i)\]\(\s*<?\s*(javascript|vbscript|data|file)\s*:")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def require_harmless(folder: Path) -> None:
    """Refuse files with scripts, HTML, or YAML that is more than plain values. Raises PackageError."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix in BINARY:
            continue
        text, name = path.read_text(encoding="utf-8"), path.relative_to(folder).as_posix()
        found = _SCRIPT_LINK.search(text) or _HTML.search(text.replace("(<http", "(http"))
        if found:
            raise PackageError(
                _("%(name)s holds HTML or a script: %(what)s. Write it as plain text.")
                % {"name": name, "what": found[0][:60]}
            )
        front = _FRONT_MATTER.match(text)
        _require_plain_values(front[1] if front else text if path.suffix == ".yaml" else "", name)


def _require_plain_values(text: str, name: str) -> None:
    """Refuse anchors, tags and endless nesting: a few lines can fill a memory. Raises PackageError."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=YAML_LOADER):
            if getattr(event, "anchor", None) or (getattr(event, "tag", None) and isinstance(event, _TAGGED)):
                raise PackageError(
                    _("%(name)s: line %(line)d names a value or its type by a sign. Write the value out.")
                    % {"name": name, "line": event.start_mark.line + 1}
                )
            depth += isinstance(event, _OPENING) - isinstance(event, _CLOSING)
            if depth > DEEPEST:
                raise PackageError(
                    _("%(name)s: values are nested too deep. Make it flatter.") % {"name": name}
                )
    except yaml.YAMLError as error:
        raise PackageError(
            _("%(name)s cannot be read as YAML: %(error)s") % {"name": name, "error": error}
        ) from error


_TAGGED = (yaml.ScalarEvent, *_OPENING)


def require_types(value: Any, where: str = "") -> None:
    """Refuse plans with a list or a number where words belong, and the like. Raises PackageError."""
    if isinstance(value, (list, tuple)):
        for each in value:
            require_types(each, where)
    elif isinstance(value, dict):
        for each in value.values():
            require_types(each, where)
    elif is_dataclass(value):
        where = getattr(value, "code", "") or getattr(value, "slug", "") or where
        hints = get_type_hints(type(value))
        for each in fields(value):
            own = getattr(value, each.name)
            if not _fits(own, hints[each.name]):
                raise PackageError(
                    _("%(where)s: “%(field)s” is not what belongs there: %(value)s.")
                    % {"where": where, "field": each.name, "value": str(own)[:60]}
                )
            require_types(own, where)


def _fits(value: Any, hint: Any) -> bool:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is UnionType or str(origin) == "typing.Union":
        return any(_fits(value, each) for each in inner)
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(each, inner[0]) for each in value)
    if origin in (list, dict) or (origin is not None and hasattr(origin, "__iter__")):
        of = inner[-1] if inner else Any
        each_of = value.values() if isinstance(value, dict) else value
        return isinstance(value, (list, dict)) and all(_fits(each, of) for each in each_of)
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if hint is Decimal:
        return isinstance(value, Decimal) and value.is_finite()
    return hint is Any or origin is not None or not isinstance(hint, type) or isinstance(value, hint)

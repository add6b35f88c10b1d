"""What authors write in each block of the catalogue, as JSON Schema: from it the desk draws its form."""

import json
from functools import cache
from typing import Any

from xblock.core import XBlock
from xblock.fields import Boolean, Dict, Field, Float, Integer, List, Scope, String, UserScope

from courses.activities.runtimes.xblock.catalogue import AllowedBlock, BlockNotAllowed, catalogue
from courses.activities.runtimes.xblock.filling import Shape
from courses.activities.runtimes.xblock.loading import load_block

_TYPES: tuple[tuple[type[Field], str], ...] = (
    (Boolean, "boolean"),
    (Integer, "integer"),
    (Float, "number"),
    (String, "string"),
    (List, "array"),
    (Dict, "object"),
)


def shapes() -> dict[str, Shape]:
    """Return the shape of every block of the catalogue that can be loaded here, by its type."""
    return _shapes(tuple(catalogue().blocks.values()))


@cache
def _shapes(blocks: tuple[AllowedBlock, ...]) -> dict[str, Shape]:
    found = {}
    for allowed in blocks:
        try:
            found[allowed.block_type] = _shape_of(allowed.block_type, load_block(allowed))
        except BlockNotAllowed:
            # Named by an operator and not installed: whoever writes is not offered it.
            continue
    return found


def authored_fields(cls: type[XBlock]) -> dict[str, Field]:
    """Return the fields that an author writes, content before settings, in the order of their class."""
    declared = [name for base in reversed(cls.__mro__) for name in vars(base) if name in cls.fields]
    # What every block has from XBlock itself is for platforms; a block may ask for it all the same.
    wanted = getattr(cls, "editable_fields", None) or set(declared) - set(XBlock.fields)
    fields = {name: cls.fields[name] for name in declared if name in wanted and is_authored(cls.fields[name])}
    return dict(sorted(fields.items(), key=lambda item: item[1].scope == Scope.settings))


def is_authored(field: Field) -> bool:
    """Whether a field holds what was written for everybody, and is no tie between blocks."""
    return field.scope in (Scope.content, Scope.settings)


def is_learners(field: Field) -> bool:
    """Whether a field holds what learners leave."""
    return getattr(field.scope, "user", UserScope.NONE) != UserScope.NONE


def _shape_of(block_type: str, cls: type[XBlock]) -> Shape:
    return {
        "type": "object",
        "title": getattr(cls, "kind_name", "") or _own_name(cls) or block_type,
        "description": getattr(cls, "kind_about", ""),
        "properties": {name: _shape_of_field(field) for name, field in authored_fields(cls).items()},
        "x-children": bool(cls.has_children),
    }


def _own_name(cls: type[XBlock]) -> str:
    """Return the title that a block has until an author gives it another: mostly what it is."""
    field = cls.fields.get("display_name")
    return field.default if field is not None and isinstance(field.default, str) else ""


def _shape_of_field(field: Field) -> Shape:
    kind = next((name for cls, name in _TYPES if isinstance(field, cls)), "")
    told: Shape = {"title": str(field.display_name), "description": str(field.help or "")}
    told["default"] = _plain(field.default)
    shape: Shape = {**told, **({"type": kind} if kind else {})}
    if kind == "string" and field.runtime_options.get("multiline_editor"):
        shape["format"] = "textarea"
    if kind != "boolean" and isinstance(field.values, list):
        shape["oneOf"] = [_option(value) for value in field.values]
    elif isinstance(field.values, dict):
        shape |= {"minimum": field.values.get("min"), "maximum": field.values.get("max")}
    return {**shape, **field.runtime_options.get("json_schema", {}), **told}


def _plain(default: Any) -> Any:
    """Return a default as it would be stored; None for one that each block makes up for itself."""
    try:
        return json.loads(json.dumps(default))
    except (TypeError, ValueError):
        return None


def _option(value: Any) -> Shape:
    if isinstance(value, dict):
        return {"const": value.get("value"), "title": str(value.get("display_name", value.get("value")))}
    return {"const": value, "title": str(value)}

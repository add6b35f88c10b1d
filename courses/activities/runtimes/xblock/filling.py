"""Fills a form with what an author wrote, and reads the form back into a tree of blocks. Plain values only.

A form takes lists of ``{"type", "value", "id"}`` where a tree has plain rows; which is which, says the shape.
"""

import json
from typing import Any
from uuid import UUID

Shape = dict[str, Any]
CHILDREN = "children"


class Unshaped(ValueError):
    """What was written does not fit the form of its block: it can only be shown as it is."""


def is_free(shape: Shape) -> bool:
    """Whether nothing says how a value is built: it is then written as JSON."""
    kind = shape.get("type")
    return not (
        shape.get("oneOf")
        or kind in ("string", "integer", "number", "boolean")
        or (kind == "array" and "items" in shape)
        or (kind == "object" and "properties" in shape)
    )


def plain_json(text: str) -> Any:
    """Return what a text of JSON means. Raises ValueError for what no database keeps, RecursionError."""
    value = json.loads(text, parse_constant=_no_number)
    # A number too large to be one, half a character, or the one character that no text may hold.
    written = json.dumps(value, allow_nan=False, ensure_ascii=False)
    written.encode()
    if "\\u0000" in written:
        raise ValueError("a character that is no text")
    return value


def _no_number(name: str) -> Any:
    raise ValueError(name)


def hidden_id(row: Shape) -> bool:
    """Whether rows of this shape have an id that no author sees."""
    return bool(row.get("properties", {}).get("id", {}).get("readOnly"))


# --- From a tree into the form -------------------------------------------------------------------


def filled(tree: Any, shapes: dict[str, Shape]) -> list[dict[str, Any]]:
    """Return a tree as the form takes it. Raises Unshaped."""
    return [_filled_block(tree, shapes, "root")] if tree else []


def _filled_block(node: Any, shapes: dict[str, Shape], place: str) -> dict[str, Any]:
    shape = shapes.get(node.get("type", "")) if isinstance(node, dict) else None
    if shape is None:
        raise Unshaped(place)
    fields, inner = node.get("fields", {}), node.get("children", [])
    if not isinstance(fields, dict) or not isinstance(inner, list) or (inner and not shape["x-children"]):
        raise Unshaped(place)
    value = _filled(shape, _pointing(shape, fields, _names_by_id(shape, fields)))
    if shape["x-children"]:
        value[CHILDREN] = [_filled_block(child, shapes, _id_of(child)) for child in inner]
    return {"type": node["type"], "value": value, "id": place}


def _filled(shape: Shape, value: Any) -> Any:
    if is_free(shape):
        return json.dumps(value, ensure_ascii=False, indent=2)
    if "oneOf" in shape:
        return option_key(value)
    if shape["type"] == "array":
        if not isinstance(value, list):
            raise Unshaped(shape.get("title", ""))
        return [_filled_row(shape["items"], row, number) for number, row in enumerate(value)]
    if shape["type"] == "object":
        if not isinstance(value, dict):
            raise Unshaped(shape.get("title", ""))
        known = shape["properties"].items()
        return {name: _filled(part, value[name]) for name, part in known if name in value}
    expected = {"string": str, "boolean": bool}.get(shape["type"], (int, float))
    if value is not None and not isinstance(value, expected):
        raise Unshaped(shape.get("title", ""))
    return value


def _filled_row(shape: Shape, row: Any, number: int) -> dict[str, Any]:
    value = _filled(shape, row)
    if hidden_id(shape):
        value.pop("id", None)
    return {"type": "item", "value": value, "id": _id_of(row) or f"row-{number}"}


def _id_of(row: Any) -> str:
    return str(row.get("id") or "") if isinstance(row, dict) else ""


def option_key(value: Any) -> str:
    """Return an option's value as a form sends it."""
    return value if isinstance(value, str) else json.dumps(value)


# --- From the form into a tree -------------------------------------------------------------------


def read_form(stream: list[dict[str, Any]], shapes: dict[str, Shape], old: Any) -> dict[str, Any]:
    """Return the tree that a form says; what it cannot show of the old tree stays as it was."""
    return _read_block(stream[0], shapes, old if isinstance(old, dict) else {}) if stream else {}


def _read_block(item: dict[str, Any], shapes: dict[str, Shape], old: Any) -> dict[str, Any]:
    shape, value = shapes[item["type"]], item["value"]
    before = old.get("fields", {}) if old.get("type") == item["type"] else {}
    fields = _read_object(shape, value, before)
    tree = {"type": item["type"], "fields": _pointing(shape, fields, _ids_by_name(shape, before, fields))}
    inner = value.get(CHILDREN) or []
    if inner:
        known, taken = {_id_of(child): child for child in old.get("children", [])}, set[str]()
        tree["children"] = [_read_child(child, shapes, known, taken) for child in inner]
    return tree


def _read_child(item: dict, shapes: dict[str, Shape], known: dict[str, Any], taken: set[str]) -> dict:
    place = _own_id(item.get("id"), known, taken)
    return {"id": place, **_read_block(item, shapes, known.get(place, {}))}


def _read(shape: Shape, value: Any, old: Any) -> Any:
    if is_free(shape):
        return json.loads(value) if value and value.strip() else None
    if "oneOf" in shape:
        known = {option_key(each["const"]): each["const"] for each in shape["oneOf"]}
        return known.get(value or "", value or None)
    if shape["type"] == "array":
        return _read_rows(shape["items"], value or [], old if isinstance(old, list) else [])
    if shape["type"] == "object":
        return _read_object(shape, value or {}, old if isinstance(old, dict) else {})
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return (value or "").replace("\r\n", "\n") if shape["type"] == "string" else value


def _read_object(shape: Shape, value: dict[str, Any], old: dict[str, Any]) -> dict[str, Any]:
    parts = shape["properties"]
    told = {name: _read(part, value.get(name), old.get(name)) for name, part in parts.items()}
    wanted = {*old, *shape.get("required", ())}
    kept = {
        name: part
        for name, part in told.items()
        if part is not None and (name in wanted or not _is_left_out(parts[name], part))
    }
    return {**kept, **{name: part for name, part in old.items() if name not in parts}}


def _is_left_out(shape: Shape, value: Any) -> bool:
    """Whether a value says no more than if nothing were written."""
    default = shape.get("default")
    return value == default or (not default and (value is False or value in ("", [], {})))


def _read_rows(shape: Shape, items: list[dict[str, Any]], old: list[Any]) -> list[Any]:
    if shape.get("type") != "object":
        return [_read(shape, item["value"], None) for item in items]
    known, taken, rows = {_id_of(row): row for row in old}, set[str](), []
    for item in items:
        own = _own_id(item.get("id"), known, taken)
        row = _read(shape, item["value"], known.get(own))
        rows.append({**row, "id": own} if hidden_id(shape) else row)
    return rows


def _own_id(sent: Any, known: dict[str, Any], taken: set[str]) -> str:
    """Return the id of a row: as it was, or a short one for a row that is new."""
    own = str(sent or "")
    if own not in known:
        own = _shortened(own)
    while not own or own in taken:
        own = f"{own or 'row'}-{len(taken)}"
    taken.add(own)
    return own


def _shortened(own: str) -> str:
    try:
        return UUID(own).hex[:8]
    except ValueError:
        return own


# --- Rows that point to rows of another field ----------------------------------------------------


def _pointing(shape: Shape, value: Any, told: dict[str, dict[str, str]]) -> Any:
    """Return a value in which every text that points to a row says the other word for it."""
    refers = shape.get("x-refers")
    if refers and isinstance(value, str):
        return told.get(refers["field"], {}).get(value.strip().casefold(), value)
    if isinstance(value, list) and "items" in shape:
        return [_pointing(shape["items"], each, told) for each in value]
    if isinstance(value, dict) and "properties" in shape:
        parts = shape["properties"]
        return {name: _pointing(parts.get(name, {}), each, told) for name, each in value.items()}
    return value


def _pointed(shape: Shape) -> dict[str, str]:
    """Return by which of their parts rows of a field are pointed to, by field."""
    refers = shape.get("x-refers")
    found = {refers["field"]: refers["by"]} if refers else {}
    for part in [*filter(None, [shape.get("items")]), *shape.get("properties", {}).values()]:
        found |= _pointed(part)
    return found


def _names_by_id(shape: Shape, fields: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {
        field: {_id_of(row).casefold(): row[by] for row in _rows(fields, field) if by in row}
        for field, by in _pointed(shape).items()
    }


def _ids_by_name(shape: Shape, *fields: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return ids by the names that rows have now; a name that was just changed still leads to its row."""
    return {
        field: {
            str(row[by]).strip().casefold(): _id_of(row)
            for each in fields
            for row in _rows(each, field)
            if by in row
        }
        for field, by in _pointed(shape).items()
    }


def _rows(fields: dict[str, Any], field: str) -> list[dict[str, Any]]:
    rows = fields.get(field)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

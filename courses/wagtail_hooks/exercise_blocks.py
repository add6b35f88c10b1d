"""Draws the form of an exercise: Wagtail's own blocks, built from the shapes of the catalogue's blocks."""

import json
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.list_block import ListValue

from courses.activities.runtimes.xblock.catalogue import AllowedBlock, catalogue
from courses.activities.runtimes.xblock.filling import (
    CHILDREN,
    Shape,
    hidden_id,
    is_free,
    option_key,
    plain_json,
)
from courses.activities.runtimes.xblock.tree import DEEPEST

_KINDS = {"string": str, "boolean": bool, "array": list, "object": dict}


class JsonBlock(blocks.TextBlock):
    """A value of which nothing says how it is built, written as JSON."""

    def __init__(self, kind: str = "", **options: Any) -> None:
        super().__init__(rows=3, required=False, **options)
        self._kind = kind

    def clean(self, value: Any) -> Any:
        """Refuse what is no JSON or another kind of value; what was typed stays."""
        text = super().clean(value)
        if not text.strip():
            return text
        try:
            read = plain_json(text)
        except (ValueError, RecursionError) as error:
            raise ValidationError(_told_of(error)) from error
        expected = _KINDS.get(self._kind)
        if expected and not isinstance(read, expected):
            raise ValidationError(
                _("This is a list: begin with [ and end with ].")
                if expected is list
                else _("This is a mapping: begin with { and end with }.")
            )
        return text


def _told_of(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return _("This is no JSON. Look at line %(line)s, character %(column)s.") % {
            "line": error.lineno,
            "column": error.colno,
        }
    return _("This is no JSON that can be kept.")


class RowsBlock(blocks.ListBlock):
    """Rows of one kind. Without scripts there are spare ones, which count when something stands in them."""

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """Read the rows, and leave out spare ones that nobody has touched."""
        value = super().value_from_datadict(data, files, prefix)
        numbers = [
            number for number in range(int(data[f"{prefix}-count"])) if not data[f"{prefix}-{number}-deleted"]
        ]
        ordered = sorted(numbers, key=lambda number: int(data[f"{prefix}-{number}-order"]))
        value.bound_blocks = [
            bound
            for number, bound in zip(ordered, value.bound_blocks, strict=True)
            if f"{prefix}-{number}-spare" not in data or not _is_blank(bound.value)
        ]
        return value


def _is_blank(value: Any) -> bool:
    if isinstance(value, blocks.StructValue):
        return all(_is_blank(part) for part in value.values())
    if isinstance(value, ListValue):
        return all(_is_blank(part) for part in value)
    return not value.strip() if isinstance(value, str) else not value


class PlayedBlock(blocks.StructBlock):
    """What an author writes in one block of the catalogue."""

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """Read the fields; a block that was only just chosen without scripts has none yet."""
        if not any(name.startswith(f"{prefix}-") for name in data):
            return self.get_default()
        return super().value_from_datadict(data, files, prefix)


class InnerBlocks(blocks.StreamBlock):
    """Blocks of the catalogue, one below the other."""


def exercise_blocks() -> blocks.StreamBlock:
    """Return the form of an exercise. It is built once: Wagtail remembers every block it ever made."""
    return _exercise_blocks(tuple(catalogue().blocks.values()))


@cache
def _exercise_blocks(_allowed: tuple[AllowedBlock, ...]) -> blocks.StreamBlock:
    # Imported on use: only who writes an exercise needs XBlock for it.
    from courses.activities.runtimes.xblock.authored import shapes as all_shapes

    shapes = all_shapes()
    inner = None
    if any(shape["x-children"] for shape in shapes.values()):
        for _depth in range(DEEPEST):
            inner = InnerBlocks(_offered(shapes, inner), required=False, label=gettext_lazy("Blocks in it"))
    return blocks.StreamBlock(_offered(shapes, inner), max_num=1)


def _offered(shapes: dict[str, Shape], inner: InnerBlocks | None) -> list[tuple[str, blocks.Block]]:
    return [(name, _played(shape, inner)) for name, shape in shapes.items()]


def _played(shape: Shape, inner: InnerBlocks | None) -> PlayedBlock:
    parts = [(name, _drawn(part)) for name, part in shape["properties"].items()]
    if shape["x-children"] and inner is not None:
        parts.append((CHILDREN, inner))
    told = {"label": _told(shape, "title"), "description": _told(shape, "description")}
    return PlayedBlock(parts, icon="tasks", **told)


def _told(shape: Shape, name: str) -> Any:
    """Return what an author reads, in the language of the desk."""
    return gettext_lazy(shape[name]) if shape.get(name) else ""


def _drawn(shape: Shape, *, is_needed: bool = False) -> blocks.Block:
    """Return the form of one value."""
    told = {"label": _told(shape, "title")}
    if shape.get("type") == "object" and "properties" in shape:
        return _row(shape)
    if shape.get("type") == "array" and "items" in shape:
        row = _drawn(shape["items"], is_needed=True)
        # A new block shows one row of each kind: what is asked for is seen before anything is added.
        return RowsBlock(row, help_text=_told(shape, "description"), search_index=False, **told)
    told |= {"help_text": _told(shape, "description")}
    if shape.get("default") is not None and not is_free(shape):
        told["default"] = option_key(shape["default"]) if "oneOf" in shape else shape["default"]
    if is_free(shape):
        # What the block holds until somebody writes, as an example of how it is built.
        shown = json.dumps(shape["default"], indent=2, default=str) if shape.get("default") else None
        return JsonBlock(shape.get("type", ""), default=shown, **told)
    return _drawn_plain(shape, required=is_needed, **told)


def _drawn_plain(shape: Shape, **told: Any) -> blocks.Block:
    if "oneOf" in shape:
        choices = [(option_key(each["const"]), _told(each, "title")) for each in shape["oneOf"]]
        return blocks.ChoiceBlock(choices=choices, **told)
    if shape["type"] == "boolean":
        return blocks.BooleanBlock(**{**told, "required": False})
    if shape["type"] in ("integer", "number"):
        block = blocks.IntegerBlock if shape["type"] == "integer" else blocks.FloatBlock
        return block(min_value=shape.get("minimum"), max_value=shape.get("maximum"), **told)
    if shape.get("format") == "textarea":
        return blocks.TextBlock(max_length=shape.get("maxLength"), rows=2, **told)
    block = blocks.CharBlock(max_length=shape.get("maxLength"), **told)
    if refers := shape.get("x-refers"):
        # A script offers the names of the rows that the text may point to.
        block.field.widget.attrs |= {"data-refers-to": refers["field"], "data-refers-by": refers["by"]}
    return block


def _row(shape: Shape) -> blocks.StructBlock:
    needed = shape.get("required", ())
    parts = [
        (name, _drawn(part, is_needed=name in needed))
        for name, part in shape["properties"].items()
        if not (name == "id" and hidden_id(shape))
    ]
    return blocks.StructBlock(parts, label=_told(shape, "title"))

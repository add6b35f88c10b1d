"""The form of an exercise in the page: Wagtail's with scripts, and the same fields drawn here without."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.base import BlockField, BlockWidget

# How many rows stand ready below those that are written; saving the draft gives as many again.
SPARE_ROWS = 2


class Incomplete:
    """A form that arrived with pieces missing."""


class ExerciseWidget(BlockWidget):
    """Wagtail's form of blocks. Where no script runs, the same fields stand in the page by the same names."""

    def render_with_errors(self, name: str, value: Any, attrs=None, errors=None, renderer=None) -> str:
        """Return both forms; a browser takes one of them."""
        error = errors.as_data()[0] if errors else None
        shown = super().render_with_errors(name, value, attrs=attrs, errors=errors, renderer=renderer)
        plain = render_to_string(
            "courses/cms/exercise_plain.html", {"part": _drawn(self.block_def, value, name, error)}
        )
        return format_html("{}<noscript>{}</noscript>", shown, plain)

    @cached_property
    def media(self) -> forms.Media:
        """Return Wagtail's scripts, and ours that offers names."""
        return super().media + forms.Media(js=["js/exercise_names.js"])

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Read the form; say so where it came incomplete, which no browser sends."""
        try:
            return super().value_from_datadict(data, files, name)
        except (KeyError, ValueError):
            return Incomplete()


class ExerciseField(BlockField):
    """The blocks of an exercise in a form."""

    def __init__(self, block: blocks.StreamBlock, **options: Any) -> None:
        super().__init__(block, widget=ExerciseWidget(block), **options)

    def clean(self, value: Any) -> Any:
        """Refuse what is incomplete, and what the blocks refuse."""
        if isinstance(value, Incomplete):
            raise ValidationError(_("The form came here incomplete. Open it anew and send it again."))
        return super().clean(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show what was sent; what was stored where nothing of it can be read."""
        return initial if isinstance(data, Incomplete) else data

    def has_changed(self, initial_value: Any, data_value: Any) -> bool:
        """Whether something else was sent."""
        return isinstance(data_value, Incomplete) or super().has_changed(initial_value, data_value)


# --- The same fields without scripts -------------------------------------------------------------


def _drawn(block: blocks.Block, value: Any, prefix: str, error: Any = None) -> dict[str, Any]:
    """Return a part of the form, as the template draws it."""
    part = {"label": block.label, "prefix": prefix, "problems": _problems(error)}
    inner = getattr(error, "block_errors", {})
    if isinstance(block, blocks.StreamBlock):
        return {**part, "kind": "blocks", **_drawn_blocks(block, value, prefix, inner)}
    if isinstance(block, blocks.ListBlock):
        return {**part, "kind": "rows", **_drawn_rows(block, value, prefix, inner)}
    if isinstance(block, blocks.StructBlock):
        parts = [
            _drawn(each, value.get(name), f"{prefix}-{name}", inner.get(name))
            for name, each in block.child_blocks.items()
        ]
        return {**part, "kind": "parts", "parts": parts}
    return {**part, "kind": "field", **_drawn_field(block, value, prefix)}


def _problems(error: Any) -> list[str]:
    if error is None:
        return []
    if hasattr(error, "non_block_errors"):
        return [message for each in error.non_block_errors.as_data() for message in each.messages]
    return error.messages


def _drawn_field(block: blocks.FieldBlock, value: Any, prefix: str) -> dict[str, Any]:
    widget = block.field.widget
    attributes = {"id": prefix, "aria-describedby": f"{prefix}-help"}
    shown = block.field.prepare_value(block.value_for_form(value))
    return {
        "html": widget.render(prefix, shown, attrs=attributes),
        "help": block.field.help_text,
        "is_tick": isinstance(widget, forms.CheckboxInput),
    }


def _drawn_rows(block: blocks.ListBlock, value: Any, prefix: str, errors: Any) -> dict[str, Any]:
    bound = [(each.value, each.id) for each in value.bound_blocks] if value else []
    spare = [(block.child_block.get_default(), "")] * SPARE_ROWS
    rows = [
        {
            "prefix": f"{prefix}-{number}",
            "order": number,
            "id": own,
            "is_spare": number >= len(bound),
            "part": _drawn(block.child_block, each, f"{prefix}-{number}-value", errors.get(number)),
        }
        for number, (each, own) in enumerate([*bound, *spare])
    ]
    return {"rows": rows, "help": getattr(block.meta, "help_text", "")}


def _drawn_blocks(block: blocks.StreamBlock, value: Any, prefix: str, errors: Any) -> dict[str, Any]:
    rows = [
        {
            "prefix": f"{prefix}-{number}",
            "order": number,
            "id": child.id or "",
            "type": child.block_type,
            "part": _drawn(child.block, child.value, f"{prefix}-{number}-value", errors.get(number)),
        }
        for number, child in enumerate(value or [])
    ]
    is_full = block.meta.max_num is not None and len(rows) >= block.meta.max_num
    offered = [] if is_full else [(name, each.label) for name, each in block.child_blocks.items()]
    return {"rows": rows, "offered": offered, "count": len(rows) + (not is_full)}

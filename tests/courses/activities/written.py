"""Exercises as the form at their desk sends them."""

from typing import Any

from courses.activities.runtimes.xblock.authored import shapes
from courses.activities.runtimes.xblock.filling import filled
from courses.wagtail_hooks.exercise_blocks import exercise_blocks

DESK = "/cms/snippets/courses/blockexercise/add/"


def sent(tree: dict, **fields: str) -> dict[str, str]:
    """Return what a browser sends of an exercise."""
    own = {"title": "A visit", "code": "a-visit", "minutes": "3", "twin": ""}
    block = exercise_blocks()
    shown = block.get_prep_value(block.clean_deferred(block.to_python(filled(tree, shapes()))))
    return {**own, **_sent(shown, "tree"), **fields}


def _sent(value: Any, prefix: str) -> dict[str, str]:
    if isinstance(value, list):
        rows = {f"{prefix}-count": str(len(value))}
        for number, row in enumerate(value):
            at = f"{prefix}-{number}"
            rows |= {f"{at}-deleted": "", f"{at}-order": str(number), f"{at}-id": row["id"]}
            rows |= {f"{at}-type": row["type"], **_sent(row["value"], f"{at}-value")}
        return rows
    if isinstance(value, dict):
        return {
            name: each for key, part in value.items() for name, each in _sent(part, f"{prefix}-{key}").items()
        }
    if isinstance(value, bool):
        return {prefix: "on"} if value else {}
    return {prefix: "" if value is None else str(value)}

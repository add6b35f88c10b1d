"""The frozen text of an exercise: a block and the blocks in it, as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ROOT = "root"
DEEPEST = 4
MOST_BLOCKS = 40


class TreeRefused(ValueError):
    """This is no tree of blocks; the message names the place."""


@dataclass(frozen=True)
class Node:
    """One block: its place in the exercise, its type, and the fields an author has written."""

    place: str
    block_type: str
    fields: dict[str, Any]
    parent: str | None
    children: tuple[str, ...]


def read_tree(tree: Any) -> dict[str, Node]:
    """Return every block of a tree by its place; the first is the exercise itself. Raises TreeRefused.

    A tree is ``{"type": …, "fields": {…}, "children": [{"id": …, "type": …, …}]}``.
    """
    nodes: dict[str, Node] = {}
    for node in _walk(tree, ROOT, None, DEEPEST):
        if node.place in nodes:
            raise TreeRefused(f"Two blocks are called {node.place}.")
        nodes[node.place] = node
        if len(nodes) > MOST_BLOCKS:
            raise TreeRefused(f"More than {MOST_BLOCKS} blocks.")
    return nodes


def _walk(tree: Any, place: str, parent: str | None, deeper: int) -> Iterator[Node]:
    if not isinstance(tree, dict) or not isinstance(tree.get("type"), str):
        raise TreeRefused(f"{place} has no type.")
    written, inner = tree.get("fields", {}), tree.get("children", [])
    if not isinstance(written, dict) or not isinstance(inner, list):
        raise TreeRefused(f"{place}: fields are a mapping, children a list.")
    if inner and not deeper:
        raise TreeRefused(f"{place}: blocks lie more than {DEEPEST} deep in each other.")
    places = tuple(_place_of(child, place) for child in inner)
    yield Node(place, tree["type"], written, parent, places)
    for child, own in zip(inner, places, strict=True):
        yield from _walk(child, own, place, deeper - 1)


def _place_of(child: Any, parent: str) -> str:
    name = child.get("id") if isinstance(child, dict) else None
    if not isinstance(name, str) or not name.replace("-", "").isalnum() or not name.isascii():
        raise TreeRefused(f"A block in {parent} needs an id of plain letters, digits and hyphens.")
    return name


def paths(nodes: dict[str, Node]) -> dict[str, tuple[str | int, ...]]:
    """Return the way to every block: 0 is the exercise itself, then "children" and a number at each step."""
    found: dict[str, tuple[str | int, ...]] = {}
    for node in nodes.values():
        if node.parent is None:
            found[node.place] = (0,)
        else:
            number = nodes[node.parent].children.index(node.place)
            found[node.place] = (*found[node.parent], "children", number)
    return found


# What a reader reads in the fields of a block; everything else is an id, a number or a way.
WORDS = frozenset(
    ("closing", "display_name", "family", "name", "note", "opening")
    + ("partner", "question", "says", "text", "title", "why")
)


def words_in(value: Any, path: str = "") -> dict[str, str]:
    """Return the words of a tree by their place in it, which the ids of its parts make."""
    found: dict[str, str] = {}
    for name, part in _parts(value):
        here = f"{path}.{name}" if path else name
        if isinstance(part, str) and name in WORDS and part.strip():
            found[here] = part
        elif isinstance(part, dict | list):
            found |= words_in(part, here)
    return found


def with_words(value: Any, words: dict[str, str], path: str = "") -> Any:
    """Return a tree with other words in the same places; ids, numbers and ways stay as they are."""
    told = {}
    for name, part in _parts(value):
        here = f"{path}.{name}" if path else name
        is_inner = isinstance(part, dict | list)
        told[name] = with_words(part, words, here) if is_inner else words.get(here, part)
    return list(told.values()) if isinstance(value, list) else told


def _parts(value: Any) -> list[tuple[str, Any]]:
    """Return the parts of a mapping by name, those of a list by their ids where they have any."""
    if isinstance(value, dict):
        return list(value.items())
    ids = [str(part["id"]) for part in value if isinstance(part, dict) and "id" in part]
    are_named = len(set(ids)) == len(value)
    names = ids if are_named else [str(number) for number in range(len(value))]
    return list(zip(names, value, strict=True))

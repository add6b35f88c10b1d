"""Writes exercises as OLX, as XBlock itself writes fields. The same exercise always gives the same bytes."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from lxml import etree
from xblock.core import XML_NAMESPACES, XBlock
from xblock.fields import Scope, String

from courses.activities.runtimes.xblock.authored import is_authored
from courses.activities.runtimes.xblock.olx.carried import FAMILY, NAME, OURS, SEVERAL, TITLE, Carried, our
from courses.activities.runtimes.xblock.playing import blocks_of
from courses.activities.runtimes.xblock.tree import ROOT, read_tree

_NAMESPACES = {**XML_NAMESPACES, "hamroh": OURS}
_NOBODY = UUID(int=0)


def exercise_olx(exercise: Carried) -> bytes:
    """Return one exercise as a file. Raises BlockNotAllowed, TreeRefused, TypeError, ValueError."""
    root = etree.Element(SEVERAL, nsmap=_NAMESPACES)
    _write(exercise, root)
    return _file(root)


def lesson_olx(exercises: Iterable[Carried], *, code: str, title: str) -> bytes:
    """Return the exercises of a lesson as one file. Raises as ``exercise_olx``."""
    root = etree.Element(SEVERAL, nsmap=_NAMESPACES)
    root.set(TITLE, title)
    root.set(NAME, code)
    for exercise in exercises:
        _write(exercise, etree.SubElement(root, SEVERAL))
    return _file(root)


def _file(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _write(exercise: Carried, node: Any) -> None:
    nodes, blocks = read_tree(exercise.tree), blocks_of(exercise.tree, _NOBODY)
    written: dict[str, Any] = {}
    for part, (block, _way) in zip(nodes.values(), blocks, strict=True):
        here = node if part.parent is None else etree.SubElement(written[part.parent], SEVERAL)
        _write_block(block, here)
        here.set(NAME, exercise.code if part.parent is None else part.place)
        written[part.place] = here
    says_title = TITLE in blocks[0][0].fields and not nodes[ROOT].fields.get(TITLE)
    _write_own(exercise, node, TITLE if says_title else our("title"))


def _write_block(block: XBlock, node: Any) -> None:
    """Write what an author has set. A block's own way is never asked: it might write files."""
    node.tag = block.scope_ids.block_type
    node.set(FAMILY, block.entry_point)
    for name, field in block.fields.items():
        if not is_authored(field) or not field.is_set_on(block):
            continue
        text = field.to_string(field.read_from(block))
        if name == "content" and field.scope == Scope.content and isinstance(field, String):
            node.text = text
        elif text is None:
            etree.SubElement(node, etree.QName(XML_NAMESPACES["option"], name), none="true")
        elif field.xml_node:
            etree.SubElement(node, etree.QName(XML_NAMESPACES["option"], name)).text = text
        else:
            node.set(name, text)


def _write_own(exercise: Carried, node: Any, title: str) -> None:
    """Add what the exercise has and its block has not."""
    node.set(title, exercise.title)
    node.set(our("minutes"), f"{exercise.minutes.normalize():f}")
    if exercise.is_sensitive:
        node.set(our("sensitive"), "true")
    if exercise.twin:
        node.set(our("twin"), exercise.twin)

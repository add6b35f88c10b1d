"""Reads OLX into exercises: blocks of the catalogue, fields that an author writes, and all or nothing."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree
from xblock.core import XML_NAMESPACES, XBlock
from xblock.fields import Boolean, Dict, Field, Float, Integer, List, String

from courses.activities.runtimes.xblock.authored import is_authored, is_learners
from courses.activities.runtimes.xblock.catalogue import BlockNotAllowed, catalogue
from courses.activities.runtimes.xblock.filling import plain_json
from courses.activities.runtimes.xblock.loading import load_block
from courses.activities.runtimes.xblock.olx.active import active_part
from courses.activities.runtimes.xblock.olx.carried import (
    FAMILY,
    NAME,
    SEVERAL,
    TITLE,
    Cargo,
    Carried,
    LeftOut,
    our,
)
from courses.activities.runtimes.xblock.olx.parsing import parse
from courses.activities.runtimes.xblock.olx.refusing import OlxRefused, Refusal
from courses.activities.runtimes.xblock.tree import DEEPEST, TreeRefused, read_tree

DEEPEST_VALUE = 20
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}")
_FILES = frozenset(("filename", "url_path", "file"))
_MADE_OF_JSON = (List, Dict, Integer, Float, Boolean)
_OURS = frozenset(our(name) for name in ("title", "minutes", "sensitive", "twin"))


def read_olx(data: bytes) -> Cargo:
    """Return the exercises of a file. Raises OlxRefused, with everything that is wrong with it."""
    return _Reading().read(parse(data))


class _Reading:
    """One file being read. What is wrong is gathered, so that its author hears of all at once."""

    def __init__(self) -> None:
        self.cargo = Cargo()
        self.refusals: list[Refusal] = []
        self._unnamed = 0

    def read(self, root: Any) -> Cargo:
        """Read the whole file. Raises OlxRefused."""
        is_several = root.tag == SEVERAL and SEVERAL not in catalogue().blocks
        for node in root if is_several else [root]:
            exercise = self._exercise(node)
            if exercise is not None:
                self.cargo.exercises.append(exercise)
        if not self.refusals and not self.cargo.exercises:
            self.refusals.append(Refusal("nothing"))
        if self.refusals:
            raise OlxRefused(self.refusals)
        return self.cargo

    def _refuse(self, node: Any, reason: str, **values: object) -> None:
        self.refusals.append(Refusal(reason, node.sourceline or 0, values))

    # --- One exercise ------------------------------------------------------------------------

    def _exercise(self, node: Any) -> Carried | None:
        tree = self._block(node, DEEPEST)
        if tree is None:
            return None
        try:
            read_tree(tree)
        except TreeRefused as refused:
            self._refuse(node, "tree", why=refused)
        shown = tree["fields"].get(TITLE, "")
        title = node.get(our("title"))
        if title is None:
            title = tree["fields"].pop(TITLE, "") or node.get(NAME, "") or tree["type"]
        return Carried(
            code=node.get(NAME, "") or str(shown),
            title=str(title)[:160],
            tree=tree,
            minutes=self._minutes(node),
            twin=self._said(node, our("twin"), node.get(our("twin"), "")),
            is_sensitive=node.get(our("sensitive")) == "true",
        )

    def _minutes(self, node: Any) -> Decimal:
        try:
            minutes = round(Decimal(node.get(our("minutes"), "3")), 1)
            if not 0 <= minutes < 1000:
                raise InvalidOperation
        except InvalidOperation:
            self._refuse(node, "value", name="minutes")
            return Decimal(3)
        return minutes

    # --- One block ---------------------------------------------------------------------------

    def _block(self, node: Any, deeper: int) -> dict[str, Any] | None:
        cls = self._class_of(node)
        if cls is None:
            return None
        fields, children = self._attributes(node, cls), []
        for child in node:
            if not isinstance(child.tag, str):
                self._refuse(child, "doctype")
            elif etree.QName(child).namespace == XML_NAMESPACES["option"]:
                name = etree.QName(child).localname
                told = None if child.get("none") == "true" else child.text or ""
                fields |= self._field(child, cls, name, told)
            else:
                children.append(child)
        fields |= self._text(node, cls)
        inner = self._children(node, cls, children, deeper)
        return {"type": node.tag, "fields": fields, **({"children": inner} if inner else {})}

    def _class_of(self, node: Any) -> type[XBlock] | None:
        try:
            return load_block(catalogue().block(node.tag))
        except BlockNotAllowed:
            self._refuse(node, "block", block=node.tag)
            return None

    def _children(self, node: Any, cls: type[XBlock], found: list, deeper: int) -> list[dict[str, Any]]:
        if found and not cls.has_children:
            self._refuse(found[0], "no children", name=node.tag)
            # What stands there is looked at all the same, so that the reason nearest to it is told as well.
        if found and not deeper:
            self._refuse(node, "deep", most=DEEPEST)
            return []
        read = [(self._place(child), self._block(child, deeper - 1)) for child in found]
        return [{"id": place, **tree} for place, tree in read if tree is not None]

    def _place(self, node: Any) -> str:
        self._unnamed += 1
        return (node.get(NAME) or f"block-{self._unnamed}").replace("_", "-")

    # --- Its fields --------------------------------------------------------------------------

    def _attributes(self, node: Any, cls: type[XBlock]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name, value in node.attrib.items():
            if name in _FILES or (name == NAME and not _PLAIN_NAME.fullmatch(value)):
                self._refuse(node, "reference", name=f"{name}={value[:80]}")
            elif name == FAMILY and value != XBlock.entry_point:
                self._refuse(node, "family", name=value[:80])
            elif name not in (NAME, FAMILY) and name not in _OURS:
                fields |= self._field(node, cls, name, value)
        return fields

    def _text(self, node: Any, cls: type[XBlock]) -> dict[str, Any]:
        """Return the text of an element, which is the field "content" of blocks that have one."""
        text = node.text or ""
        return self._field(node, cls, "content", text) if text.strip() else {}

    def _field(self, node: Any, cls: type[XBlock], name: str, text: str | None) -> dict[str, Any]:
        field = cls.fields.get(name)
        if field is not None and is_learners(field):
            self._refuse(node, "learner", name=name)
        elif field is None or not is_authored(field):
            self.cargo.left_out.append(LeftOut(node.sourceline or 0, cls.__name__, name))
        else:
            return self._value(node, name, field, text)
        return {}

    def _value(self, node: Any, name: str, field: Field, text: str | None) -> dict[str, Any]:
        try:
            value = None if text is None else _value_of(field, text)
            field.from_json(value)
            texts = _texts(value, DEEPEST_VALUE)
        except (TypeError, ValueError, RecursionError):
            self._refuse(node, "value", name=name)
            return {}
        for said in texts:
            self._said(node, name, said)
        return {name: value}

    def _said(self, node: Any, name: str, text: str) -> str:
        what = active_part(text)
        if what:
            self._refuse(node, "script", name=etree.QName(name).localname, what=what)
        return text


def _value_of(field: Field, text: str) -> Any:
    """Return what a text means. JSON and no YAML: its aliases could unfold without end."""
    if isinstance(field, String):
        return field.from_string(text)
    if isinstance(field, Boolean):
        text = text.lower()
    try:
        return plain_json(text)
    except ValueError:
        if isinstance(field, _MADE_OF_JSON):
            raise
        return text


def _texts(value: Any, deeper: int) -> list[str]:
    """Return every text in a value, names included. Raises ValueError for what is nested too deep."""
    if not deeper:
        raise ValueError("nested too deep")
    if isinstance(value, str):
        return [value]
    parts = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in parts for text in _texts(part, deeper - 1)]

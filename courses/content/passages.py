"""What a page says, piece by piece: its words, where they stand, and the evidence beside them."""

import re
from collections.abc import Iterator
from html import unescape

from wagtail.blocks import StructValue

from courses.blocks import BodyField
from courses.evidence.showing import all_published, codes_shown

_END_OF_PARAGRAPH = re.compile(r"</(p|li|h2|h3|blockquote)>|<br\s*/?>")
_TAG = re.compile(r"<[^>]+>")
_EVIDENCE = ("facts", "conflict")


def passages_of(page) -> Iterator[tuple[str, str]]:
    """Give (where it stands, text) for every passage of a page with a title and perhaps a body."""
    yield "headline", page.title
    yield "body", getattr(page, "content_note", "")
    # What a page says outside its body, where it says so.
    yield from getattr(page, "passages", tuple)()
    # One text, so that the whole lesson tells what it is about.
    prose = []
    for block in page.body.get_prep_value() if hasattr(page, "body") else ():
        if isinstance(block["value"], str):
            prose.append(plain_words(block["value"]))
        elif block["type"] == "picture":
            yield "caption", f"{block['value'].get('alt', '')}\n{block['value'].get('caption', '')}"
    yield "body", "\n".join(prose)


def plain_words(html: str) -> str:
    """Return the words of a rich text, a line for each paragraph."""
    return unescape(_TAG.sub("", _END_OF_PARAGRAPH.sub("\n", html)))


def evidence_of(page) -> list[str]:
    """Return the words of every piece of evidence that a page shows, in its own language."""
    shown = [
        plain_words(str(block.render({"locale": page.locale})))
        for block in _blocks(page)
        if block.block_type in _EVIDENCE
    ]
    return shown + [_words_of(fact) for fact in _facts_beside(page)]


def fact_codes_of(page) -> list[str]:
    """Return the codes of the facts that a page shows to readers of its language, each once."""
    shown = {
        code
        for block in _blocks(page)
        if block.block_type in _EVIDENCE
        for code in codes_shown(block.block_type, block.value, page.locale)
    }
    return sorted(shown | {fact.code for fact in _facts_beside(page)})


def _blocks(page) -> Iterator:
    for field in page._meta.get_fields():
        if isinstance(field, BodyField):
            yield from getattr(page, field.name)


def _facts_beside(page) -> list:
    """Return the published facts of list items that carry their own, such as the steps of a case study."""
    placed = [
        fact
        for block in _blocks(page)
        if block.block_type not in _EVIDENCE and isinstance(block.value, StructValue)
        for fact in block.value.get("facts") or ()
    ]
    return all_published(placed, page.locale)


def _words_of(fact) -> str:
    parts = (fact.statement, fact.value_text, fact.unit, fact.date_text, fact.period, fact.section)
    return " ".join((*parts, fact.source.short, fact.source.as_of))

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


def waiting_evidence_of(page) -> list[str]:
    """Return the words of evidence that stands on a page as a draft: readers are not shown it yet."""
    conflicts = [block.value["conflict"] for block in _blocks(page) if block.block_type == "conflict"]
    placed = [*_facts_placed(page), *_facts_in(conflicts), *filter(None, conflicts)]
    drafts = [row.get_latest_revision_as_object() for row in placed if not row.live]
    return [_words_of(row) if hasattr(row, "statement") else f"{row.title} {row.show}" for row in drafts]


def _facts_in(conflicts: list) -> list:
    positions = [position for conflict in filter(None, conflicts) for position in conflict.positions.all()]
    return [fact for position in positions for fact in position.facts.all()]


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
    return all_published(_facts_placed(page, but="facts"), page.locale)


def _facts_placed(page, but: str = "") -> list:
    """Return the facts that stand in blocks themselves, those in blocks of one kind left out."""
    placed = (
        fact
        for block in _blocks(page)
        if block.block_type != but and isinstance(block.value, StructValue)
        for fact in block.value.get("facts") or ()
    )
    return [fact for fact in placed if fact is not None]


def _words_of(fact) -> str:
    parts = (fact.statement, fact.value_text, fact.unit, fact.date_text, fact.period, fact.section)
    return " ".join((*parts, fact.source.short, fact.source.as_of))

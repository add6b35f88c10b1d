"""What a page says, piece by piece: its words, where they stand, and the evidence beside them."""

import re
from collections.abc import Iterator
from html import unescape

from courses.evidence.showing import codes_shown

_END_OF_PARAGRAPH = re.compile(r"</(p|li|h2|h3|blockquote)>|<br\s*/?>")
_TAG = re.compile(r"<[^>]+>")
_EVIDENCE = ("facts", "conflict")


def passages_of(page) -> Iterator[tuple[str, str]]:
    """Give (where it stands, text) for every passage of a page with a title and perhaps a body."""
    yield "headline", page.title
    yield "body", getattr(page, "content_note", "")
    yield from page.own_passages() if hasattr(page, "own_passages") else ()
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
        for block in getattr(page, "body", ())
        if block.block_type in _EVIDENCE
    ]
    return shown + (list(page.own_evidence()) if hasattr(page, "own_evidence") else [])


def fact_codes_of(page) -> list[str]:
    """Return the codes of the facts that a page shows to readers of its language, each once."""
    shown = {
        code
        for block in getattr(page, "body", ())
        for code in codes_shown(block.block_type, block.value, page.locale)
    }
    return sorted(shown | set(page.own_fact_codes() if hasattr(page, "own_fact_codes") else ()))

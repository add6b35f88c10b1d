"""What the wording check says about a lesson's draft: advice for authors and reviewers, never a lock."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from courses.dignity.queries import is_wording_reviewed, wording_marks
from courses.dignity.rules import Mark, UnknownLanguage, told_once

_END_OF_PARAGRAPH = re.compile(r"</(p|li|h2|h3|blockquote)>|<br\s*/?>")
_TAG = re.compile(r"<[^>]+>")
# A text that hurts in forty places needs another conversation than a list.
MOST_MARKS = 40


@dataclass(frozen=True)
class WordingAdvice:
    """The marks on a draft; ``is_reviewed`` says whether a native reader has gone through the words."""

    marks: list[Mark]
    left_off: int
    is_reviewed: bool


def wording_advice(page) -> WordingAdvice | None:
    """Return the advice for a page with a title and perhaps a body; None where its language has no words."""
    language = page.locale.language_code
    try:
        found = [mark for passage in _passages(page) for mark in _marks(*passage, language)]
    except UnknownLanguage:
        return None
    return WordingAdvice(
        marks=found[:MOST_MARKS],
        left_off=max(0, len(found) - MOST_MARKS),
        is_reviewed=is_wording_reviewed(language),
    )


def _marks(position: str, text: str, language: str) -> list[Mark]:
    """Return what to look at again; what a lesson quotes in order to speak about it is left alone."""
    marks = wording_marks(text, language=language, position=position)
    return [mark for mark in told_once(marks) if mark.severity != "info"]


def _passages(page) -> Iterator[tuple[str, str]]:
    """Give (where it stands, text) for every passage of a page."""
    yield "headline", page.title
    yield "body", getattr(page, "content_note", "")
    # What a page says outside its body, where it says so.
    yield from getattr(page, "passages", tuple)()
    # One text, so that the whole lesson tells what it is about.
    prose = []
    for block in page.body.get_prep_value() if hasattr(page, "body") else ():
        if isinstance(block["value"], str):
            prose.append(_plain(block["value"]))
        elif block["type"] == "picture":
            yield "caption", f"{block['value'].get('alt', '')}\n{block['value'].get('caption', '')}"
    yield "body", "\n".join(prose)


def _plain(html: str) -> str:
    return unescape(_TAG.sub("", _END_OF_PARAGRAPH.sub("\n", html)))


class WordingPanel(Panel):
    """Lists words of a saved draft that a reader could hear as a label."""

    def __init__(self, heading="", **kwargs):
        super().__init__(heading=heading or _("Words to look at again"), **kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The list for one page."""

        template_name = "courses/cms/wording.html"

        def is_shown(self) -> bool:
            """Stay away until there is something saved to give advice on."""
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None) -> dict:
            """Give the template the advice."""
            return {**super().get_context_data(parent_context), "wording": wording_advice(self.instance)}

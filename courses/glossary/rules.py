"""Finds terms in the running text of a page and links each to its explanation, once. Pure Python."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from courses.languages.rules import fold

DEFINITION_LETTERS = 240
# Every definition travels with the page, and a page has 14 KB.
MOST_TERMS = 6

# A tag with its attributes, in which a sign of its own may stand.
_TAG = re.compile(r"""<(/?)([a-zA-Z][\w-]*)[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
# An entity, a quotation mark, or a word with the signs that stand inside one.
_TOKEN = re.compile(
    r"(?P<entity>&\#?\w{1,32};)|(?P<quote>[\"“”«»„])"
    r"|(?P<word>[^\W_]+(?:(?:[-‐‑'’‘ʻʼ`´]|[\u0300-\u036f\u00ad]+)[^\W_]+)*)"
)
_BETWEEN_WORDS = re.compile(r"(?:\s|&nbsp;)+")
_CLOSED_BY = {'"': '"', "“": "”", "«": "»", "„": "“"}
_QUOTES_IN_ENTITIES = {"&quot;": '"', "&#34;": '"', "&laquo;": "«", "&raquo;": "»"}
# Nothing is explained inside these: they lead elsewhere, head a text, quote somebody, or are to be pressed.
_LEFT_ALONE = {
    "a", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "q", "cite", "figcaption", "summary", "button",
    "label", "legend", "option", "textarea", "select", "code", "pre", "svg", "script", "style", "template",
    "th", "caption", "dt",
}  # fmt: skip
_INSIDE_SENTENCES = {"a", "abbr", "b", "br", "cite", "em", "i", "mark", "q", "small", "span", "strong"}


@dataclass(frozen=True)
class Entry:
    """A term as texts are searched for it; ``code`` becomes part of addresses on the page."""

    code: str
    forms: tuple[str, ...]


def mark(
    parts: Iterable[str], entries: Iterable[Entry], language: str, most: int = MOST_TERMS
) -> tuple[list[str], list[str]]:
    """Link the first occurrence of at most ``most`` terms in the HTML ``parts`` of one page.

    Returns the parts, and the codes of the terms linked in the order in which they stand there. Letter
    case, accents and the signs that ``fold`` overlooks do not count; a form is found as whole words only.
    Parts are well-formed HTML, cleaned before; what was escaped stays escaped.
    """
    marker = _Marker(_forms_by_first_word(entries, language), language, most)
    return [marker.marked(part) for part in parts], marker.found


def _forms_by_first_word(entries: Iterable[Entry], language: str) -> dict[str, list]:
    """Return (words, code) by the first word of each form, the longest first."""
    known: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in entries:
        for form in entry.forms:
            words = tuple(fold(token["word"], language) for token in _TOKEN.finditer(form) if token["word"])
            if words:
                known.setdefault(words[0], []).append((words, entry.code))
    return {first: sorted(forms, key=lambda form: -len(form[0])) for first, forms in known.items()}


@dataclass
class _Marker:
    """Walks through the parts of a page; ``found`` grows."""

    known: dict[str, list]
    language: str
    most: int
    found: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)
    # The sign that ends the quotation we stand in, "" outside of one.
    quoted_until: str = ""

    def marked(self, html: str) -> str:
        """Return a part with its terms linked."""
        self.left_alone, self.quoted_until = [], ""
        return "".join(self._pieces(html))

    def _pieces(self, html: str) -> Iterator[str]:
        place = 0
        for tag in _TAG.finditer(html):
            yield self._text(html[place : tag.start()])
            yield tag[0]
            self._enter(is_end=bool(tag[1]), name=tag[2].lower())
            place = tag.end()
        yield self._text(html[place:])

    def _enter(self, *, is_end: bool, name: str) -> None:
        if name not in _INSIDE_SENTENCES:
            # A quotation nobody closed ends with its paragraph.
            self.quoted_until = ""
        if name not in _LEFT_ALONE:
            return
        if not is_end:
            self.left_alone.append(name)
        elif name in self.left_alone:
            del self.left_alone[self.left_alone.index(name) :]

    def _text(self, text: str) -> str:
        if self.left_alone or len(self.found) >= self.most:
            return text
        # A space that does not break is a space; other entities stand between words.
        tokens = [token for token in _TOKEN.finditer(text) if token[0] != "&nbsp;"]
        shown, place, number = [], 0, 0
        while number < len(tokens) and len(self.found) < self.most:
            code, length = self._term_at(text, tokens, number)
            if code and code not in self.found:
                self.found.append(code)
                start, end = tokens[number].start(), tokens[number + length - 1].end()
                shown += [text[place:start], _link(code, text[start:end])]
                place = end
            number += length
        return "".join([*shown, text[place:]])

    def _term_at(self, text: str, tokens: list[re.Match], number: int) -> tuple[str, int]:
        """Return the code of the longest term that begins with a token, "" for none, and its tokens."""
        token = tokens[number]
        if not token["word"]:
            self._quote(_QUOTES_IN_ENTITIES.get(token[0], token[0]))
            return "", 1
        if self.quoted_until:
            return "", 1
        for words, code in self.known.get(fold(token["word"], self.language), ()):
            if self._stands(words, text, tokens[number : number + len(words)]):
                return code, len(words)
        return "", 1

    def _stands(self, words: tuple[str, ...], text: str, tokens: list[re.Match]) -> bool:
        return (
            len(tokens) == len(words)
            and all(token["word"] for token in tokens)
            and all(fold(token[0], self.language) == word for token, word in zip(tokens, words, strict=True))
            and all(
                _BETWEEN_WORDS.fullmatch(text, one.end(), after.start())
                for one, after in zip(tokens, tokens[1:], strict=False)
            )
        )

    def _quote(self, sign: str) -> None:
        if self.quoted_until:
            self.quoted_until = "" if sign == self.quoted_until else self.quoted_until
        else:
            self.quoted_until = _CLOSED_BY.get(sign, "")


def _link(code: str, text: str) -> str:
    """Return a word that leads to its explanation; the heading of the list is read after it."""
    name = escape(code)
    return f'<a class="term" id="word-{name}" href="#term-{name}" aria-describedby="terms">{text}</a>'

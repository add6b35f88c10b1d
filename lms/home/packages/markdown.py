"""Writes rich text back as Markdown, which `lesson_text.rich_text` reads into the same rich text."""

import re
import string
from collections.abc import Iterable

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.translation import gettext as _

from lms.home.packages.lesson_text import PackageError, rich_text

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_JOINED = {"ul", "ol"}
_BLOCKS = {"p", "blockquote", "li", *_JOINED, *("h2", "h3")}
_INLINE = {"b", "i", "a"}
_HEADINGS = {"h2": "##", "h3": "###"}
# What Markdown or its typography would read as a mark; a lone & only where an entity would begin.
_SPECIAL = re.compile(r"[\\*_\[\]\"'`~]|&(?=#?\w+;)|<")
_LINE_START = re.compile(r"^(?P<before>\s*)(?P<mark>#{1,6}(?=\s|$)|[-+>=|]|:::|\d+(?=[.)]))", re.MULTILINE)
_ALIKE = [
    (r"\s*<br\s*/?>\s*", "<br/>"),
    (r"<(b|i)>(\s+)", r"\2<\1>"),
    (r"(\s+)</(b|i)>", r"</\2>\1"),
    (r"<b><i>([^<]*)</i></b>", r"<i><b>\1</b></i>"),
    (r"<p>\s*</p>", ""),
    (r"\s*(</?(?:p|h2|h3|ul|ol|li|blockquote)>)\s*", r"\1"),
    (r"(<(?:li|blockquote)>)<p>", r"\1"),
    (r"</p>(?=</?(?:li|blockquote|ul|ol)>)", ""),
    (r"\s+", " "),
]
# A list directly below the words of an item, or the item would hold paragraphs.
_LIST_BELOW = re.compile(r"\n\n(?=- |1\. )")
_WORDLESS = set(string.punctuation) | set("«»“”„‘’…–—")


def markdown_of(html: str, where: str) -> str:
    """Return rich text as Markdown in its one canonical form; ``where`` names the lesson in an error.

    Raises PackageError where it would not come back the same.
    """
    text = _written(html)
    if _plain(rich_text(text)) != _plain(html) or _written(rich_text(text)) != text:
        raise PackageError(
            _(
                "%(lesson)s: bold and italic stand in a way here that Markdown cannot say. Put a space "
                "between them, or take one out: %(text)s"
            )
            % {"lesson": where, "text": text[:120]}
        )
    return text


def _written(html: str) -> str:
    return _blocks(_settled(html).children).strip("\n")


def _settled(html: str) -> Tag:
    """Return rich text as a tree without what says nothing to readers or has no place in Markdown.

    The editor's keys, a mark within the same mark, line breaks in headings and at the ends of a block.
    """
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        tag.attrs = {"href": tag["href"]} if tag.name == "a" and tag.get("href") else {}
        tag.name = {"strong": "b", "em": "i"}.get(tag.name, tag.name)
    for tag in soup.find_all(["b", "i"]):
        if tag.find_parent(tag.name) or not tag.get_text().strip():
            tag.unwrap()
    for tag in soup.find_all(["b", "i", *_JOINED]):
        _join_next(tag)
    for end in soup.find_all("br"):
        _settle_break(end)
    soup.smooth()
    return soup


def _join_next(tag: Tag) -> None:
    """Join a mark or a list with its neighbours of one kind: `<b>a</b><b>b</b>` is one bold text."""
    while isinstance(tag.next_sibling, Tag) and tag.next_sibling.name == tag.name:
        tag.extend(list(tag.next_sibling.children))
        tag.next_sibling.extract()


def _settle_break(end: Tag) -> None:
    """Move a line break out of the marks it begins or ends; drop it at the ends of a block, in a heading."""
    if end.find_parent(list(_HEADINGS)):
        end.replace_with(" ")
        return
    while end.parent.name in _INLINE:
        if not _words_on(end.previous_siblings):
            end.parent.insert_before(end.extract())
        elif not _words_on(end.next_siblings):
            end.parent.insert_after(end.extract())
        else:
            return
    if not _words_on(end.previous_siblings) or not _words_on(end.next_siblings):
        end.extract()
        return
    if isinstance(end.next_sibling, NavigableString):
        end.next_sibling.replace_with(end.next_sibling.lstrip(" \n"))


def _words_on(siblings: Iterable) -> bool:
    """Return whether words of the same block stand on one side of a line break."""
    for each in siblings:
        if isinstance(each, Tag) and each.name in _BLOCKS:
            return False
        if (each.get_text() if isinstance(each, Tag) else str(each)).strip():
            return True
    return False


def _plain(html: str) -> str:
    """Return rich text in one spelling, so that two ways to write what readers see alike are alike.

    Empty paragraphs, space between blocks and at the ends of a mark, one list cut in two, and which of two
    marks on the same words is the outer one.
    """
    text = str(_settled(html))
    for pattern, plainer in _ALIKE:
        text = re.sub(pattern, plainer, text)
    return text.strip()


def _blocks(children: Iterable) -> str:
    """Return block after block, with an empty line between them; words outside of any are a paragraph."""
    written: list[str] = []
    loose: list = []
    for child in children:
        if isinstance(child, Tag) and child.name in _BLOCKS:
            _end(loose, written)
            written.append(_block(child))
        else:
            loose.append(child)
    _end(loose, written)
    return "\n\n".join(text for text in written if text)


def _end(loose: list, written: list[str]) -> None:
    text = _paragraph(loose)
    loose.clear()
    written.append(text)


def _block(tag: Tag) -> str:
    if tag.name in _HEADINGS:
        return f"{_HEADINGS[tag.name]} {_paragraph(tag.children)}"
    if tag.name == "blockquote":
        return "\n".join(f"> {line}".rstrip() for line in _blocks(tag.children).split("\n"))
    if tag.name in ("ul", "ol"):
        return _list(tag)
    return _paragraph(tag.children)


def _list(tag: Tag) -> str:
    items = []
    for number, item in enumerate(tag.find_all("li", recursive=False), 1):
        sign = f"{number}. " if tag.name == "ol" else "- "
        first, *more = _LIST_BELOW.sub("\n", _blocks(item.children)).split("\n")
        items.append("\n".join([sign + first, *((" " * len(sign) + line).rstrip() for line in more)]))
    return "\n".join(items)


def _paragraph(children: Iterable) -> str:
    text = _inline(children)
    return _LINE_START.sub(_not_a_mark, text.strip())


def _not_a_mark(found: re.Match) -> str:
    mark = found["mark"]
    # A number is no mark; what makes it one is the point behind it.
    return found["before"] + (f"{mark}\\" if mark.isdigit() else f"\\{mark}")


def _inline(children: Iterable) -> str:
    """Return words with their marks; neighbours that carry the same mark are one."""
    pieces: list[str] = []
    for child in children:
        if isinstance(child, NavigableString):
            pieces.append(_SPECIAL.sub(_escaped, re.sub(r"[ \t]+", " ", str(child))))
        elif child.name == "br":
            pieces.append("\\\n")
        elif child.name == "a":
            words, href = _inline(child.children), child.get("href")
            pieces.append(f"[{words}]({_address(href)})" if href else words)
        elif child.name in _MARKS:
            _mark(pieces, _inline(child.children), _MARKS[child.name])
        else:
            pieces.append(_inline(child.children))
    return _apart(pieces)


def _escaped(found: re.Match) -> str:
    return {"<": "&lt;", "&": "&amp;"}.get(found[0], f"\\{found[0]}")


def _address(href: str) -> str:
    return f"<{href}>" if re.search(r"[\s()]", href) else href.replace("_", "\\_")


def _mark(pieces: list[str], words: str, sign: str) -> None:
    """Add words between two signs; space at their ends stands outside, or it would be no mark."""
    inner = words.strip(" \n")
    if not inner:
        pieces.append(words)
        return
    lead, tail = words[: len(words) - len(words.lstrip(" \n"))], words[len(words.rstrip(" \n")) :]
    pieces += [lead, _Marked(f"{sign}{inner}{sign}"), tail]


class _Marked(str):
    """Words between signs, beside which a letter may have to be written as an entity."""


def _apart(pieces: list[str]) -> str:
    """Return the pieces as one text in which every sign opens or closes what it should.

    A sign that has punctuation on its inner side is none when a letter stands on its outer side.
    """
    pieces = [piece for piece in pieces if piece]
    for place, piece in enumerate(pieces):
        if not isinstance(piece, _Marked):
            continue
        inner = piece.strip("*")
        before, after = pieces[place - 1] if place else "", pieces[place + 1 : place + 2]
        if before and inner[:1] in _WORDLESS and before[-1].isalnum() and not isinstance(before, _Marked):
            pieces[place - 1] = f"{before[:-1]}&#{ord(before[-1])};"
        if after and inner[-1:] in _WORDLESS and after[0][0].isalnum():
            pieces[place + 1] = f"&#{ord(after[0][0])};{after[0][1:]}"
    return "".join(pieces)

"""Turns the bytes of a file into text: UTF-8, UTF-16 with its mark, and what a file or a person declares."""

import codecs
import re
import unicodedata
from html.parser import HTMLParser

from assessments.rules.formats.plain import FileRefused

LARGEST_FILE = 2 * 2**20
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([A-Za-z0-9_-]{1,20})["']""")
_KNOWN = {"utf-8", "cp1251", "iso8859-1", "ascii"}
_MARKS = [(codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]


def text_of(data: bytes, *, encoding: str = "utf-8") -> str:
    """Return the text of a file. Raises FileRefused: "too large", "encoding".

    A mark at the beginning decides, then what an XML file declares, then ``encoding``; nothing is guessed.
    """
    if len(data) > LARGEST_FILE:
        raise FileRefused("too large")
    try:
        text = data.decode(_encoding_of(data, encoding))
    except (UnicodeDecodeError, LookupError) as error:
        raise FileRefused("encoding") from error
    return clean(text)


def _encoding_of(data: bytes, encoding: str) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    declared = _DECLARED.match(data[:200])
    name = codecs.lookup(declared[1].decode("ascii") if declared else encoding).name
    if name not in _KNOWN:
        raise LookupError(name)
    return name


def clean(text: str) -> str:
    """Return text without what no database takes; every kind of line end becomes one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(" " if _is_unfit(sign) else sign for sign in text)


def _is_unfit(sign: str) -> bool:
    return sign not in "\n\t" and unicodedata.category(sign) in ("Cc", "Cs", "Co")


class _Words(HTMLParser):
    """Collects what a reader would read."""

    _BREAKS = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table"})
    _MEDIA = frozenset({"img", "audio", "video", "object", "iframe", "embed", "svg"})
    _SILENT = frozenset({"script", "style"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.has_media = False
        self._silent = 0

    def handle_starttag(self, tag, attrs):
        self._silent += tag in self._SILENT
        self.has_media = self.has_media or tag in (
            "img",
            "audio",
            "video",
            "object",
            "iframe",
            "embed",
            "svg",
        )
        if tag in self._BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag):
        self._silent = max(0, self._silent - (tag in self._SILENT))
        if tag in self._BREAKS:
            self.words.append("\n")

    def handle_data(self, data):
        if not self._silent:
            self.words.append(data)


def plain_text(html: str) -> tuple[str, bool]:
    """Return the words of a piece of HTML, line by line, and whether it holds a picture or recording."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in clean("".join(reader.words)).split("\n"))
    return "\n".join(line for line in lines if line), reader.has_media

"""Finds markup that does something: scripts, handlers, frames, addresses that run or open files."""

from html.parser import HTMLParser

_TAGS = frozenset(
    ("script", "iframe", "frame", "object", "embed", "applet", "base", "meta", "link", "form")
    + ("svg", "math", "template", "style")
)
_ADDRESSES = ("javascript:", "vbscript:", "data:text/html", "file:/")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag and its attributes."""
        if tag in _TAGS:
            self.found = self.found or f"<{tag}>"
        for name, value in attrs:
            if name.startswith("on"):
                self.found = self.found or name
            self.found = self.found or _address(value or "")


def _address(text: str) -> str:
    # Browsers read an address without the white space and control characters in it.
    squeezed = "".join(letter for letter in text.lower() if letter > " ")
    return next((each for each in _ADDRESSES if squeezed.startswith(each)), "")


def active_part(text: str) -> str:
    """Return what in a text would do something in a page; "" for what is only read."""
    if _address(text):
        return _address(text)
    reader = _Reader()
    # A tag that never ends here may be ended by what a page puts behind it.
    reader.feed(f"{text}>")
    reader.close()
    return reader.found

"""What the pages of a journey showed, for the report of one that failed."""

from playwright.sync_api import Error

WORDS = 1_500
LAST = 20


class Seen:
    """Listens to pages, and tells where they stand, what they say, and what went wrong on the way."""

    def __init__(self) -> None:
        self._pages: list = []
        self._wrong: list[str] = []

    def watch(self, page) -> None:
        """Listen to one more page."""
        self._pages.append(page)
        page.on("pageerror", lambda error: self._wrong.append(f"script: {error}"))
        page.on("requestfailed", lambda request: self._wrong.append(f"no answer: {request.url}"))
        page.on("response", self._note)

    def _note(self, response) -> None:
        if response.status >= 400:
            self._wrong.append(f"{response.status}: {response.url}")

    def told(self) -> str:
        """Return the pages and the last things that went wrong."""
        return "\n\n".join([*map(_told, self._pages), *self._wrong[-LAST:]])


def _told(page) -> str:
    try:
        return f"{page.url}\n{page.inner_text('body', timeout=2_000)[-WORDS:]}"
    except Error as error:  # A page that is closed or hangs must not hide why the journey failed.
        return f"{page.url}: {error}"

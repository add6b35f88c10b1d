"""What the search of the courses finds beside them: published pages of rooms above, told by a hook."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from wagtail import hooks

from courses.content.compile import plain_text

# Rooms above answer by this hook: a function of version and language of the site that returns what they have.
FINDABLE_HOOK = "pages_to_be_found"
# These part no words: what follows a link may be its comma. A source and its section stand without a space.
_IN_SENTENCE = re.compile(r"</?(?:a|b|em|i|mark|strong)(?:\s[^>]*)?>", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|blockquote|summary|dt|dd|figcaption)>", re.IGNORECASE)


@dataclass(frozen=True)
class Findable:
    """A published page of a room above. ``title`` and words are in ``language``, ``kind`` in the reader's.

    ``words`` returns its text, a line for each paragraph; it is asked again whenever a sentence is wanted.
    ``minutes`` is None where nobody has counted them.
    """

    key: UUID
    title: str
    language: str
    url: str
    kind: str
    words: Callable[[], str]
    minutes: int | None = None
    professions: tuple[str, ...] = ()
    # As with courses: code and own name.
    languages: tuple[tuple[str, str], ...] = ()
    # No competency is reached by reading alone.
    competencies: tuple[dict, ...] = ()


def found_elsewhere(version: int, language: str) -> list[Findable]:
    """Return the published pages of rooms above that can be found in a language of the site."""
    return [page for ask in hooks.get_hooks(FINDABLE_HOOK) for page in ask(version, language)]


def lines_of(html: str) -> str:
    """Return the words of cleaned ``html``, a line for each paragraph."""
    return plain_text(_BLOCK_END.sub("\n", _IN_SENTENCE.sub("", html)))

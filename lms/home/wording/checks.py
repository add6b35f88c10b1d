"""One check asked for by a visitor: counted, refused in a sentence or answered, and forgotten."""

from dataclasses import dataclass

from django.http import HttpRequest

from courses.api import (
    POSITIONS,
    LanguageNotReviewed,
    Mark,
    Unchecked,
    UnknownLanguage,
    public_wording,
)
from lms.accounts.api import counted, visitor_mark
from lms.home.wording.sentences import CHECKS_OF_ONE_VISITOR, PERIOD_SECONDS, REFUSALS


@dataclass(frozen=True)
class Asked:
    """What a visitor sent; anything may stand in it."""

    text: str
    language: str
    position: str


class CheckRefused(ValueError):
    """A check that is not made; ``code`` is the reason, the message a sentence in the reader's language."""

    def __init__(self, code: str):
        super().__init__(str(REFUSALS[code]))
        self.code = code

    @property
    def status(self) -> int:
        """The HTTP status that says the same."""
        return 429 if self.code == "too_often" else 422


def refuse_too_many(request: HttpRequest) -> None:
    """Count this check. Raises CheckRefused where too many came from here; the text is never looked at."""
    visitor = visitor_mark(request, "home.wording")
    if counted(f"home:wording:{visitor}", seconds=PERIOD_SECONDS) > CHECKS_OF_ONE_VISITOR:
        raise CheckRefused("too_often")


def checked(asked: Asked) -> list[Mark]:
    """Return the marks on what was sent. Raises CheckRefused."""
    if asked.position not in POSITIONS:
        raise CheckRefused("unknown_position")
    try:
        return public_wording(asked.text, language=asked.language, position=asked.position)
    except Unchecked as refusal:
        raise CheckRefused(refusal.reason.replace(" ", "_")) from refusal
    except LanguageNotReviewed as refusal:
        raise CheckRefused("language_not_reviewed") from refusal
    except UnknownLanguage as refusal:
        raise CheckRefused("unknown_language") from refusal

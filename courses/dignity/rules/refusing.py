"""What the doors do not take: better a sentence that says why than marks that mean nothing."""

import re

# Some 3,000 words. The check itself would take more.
LONGEST_TEXT = 20_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_LATIN, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[\u0400-\u04ff]")
# Uzbek is written in both.
_OTHER_SCRIPT = {
    "en": (_CYRILLIC, _LATIN),
    **dict.fromkeys(("ru", "kk", "ky", "tg"), (_LATIN, _CYRILLIC)),
}


class Unchecked(ValueError):
    """A text that is not checked: ``reason`` is "empty", "too long", "not text" or "other script"."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def refuse_unreadable(text: str, language: str) -> None:
    """Raise Unchecked for a text that is empty, longer than ``LONGEST_TEXT``, no text, or in another script.

    A Russian headline checked as English would come back clean: a false comfort.
    """
    if len(text) > LONGEST_TEXT:
        raise Unchecked("too long")
    if _SURROGATE.search(text):
        raise Unchecked("not text")
    if not text.strip():
        raise Unchecked("empty")
    if _is_in_another_script(text, language):
        raise Unchecked("other script")


def _is_in_another_script(text: str, language: str) -> bool:
    if language not in _OTHER_SCRIPT:
        return False
    foreign, own = _OTHER_SCRIPT[language]
    return len(foreign.findall(text)) > len(own.findall(text))

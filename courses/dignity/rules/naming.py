"""Names of people in a text, as a question to its author and no more: a list of capitalised words. Pure."""

import re
from collections.abc import Iterable

_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼʻ-][^\W\d_]+)*|[.!?…:;,()“”«»\"\n]")
_ENDS_SENTENCE = set('.!?…:\n“«"')
# Longer runs of capitals are titles and headings.
_FEWEST, _MOST = 2, 3


def possible_names(text: str, known: Iterable[str] = ()) -> list[str]:
    """Return runs of two or three capitalised words that may name a person, each once, as they stand.

    ``known`` are names that need no question: officials, authors, organisations, places; a run that
    holds one of their words is left out. The first word of a sentence counts for nothing.
    """
    familiar = {word.casefold() for name in known for word in _words(name)}
    found: dict[str, None] = {}
    for run in _runs(text):
        if _FEWEST <= len(run) <= _MOST and not any(word.casefold() in familiar for word in run):
            found[" ".join(run)] = None
    return list(found)


def _runs(text: str) -> Iterable[list[str]]:
    run: list[str] = []
    begins = True
    for token in _TOKEN.findall(text):
        if _is_capitalised(token) and not begins:
            run.append(token)
        else:
            yield run
            run = []
        begins = token in _ENDS_SENTENCE
    yield run


def _is_capitalised(token: str) -> bool:
    """Return whether a token begins with a capital and goes on in small letters, as names do."""
    return len(token) > 1 and token[0].isupper() and not token.isupper()


def _words(name: str) -> list[str]:
    return [token for token in _TOKEN.findall(name) if len(token) > 1 and token[0].isupper()]

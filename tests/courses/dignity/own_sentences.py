"""The sentences that the lexicon brings along to be measured by, and what the check makes of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import yaml
from django.conf import settings

from courses.dignity.rules import Lexicon, check, read_lexicon


@dataclass(frozen=True)
class OwnSentence:
    """A sentence, and what has to come of it ("flag", "hint", "nothing"), by ``entry`` where one is named."""

    text: str
    language: str
    promised: str
    entry: str = ""

    def is_kept(self) -> bool:
        marks = check(self.text, lexicon=lexicon(), language=self.language)
        flags = [mark for mark in marks if mark.is_flag]
        own = [mark for mark in marks if mark.entry == self.entry]
        if self.promised == "flag":
            return any(mark in flags for mark in own)
        if self.promised == "hint":
            return bool(own) and not any(mark in flags for mark in own)
        return not flags


@cache
def data() -> dict:
    return yaml.safe_load(settings.STIGMA_LEXICON.read_text("utf-8"))


@cache
def lexicon() -> Lexicon:
    return read_lexicon(data())


def own_sentences() -> Iterator[OwnSentence]:
    """Give every sentence of every entry and rule."""
    kinds = {"must_flag": "flag", "must_hint": "hint", "must_not_flag": "nothing"}
    for entry in data()["entries"]:
        for language, row in entry["langs"].items():
            for kind, promised in kinds.items():
                for text in row.get(kind, []):
                    yield OwnSentence(text, language, promised, entry["id"])
    for kind, rows in data()["combination_rules"]["tests"].items():
        for row in rows:
            # Their language is not named: what a native reader still has to see is Russian.
            language = "ru" if row.get("needs_native_review") else "en"
            yield OwnSentence(row["text"], language, kinds[kind], row.get("rule", ""))


def traps() -> list[OwnSentence]:
    """Return the sentences that look bad to a machine and are fine."""
    return [OwnSentence(row["text"], row["lang"], "nothing") for row in data()["false_positive_traps"]]

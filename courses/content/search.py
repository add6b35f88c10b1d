"""Finds what is published by the beginnings of words, from memory, in a language of the site."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from threading import Lock
from uuid import UUID

from courses.content.compile import EXPLAINED
from courses.content.findable import Findable, found_elsewhere, lines_of
from courses.content.models import CompiledLesson
from courses.content.queries import courses_on_shelf
from courses.content.shelf import Course, LessonCard
from courses.languages.rules import fold

LONGEST_QUESTION = 200
MOST_WORDS = 8
_SENTENCE_END = re.compile(r"(?<=[.?!…])\s+|\n+")
# Letters and digits with the signs that stand inside a word: oʻ, 1,300, ex-neighbour.
_WORD = re.compile(r"\w[\w'’‘ʻʼ-]*")
# A sentence that is shown is cut around its first match.
SHOWN_LETTERS = 220
# Texts kept per process to choose sentences from; about 30 KB each. The words of all others stay.
KEPT_TEXTS = 300

_lock = Lock()
_indexes: dict[tuple[int, str], "Index"] = {}
_texts: dict[tuple[int, str, UUID | None], "Text"] = {}


@dataclass(frozen=True)
class Text:
    """The sentences of a course or lesson, as written and folded for comparing."""

    sentences: tuple[str, ...]
    folded: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """What can be found: a course, a lesson of it (``card``), or a ``page`` of another room."""

    # The course, or the page of another room: what the choices of the catalogue look at.
    place: Course | Findable
    card: LessonCard | None
    language: str
    title: str
    folded_title: str

    @property
    def key(self) -> UUID | None:
        """What its text is kept under; None for a course, which brings its few words along."""
        if self.card:
            return self.card.key
        return self.page.key if self.page else None

    @property
    def course(self) -> Course | None:
        """The course; None for what stands in no course."""
        return self.place if isinstance(self.place, Course) else None

    @property
    def page(self) -> Findable | None:
        """The page of another room; None for courses and lessons."""
        return self.place if isinstance(self.place, Findable) else None


@dataclass(frozen=True)
class Vocabulary:
    """Every word of one language in order, and the numbers of the entries that hold it."""

    words: tuple[str, ...]
    places: dict[str, array]

    def holding(self, beginning: str) -> set[int]:
        """Return the entries that hold a word with this beginning."""
        found: set[int] = set()
        for word in islice(self.words, bisect_left(self.words, beginning), None):
            if not word.startswith(beginning):
                break
            found.update(self.places[word])
        return found


@dataclass(frozen=True)
class Index:
    """Everything that can be found in one language of the site."""

    entries: tuple[Entry, ...]
    vocabularies: dict[str, Vocabulary]


@dataclass(frozen=True)
class Found:
    """An entry that was found, and the folded words that it was found by."""

    entry: Entry
    wanted: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """An entry with the sentence that says why it was found, as (text, is marked) pieces."""

    entry: Entry
    sentence: tuple[tuple[str, bool], ...]


def search(version: int, language: str, question: str) -> list[Found]:
    """Return what holds a word beginning with each word of ``question``, titles first; [] without any word.

    Nothing of the question is kept anywhere. The first search after a publication reads every lesson
    in one query, and asks the rooms above for their pages; later ones ask nothing.
    """
    asked = _WORD.findall(question[:LONGEST_QUESTION])[:MOST_WORDS]
    index = index_of(version, language) if asked else Index((), {})
    ranked = []
    for spoken, vocabulary in index.vocabularies.items():
        wanted = tuple(filter(None, (fold(word, spoken) for word in asked)))
        for number in set.intersection(*map(vocabulary.holding, wanted)) if wanted else ():
            entry = index.entries[number]
            in_title = sum(_begins_in(entry.folded_title, word) for word in wanted)
            ranked.append((-in_title, entry.key is not None, number, Found(entry, wanted)))
    return [found for *_rank, found in sorted(ranked, key=lambda each: each[:3])]


def with_sentences(version: int, found: Iterable[Found]) -> list[Shown]:
    """Return what was found with a sentence each. One query where a text is not in memory."""
    found = list(found)
    texts = _texts_of(version, [one.entry for one in found])
    return [
        Shown(one.entry, _best_sentence(text, one.wanted, one.entry.language))
        for one, text in zip(found, texts, strict=True)
    ]


def _begins_in(folded: str, beginning: str) -> bool:
    """Return whether a word in a folded text begins so; every word there has a space in front."""
    return f" {beginning}" in folded


def _best_sentence(text: Text, wanted: tuple[str, ...], language: str) -> tuple[tuple[str, bool], ...]:
    """Return the sentence with most of the words; the first where none has any."""
    if not text.sentences:
        return ()
    held = [sum(map(partial(_begins_in, sentence), wanted)) for sentence in text.folded]
    return _cut(_marked(text.sentences[held.index(max(held))], wanted, language))


def _texts_of(version: int, entries: list[Entry]) -> list[Text]:
    wanted: set[tuple[str, UUID | None]] = {(entry.language, entry.key) for entry in entries if entry.key}
    read = _read_texts([entry for entry in entries if (version, entry.language, entry.key) not in _texts])
    with _lock:
        if len(_texts) + len(read) > KEPT_TEXTS:
            _texts.clear()
        _texts.update({(version, *key): text for key, text in read.items()})
        kept = {key: _texts.get((version, *key)) or read.get(key) for key in wanted}
    nothing = Text((), ())
    return [
        _about(entry.course)
        if entry.course and not entry.card
        else kept.get((entry.language, entry.key)) or nothing
        for entry in entries
    ]


def _read_texts(entries: list[Entry]) -> dict[tuple[str, UUID | None], Text]:
    """Return the texts of lessons and of pages of other rooms by language and key. One query at most."""
    lessons = {entry.card.key for entry in entries if entry.card}
    rows = CompiledLesson.objects.filter(lesson_key__in=lessons) if lessons else ()
    read = {(row.language, row.lesson_key): text_in(_words_of(row.artifact), row.language) for row in rows}
    pages = [entry.page for entry in entries if entry.page]
    return read | {(page.language, page.key): text_in(page.words(), page.language) for page in pages}


def _about(course: Course) -> Text:
    return text_in("\n".join([course.summary, *course.able_to]), course.language)


def _marked(sentence: str, wanted: tuple[str, ...], language: str) -> list[tuple[str, bool]]:
    pieces, end = [], 0
    for word in _WORD.finditer(sentence):
        if any(_begins_in(_comparable_word(word[0], language), beginning) for beginning in wanted):
            pieces += [(sentence[end : word.start()], False), (word[0], True)]
            end = word.end()
    return [piece for piece in [*pieces, (sentence[end:], False)] if piece[0]]


def _cut(pieces: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """Return the pieces, shortened in front of the first mark and behind ``SHOWN_LETTERS``."""
    room, shown = SHOWN_LETTERS, []
    for number, (text, is_marked) in enumerate(pieces):
        if number == 0 and not is_marked and len(text) > SHOWN_LETTERS // 2 and len(pieces) > 1:
            text = "… " + text[-SHOWN_LETTERS // 3 :].partition(" ")[2]
        if len(text) > room:
            shown.append((text[:room].rpartition(" ")[0] + " …", False))
            break
        shown.append((text, is_marked))
        room -= len(text)
    return tuple(shown)


def index_of(version: int, language: str) -> Index:
    """Return everything that can be found; from memory for a ``version`` seen before, else one query."""
    found = _indexes.get((version, language))
    if found is None:
        found = _read(version, language)
        with _lock:
            for stale in [key for key in _indexes if key[0] != version]:
                _indexes.pop(stale, None)
            _indexes[(version, language)] = found
    return found


def forget_indexes() -> None:
    """Drop what this process keeps; for tests and for a database replaced under a running process."""
    with _lock:
        _indexes.clear()
        _texts.clear()


def _read(version: int, language: str) -> Index:
    courses = courses_on_shelf(version, language).values()
    languages = {card.language for course in courses for card in course.lessons}
    words = {
        (row.lesson_key, row.language): _word_set(text_in(_words_of(row.artifact), row.language))
        for row in CompiledLesson.objects.filter(language__in=languages).iterator(200)
    }
    entries: list[Entry] = []
    places: dict[str, dict[str, array]] = {}
    for course in courses:
        entries.append(_entry(course, course))
        _note(places, entries, _word_set(_about(course)))
        for card in course.lessons:
            entries.append(_entry(course, card, card))
            _note(places, entries, words.get((card.key, card.language), set()))
    for page in found_elsewhere(version, language):
        entries.append(_entry(page, page))
        _note(places, entries, _word_set(text_in(page.words(), page.language)))
    vocabularies = {code: Vocabulary(tuple(sorted(own)), own) for code, own in places.items()}
    return Index(tuple(entries), vocabularies)


def _note(places: dict[str, dict[str, array]], entries: list[Entry], words: set[str]) -> None:
    """Note at every word of the newest entry that it stands there."""
    own = places.setdefault(entries[-1].language, {})
    for word in words | set(entries[-1].folded_title.split()):
        own.setdefault(word, array("I")).append(len(entries) - 1)


def _word_set(text: Text) -> set[str]:
    return set(" ".join(text.folded).split())


def _words_of(artifact: dict) -> str:
    """Return what a reader of the lesson sees before answering anything."""
    asked = {each["key"]: str(each["content"].get("reading_text", "")) for each in artifact["activities"]}
    return "\n".join(
        lines_of(piece["html"]) if "html" in piece else asked[piece["activity"]]
        for piece in artifact["pieces"]
        if piece.get("type") != EXPLAINED
    )


def _entry(
    place: Course | Findable, named: Course | LessonCard | Findable, card: LessonCard | None = None
) -> Entry:
    return Entry(place, card, named.language, named.title, _comparable(named.title, named.language))


def text_in(text: str, language: str) -> Text:
    """Return a text by its sentences, as written and folded."""
    sentences = tuple(_sentences(text))
    return Text(sentences, tuple(_comparable(sentence, language) for sentence in sentences))


def _comparable(text: str, language: str) -> str:
    """Return the words of a text folded, a space in front of each; "self-care" stands there as "care" too."""
    words = fold(" ".join(_WORD.findall(text)), language).split()
    parts = [part for word in words if "-" in word for part in word.split("-")]
    return "".join(f" {word}" for word in [*words, *parts])


# Words of lessons only: what somebody looks for is kept nowhere.
_comparable_word = lru_cache(maxsize=20_000)(_comparable)


def _sentences(text: str) -> list[str]:
    found = (" ".join(sentence.split()) for sentence in _SENTENCE_END.split(text))
    return [sentence for sentence in found if sentence]

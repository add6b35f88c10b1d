"""Finds published courses and lessons by the beginnings of words, from memory, in a language of the site."""

import re
from dataclasses import dataclass, replace
from threading import Lock

from courses.content.compile import plain_text
from courses.content.models import CompiledLesson
from courses.content.queries import courses_on_shelf
from courses.content.shelf import Course, LessonCard
from courses.languages.rules import fold

LONGEST_QUESTION = 200
MOST_WORDS = 8
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|blockquote|summary|dt|dd|figcaption)>", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.?!…])\s+|\n+")
# Letters and digits with the signs that stand inside a word: oʻ, 1,300, ex-neighbour.
_WORD = re.compile(r"\w[\w'’‘ʻʼ-]*")
# A sentence that is shown is cut around its first match.
SHOWN_LETTERS = 220

_lock = Lock()
_indexes: dict[tuple[int, str], tuple["Entry", ...]] = {}


@dataclass(frozen=True)
class Entry:
    """A course (``card`` None) or a lesson with its sentences; ``words`` are folded, for comparing."""

    course: Course
    card: LessonCard | None
    language: str
    title_words: tuple[str, ...]
    words: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def title(self) -> str:
        """The title as readers see it."""
        return self.card.title if self.card else self.course.title


@dataclass(frozen=True)
class Found:
    """An entry that was found, and the sentence that says why, as (text, is marked) pieces."""

    entry: Entry
    sentence: tuple[tuple[str, bool], ...]


def search(version: int, language: str, question: str) -> list[Found]:
    """Return what holds a word beginning with each word of ``question``, titles first; [] without any word.

    Nothing of the question is kept anywhere. The first search after a publication reads every lesson
    in one query; later ones ask nothing.
    """
    asked = _WORD.findall(question[:LONGEST_QUESTION])[:MOST_WORDS]
    if not asked:
        return []
    found = []
    for entry in index_of(version, language):
        wanted = tuple(filter(None, (fold(word, entry.language) for word in asked)))
        if wanted and all(_begins(entry.words, word) for word in wanted):
            in_title = sum(_begins(entry.title_words, word) for word in wanted)
            found.append((-in_title, entry.card is not None, Found(entry, _sentence(entry, wanted))))
    found.sort(key=lambda ranked: ranked[:2])
    return [result for *_rank, result in found]


def _begins(words: tuple[str, ...], beginning: str) -> bool:
    return any(word.startswith(beginning) for word in words)


def _sentence(entry: Entry, wanted: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """Return the sentence with most of the words, marked; the first one where only the title has them."""
    best, most = entry.sentences[0] if entry.sentences else "", 0
    for sentence in entry.sentences:
        folded = tuple(fold(word, entry.language) for word in _WORD.findall(sentence))
        held = sum(_begins(folded, word) for word in wanted)
        if held > most:
            best, most = sentence, held
    return _cut(_marked(best, wanted, entry.language))


def _marked(sentence: str, wanted: tuple[str, ...], language: str) -> list[tuple[str, bool]]:
    pieces, end = [], 0
    for word in _WORD.finditer(sentence):
        if fold(word[0], language).startswith(wanted):
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


def index_of(version: int, language: str) -> tuple[Entry, ...]:
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


def _read(version: int, language: str) -> tuple[Entry, ...]:
    courses = courses_on_shelf(version, language).values()
    languages = {card.language for course in courses for card in course.lessons}
    rows = CompiledLesson.objects.filter(language__in=languages).iterator(200)
    texts = {(row.lesson_key, row.language): _text(row.artifact) for row in rows}
    entries = []
    for course in courses:
        about = "\n".join([course.summary, *course.able_to])
        entries.append(_entry(course, None, course.language, about))
        for card in course.lessons:
            entries.append(_entry(course, card, card.language, texts.get((card.key, card.language), "")))
    return tuple(entries)


def _text(artifact: dict) -> str:
    """Return what a reader of the lesson sees before answering anything."""
    asked = {each["key"]: str(each["content"].get("reading_text", "")) for each in artifact["activities"]}
    return "\n".join(
        plain_text(_BLOCK_END.sub("\n", piece["html"])) if "html" in piece else asked[piece["activity"]]
        for piece in artifact["pieces"]
    )


def _entry(course: Course, card: LessonCard | None, language: str, text: str) -> Entry:
    made = Entry(course, card, language, (), (), tuple(_sentences(text)))
    title = _folded(made.title, language)
    return replace(made, title_words=tuple(title), words=tuple(title | _folded(text, language)))


def _folded(text: str, language: str) -> set[str]:
    return set(fold(" ".join(_WORD.findall(text)), language).split())


def _sentences(text: str) -> list[str]:
    found = (" ".join(sentence.split()) for sentence in _SENTENCE_END.split(text))
    return [sentence for sentence in found if sentence]

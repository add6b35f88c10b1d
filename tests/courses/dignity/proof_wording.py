"""``./run prove wording``: how right, how fast and how hard to slow down the wording check is.

Not part of the suite, which runs a short form; prints the figures that the documents name.
"""

import os
import random
import re
import time

import pytest
from django.conf import settings

from courses.dignity.rules import LONGEST_TEXT, check
from tests.courses.dignity.hostile import check_everything, hostile_texts, worst_texts
from tests.courses.dignity.own_sentences import lexicon, own_sentences, traps
from tests.courses.dignity.test_hostile_text import two_thousand_words

SECONDS = float(os.environ.get("HAMROH_FUZZ_SECONDS", "60"))
# One text of 20,000 characters in six languages, where everybody else works on the same machine.
SLOWEST_SECONDS = 6.0


@pytest.fixture
def say(capsys):
    def print_line(line: str) -> None:
        with capsys.disabled():
            print("\n  " + line)  # noqa: T201

    return print_line


def test_the_lexicons_own_sentences(say):
    sentences = list(own_sentences())
    broken = [sentence for sentence in sentences if not sentence.is_kept()]
    for sentence in broken:
        say(f"wrong: {sentence}")
    say(f"{len(sentences) - len(broken)} of {len(sentences)} own sentences right")
    flagged = [trap for trap in traps() if not trap.is_kept()]
    say(f"{len(flagged)} of {len(traps())} traps flagged")
    assert len(broken) <= 0.05 * len(sentences)
    assert flagged == []


def two_thousand_words_of_lessons(language: str) -> str:
    """Return the beginning of the library's lessons, paragraphs and all."""
    lessons = sorted((settings.BASE_DIR / "lms" / "library").glob(f"*/lessons/*.{language}.md"))
    text = "\n".join(lesson.read_text("utf-8") for lesson in lessons)
    ends = [found.end() for found in re.finditer(r"\S+", text)]
    return text[: ends[min(2000, len(ends)) - 1]]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(
    ("kind", "text_of"),
    [("of lessons", two_thousand_words_of_lessons), ("of nothing but bad examples", two_thousand_words)],
)
def test_speed(say, language, kind, text_of):
    text = text_of(language)
    times = []
    for _ in range(30):
        began = time.process_time()
        found = check(text, lexicon=lexicon(), language=language)
        times.append((time.process_time() - began) * 1000)
    middle = sorted(times)[len(times) // 2]
    say(f"{len(text.split())} words {kind} ({language}): {middle:.1f} ms, {len(found)} marks")


@pytest.mark.parametrize("length", [LONGEST_TEXT, 100_000])
def test_the_worst_texts_take_time_in_step_with_their_length(say, length):
    slowest, where = 0.0, ""
    for text in worst_texts(length):
        for language in ("en", "ru"):
            began = time.process_time()
            check(text, lexicon=lexicon(), language=language)
            took = time.process_time() - began
            slowest, where = max((slowest, where), (took, f"{text[:20]!r} ({language})"))
    say(f"slowest of the worst texts with {length} characters: {slowest:.2f} s, {where}")
    assert slowest < SLOWEST_SECONDS * length / LONGEST_TEXT


def test_random_texts_until_the_time_is_over(say):
    seed = random.SystemRandom().randrange(2**32)
    source = random.Random(seed)
    ends, count, marks, slowest = time.monotonic() + SECONDS, 0, 0, 0.0
    texts = {length: hostile_texts(source, length) for length in (60, 600, 6_000, LONGEST_TEXT)}
    while time.monotonic() < ends:
        text = next(texts[source.choice(list(texts))])
        began = time.process_time()
        marks += check_everything(text)
        slowest = max(slowest, time.process_time() - began)
        count += 1
    say(f"{count} texts in {SECONDS:.0f} s (seed {seed}), {marks} marks")
    say(f"slowest of them in all six languages: {slowest:.2f} s")
    assert slowest < SLOWEST_SECONDS

"""The lexicon as data: read whole, refused where it is wrong."""

import copy
import re

import pytest
import yaml
from django.conf import settings

from courses.dignity.rules import LexiconError, languages_reviewed, read_lexicon
from courses.dignity.rules.heads import heads
from courses.dignity.rules.patterns import BadPattern, Pattern, alternatives, bounded
from tests.courses.dignity.own_sentences import data, lexicon

SITE_LANGUAGES = {code for code, _name in settings.LANGUAGES}


@pytest.fixture
def draft() -> dict:
    return copy.deepcopy(data())


def test_the_lexicon_speaks_every_language_of_the_site():
    assert set(lexicon().expressions) == set(languages_reviewed(data())) == SITE_LANGUAGES
    assert sum(len(rows) for rows in lexicon().expressions.values()) >= 65


def test_only_english_has_been_reviewed_so_far():
    assert {code for code, is_reviewed in languages_reviewed(data()).items() if is_reviewed} == {"en"}


def test_a_language_is_reviewed_once_no_entry_of_it_waits(draft):
    for entry in draft["entries"]:
        entry["langs"].get("tg", {}).pop("needs_native_review", None)

    assert languages_reviewed(draft)["tg"]


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("entries", 0, "category"), "rudeness", "rudeness"),
        (("entries", 0, "severity"), "awful", "awful"),
        (("entries", 0, "context"), "perhaps", "perhaps"),
        (("entries", 0, "langs", "en", "patterns"), ["{B}(open"], "open"),
        (("entries", 0, "langs", "en", "patterns"), [r"\bword\b"], "not understood"),
        (("entries", 0, "langs", "en", "patterns"), ["{B}a+b"], "may be repeated"),
        (("entries", 0, "id"), "human-bombs", "same id"),
        (("exceptions", 0, "result"), "perhaps", "perhaps"),
        (("exceptions", 0, "window"), "somewhere", "somewhere"),
        (("combination_rules", "rules", 0, "needs_all"), ["SHOE"], "SHOE"),
        (("matching",), {}, "macros"),
    ],
)
def test_a_lexicon_that_is_wrong_is_refused_with_the_place(draft, path, value, told):
    row = draft
    for step in path[:-1]:
        row = row[step]
    row[path[-1]] = value

    with pytest.raises(LexiconError, match=told):
        read_lexicon(draft)


def test_every_repetition_gets_an_upper_end():
    assert bounded(r"[а-яё]+летн[а-яё]*") == "[а-яё]{1,40}летн[а-яё]{0,40}"
    assert bounded(r"(the|ex)*\s+\d") == r"(the|ex){0,6}\s{1,40}\d"
    assert bounded(r"a{0,60}[^.!?]{0,40}") == r"a{0,60}[^.!?]{0,40}"
    with pytest.raises(BadPattern):
        bounded("(a|b+)*")


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("(ticking{S})?time", {"tic", "tim"}),
        ("ж[её]н[а-яё]*", {"жен", "жён"}),
        ("у{S}них", {"у"}),
        ("(a|an)?x", {"ax", "anx", "x"}),
        ("[а-я]+летн", {""}),
        ("(?!x)a", {""}),
        ("kids?", {"kid"}),
    ],
)
def test_a_pattern_knows_how_its_words_begin(pattern, found):
    assert heads(pattern) == found


def test_the_quick_road_finds_what_trying_everywhere_finds():
    """At every word of every own sentence: a pattern that matches there is one that would be tried."""
    from courses.dignity.rules.folded_text import FoldedText
    from courses.dignity.rules.patterns import WORD_START
    from tests.courses.dignity.own_sentences import own_sentences

    matched = 0
    for sentence in own_sentences():
        text = FoldedText(sentence.text)
        for expression in lexicon().expressions[sentence.language]:
            for pattern in expression.patterns:
                written = text.cased if pattern.is_cased else text.folded
                for match in pattern.compiled.finditer(written):
                    matched += 1
                    assert WORD_START.match(written, match.start())
                    assert any(written.startswith(head, match.start()) for head in pattern.heads)
    assert matched > 120


def test_alternatives_are_those_outside_every_group():
    assert alternatives(r"{B}(a|b)c|[|]d|\|e") == ["{B}(a|b)c", "[|]d", r"\|e"]


def test_a_pattern_keeps_its_capitals_only_where_they_matter():
    macros = data()["matching"]["macros"]

    assert Pattern("{B}ISIS{E}", macros).compiled.search("an isis b")
    assert not Pattern("{B}IS{E}", macros, is_cased=True).compiled.search("an is b")


@pytest.mark.parametrize("language", sorted(SITE_LANGUAGES - {"en"}))
def test_every_reason_is_told_in_every_language_of_the_site(language):
    path = settings.STIGMA_LEXICON.with_name(f"stigma.{language}.yaml")
    reasons = yaml.safe_load(path.read_text("utf-8"))["why"]
    rows = [*data()["entries"], *data()["combination_rules"]["rules"]]

    assert list(reasons) == [row["id"] for row in rows]
    assert all(reasons.values())
    if language != "uz":
        # A Latin letter among Cyrillic ones looks right and is read wrongly.
        assert not [reason for reason in reasons.values() if re.search("[A-Za-z]", reason)]

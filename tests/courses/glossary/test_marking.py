"""Terms are found as whole words in running text, linked once, and nothing hostile comes in with them."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.glossary.rules import MOST_TERMS, Entry, mark

KINSHIP = Entry("kinship-care", ("kinship care",))
STIGMA = Entry("stigma", ("stigma", "stigmatised"))
GUARDIAN = Entry("guardianship", ("guardianship", "guardian", "guardians"))
BEST = Entry("best-interests", ("best interests of the child", "best interests"))
INTEREST = Entry("interests", ("interests",))
OPEKA = Entry("opeka", ("опека", "опеки", "опеку"))
UTRATA = Entry("utrata", ("неопределённая утрата",))


def linked(html: str, *entries: Entry, language: str = "en") -> list[tuple[str, str]]:
    """Return (code, words) of the links that were made."""
    (marked,), codes = mark([html], entries, language)
    found = re.findall(
        r'<a class="term" id="word-([^"]+)" href="#term-\1" [^>]+>(.*?)</a>', marked, re.DOTALL
    )
    assert [code for code, _words in found] == codes
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She lives in kinship care.", "kinship care"),
        ("Kinship care, then.", "Kinship care"),
        ("kinship\ncare", "kinship\ncare"),
        ("kinship&nbsp;care", "kinship&nbsp;care"),
        ("<b>kinship care</b>", "kinship care"),
        ("&amp;kinship care&lt;", "kinship care"),
        ("(kin\u00adship care)", "kin\u00adship care"),
    ],
)
def test_a_term_is_found_whatever_its_case_and_the_space_inside(text, words):
    assert linked(f"<p>{text}</p>", KINSHIP) == [("kinship-care", words)]


@pytest.mark.parametrize(
    "text",
    [
        "kinship", "kinship carer", "unkinship care", "kinship. Care", "kinship, care", "kinship &amp; care",
        "kinship <b>care</b>", "kinship-care-giver", "kinship&lt;care", "",
    ],
)  # fmt: skip
def test_parts_of_words_and_words_apart_are_no_term(text):
    assert linked(f"<p>{text}</p>", KINSHIP) == []


def test_only_the_first_occurrence_is_linked_in_all_parts_of_a_page():
    parts, codes = mark(["<p>stigma and stigma</p>", "<p>stigmatised</p>"], [STIGMA], "en")
    assert codes == ["stigma"]
    assert "".join(parts).count('class="term"') == 1
    assert parts[1] == "<p>stigmatised</p>"


def test_the_longest_term_wins_and_what_stands_inside_it_is_no_other():
    text = "<p>The best interests of the child, and other interests.</p>"
    assert linked(text, INTEREST, BEST) == [
        ("best-interests", "best interests of the child"),
        ("interests", "interests"),
    ]


def test_a_possessive_is_found_with_its_ending():
    assert linked("<p>The guardian’s word</p>", GUARDIAN) == [("guardianship", "guardian’s")]


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Stigma</h2>", '<p><a href="/x">stigma</a></p>', "<blockquote><p>stigma</p></blockquote>",
        "<p>“It is stigma,” she says.</p>", '<p>"It is stigma"</p>', "<p>«Это stigma»</p>",
        "<p>&quot;stigma&quot;</p>", "<p><cite>stigma</cite></p>", '<p title="stigma">x</p>',
        '<p title="a > stigma">x</p>', "<button>stigma</button>", "<h2><i>about</i> stigma</h2>",
    ],
)  # fmt: skip
def test_headings_links_quotations_and_attributes_are_left_as_they_are(html):
    assert mark([html], [STIGMA], "en") == ([html], [])


def test_a_quotation_that_nobody_closed_ends_with_its_paragraph():
    assert linked("<p>“It is, she says.</p><p>It is stigma.</p>", STIGMA) == [("stigma", "stigma")]


def test_behind_a_heading_and_a_quotation_text_is_text_again():
    html = "<h2>Stigma</h2><p>“Stigma,” he says. It is <a href='/x'>a stigma</a>. Stigma.</p>"
    assert linked(html, STIGMA) == [("stigma", "Stigma")]


@pytest.mark.parametrize(
    ("text", "words"),
    [("Суд назначил опеку.", "опеку"), ("ОПЕКА — это труд.", "ОПЕКА"), ("«Нет»: опеки нет.", "опеки")],
)
def test_russian_terms_are_found_in_the_forms_given(text, words):
    assert linked(f"<p>{text}</p>", OPEKA, language="ru") == [("opeka", words)]


@pytest.mark.parametrize("text", ["опекать", "опекунство", "неопека", "опек"])
def test_other_russian_words_with_the_same_stem_are_no_term(text):
    assert linked(f"<p>{text}</p>", OPEKA, language="ru") == []


def test_a_term_is_found_with_and_without_its_dots():
    assert linked("<p>Это неопределенная утрата.</p>", UTRATA, language="ru")


def test_an_uzbek_term_is_found_in_both_alphabets():
    entry = Entry("vasiylik", ("vasiylik",))
    assert linked("<p>васийлик</p>", entry, language="uz") == [("vasiylik", "васийлик")]
    assert linked("<p>Vasiylik</p>", entry, language="uz") == [("vasiylik", "Vasiylik")]


def test_no_more_than_six_terms_are_linked_on_a_page():
    entries = [Entry(f"word-{letter}", (f"word{letter}",)) for letter in "abcdefghij"]
    html = "<p>" + " ".join(f"word{letter}" for letter in "abcdefghij") + "</p>"
    assert len(linked(html, *entries)) == MOST_TERMS == 6


@pytest.mark.parametrize("form", ["<script>", "&amp;", "", "...", '" onclick="x', "amp", "lt"])
def test_a_hostile_form_makes_no_markup_of_an_escaped_text(form):
    html = "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; onclick</p>"
    (marked,), _codes = mark([html], [Entry("x", (form,))], "en")
    assert re.sub(r'<a class="term"[^>]*>|</a>', "", marked) == html
    assert "&lt;" in marked and "<script" not in marked


def test_a_hostile_code_stays_inside_its_attribute():
    (marked,), _codes = mark(["<p>stigma</p>"], [Entry('"><script>', ("stigma",))], "en")
    assert "<script" not in marked


@given(st.text(alphabet="abc stigma<>&;\"'“”«»/=-\u00ad\u0301éё ", max_size=80))
def test_without_its_links_a_marked_text_is_what_it_was(text):
    (marked,), _codes = mark([text], [STIGMA, Entry("a", ("a b", "a"))], "en")
    link = r'<a class="term" id="word-[\w-]+" href="#term-[\w-]+" aria-describedby="terms">(.*?)</a>'
    assert re.sub(link, r"\1", marked, flags=re.DOTALL) == text


@pytest.mark.parametrize(
    "text", ["<" * 20_000, '<a "' * 8_000, "kinship " * 8_000, "&" * 20_000, "a-" * 10_000]
)
def test_a_text_made_to_be_slow_is_not_slow(text):
    started = time.perf_counter()
    mark([text], [KINSHIP, STIGMA], "en")
    assert time.perf_counter() - started < 3

"""Lesson files: what they may hold, and what a writer is told when they cannot be read."""

from uuid import UUID, uuid4

import pytest

from lms.home.packages.lesson_files import _block
from lms.home.packages.lesson_text import PackageError, read_lesson, rich_text

FRONT = "---\nid: core-99\ntitle: A title\n---\n"


def read(text: str):
    return read_lesson(FRONT + text, KEY, "core-99.en.md")


KEY = uuid4()


def test_text_between_directives_is_one_block():
    lesson = read("One.\n\nTwo.\n\n::: keypoint\nThe idea.\n:::\n\nThree.\n")
    assert [block["type"] for block in lesson.body] == ["prose", "keypoint", "prose"]
    assert lesson.body[0]["value"] == "<p>One.</p><p>Two.</p>"


def test_block_ids_are_the_same_at_every_reading():
    text = "One.\n\n::: try\nSomething small.\n:::\n"
    assert [block["id"] for block in read(text).body] == [block["id"] for block in read(text).body]


def test_a_block_keeps_its_id_when_its_words_change():
    assert read("Before.").body[0]["id"] == read("After.").body[0]["id"]


def test_facts_take_several_ids_and_a_question_takes_one():
    lesson = read("::: facts one two\n:::\n\n::: question core-99-p01\n:::\n")
    assert [(block["type"], block["value"]) for block in lesson.body] == [
        ("facts", ["one", "two"]),
        ("activity", "core-99-p01"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("::: keypoint\nNever closed.", "never closed"),
        ("::: keypoint\n::: try\n:::\n:::", "is not closed before"),
        ("::: script alert\n:::", "no directive"),
        ("::: facts\n:::", "no directive"),
        ("::: question one two\n:::", "takes one id"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_why(text, told):
    with pytest.raises(PackageError, match=told) as refusal:
        read(text)
    assert "core-99.en.md" in str(refusal.value)


def test_a_file_without_front_matter_is_refused():
    with pytest.raises(PackageError, match="front matter"):
        read_lesson("Only text.", KEY, "core-99.en.md")


def test_markdown_becomes_the_marks_that_the_editor_knows():
    assert rich_text("**Who** counted, *whom*?") == "<p><b>Who</b> counted, <i>whom</i>?</p>"


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '<img src=x onerror="alert(1)">', "<iframe></iframe>"]
)
def test_html_in_a_file_is_shown_as_text(hostile):
    assert "<p>&lt;" in rich_text(hostile)


def test_a_script_address_is_not_a_link():
    assert "<a" not in rich_text("[here](javascript:alert)")


def test_claims_drawn_on_one_line_say_in_the_file_what_they_count():
    text = "---\nid: a\n---\n::: facts one two\npeople\n:::\n\n::: facts three\n:::\n"
    counted, plain = read_lesson(text, UUID(int=0), "a.en.md").body
    assert counted["value"] == {"codes": ["one", "two"], "counted": "people"}
    assert plain["value"] == ["three"]
    assert _block(counted, {}, "a") == "::: facts one two\npeople\n:::"
    assert _block(plain, {}, "a") == "::: facts three\n:::"

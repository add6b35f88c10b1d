"""Files of other systems become questions of ours; what cannot come is named with its reason."""

from decimal import Decimal
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.formats import FileRefused, Note, Reason, read_gift, read_moodle, text_of
from tests.assessments.formats.files import GIFT, MOODLE


def by_name(reading) -> dict:
    return {question.name: question for question in reversed(reading.questions)}


def rights(question) -> list[tuple[str, bool]]:
    return [(choice.text, choice.is_right) for choice in question.choices]


@pytest.fixture
def gift():
    return by_name(read_gift(GIFT))


@pytest.fixture
def moodle():
    return by_name(read_moodle(MOODLE))


def test_a_choice_of_gift_comes_with_feedback_and_without_markup(gift):
    kettle = gift["Kettle"]
    assert (kettle.kind, kettle.stem) == ("single", "Who fills the kettle: the host or the guest?")
    assert rights(kettle) == [("The host", True), ("The guest & the child", False), ("Nobody", False)]
    assert [choice.why for choice in kettle.choices] == ["Yes. The guest sits.", "A guest may offer.", ""]
    assert (kettle.category, kettle.line) == ("$course$/top/Tea", 5)


def test_weights_in_part_make_several_right_answers(gift, moodle):
    for question in (gift["Several"], moodle["Several"]):
        assert question.kind == "multiple"
        assert [right for _text, right in rights(question)] == [True, True, False]
        assert question.notes == ()


def test_a_statement_keeps_its_verdict_and_asks_for_reasons(gift, moodle):
    assert (gift["Pilaf"].kind, gift["Pilaf"].is_true) == ("true_false", True)
    assert moodle["Pilaf"].is_true is False
    assert Note.REASONS in gift["Pilaf"].notes


def test_a_gap_in_a_sentence_is_a_short_answer(gift):
    gap = gift[""]
    assert (gap.kind, gap.stem) == ("short", "Two plus two is _____ in words.")
    assert rights(gap) == [("four", True), ("4", True), ("about four", False)]
    assert gap.notes == (Note.PARTS,)


def test_pairs_keep_what_belongs_to_nothing(gift, moodle):
    for question in (gift["Match"], moodle["Match"]):
        assert [(choice.text, choice.match) for choice in question.choices] == [
            ("tea", "shelf"),
            ("milk", "fridge"),
        ]
        assert question.others == ("oven",)


def test_numbers_keep_their_tolerance(gift, moodle):
    assert (gift["Number"].choices[0].text, gift["Number"].choices[0].tolerance) == ("7", Decimal(1))
    assert gift["Number"].choices[0].why == "About a week's worth."
    assert (gift["Range"].choices[0].text, gift["Range"].choices[0].tolerance) == ("70", Decimal(10))
    assert rights(gift["Values"]) == [("5", True), ("0", False)]
    assert (moodle["Number"].unit, moodle["Number"].choices[0].tolerance) == ("degrees", Decimal(10))


def test_escaped_signs_are_signs(gift):
    assert gift["Escapes"].stem == "Which sign is right: 2 = 2 or {2}?"
    assert [text for text, _right in rights(gift["Escapes"])] == ["2 = 2", "{2}", "#2 ~ 2"]


def test_what_gift_cannot_bring_is_named_with_its_line():
    left = {each.reason: each for each in read_gift(GIFT).left_out}
    assert set(left) == {Reason.ESSAY, Reason.NO_ANSWERS, Reason.NOT_CLOSED, Reason.MEDIA, Reason.NONE_RIGHT}
    assert GIFT.split("\n")[left[Reason.NO_ANSWERS].line - 1] == "A sentence that is no question."
    assert left[Reason.NO_ANSWERS].begins == "A sentence that is no question."


def test_a_choice_of_moodle_is_read_with_what_is_said_to_all(moodle):
    kettle = moodle["Kettle"]
    assert (kettle.kind, kettle.stem) == ("single", "Who fills the kettle?\nChoose.")
    assert rights(kettle) == [("The host", True), ("The guest & co", False)]
    assert [choice.why for choice in kettle.choices] == ["In this house the host does.", "A guest may offer."]


def test_typed_answers_and_orders_of_moodle_are_read(moodle):
    assert rights(moodle["Word"]) == [("tea", True), ("coffee", False)]
    assert moodle["Word"].notes == (Note.CASE,)
    assert [(choice.text, choice.place) for choice in moodle["Order"].choices] == [("boil", 1), ("pour", 2)]


def test_what_moodle_cannot_bring_is_named():
    reasons = [each.reason for each in read_moodle(MOODLE).left_out]
    assert reasons == [Reason.ESSAY, Reason.KIND, Reason.MEDIA]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<!DOCTYPE quiz [<!ENTITY a "b">]><quiz/>', "declares"),
        ('<!doctype quiz SYSTEM "http://sink.invalid/x"><quiz/>', "declares"),
        ("<quiz><question>", "broken"),
        ("<other/>", "broken"),
        ("", "broken"),
        ("<quiz>&a;</quiz>", "broken"),
        ("<quiz>" + "<a>" * 100_000, "broken"),
    ],
)
def test_xml_that_declares_anything_or_is_broken_is_refused_whole(text, code):
    with pytest.raises(FileRefused, match=code):
        read_moodle(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read_by_their_mark(encoding):
    assert text_of("Чай?\r\n{=да}".encode(encoding)) == "Чай?\n{=да}"


def test_windows_1251_is_read_only_where_it_is_declared():
    data = "Чай? {=да}".encode("cp1251")
    with pytest.raises(FileRefused, match="encoding"):
        text_of(data)
    assert text_of(data, encoding="windows-1251") == "Чай? {=да}"
    xml = '<?xml version="1.0" encoding="windows-1251"?><quiz>ч</quiz>'
    assert "ч" in text_of(xml.encode("cp1251"))


@pytest.mark.parametrize("encoding", ["utf-7", "idna", "rot13", "zlib", "nonsense", "utf-16"])
def test_other_encodings_are_refused(encoding):
    with pytest.raises(FileRefused):
        text_of(f'<?xml version="1.0" encoding="{encoding}"?><quiz/>'.encode())


def test_a_file_beyond_two_megabytes_is_refused():
    with pytest.raises(FileRefused, match="too large"):
        text_of(b"a" * (2 * 2**20 + 1))


@given(st.text(alphabet="ab=~#{}:%50.->\\\n$/[html]T \x00\ud800", max_size=120))
def test_any_text_is_read_or_named(text):
    reading = read_gift(text)
    assert all(question.stem for question in reading.questions)


@given(st.text(max_size=60))
def test_any_words_in_moodle_are_read_or_named(words):
    clean = "".join(sign for sign in words if sign.isprintable())
    for kind in ("multichoice", "numerical", "matching", "truefalse", "ordering"):
        read_moodle(
            f'<quiz><question type="{kind}"><questiontext><text>{escape(clean)}</text></questiontext>'
            f'<answer fraction="100"><text>{escape(clean)}</text></answer></question></quiz>'
        )

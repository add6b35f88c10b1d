"""Captions are read line by line, and what is wrong is told with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.captions import Caption, CaptionsRefused, read_captions, written_captions

FIRST = "00:00.000 --> 00:02.000"


def test_captions_are_read_with_their_moments_and_words():
    text = (
        "\ufeffWEBVTT - a greeting\r\nKind: captions\r\n\r\nNOTE who speaks\r\n\r\nfirst\r\n"
        "00:00:01.500 --> 00:00:03.000 line:0 align:start\r\n- Good morning.\r\n- Come in.\r\n\r\n"
        "01:00:00.000 --> 01:00:01.000\r\n<i>She</i> sits down.\r\n"
    )

    assert read_captions(text) == [
        Caption(1.5, 3.0, "- Good morning.\n- Come in."),
        Caption(3600.0, 3601.0, "<i>She</i> sits down."),
    ]


def test_what_is_written_is_read_the_same():
    captions = read_captions(f"WEBVTT\n\n{FIRST}\nGood morning.\n")

    assert written_captions(captions) == "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nGood morning.\n"
    assert read_captions(written_captions(captions)) == captions


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("", "no_header", 1),
        ("1\n00:00:00,000 --> 00:00:02,000\nSubRip\n", "no_header", 1),
        ("WEBVTTX\n\n", "no_header", 1),
        ("WEBVTT\n\n", "no_captions", 3),
        ("WEBVTT\n\nNOTE nothing yet\n", "no_captions", 4),
        ("WEBVTT\n\n00:00:00,000 --> 00:00:02,000\nWords\n", "bad_timing", 3),
        (f"WEBVTT\n\n{FIRST}\nWords\n\n00:61.000 --> 01:00.000\nWords\n", "bad_timing", 6),
        (f"WEBVTT\n\n{FIRST}\nWords\n\nonly words\n", "no_timing", 6),
        (f"WEBVTT\n\n{FIRST}\n\nWords apart\n", "no_words", 3),
        (f"WEBVTT\n\n{FIRST}\nWords\n00:02.000 --> 00:03.000\nWords\n", "no_words", 3),
        ("WEBVTT\n\n00:02.000 --> 00:02.000\nWords\n", "backwards", 3),
        (f"WEBVTT\n\n00:05.000 --> 00:06.000\nLater\n\n{FIRST}\nEarlier\n", "backwards", 6),
        ("WEBVTT\n\n00:00.000 --> 09:00.000\nWords\n", "after_end", 3),
        ("WEBVTT\n\nSTYLE\n::cue { background: url(https://example.org/) }\n", "style", 3),
        (f"WEBVTT\n\n{FIRST}\nWo\x00rds\n", "control", 4),
        ("WEBVTT" + "\n" * 1_000_000, "too_long", 1),
        ("WEBVTT\n\n" + "a" * 300_000, "too_long", 1),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, reason, line):
    with pytest.raises(CaptionsRefused) as refusal:
        read_captions(text, seconds=10)
    assert (refusal.value.reason, refusal.value.line) == (reason, line)


@given(st.text(alphabet=st.sampled_from("WEBVT\n\r\0 -->:.0129ab&<é"), max_size=200))
def test_nothing_that_is_typed_breaks_the_reader(text):
    try:
        assert read_captions("WEBVTT\n" + text)
    except CaptionsRefused as refusal:
        assert refusal.reason in CaptionsRefused.REASONS

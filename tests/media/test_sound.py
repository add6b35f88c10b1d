"""What is left of a recording once it has been rebuilt from its sound."""

import random
import struct

import pytest

from media.sound import MAX_BYTES, SoundRefused, rebuilt_sound
from tests.media.recordings import CANARY, KINDS, sound_file


@pytest.mark.parametrize("kind", KINDS)
def test_titles_names_and_comments_are_gone_and_the_length_is_told(kind):
    upload = sound_file(kind)
    assert CANARY in upload

    sound = rebuilt_sound(upload)

    assert CANARY not in sound.data
    assert sound.extension == f".{kind}" and 1.9 < sound.seconds < 2.2
    assert sound.kilobits < 40


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_rebuilt_once_stays_as_it_is(kind):
    sound = rebuilt_sound(sound_file(kind))

    assert rebuilt_sound(sound.data) == sound


def test_tags_before_and_behind_an_mp3_and_what_hides_behind_them_are_left_out():
    frames = rebuilt_sound(sound_file("mp3")).data
    picture = b"ID3\x04\0\0" + bytes([0, 0, 8, 0]) + CANARY.ljust(1024, b"\0")
    behind = b"APETAGEX" + CANARY + b"TAG" + CANARY + b"PK\x03\x04 a hidden archive"

    assert rebuilt_sound(picture + picture + bytes(300) + frames + behind).data == frames


def test_the_pages_of_an_ogg_carry_right_checksums_after_large_comments():
    upload = sound_file("ogg")
    head = upload[: 28 + 19]
    rest = upload[len(head) :]
    second = 27 + rest[26] + sum(rest[27 : 27 + rest[26]])
    large = b"OpusTags" + struct.pack("<I", 0) + struct.pack("<II", 1, 70_000) + CANARY * 11_666 + b"a" * 4
    pages, position, number = [], 0, 1
    from media.sound.ogg import _Page

    lacing = b"\xff" * (len(large) // 255) + bytes([len(large) % 255])
    while lacing:
        part, lacing = lacing[:255], lacing[255:]
        body = large[position : position + sum(part)]
        position += sum(part)
        pages.append(_Page(0 if number == 1 else 1, 0, _serial(upload), number, part, body).packed())
        number += 1
    sound = rebuilt_sound(head + b"".join(pages) + rest[second:])

    assert len(pages) == 2
    assert sound == rebuilt_sound(upload)


def _serial(upload: bytes) -> int:
    return struct.unpack_from("<I", upload, 14)[0]


def test_boxes_of_an_m4a_that_hold_no_sound_are_emptied():
    upload = sound_file("m4a")
    sound = rebuilt_sound(upload + struct.pack(">I4s", 8 + 6, b"uuid") + CANARY)

    assert CANARY not in sound.data and b"udta" not in sound.data and b"SoundHandler" not in sound.data


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body


@pytest.mark.parametrize(
    ("upload", "reason"),
    [
        (b"", "not_a_recording"),
        (b"<html><script>alert(1)</script>", "not_a_recording"),
        (b"%PDF-1.7 " + bytes(5000), "not_a_recording"),
        (b"RIFF\x24\x08\0\0WAVEfmt ", "not_a_recording"),
        (b"\x1aE\xdf\xa3 webm", "not_a_recording"),
        (b"ID3\x04\0\0\0\0\0\x05abcde<html>", "not_a_recording"),
        (b"ID3", "not_a_recording"),
        (b"ID3\x04\0\0\x7f\x7f\x7f\x7f", "not_a_recording"),
        (b"OggS", "damaged"),
        (sound_file("ogg")[:2000], "damaged"),
        (sound_file("ogg")[:-10] + bytes(10), "damaged"),
        (sound_file("ogg")[:47], "damaged"),
        (sound_file("ogg") + sound_file("ogg").replace(b"OpusHead", b"OpusHeax"), "damaged"),
        (sound_file("ogg") + b"<html>" + bytes(40), "damaged"),
        (sound_file("m4a")[:3000], "damaged"),
        (sound_file("m4a").replace(b"soun", b"vide"), "not_sound_alone"),
        (sound_file("m4a").replace(b"mp4a", b"enca"), "not_sound_alone"),
        (sound_file("m4a").replace(b"mdat", b"xdat"), "damaged"),
        (box(b"ftyp", b"M4A "), "not_sound_alone"),
        (box(b"ftyp", b"M4A ") + box(b"moov", box(b"mvhd", b"")), "damaged"),
        (box(b"ftyp", b"M4A ") + box(b"free", b"") * 5000, "damaged"),
        (bytes(4) + b"ftyp", "not_sound_alone"),
        (sound_file("mp3")[:2000], "too_short"),
        (bytes(MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_whole_light_recording_is_refused_with_its_reason(upload, reason):
    with pytest.raises(SoundRefused) as refusal:
        rebuilt_sound(upload)
    assert refusal.value.reason == reason


def test_an_mp3_with_something_between_its_frames_is_refused():
    frames = rebuilt_sound(sound_file("mp3")).data
    half = frames[: len(frames) // 96 // 2 * 96]

    with pytest.raises(SoundRefused) as refusal:
        rebuilt_sound(half + b"<script>alert(1)</script>" + half)
    assert refusal.value.reason == "damaged"


def test_a_dense_recording_is_refused_with_what_it_takes():
    header = bytes([0xFF, 0xFB, 0x90, 0xC0])  # MPEG 1, layer III, 128 kbit/s, 44.1 kHz, mono
    frame = header + bytes(144_000 * 128 // 44_100 - 4)

    with pytest.raises(SoundRefused) as refusal:
        rebuilt_sound(frame * 80)
    assert (refusal.value.reason, refusal.value.kilobits) == ("too_dense", 128)


@pytest.mark.parametrize("kind", KINDS)
def test_no_mutation_of_a_recording_is_anything_but_a_recording_or_refused(kind):
    chance = random.Random(11)
    upload = sound_file(kind)
    for _ in range(300):
        mutated = bytearray(upload[: chance.randrange(1, len(upload))] if chance.random() < 0.3 else upload)
        for _ in range(chance.randrange(1, 12)):
            mutated[chance.randrange(min(len(mutated), chance.choice([64, 1000, 10_000])))] = (
                chance.randrange(256)
            )
        try:
            assert rebuilt_sound(bytes(mutated)).seconds >= 1
        except SoundRefused as refusal:
            assert refusal.reason in SoundRefused.REASONS

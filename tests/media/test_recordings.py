"""Recordings: brought with captions and a transcript, sent whole or in parts, and taken back at once."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as site_settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from courses.content.saving import saved_html
from courses.models import CompiledLesson, LessonPage
from media.models import Recording
from media.ranges import RangeNotSatisfiable, asked_range
from tests.factories import make_course, publish
from tests.media.desk import at_desk
from tests.media.recordings import (
    CANARY,
    KINDS,
    VTT,
    sent_recording,
    sound_file,
    sound_upload,
    stored_recording,
)

pytestmark = pytest.mark.django_db
ADD = "/cms/snippets/media/recording/add/"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def kept_files() -> list[Path]:
    return [path for path in Path(site_settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def edit(recording: Recording) -> str:
    return f"/cms/snippets/media/recording/edit/{recording.pk}/"


# --- Bringing one -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_recording_is_stored_clean_with_its_length_and_who_brought_it(kind):
    browser = at_desk()
    answer = browser.post(ADD, sent_recording(file=sound_upload(kind)))

    assert answer.status_code == 302, re.findall(r"error-message[^<]*<[^<]*<[^<]*", answer.content.decode())
    recording = Recording.objects.get()
    [stored] = kept_files()
    assert CANARY not in stored.read_bytes() and "aizada" not in str(stored).lower()
    assert (recording.seconds, recording.file_size) == (2, stored.stat().st_size)
    person = browser.session["_auth_user_id"]
    assert str(recording.uploaded_by_id) == str(recording.no_child_confirmed_by_id) == person


def test_captions_may_come_as_a_file():
    file = sound_upload(data=VTT.replace("Come in", "Sit down").encode())
    at_desk().post(ADD, sent_recording(captions="", captions_file=file))

    assert "Sit down" in Recording.objects.get().captions


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"no_child": ""}, "The voice of a child or of a person who returned must not be stored"),
        ({"transcript": " "}, "This field is required"),
        ({"captions": ""}, "Captions are needed"),
        ({"captions": "Good morning"}, "Captions begin with the line WEBVTT"),
        ({"captions": VTT + "\n00:00:05,000\nHello\n"}, "Line 9 of the captions"),
        ({"captions": VTT + "\n00:01.500 --> 00:09.000\nHello\n"}, "ends after the recording does"),
        ({"captions": "WEBVTT\n\n\x00"}, "Null characters are not allowed"),
        ({"captions_file": sound_upload(data=b"WEBVTT\n\n\x00")}, "Line 3 of the captions"),
        ({"captions_file": sound_upload(data=b"\xff\xfe\x00W")}, "no text in UTF-8"),
        ({"captions_file": sound_upload(data=b"WEBVTT" + b"\n" * 1_000_000)}, "too large for captions"),
        ({"captions_file": sound_upload(data=b"WEBVTT" + b"\n" * 700_000)}, "The captions are too long"),
        ({"language": "tlh"}, "Select a valid choice"),
        ({"consent": "held"}, "where the signed paper lies"),
        ({"origin": ""}, "This field is required"),
        ({"file": sound_upload(data=b"<html><script>")}, "This file is no recording"),
        ({"file": sound_upload("html", sound_file("m4a").replace(b"soun", b"vide"))}, "without video"),
        ({"file": sound_upload(data=sound_file("ogg")[:900])}, "damaged or broken off"),
        ({"file": sound_upload(data=bytes(11 * 2**20))}, "10 MB at most"),
        ({"file": sound_upload(data=b"")}, "The submitted file is empty"),
        ({"file": ""}, "This field is required"),
        ({"transcript": "She is a terrorist's wife."}, "Keep the words as they are"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_stored(fields, said):
    answer = at_desk().post(ADD, sent_recording(**fields))

    assert answer.status_code == 200
    page = re.sub(r"\s+", " ", answer.content.decode()).replace("&#x27;", "'")
    assert said in page
    assert Recording.objects.count() == 0 and kept_files() == []


def test_the_file_decides_what_it_is_and_not_its_name():
    at_desk().post(ADD, sent_recording(file=sound_upload("mp3", sound_file("ogg"))))

    assert Recording.objects.get().file.name.endswith(".ogg")


def test_words_are_mended_later_and_the_file_stays():
    recording = stored_recording()
    browser = at_desk()
    page = browser.get(edit(recording)).content.decode()
    assert f'src="{recording.url}"' in page and 'name="file"' not in page and 'name="no_child"' not in page

    browser.post(edit(recording), sent_recording(title="A second greeting", file=sound_upload("ogg")))
    recording.refresh_from_db()
    assert recording.title == "A second greeting" and recording.file.name.endswith(".mp3")


@pytest.mark.parametrize(("role", "status"), [("trainer", 200), ("operator", 200), ("reviewer", 302)])
def test_who_writes_lessons_brings_recordings(role, status):
    assert at_desk(role).get(ADD).status_code == status


@pytest.mark.parametrize(
    "broken",
    [
        {"captions": ""},
        {"transcript": ""},
        {"no_child_confirmed_at": None},
        {"origin": ""},
        {"seconds": 0},
        {"file_size": 11 * 2**20},
        {"consent": "held"},
    ],
)
def test_the_database_refuses_a_recording_that_cannot_be_read_or_is_heavy(broken):
    recording = stored_recording()

    with pytest.raises(IntegrityError), transaction.atomic():
        Recording.objects.filter(pk=recording.pk).update(**broken)


def test_the_file_goes_with_its_row(django_capture_on_commit_callbacks):
    recording = stored_recording()
    with django_capture_on_commit_callbacks(execute=True):
        recording.delete()
    from lms.jobs.actions import run_due_jobs

    run_due_jobs()
    assert kept_files() == []


# --- Sending it ---------------------------------------------------------------------------------


def bytes_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(("kind", "type_sent"), KINDS.items())
def test_a_recording_is_sent_as_what_it_is_and_nothing_a_browser_would_run(kind, type_sent):
    recording = stored_recording(kind)
    answer = Client().get(recording.url, headers={"Accept-Encoding": "gzip"})

    assert answer["Content-Type"] == type_sent
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "public, no-cache" and answer["Accept-Ranges"] == "bytes"
    assert len(bytes_of(answer)) == int(answer["Content-Length"]) == recording.file_size


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, None),
        ("bytes=-50", -50, None),
        ("bytes=8000-999999", 8000, None),
    ],
)
def test_a_player_gets_the_part_it_asks_for(asked, first, last):
    recording = stored_recording()
    whole = bytes_of(Client().get(recording.url))
    answer = Client().get(recording.url, headers={"Range": asked, "Accept-Encoding": "gzip"})

    assert answer.status_code == 206
    assert bytes_of(answer) == whole[first : None if last is None else last + 1]
    assert answer["Content-Range"].endswith(f"/{len(whole)}")
    assert answer["Content-Type"] == "audio/mpeg" and answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "bytes=-", "seconds=1-2", "bytes=9-3", "bytes=\x00-", "x" * 900]
)
def test_what_is_no_single_part_gets_the_whole(asked):
    recording = stored_recording()

    assert Client().get(recording.url, headers={"Range": asked}).status_code == 200


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_part_behind_the_end_is_refused_with_the_length(asked):
    recording = stored_recording()
    answer = Client().get(recording.url, headers={"Range": asked})

    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{recording.file_size}"


def test_a_part_of_another_version_gets_the_whole_and_a_kept_one_is_not_sent_twice():
    recording = stored_recording()
    etag = Client().get(recording.url)["ETag"]

    other = Client().get(recording.url, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    same = Client().get(recording.url, headers={"Range": "bytes=0-9", "If-Range": etag})
    assert (other.status_code, same.status_code) == (200, 206)
    assert Client().get(recording.url, headers={"If-None-Match": etag}).status_code == 304


def test_captions_are_sent_as_captions():
    answer = Client().get(stored_recording().captions_url)

    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff" and answer.content.decode() == VTT


@pytest.mark.parametrize("name", ["recording", "recording_captions"])
def test_an_unknown_recording_is_not_found_and_a_withdrawn_one_gone(name):
    recording = stored_recording(consent="withdrawn", consent_place="Cabinet")

    assert Client().get(reverse(name, args=[uuid4()])).status_code == 404
    gone = Client().get(reverse(name, args=[recording.public_id]))
    assert (gone.status_code, gone.content) == (410, b"")


def test_a_recording_whose_file_is_gone_is_not_found_and_its_folder_has_no_address():
    recording = stored_recording()
    for prefix in ("/", "/media/", "/not-served/", "/recordings/../"):
        assert Client().get(prefix + recording.file.name).status_code == 404
    kept_files()[0].unlink()

    assert Client().get(recording.url).status_code == 404


@pytest.mark.parametrize(
    ("header", "size", "expected"),
    [("bytes=0-0", 1, (0, 0)), ("bytes=-5", 3, (0, 2)), ("bytes=2-", 3, (2, 2)), ("", 3, None)],
)
def test_ranges_are_read_as_the_protocol_has_them(header, size, expected):
    assert asked_range(header, size) == expected


def test_there_is_no_part_of_an_empty_file():
    with pytest.raises(RangeNotSatisfiable):
        asked_range("bytes=0-", 0)


# --- In a lesson --------------------------------------------------------------------------------


def placed(recording: Recording) -> LessonPage:
    page = LessonPage.objects.get(pk=make_course(lessons=1).lessons[0].pk)
    block = {"type": "recording", "id": str(uuid4()), "value": {"recording": recording.pk}}
    page.body = page.body.stream_block.to_python([block])
    publish(page)
    return page


def artifact(page: LessonPage) -> dict:
    return CompiledLesson.objects.get(lesson_key=page.translation_key).artifact


def shown(page: LessonPage) -> str:
    return re.sub(r"\s+", " ", artifact(page)["pieces"][0]["html"])


def test_a_lesson_says_what_listening_costs_before_it_plays_and_gives_the_words():
    recording = stored_recording(language="ru", licence="CC BY 4.0")
    html = shown(placed(recording))

    assert 'preload="none"' in html and "Listen: 2 s · 8.2 KB" in html.replace("\xa0", " ")
    assert f'<track kind="captions" src="{recording.captions_url}" srclang="ru"' in html
    assert '<div lang="ru"><p>Good morning.' in html
    assert "<details" in html and "Good morning. Come in." in html
    assert "Recording: Invented Voice (CC BY 4.0)" in html


def test_longer_recordings_are_told_in_minutes_rounded_up():
    recording = stored_recording()
    Recording.objects.update(seconds=181, file_size=1_200_000)
    page = placed(Recording.objects.get())

    assert recording.minutes == 0
    assert "Listen: 4 min · 1.1 MB" in shown(page).replace("\xa0", " ")


def test_the_words_count_once_as_reading_and_listening_adds_nothing():
    short, long = stored_recording(), stored_recording(transcript="A word and another one. " * 60)
    counted = [artifact(placed(each)) for each in (short, long)]

    assert counted[1]["words"] - counted[0]["words"] == 5 * 60 - 4
    Recording.objects.filter(pk=long.pk).update(seconds=600)
    assert artifact(placed(Recording.objects.get(pk=long.pk)))["minutes"] == counted[1]["minutes"]


def test_consent_taken_back_takes_voice_and_words_from_the_page():
    recording = stored_recording(consent="held", consent_place="Cabinet in Termez")
    page = placed(recording)
    recording.consent = "withdrawn"
    recording.save()

    assert shown(page).strip() == ""


def test_a_saved_lesson_carries_the_words_and_asks_for_no_sound():
    html = saved_html(artifact(placed(stored_recording()))["pieces"], {})

    assert "Good morning. Come in." in html
    assert "<audio" not in html and "Listen:" not in html


def test_what_is_written_about_a_recording_is_shown_as_words():
    html = shown(placed(stored_recording(title="<b>x</b>", transcript="<script>alert(1)</script>")))

    assert "<script" not in html and "<b>" not in html and "&lt;script&gt;" in html


def test_only_a_lesson_with_a_recording_loads_its_script():
    page = placed(stored_recording())
    with_one = Client().get(page.get_url()).content.decode()
    other = make_course(lessons=1).lessons[0]

    assert with_one.count("js/recording") == 1
    assert "js/recording" not in Client().get(other.get_url()).content.decode()

"""Recordings for tests: two seconds of a hum, with a title, an artist and a comment that must not be stored.

The files beside this one were made with FFmpeg's encoders (LAME, libopus, AAC) from a computed tone.
"""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from media.models import Recording

FOLDER = Path(__file__).parent / "sounds"
CANARY = b"canary"
KINDS = {"mp3": "audio/mpeg", "ogg": "audio/ogg", "m4a": "audio/mp4"}
VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\nGood morning.\n\n00:01.000 --> 00:02.000\nCome in.\n"


def sound_file(kind: str) -> bytes:
    """Return a recording as an encoder writes it."""
    return (FOLDER / f"speech.{kind}").read_bytes()


def sound_upload(kind: str = "mp3", data: bytes | None = None) -> SimpleUploadedFile:
    """Return a recording as a browser sends it, with a telling name."""
    return SimpleUploadedFile(f"Aizada-at-home.{kind}", sound_file(kind) if data is None else data)


def stored_recording(kind: str = "mp3", **fields) -> Recording:
    """Store a recording with everything it needs."""
    values = {
        "title": "A greeting (invented)",
        "language": "en",
        "captions": VTT,
        "transcript": "Good morning. Come in.",
        "origin": "Invented Voice",
        "licence": "Made for this site",
        "no_child_confirmed_at": timezone.now(),
        **fields,
    }
    return Recording.objects.create(file=sound_upload(kind), **values)


def sent_recording(**fields) -> dict:
    """Return what the form of a recording sends."""
    return {
        "no_child": "on",
        "consent": "not_needed",
        "consent_place": "",
        "file": sound_upload(),
        "title": "A greeting (invented)",
        "language": "en",
        "transcript": "Good morning. Come in.",
        "captions": VTT,
        "origin": "Invented Voice",
        "licence": "Made for this site",
        **fields,
    }

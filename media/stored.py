"""Stored pictures and recordings given back as plans, for a package: only what readers may see and hear."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from media.bare import WIDEST_SHOWN, is_bare_picture
from media.models import Picture, Recording
from media.queries import is_public

AS_SHOWN = f"width-{WIDEST_SHOWN}|format-webp"


class StaysHere(ValueError):
    """A picture or a recording may not leave this site; ``str()`` is a sentence that says why."""


@dataclass(frozen=True)
class PicturePlan:
    """A picture as a package carries it: the pixels that readers see, and what is known of them.

    ``is_blurred``: bystanders in it were made unreadable in these pixels.
    """

    key: UUID
    title: str
    kind: str
    consent: str
    origin: str = ""
    licence: str = ""
    people: str = ""
    is_blurred: bool = False
    consent_place: str = ""
    description: str = ""
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class RecordingPlan:
    """A recording as a package carries it, with what makes it readable. ``extension`` has its dot."""

    key: UUID
    title: str
    language: str
    consent: str
    extension: str
    origin: str = ""
    licence: str = ""
    consent_place: str = ""
    captions: str = ""
    transcript: str = ""
    data: bytes = field(default=b"", repr=False)


def picture_plans(keys: Iterable[UUID]) -> list[PicturePlan]:
    """Return stored pictures by their public ids, in their order. Raises StaysHere."""
    rows = Picture.objects.filter(public_id__in=list(keys)).select_related("collection")
    return [_picture_plan(row) for row in sorted(rows, key=_by_id)]


def recording_plans(keys: Iterable[UUID]) -> list[RecordingPlan]:
    """Return stored recordings by their public ids, in their order. Raises StaysHere."""
    rows = Recording.objects.filter(public_id__in=list(keys))
    return [_recording_plan(row) for row in sorted(rows, key=_by_id)]


def withdrawn_among(keys: Iterable[UUID]) -> set[UUID]:
    """Return those ids under which something stands here whose consent was taken back."""
    keys = list(keys)
    found = set()
    for model in (Picture, Recording):
        rows = model.objects.filter(public_id__in=keys, consent="withdrawn")
        found |= set(rows.values_list("public_id", flat=True))
    return found


def _by_id(row: Picture | Recording) -> str:
    return str(row.public_id)


def _picture_plan(picture: Picture) -> PicturePlan:
    if not picture.is_shown or not is_public(picture.collection):
        raise StaysHere(
            _(
                "The picture “%(title)s” is not for everybody: consent was taken back, bystanders are not "
                "blurred, or its collection is closed. Take it out of the text."
            )
            % {"title": picture.title}
        )
    names = ("title", "kind", "people", "consent", "consent_place", "origin", "licence", "description")
    said = {name: getattr(picture, name) for name in names}
    is_blurred = picture.blurred_at is not None
    return PicturePlan(key=picture.public_id, data=_shown_bytes(picture), is_blurred=is_blurred, **said)


def _shown_bytes(picture: Picture) -> bytes:
    """Return the picture as the widest page shows it; what came that way already is given on as it is."""
    try:
        data = _read(picture.file)
        if is_bare_picture(data):
            return data
        return _read(picture.get_rendition(AS_SHOWN).file)
    except OSError as error:
        raise StaysHere(
            _("The file of the picture “%(title)s” is missing. Take it out of the text.")
            % {"title": picture.title}
        ) from error


def _recording_plan(recording: Recording) -> RecordingPlan:
    if not recording.is_shown:
        raise StaysHere(
            _("Consent for the recording “%(title)s” was taken back. Take it out of the text.")
            % {"title": recording.title}
        )
    try:
        data = _read(recording.file)
    except OSError as error:
        raise StaysHere(
            _("The file of the recording “%(title)s” is missing. Take it out of the text.")
            % {"title": recording.title}
        ) from error
    names = ("title", "language", "consent", "consent_place", "origin", "licence", "captions", "transcript")
    said = {name: getattr(recording, name) for name in names}
    extension = Path(recording.file.name).suffix
    return RecordingPlan(key=recording.public_id, extension=extension, data=data, **said)


def _read(file) -> bytes:
    with file.open("rb") as opened:
        return opened.read()

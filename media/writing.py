"""Stores the pictures and recordings of a package, once somebody has looked at each and listened."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Collection

from media.bare import bare_sound, is_bare_picture
from media.models import Picture, Recording, picture_path, recording_path
from media.stored import PicturePlan, RecordingPlan

# What a row gets when it is stored, and nobody has said in the package.
_OURS = {"file", "public_id", "collection", "uploaded_by", "uploaded_by_user", "width", "height"}
_OURS |= {"seconds", "file_size", "file_hash", "no_child_confirmed_by", "blurred_by", "tags"}
_PICTURE = ("title", "kind", "people", "consent", "consent_place", "origin", "licence", "description")
_RECORDING = (
    *("title", "language", "consent", "consent_place", "origin", "licence"),
    *("captions", "transcript"),
)


def picture_faults(plan: PicturePlan) -> list[str]:
    """Return why a picture of a package cannot be stored, as sentences; the guards of an upload hold."""
    found = []
    if not is_bare_picture(plan.data):
        found.append(
            _(
                "Its file is no bare picture: one still WebP, at most 800 pixels wide and 2 MB, and nothing "
                "beside the pixels. Export the package again."
            )
        )
    picture = _picture(plan)
    if picture.waits_for_blur:
        found.append(_("Bystanders in it are not blurred. Blur them on the site that sends it."))
    return found + _refusals(picture)


def recording_faults(plan: RecordingPlan) -> list[str]:
    """Return why a recording of a package cannot be stored, as sentences; the guards of an upload hold."""
    recording, sound = _recording(plan), bare_sound(plan.data)
    if sound is None or sound.extension != plan.extension:
        return [
            _("Its file is no bare recording: MP3, Ogg or M4A, sound alone, light, without titles or names.")
        ]
    recording.seconds = max(1, round(sound.seconds))
    found = _refusals(recording)
    if not found and recording.captions != plan.captions:
        found.append(_("Its captions are not in their plainest form. Export the package again."))
    return found


def _refusals(row: Picture | Recording) -> list[str]:
    found = [_("Consent for it was taken back.")] if row.is_withdrawn else []
    try:
        row.full_clean(exclude=_OURS, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        found += error.messages
    return found


def _picture(plan: PicturePlan) -> Picture:
    picture = Picture(public_id=plan.key, **{name: getattr(plan, name) for name in _PICTURE})
    picture.blurred_at = timezone.now() if plan.is_blurred else None
    return picture


def _recording(plan: RecordingPlan) -> Recording:
    return Recording(public_id=plan.key, **{name: getattr(plan, name) for name in _RECORDING})


@transaction.atomic
def write_pictures(plans: Iterable[PicturePlan], *, by, files: list[str]) -> None:
    """Store the pictures that are not here yet, byte for byte.

    ``by`` has looked at each and confirms that no photograph shows a child or a person who returned; None
    is an operator at the command line. The names of stored files are added to ``files``, so that whoever
    takes the rows back can delete them. Raises ValidationError.
    """
    for plan in _not_here(Picture, plans):
        _require_none(picture_faults(plan), plan.title)
        picture = _picture(plan)
        picture.uploaded_by_user, picture.collection = by, Collection.get_first_root_node()
        if picture.is_photograph:
            picture.no_child_confirmed_at, picture.no_child_confirmed_by = timezone.now(), by
        picture.file = _kept(picture_path(picture, "picture.webp"), plan.data, files)
        picture._set_image_file_metadata()
        picture.save()


@transaction.atomic
def write_recordings(plans: Iterable[RecordingPlan], *, by, files: list[str]) -> None:
    """Store the recordings that are not here yet, as `write_pictures` does. Raises ValidationError."""
    for plan in _not_here(Recording, plans):
        _require_none(recording_faults(plan), plan.title)
        recording, sound = _recording(plan), bare_sound(plan.data)
        recording.uploaded_by = recording.no_child_confirmed_by = by
        recording.no_child_confirmed_at = timezone.now()
        recording.seconds, recording.file_size = max(1, round(sound.seconds)), len(plan.data)
        recording.file = _kept(recording_path(recording, f"recording{plan.extension}"), plan.data, files)
        recording.save()


def _not_here(model, plans: Iterable) -> list:
    plans = list(plans)
    here = model.objects.filter(public_id__in=[plan.key for plan in plans])
    known = set(here.values_list("public_id", flat=True))
    return [plan for plan in plans if plan.key not in known]


def _require_none(faults: list[str], title: str) -> None:
    if faults:
        raise ValidationError([f"“{title}”: {fault}" for fault in faults])


def _kept(path: str, data: bytes, files: list[str]) -> str:
    name = default_storage.save(path, ContentFile(data))
    files.append(name)
    return name

"""What is done to stored pictures: areas are blurred, and what was before is deleted."""

from collections.abc import Sequence
from functools import partial

from celery import shared_task
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from media.blurring import Area, blurred_picture
from media.models import Picture, picture_path

BLURRED = "media.blurred"


class PictureGone(LookupError):
    """The stored file of a picture is not there any more."""


@transaction.atomic
def blur(picture: Picture, areas: Sequence[Area], *, by) -> Picture:
    """Make areas of a stored photograph unreadable for good, and note who did it and when.

    The file as it was and every size made of it are deleted once the change is in the table; a job
    deletes them again, should this process die in between. Raises PictureGone.
    """
    picture = Picture.objects.select_for_update().get(pk=picture.pk)
    made = blurred_picture(_stored_bytes(picture), areas)
    old = [picture.file.name, *picture.renditions.values_list("file", flat=True)]
    picture.renditions.all().delete()
    new = default_storage.save(picture_path(picture, f"picture{made.extension}"), ContentFile(made.data))
    try:
        picture.file = new
        _note(picture, len(areas), by)
    except BaseException:
        forget_files([new])
        raise
    forget_files.delay_on_commit(old)
    transaction.on_commit(partial(forget_files, old))
    return picture


def _stored_bytes(picture: Picture) -> bytes:
    try:
        with picture.file.open("rb") as file:
            return file.read()
    except FileNotFoundError as error:
        raise PictureGone(picture.pk) from error


def _note(picture: Picture, areas: int, by) -> None:
    picture._set_image_file_metadata()
    picture.blurred_by, picture.blurred_at = by, timezone.now()
    picture.save()
    log(instance=picture, action=BLURRED, user=by, data={"areas": areas})


@shared_task(name="media.forget_files")
def forget_files(names: Sequence[str]) -> None:
    """Delete stored files by name; one that is gone already is no fault."""
    for name in names:
        default_storage.delete(name)


def forget_recording(sender, instance, **kwargs) -> None:
    """Delete the file of a recording whose row is deleted, once that is certain."""
    forget_files.delay_on_commit([instance.file.name])

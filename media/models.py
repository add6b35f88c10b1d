"""Pictures and handouts: stored clean of metadata, served only through views."""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from media.handout_files import HandoutRefused, clean_handout
from media.pixels import PictureRefused, RebuiltPicture, rebuilt_picture

PICTURE_REFUSALS = {
    "not_a_picture": _("This file is not a picture. Save it as JPEG, PNG or WebP and try again."),
    "wrong_format": _("Only JPEG, PNG and WebP pictures can be stored."),
    "too_many_pixels": _("This picture has too many pixels. Make it smaller and try again."),
    "moving": _("This picture moves. Only still pictures can be stored."),
    "damaged": _("This picture is damaged. Save it again and try once more."),
}
NOT_REPLACED = _("A stored picture is not replaced, for lessons show it. Add the new one beside it.")
HANDOUT_REFUSALS = {
    "wrong_kind": _("The file is not what its name says. Only PDF, DOCX and ODT can be stored."),
    "active_content": _("This file carries macros or scripts. Save it without them and try again."),
    "damaged": _("This file is damaged. Save it again and try once more."),
    "too_large": _("This file unfolds into too much. Make it smaller and try again."),
}


def picture_path(instance, filename: str) -> str:
    """Return a storage path that says nothing about where a picture came from."""
    return f"pictures/{uuid.uuid4().hex}{Path(filename).suffix.lower()}"


def handout_path(instance, filename: str) -> str:
    """Return a storage path that says nothing about who wrote a handout."""
    return f"handouts/{uuid.uuid4().hex}{Path(filename).suffix.lower()}"


def _is_new(file) -> bool:
    """Return whether a file field holds an upload that has not been stored yet."""
    return bool(file) and not file._committed


class Picture(AbstractImage):
    """A drawn picture or ornament; never a photograph of a child or of a person who returned."""

    # no personal data: metadata is removed before the file is stored
    origin = models.CharField(_("who drew it"), max_length=160, blank=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "origin", "licence")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_upload_to(self, filename: str) -> str:
        """Store under a random name: the original file name may identify somebody."""
        return picture_path(self, filename)

    def clean(self) -> None:
        """Refuse what is no still picture, and another file for a stored one. Raises ValidationError."""
        super().clean()
        if _is_new(self.file):
            if self.pk:
                raise ValidationError({"file": NOT_REPLACED})
            self._rebuilt()

    def save(self, *args, **kwargs) -> None:
        """Store a new upload rebuilt from its pixels, whichever way it came. Raises ValidationError."""
        if _is_new(self.file):
            rebuilt = self._rebuilt()
            self.file = ContentFile(rebuilt.data, name=f"picture{rebuilt.extension}")
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    def _rebuilt(self) -> RebuiltPicture:
        self.file.open()
        upload = self.file.read()
        self.file.seek(0)
        try:
            return rebuilt_picture(upload, max_pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
        except PictureRefused as refusal:
            raise ValidationError({"file": PICTURE_REFUSALS[refusal.reason]}) from refusal


class Rendition(AbstractRendition):
    """A picture at one size, served by a view that asks whether it may be seen."""

    # no personal data
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter"
            )
        ]

    @property
    def url(self) -> str:
        """The address of the view that serves this rendition."""
        return reverse("picture", args=[Path(self.file.name).name])

    def get_upload_to(self, filename: str) -> str:
        """Keep the random stem of the picture and add the filter."""
        return f"renditions/{Path(filename).name}"


class Handout(AbstractDocument):
    """A document for learners, always sent as an attachment."""

    # no personal data: office files lose their authors' names when stored; of a PDF the uploader removes them
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(
        _("file"),
        upload_to=handout_path,
        help_text=_(
            "PDF, DOCX or ODT, without macros. Remove the author's name from a PDF before you upload it."
        ),
    )

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("handout")
        verbose_name_plural = _("handouts")

    @property
    def filename(self) -> str:
        """The name a reader saves the handout under: its title, never the stored name."""
        stem = slugify(self.title, allow_unicode=True)[:80] or "handout"
        return f"{stem}{Path(self.file.name).suffix.lower()}"

    @property
    def url(self) -> str:
        """The address of the view that sends this handout."""
        return reverse("handout", args=[self.public_id])

    def clean(self) -> None:
        """Refuse a file that is not what it says or carries macros. Raises ValidationError."""
        super().clean()
        if _is_new(self.file):
            self._cleaned()

    def save(self, *args, **kwargs) -> None:
        """Store a new upload without the parts that name its authors. Raises ValidationError."""
        if _is_new(self.file):
            extension = Path(self.file.name).suffix.lower()
            self.file = ContentFile(self._cleaned(), name=f"handout{extension}")
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    def _cleaned(self) -> bytes:
        self.file.open()
        upload = self.file.read()
        self.file.seek(0)
        try:
            return clean_handout(upload, Path(self.file.name).suffix.lower().lstrip("."))
        except HandoutRefused as refusal:
            raise ValidationError({"file": HANDOUT_REFUSALS[refusal.reason]}) from refusal

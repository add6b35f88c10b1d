"""Pictures and handouts: stored clean of metadata, served only through views."""

import uuid
from pathlib import Path

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


def picture_path(instance, filename: str) -> str:
    """Return a storage path that says nothing about where a picture came from."""
    return f"pictures/{uuid.uuid4().hex}{Path(filename).suffix.lower()}"


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

    # no personal data: authors' names are removed by whoever uploads
    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("handout")
        verbose_name_plural = _("handouts")

"""Pictures: stored clean of metadata, never showing a child or a person who returned."""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from media.models.files import is_new, picture_path
from media.models.guards import Consent, Guarded
from media.pixels import PictureRefused, RebuiltPicture, rebuilt_picture

PICTURE_REFUSALS = {
    "not_a_picture": _("This file is not a picture. Save it as JPEG, PNG or WebP and try again."),
    "wrong_format": _("Only JPEG, PNG and WebP pictures can be stored."),
    "too_many_pixels": _("This picture has too many pixels. Make it smaller and try again."),
    "moving": _("This picture moves. Only still pictures can be stored."),
    "damaged": _("This picture is damaged. Save it again and try once more."),
}
NOT_REPLACED = _("A stored picture is not replaced, for lessons show it. Add the new one beside it.")
SAYS_NOT_WHO = _("Say who can be seen. There is no choice for a child or for a person who returned.")
SAYS_NO_CONSENT = _("Who can be recognised must have agreed in writing. Choose the state of the consent.")


class PictureKind(models.TextChoices):
    """What a picture is."""

    DRAWING = "drawing", _("Drawing")
    ORNAMENT = "ornament", _("Textile or ornament")
    PHOTOGRAPH = "photograph", _("Photograph")


class People(models.TextChoices):
    """Who may be seen in a photograph. There is no line for a child, nor for a person who returned."""

    NOBODY = "nobody", _("Nobody who could be recognised")
    AGREED = "agreed", _("Public officials or professionals who agreed")
    BYSTANDERS = "bystanders", _("Bystanders: they are blurred here before anybody sees the picture")


class Picture(Guarded, AbstractImage):
    """A drawing, an ornament or a photograph; never one of a child or of a person who returned."""

    # personal data: who can be seen (officials and professionals who agreed), who confirmed that no child
    # is, who blurred it; readers: authors, of the picture itself everybody; kept: until consent is taken
    # back or the picture deleted. Metadata is removed before the file is stored.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=PictureKind.choices,
        default=PictureKind.DRAWING,
        help_text=_(
            "No photograph of a child or of a person who returned can be stored, blurred or not. "
            "A drawing can show what a photograph must not."
        ),
    )
    people = models.CharField(
        _("who can be seen in the photograph"), max_length=12, choices=People.choices, blank=True
    )
    blurred_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    blurred_at = models.DateTimeField(null=True, editable=False)

    admin_form_fields = (
        *("kind", "people", "consent", "consent_place", "file", "title", "origin", "licence"),
        *("description", "collection", "tags"),
        *(f"focal_point_{name}" for name in ("x", "y", "width", "height")),
    )

    class Meta(Guarded.Meta, AbstractImage.Meta):
        abstract = False
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(kind=PictureKind.PHOTOGRAPH)
                | (Q(no_child_confirmed_at__isnull=False) & ~Q(people="") & ~Q(origin="") & ~Q(licence="")),
                name="picture_photograph_is_confirmed_and_says_who",
            ),
            models.CheckConstraint(
                condition=Q(kind=PictureKind.PHOTOGRAPH) | Q(people=""),
                name="picture_people_are_in_photographs",
            ),
            models.CheckConstraint(
                condition=~Q(people=People.AGREED) | ~Q(consent=Consent.NOT_NEEDED),
                name="picture_people_who_can_be_recognised_agreed",
            ),
        ]

    @property
    def is_photograph(self) -> bool:
        """Whether a camera made it."""
        return self.kind == PictureKind.PHOTOGRAPH

    @property
    def waits_for_blur(self) -> bool:
        """Whether bystanders in it have not been blurred yet, so that nobody may see it."""
        return self.people == People.BYSTANDERS and self.blurred_at is None

    @property
    def is_shown(self) -> bool:
        """Whether it may stand on pages."""
        return not self.is_withdrawn and not self.waits_for_blur

    def get_upload_to(self, filename: str) -> str:
        """Store under a random name: the original file name may identify somebody."""
        return picture_path(self, filename)

    def clean(self) -> None:
        """Refuse what is no still picture, another file for a stored one, and open questions about people.

        Raises ValidationError.
        """
        super().clean()
        if self.is_photograph and not self.people:
            raise ValidationError({"people": SAYS_NOT_WHO})
        if self.people == People.AGREED and self.consent == Consent.NOT_NEEDED:
            raise ValidationError({"consent": SAYS_NO_CONSENT})
        if is_new(self.file):
            if self.pk:
                raise ValidationError({"file": NOT_REPLACED})
            self._rebuilt()

    def save(self, *args, **kwargs) -> None:
        """Store a new upload rebuilt from its pixels, whichever way it came. Raises ValidationError."""
        if is_new(self.file):
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

    # no personal data of its own: what the picture says of people holds for its sizes
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter"
            )
        ]

    @property
    def url(self) -> str:
        """The address of the view that serves this rendition; while nobody may see it, one for authors."""
        return reverse("picture" if self.image.is_shown else "cms_picture", args=[Path(self.file.name).name])

    def get_upload_to(self, filename: str) -> str:
        """Keep the random stem of the picture and add the filter."""
        return f"renditions/{Path(filename).name}"

"""Handouts: stored without the names of their authors, always sent as attachments."""

import uuid
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document

from media.handout_files import HandoutRefused, clean_handout
from media.models.files import handout_path, is_new

HANDOUT_REFUSALS = {
    "wrong_kind": _("The file is not what its name says. Only PDF, DOCX and ODT can be stored."),
    "active_content": _("This file carries macros or scripts. Save it without them and try again."),
    "damaged": _("This file is damaged. Save it again and try once more."),
    "too_large": _("This file unfolds into too much. Make it smaller and try again."),
}


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
        if is_new(self.file):
            self._cleaned()

    def save(self, *args, **kwargs) -> None:
        """Store a new upload without the parts that name its authors. Raises ValidationError."""
        if is_new(self.file):
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

"""Recordings: sound alone, light, with captions and a transcript; nobody needs to hear to learn."""

import math
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from media.captions import CaptionsRefused, read_captions, written_captions
from media.models.files import is_new, recording_path
from media.models.guards import Guarded
from media.sound import MAX_BYTES, Sound, SoundRefused, rebuilt_sound

RECORDING_REFUSALS = {
    "not_a_recording": _("This file is no recording. Save it as MP3, Ogg Opus or M4A and try again."),
    "not_sound_alone": _("Only sound can be stored: MP3, Ogg (Opus or Vorbis) or M4A (AAC), without video."),
    "damaged": _("This recording is damaged or broken off. Save it again and try once more."),
    "too_large": _("A recording may have 10 MB at most. Make it shorter, or save it at 32 kbit/s."),
    "too_dense": _(
        "This recording takes %(kilobits)s kbit/s; 64 are the most. Save it as mono speech at 32 kbit/s."
    ),
    "too_short": _("This recording is shorter than a second."),
}
CAPTION_REFUSALS = {
    "too_long": _("The captions are too long: 10,000 lines and 200,000 characters are the most."),
    "no_header": _("Captions begin with the line WEBVTT."),
    "control": _("Line %(line)s of the captions holds a sign that is no text."),
    "style": _("Line %(line)s of the captions: styles and regions are not taken. Leave this block out."),
    "no_timing": _("Line %(line)s of the captions: a line such as 00:01.000 --> 00:04.000 is missing."),
    "bad_timing": _("Line %(line)s of the captions: times look like this: 00:01.000 --> 00:04.000"),
    "backwards": _(
        "Line %(line)s of the captions: it ends before it begins, or begins before the one above."
    ),
    "no_words": _(
        "Line %(line)s of the captions: words are missing below, or an empty line above the next time."
    ),
    "after_end": _("Line %(line)s of the captions: it ends after the recording does."),
    "no_captions": _("There are no captions below the line WEBVTT."),
}
NOT_REPLACED = _(
    "A stored recording is not replaced, for its captions belong to it. Add the new one beside it."
)
NO_TRANSCRIPT = _("Write down what is said. Who cannot hear, or has a weak line, reads it.")


class Recording(Guarded, index.Indexed, models.Model):
    """Something to listen to, never needed to learn: its transcript says the same."""

    # personal data: whose voice it is, where that is a person's who agreed; who confirmed that no child and
    # nobody who returned speaks; who uploaded it; readers: authors, of the recording itself everybody;
    # kept: until consent is taken back or it is deleted. Metadata is removed before the file is stored.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    language = models.CharField(_("language that is spoken"), max_length=10, choices=settings.LANGUAGES)
    file = models.FileField(
        _("file"),
        upload_to=recording_path,
        help_text=_("MP3, Ogg Opus or M4A; 10 MB and 64 kbit/s at most. Speech is clear at 32 kbit/s, mono."),
    )
    seconds = models.PositiveIntegerField(editable=False)
    file_size = models.PositiveIntegerField(editable=False)
    captions = models.TextField(
        _("captions (WebVTT)"), help_text=_("Paste them here, or choose their file. They run along below.")
    )
    transcript = models.TextField(
        _("transcript"),
        help_text=_("Every word that is said, and sounds that matter. Needed, like captions."),
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    search_fields = [index.AutocompleteField("title"), index.SearchField("title")]

    class Meta(Guarded.Meta):
        abstract = False
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = [
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(captions="") & ~Q(transcript=""), name="recording_can_be_read_as_well"
            ),
            models.CheckConstraint(
                condition=Q(no_child_confirmed_at__isnull=False) & ~Q(origin="") & ~Q(licence=""),
                name="recording_is_confirmed_and_says_whose_it_is",
            ),
            models.CheckConstraint(
                condition=Q(seconds__gte=1, file_size__gte=1, file_size__lte=MAX_BYTES),
                name="recording_is_light",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_shown(self) -> bool:
        """Whether it may stand on pages."""
        return not self.is_withdrawn

    @property
    def url(self) -> str:
        """The address of the view that sends the sound."""
        return reverse("recording", args=[self.public_id])

    @property
    def captions_url(self) -> str:
        """The address of the view that sends the captions."""
        return reverse("recording_captions", args=[self.public_id])

    @property
    def minutes(self) -> int:
        """Its length in whole minutes, rounded up; 0 for less than one."""
        return math.ceil(self.seconds / 60) if self.seconds >= 60 else 0

    @property
    def size_shown(self) -> str:
        """What playing it costs, as readers see it."""
        return filesizeformat(self.file_size)

    def clean(self) -> None:
        """Refuse a file that is no light recording, and captions that do not fit. Raises ValidationError."""
        super().clean()
        if is_new(self.file):
            if self.pk:
                raise ValidationError({"file": NOT_REPLACED})
            self.seconds = _whole_seconds(self._rebuilt())
        if not self.transcript.strip():
            raise ValidationError({"transcript": NO_TRANSCRIPT})
        try:
            self.captions = written_captions(read_captions(self.captions, seconds=self.seconds))
        except CaptionsRefused as refusal:
            told = str(CAPTION_REFUSALS[refusal.reason])
            if "%(line)s" in told:
                told %= {"line": refusal.line}
            raise ValidationError({"captions": told}) from refusal

    def save(self, *args, **kwargs) -> None:
        """Store a new upload rebuilt from its sound, whichever way it came. Raises ValidationError."""
        if is_new(self.file):
            sound = self._rebuilt()
            self.file = ContentFile(sound.data, name=f"recording{sound.extension}")
            self.file_size, self.seconds = len(sound.data), _whole_seconds(sound)
        super().save(*args, **kwargs)

    def _rebuilt(self) -> Sound:
        self.file.open()
        upload = self.file.read(MAX_BYTES + 1)
        self.file.seek(0)
        try:
            return rebuilt_sound(upload)
        except SoundRefused as refusal:
            told = str(RECORDING_REFUSALS[refusal.reason])
            if refusal.kilobits:
                told %= {"kilobits": refusal.kilobits}
            raise ValidationError({"file": told}) from refusal


def _whole_seconds(sound: Sound) -> int:
    return max(1, round(sound.seconds))

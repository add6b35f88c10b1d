"""Who signed a lesson, and what is frozen when it is published. Found by keys: no row here knows a page."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


class ExpertSignature(models.Model):
    """A named expert's signature under a lesson; without all of them a course is a pilot edition."""

    # personal data: signer's name, public by intent; readers: everybody; kept: while the lesson stands
    lesson_key = models.UUIDField(_("lesson"))
    field = models.CharField(_("field"), max_length=30)
    signer_name = models.CharField(_("name of the expert"), max_length=160)
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    signed_at = models.DateTimeField(_("signed"), auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson_key", "field"], name="one_signature_per_lesson_and_field")
        ]

    def __str__(self) -> str:
        return f"{self.signer_name} ({self.field})"


class NativeReading(models.Model):
    """That a native speaker has read the words of a translated text; without it they are marked so."""

    # personal data: reader's name and who noted it; readers: who signs; kept: while the
    # translation stands
    # The translation key of a lesson or of a page of another floor.
    text_key = models.UUIDField(_("text"))
    language = models.CharField(_("language"), max_length=12)
    reader_name = models.CharField(_("name of the reader"), max_length=160)
    read_at = models.DateTimeField(_("read"), auto_now_add=True)
    # Of the words that were read: others have been read by nobody.
    words_hash = models.CharField(max_length=64, default="", editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["text_key", "language"], name="one_reading_per_text_and_language"
            ),
            models.CheckConstraint(condition=~models.Q(reader_name=""), name="a_native_reader_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_name} ({self.language})"


def native_state(page) -> str:
    """Return "" for a text in the source language, "read" once a native speaker has read the words that it
    has now, else "awaiting-native".
    """
    language = page.locale.language_code
    if language == settings.LANGUAGE_CODE:
        return ""
    readings = NativeReading.objects.filter(text_key=page.translation_key, language=language)
    read = readings.values_list("words_hash", flat=True).first()
    return "read" if read and read == words_hash(page) else "awaiting-native"


def words_hash(page) -> str:
    """Return what tells the words of a text from all others; its address is none of them."""
    words = [
        [segment.path, segment.string.data]
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue) and segment.path != "slug"
    ]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


class CourseEdition(models.Model):
    """What a course asked for at one date: lessons, activities, rules. Never changed once made."""

    # no personal data
    course_key = models.UUIDField(_("course"))
    number = models.PositiveIntegerField(_("number"))
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    lesson_keys = models.JSONField(_("lessons"))
    activity_keys = models.JSONField(_("activities by lesson"))
    test_key = models.UUIDField(_("end test"), null=True, blank=True)
    minutes = models.DecimalField(_("minutes"), max_digits=7, decimal_places=1)
    rules = models.JSONField(_("rules"), default=dict)
    rules_hash = models.CharField(_("hash of lessons, activities and rules"), max_length=64)

    class Meta:
        ordering = ["course_key", "number"]
        constraints = [
            models.UniqueConstraint(fields=["course_key", "number"], name="one_edition_per_course_and_number")
        ]

    def __str__(self) -> str:
        return f"{self.course_key} / {self.number}"


class CompiledCourse(models.Model):
    """A published course in one language, ready to be shown: card, outline, what is asked."""

    # no personal data
    course_key = models.UUIDField()
    language = models.CharField(max_length=12)
    slug = models.SlugField(max_length=255)
    artifact = models.JSONField()
    compiled_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course_key", "language"], name="one_compiled_course_per_language"
            ),
            models.UniqueConstraint(fields=["slug", "language"], name="one_course_address_per_language"),
        ]


class CompiledLesson(models.Model):
    """A published lesson in one language: body in pieces, words, bytes. May hold answer keys: never sent."""

    # no personal data
    lesson_key = models.UUIDField()
    course_key = models.UUIDField()
    language = models.CharField(max_length=12)
    revision_id = models.BigIntegerField()
    artifact = models.JSONField()
    compiled_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lesson_key", "language"], name="one_compiled_lesson_per_language"
            )
        ]


class PublishedVersion(models.Model):
    """One row that counts publications, so that copies in memory know when they are old."""

    # no personal data
    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="only_one_published_version")]

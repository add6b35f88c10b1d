"""What the tables of all kinds share: drafts, reviewed, published, translated and placed in lessons."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    Locale,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from courses.own_code import OwnCode


class ActivityContent(
    OwnCode, PreviewableMixin, WorkflowMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model
):
    """Something an author writes for an activity; learners only ever meet what was frozen at publish.

    A model adds its fields, among them ``code``, and names the template of its preview.
    """

    # Put in place when the app is ready: both know more of a row than its table may.
    require_ready: ClassVar["staticmethod[[Any], None]"]
    preview_context: ClassVar["staticmethod[[Any, dict], dict]"]
    preview_template: ClassVar[str]

    activity = models.ForeignKey(
        "courses.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("activity in a lesson"),
    )

    class Meta(TranslatableMixin.Meta):
        abstract = True
        unique_together = [("translation_key", "locale")]
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="one_%(class)s_per_code_and_language"),
            models.UniqueConstraint(
                fields=["activity", "locale"],
                condition=models.Q(activity__isnull=False),
                name="one_%(class)s_per_activity_and_language",
            ),
        ]

    @classmethod
    def behind(cls, activity) -> Self | None:
        """Return the row in the source language behind an activity or its translation."""
        found = cls.objects.filter(activity__translation_key=activity.translation_key)
        return found.filter(locale=Locale.get_default()).select_related("locale").first()

    @classmethod
    def known_or_new(cls, key: UUID) -> Self:
        """Return the row with this key in the source language, or a new one, not yet saved."""
        locale = Locale.get_default()
        known = cls.objects.filter(translation_key=key, locale=locale).first()
        return known or cls(translation_key=key, locale=locale, live=False)

    def published_in(self, language: str) -> Self | None:
        """Return the published translation of this row, or None."""
        found = self.get_translations().filter(live=True, locale__language_code=language)
        return found.select_related("locale").first()

    def publish(self, revision, **kwargs):
        """Publish, unless the kind says that it is not ready; it raises an error of its own then."""
        self.require_ready(revision.as_object())
        return super().publish(revision, **kwargs)

    def get_preview_template(self, request, mode_name):
        """Show the draft as the kind's preview does."""
        return self.preview_template

    def get_preview_context(self, request, mode_name):
        """Freeze the draft, so that the preview is what a learner will meet."""
        return self.preview_context(self, super().get_preview_context(request, mode_name))

"""What the tables of all kinds share: drafts, reviewed, published, translated and placed in lessons."""

from typing import Any, ClassVar, Self
from uuid import UUID, uuid5

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import (
    DraftStateMixin,
    Locale,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from courses.activities.models import Activity
from courses.own_code import OwnCode


class CodeTaken(PermissionDenied):
    """The code belongs to an activity of another kind; the message says whose it is."""


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
        verbose_name=gettext_lazy("activity in a lesson"),
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

    @property
    def is_placed_by_code(self) -> bool:
        """Whether publishing gives it an activity, which takes its code among those of all kinds."""
        return True

    @property
    def activity_key(self) -> UUID:
        """The identity of its activity, also of the one that it will get when it is published."""
        placed = Activity.objects.filter(pk=self.activity_id).values_list("translation_key", flat=True)
        # The same row always gets the same activity: an older draft may not know of it yet.
        return placed.first() or uuid5(self.translation_key, "activity")

    def clean(self) -> None:
        """Refuse a code that another row of the language has, whatever its kind. Raises ValidationError."""
        super().clean()
        title = self._bearer_of_code(also_drafts=True)
        if title is not None:
            raise ValidationError({"code": _taken_by(title)})

    def publish(self, revision, **kwargs):
        """Publish, unless the kind says that it is not ready; it raises an error of its own then.

        Raises CodeTaken where another kind took its code meanwhile: the database would refuse it.
        """
        draft = revision.as_object()
        title = draft._bearer_of_code(also_drafts=False)
        if title is not None:
            raise CodeTaken(_taken_by(title))
        self.require_ready(draft)
        return super().publish(revision, **kwargs)

    def _bearer_of_code(self, *, also_drafts: bool) -> str | None:
        """Return the title of what another kind has under this code, or None where it is free."""
        if not self.is_placed_by_code:
            return None
        same = {"code": self.code, "locale_id": self.locale_id or Locale.get_default().pk}
        placed = Activity.objects.filter(**same).exclude(translation_key=self.activity_key).first()
        if placed is not None or not also_drafts:
            return placed and placed.title
        for model in kinds_of_content():
            drafted = model.objects.filter(**same, activity=None) if model is not type(self) else []
            if row := next((row for row in drafted if row.is_placed_by_code), None):
                return str(row) or str(model._meta.verbose_name)
        return None

    def get_preview_template(self, request, mode_name):
        """Show the draft as the kind's preview does."""
        return self.preview_template

    def get_preview_context(self, request, mode_name):
        """Freeze the draft, so that the preview is what a learner will meet."""
        return self.preview_context(self, super().get_preview_context(request, mode_name))


def kinds_of_content() -> list[type[ActivityContent]]:
    """Return the tables of all kinds, of every floor."""
    return [model for model in apps.get_models() if issubclass(model, ActivityContent)]


def _taken_by(title: str) -> str:
    return _("“%(title)s” has this code already. Choose one that is free.") % {"title": title}

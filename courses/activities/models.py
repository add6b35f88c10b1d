"""Activity: the one thing a lesson points to, whatever its kind."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail_localize.fields import SynchronizedField

from courses.own_code import OwnCode


class Activity(OwnCode, WorkflowMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """Something a learner does; the tables of its kind point down to it."""

    # no personal data
    code = models.SlugField(_("code"), max_length=100)
    kind = models.SlugField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=255)
    minutes = models.DecimalField(
        _("stated minutes"),
        max_digits=4,
        decimal_places=1,
        default=1,
        help_text=_("How long a careful colleague needs. It counts towards the hours on a certificate."),
    )
    is_sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Touches security bodies, religion, law or one's own distress: answers are not kept."),
    )

    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("kind", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        unique_together = [("translation_key", "locale")]
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="one_activity_per_code_and_language")
        ]

    def __str__(self) -> str:
        return self.title

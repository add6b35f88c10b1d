"""Three questions some time after a module: what was asked, and what was still known."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Refresher(models.Model):
    """A few questions on a module, some days after it was finished; answered from a signed link."""

    # personal data: which questions were right, and when; readers: the learner; kept: 12 months
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="refreshers")
    course_key = models.UUIDField()
    # The key of the module's first lesson: modules have none that every language shares.
    module_key = models.UUIDField()
    step = models.PositiveSmallIntegerField(help_text=_("days after the module was finished"))
    # [{"question": key, "version": number in the source language}] in the order asked
    drawn = models.JSONField()
    # {question key: whether it was wholly right}; nothing else of an answer is kept
    marks = models.JSONField(default=dict, blank=True)
    made_on = models.DateField()
    open_until = models.DateField()
    told_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    kept_until = models.DateField()

    class Meta:
        verbose_name = _("refresher")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "module_key", "step"], name="one_refresher_per_learner_module_and_step"
            ),
            models.CheckConstraint(
                condition=models.Q(step__in=[2, 7, 21, 60]), name="refresher_comes_on_a_day_that_was_told"
            ),
            models.CheckConstraint(
                condition=models.Q(open_until__gte=models.F("made_on")), name="refresher_ends_after_it_began"
            ),
        ]
        indexes = [models.Index(fields=["kept_until"], name="refresher_end")]

    def __str__(self) -> str:
        return f"{self.module_key} / {self.step}"

    @property
    def unanswered(self) -> list[str]:
        """The keys of the questions that are still to be answered, in their order."""
        return [each["question"] for each in self.drawn if each["question"] not in self.marks]


class RefresherPause(models.Model):
    """That somebody wants no refreshers for now. No reason is asked."""

    # personal data: the wish; readers: the learner; kept: until it is taken back or the account is deleted
    learner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="refresher_pause"
    )
    paused_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pause of refreshers")

    def __str__(self) -> str:
        return f"{self.learner_id}"

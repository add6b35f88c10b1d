"""Links by which a learner lets others read their record of learning."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RecordLink(models.Model):
    """One link to one learner's record; it ends by itself, and its owner can close it before."""

    # personal data: that somebody shares their record; readers: the learner; kept: 30 days after its end
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="record_links"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The link itself is never stored: whoever reads this table can open nothing.
    token_hash = models.CharField(max_length=64, editable=False)
    shows_name = models.BooleanField(default=False)
    last_day = models.DateField(_("last day"))
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("link to a record of learning")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["token_hash"], name="one_record_link_per_token")]
        indexes = [models.Index(fields=["last_day"], name="record_link_end")]

    def is_open_on(self, day: date) -> bool:
        """Whether it opens the record on that day; its last day still counts."""
        return self.closed_at is None and day <= self.last_day

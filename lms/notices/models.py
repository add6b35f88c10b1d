"""Who wants no messages, and which digests were sent."""

from django.conf import settings
from django.db import models


class Silence(models.Model):
    """That somebody wants no messages. Codes to sign in, which they ask for, come all the same."""

    # personal data: the wish; readers: the person; kept: until it is taken back or the account is deleted
    learner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="silence")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.learner_id}"


class Digest(models.Model):
    """One message to one person; its words are put together when it leaves and kept nowhere."""

    # personal data: that and when a message was sent; readers: the person; kept: 30 days
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    # The day, and the Monday of its week, on the person's own calendar.
    day = models.DateField()
    week = models.DateField()
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    # Set before the mail server is asked: should the process die then, nobody gets the message twice.
    begun_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "day"], name="one_digest_per_person_and_day"),
            models.UniqueConstraint(
                fields=["learner", "week", "number"], name="one_digest_per_place_in_week"
            ),
            models.CheckConstraint(condition=models.Q(number__in=[1, 2]), name="two_digests_a_week_at_most"),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(begun_at__isnull=False),
                name="digest_begins_before_it_is_sent",
            ),
        ]
        indexes = [models.Index(fields=["day"], name="digest_end")]

    def __str__(self) -> str:
        return f"{self.learner_id} / {self.day}"

"""What is kept around a group: who is still to be asked, a kind word, an offer to hand it over, its trail."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort, Invitation
from lms.accounts.api import Sealed

MOST_MAILS_A_DAY = 500


class AskingDay(models.Model):
    """How many invitation mails a coordinator promised on one day."""

    # personal data: how many mails a coordinator promised; readers: that person; kept: 30 days
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="asking_days"
    )
    day = models.DateField()
    number = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["coordinator", "day"], name="one_count_per_coordinator_and_day"),
            models.CheckConstraint(
                condition=models.Q(number__lte=MOST_MAILS_A_DAY), name="invitation_mails_a_day_have_a_bound"
            ),
        ]


class Asked(models.Model):
    """Somebody who is asked once into a group. Once the mail has left only a keyed fingerprint stays."""

    # personal data: an address (sealed) until its mail has left, at most 3 days; then a keyed fingerprint
    # that tells the address from no other; readers: nobody, the job that sends the mail;
    # kept: until the last day of the invitation
    row_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="+")
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64, editable=False)
    language = models.CharField(max_length=12)
    # Address and token of the link, together; empty from the moment the mail has left.
    letter_sealed = models.BinaryField(default=bytes, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    # Set before the mail server is asked: should the process die then, nobody gets the mail twice.
    begun_at = models.DateTimeField(null=True, blank=True)

    letter = Sealed("letter_sealed")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "mark"], name="asked_once_into_a_group"),
        ]
        indexes = [models.Index(fields=["asked_at"], name="asked_end")]

    def sealing_context(self) -> str:
        """Bind the sealed letter to this row and its group."""
        return f"{self.row_id}/{self.cohort_id}"


class KindTurn(models.Model):
    """From which day on a group may be sent its next kind message."""

    # no personal data
    cohort = models.OneToOneField(Cohort, on_delete=models.CASCADE, related_name="+")
    next_on = models.DateField()


class KindMessage(models.Model):
    """The last kind message to a learner, from whichever group: one in 14 days at most."""

    # personal data: that and when somebody was written to, and which of the fixed texts; readers: the
    # person; kept: the last one only, 12 months
    learner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kind_message"
    )
    # Empty once the group is gone: nothing is sent any more, and the 14 days hold all the same.
    cohort = models.ForeignKey(Cohort, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=20)
    asked_on = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(text__in=["no hurry", "short", "hard"]),
                name="kind_message_is_a_fixed_text",
            ),
        ]


class HandOver(models.Model):
    """An offer to coordinate a group, to whoever signs in with the address it was made for."""

    # personal data: who offers a group, and a keyed fingerprint of an address; readers: both of them;
    # kept: until it is answered, at most 14 days
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.OneToOneField(Cohort, on_delete=models.CASCADE, related_name="+")
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="offered_groups"
    )
    mark = models.CharField(max_length=64, editable=False)
    until = models.DateField()


class TrailEntry(models.Model):
    """One thing that was done with a group. Rows are only added, and forgotten with the group."""

    # personal data: who did what with a group; readers: those who coordinate it; kept: as long as the
    # group, and 12 months after somebody deleted it; without the name once the account is gone

    class What(models.TextChoices):
        """What was done."""

        MADE = "made", _("made")
        CHANGED = "changed", _("changed")
        LINK = "link", _("a link into it made")
        INVITED = "invited", _("people invited by mail")
        KIND = "kind", _("a kind message sent")
        OFFERED = "offered", _("offered to somebody else")
        TAKEN = "taken", _("taken over")
        DELETED = "deleted", _("deleted")

    cohort_key = models.UUIDField()
    # So that a deleted group is still told to those whose it was.
    cohort_name = models.CharField(max_length=80)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=6, blank=True)
    what = models.CharField(max_length=10, choices=What)
    # How many people were invited, for instance; never who.
    number = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="group_trail"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["cohort_key", "at"], name="trail_of_a_group")]

    def save(self, *args, **kwargs) -> None:
        """Add the row. Raises TypeError for one that stands already: a trail is not rewritten."""
        if not self._state.adding:
            raise TypeError("An entry of a trail is never changed.")
        super().save(*args, **kwargs)

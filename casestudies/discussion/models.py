"""An opening question as a trainer writes it, and what learners wrote to it or to their trainer."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail_localize.fields import SynchronizedField

from casestudies.discussion.rules import LONGEST
from courses.pages import ActivityContent


class Discussion(ActivityContent):
    """A question to colleagues; what they write to it are contributions."""

    # no personal data
    activity_kind = "discussion"
    # Nobody has to take part: no lesson waits for it, and no hour on a certificate counts it.
    is_sensitive = True
    minutes = 0
    preview_template = "casestudies/previews/discussion.html"

    code = models.SlugField(_("code"), max_length=100, help_text=_("Stays for ever: it is the address."))
    title = models.CharField(
        _("question"),
        max_length=200,
        help_text=_("One open question to colleagues. Two honest answers may both stand."),
    )
    opening = models.TextField(
        _("opening"),
        help_text=_("What to think of when answering. Ask for a way of working, never for a family’s story."),
    )

    override_translatable_fields = [SynchronizedField("code", overridable=False)]

    class Meta(ActivityContent.Meta):
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def __str__(self) -> str:
        return self.title


class Contribution(models.Model):
    """Something a learner wrote: to a discussion, or without one to the trainers of a course.

    Readers: the author; the trainers of the course; and, once let through, whoever takes the course. Nobody
    reads the author's name. It goes 90 days after it was written, on withdrawal, and with the account.
    """

    # personal data: author and own words, kept 90 days

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        SHOWN = "shown", _("let through")
        RETURNED = "returned", _("handed back")

    class Reason(models.TextChoices):
        RECOGNISED = "recognised", _("Somebody could be recognised by it.")
        HURTS = "hurts", _("Some of its words could hurt the people it speaks of.")
        ELSEWHERE = "elsewhere", _("It answers another question than this one.")
        OTHER = "other", _("The trainer says why below.")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="contributions"
    )
    course_key = models.UUIDField()
    # The key of the activity; empty for a question to the trainers.
    discussion_key = models.UUIDField(null=True, blank=True)
    pseudonym = models.CharField(max_length=12)
    text = models.TextField(max_length=LONGEST)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    note = models.TextField(max_length=LONGEST, blank=True)
    reply = models.TextField(max_length=LONGEST, blank=True)
    is_reported = models.BooleanField(default=False)
    written_at = models.DateTimeField(db_index=True)
    idempotency_key = models.UUIDField()

    class Meta:
        verbose_name = _("contribution")
        indexes = [models.Index(fields=["discussion_key", "course_key", "state"], name="contributions_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "idempotency_key"], name="one_contribution_per_sending"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="contribution_says_something"),
            models.CheckConstraint(
                condition=Q(state="returned", reason__gt="") | (~Q(state="returned") & Q(reason="")),
                name="contribution_comes_back_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(discussion_key__isnull=False) | ~Q(state="shown") | ~Q(reply=""),
                name="question_is_closed_by_a_reply",
            ),
        ]

"""An exercise as its author writes it, and what learners leave in its blocks."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail_localize.fields import SynchronizedField, TranslatableField
from wagtail_localize.segments import StringSegmentValue

from courses.activities.content import ActivityContent
from courses.activities.runtimes.xblock.tree import Node, TreeRefused, read_tree, with_words, words_in


class TreeField(models.JSONField):
    """The blocks of an exercise. Translators are given its words, and nothing that decides how it plays."""

    def deconstruct(self):
        """Stand in migrations as the plain column that this is."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.JSONField", arguments, options

    def get_translatable_segments(self, value) -> list[StringSegmentValue]:
        """Return the words, for the translators' editor."""
        return [StringSegmentValue(place, words) for place, words in words_in(value).items()]

    def restore_translated_segments(self, value, segments):
        """Return the same blocks in translated words."""
        return with_words(value, {segment.path: segment.render_text() for segment in segments})


class BlockExercise(ActivityContent):
    """An exercise made of blocks. Learners only ever meet what was frozen at publish."""

    # no personal data

    activity_kind = "xblock"
    preview_template = "courses/previews/block_exercise.html"

    code = models.SlugField(
        _("code"), max_length=100, help_text=_("Stays for ever: packages know it by this.")
    )
    title = models.CharField(_("title"), max_length=160)
    tree = TreeField(
        _("blocks"),
        default=dict,
        help_text=_("The block, its fields and the blocks in it."),
    )
    twin = models.TextField(
        _("the same in words"),
        blank=True,
        help_text=_("For blocks that do not say it themselves: read where the block cannot be shown."),
    )
    minutes = models.DecimalField(
        _("stated minutes"),
        max_digits=4,
        decimal_places=1,
        default=3,
        help_text=_("How long a careful colleague needs. It counts towards the hours on a certificate."),
    )
    is_sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Touches security bodies, religion, law or one's own distress: answers are not kept."),
    )

    override_translatable_fields = [
        TranslatableField("tree"),
        SynchronizedField("code", overridable=False),
        SynchronizedField("minutes", overridable=False),
        SynchronizedField("is_sensitive", overridable=False),
    ]

    class Meta(ActivityContent.Meta):
        verbose_name = _("exercise")
        verbose_name_plural = _("exercises")

    def __str__(self) -> str:
        return self.title

    @property
    def nodes(self) -> dict[str, Node]:
        """Every block by its place; empty where the tree cannot be read."""
        try:
            return read_tree(self.tree)
        except TreeRefused:
            return {}


class BlockState(models.Model):
    """One field of a block as one learner left it; a field that blocks share belongs to nobody."""

    # personal data: what a learner chose and typed in an exercise; readers: the learner;
    # kept: 12 months after the last change; of a sensitive exercise until it is done, 14 days at most
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="block_states"
    )
    # The learner's number as text, "" for a shared field: NULL would let two rows stand for one field.
    user_key = models.CharField(max_length=40, blank=True)
    family = models.CharField(max_length=40)
    # A place in an exercise, a type of block, or "" for what all blocks know of a learner.
    block_key = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=100)
    value = models.JSONField(null=True)
    kept_until = models.DateField()
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("field of a block")
        constraints = [
            models.UniqueConstraint(
                fields=["user_key", "family", "block_key", "name"], name="one_row_per_field_of_a_block"
            ),
            models.CheckConstraint(
                condition=models.Q(learner__isnull=True, user_key="")
                | (models.Q(learner__isnull=False) & ~models.Q(user_key="")),
                name="block_field_is_a_learners_or_shared",
            ),
        ]
        indexes = [models.Index(fields=["kept_until"], name="block_field_end")]

    def __str__(self) -> str:
        return f"{self.block_key} {self.name}"


def forget_block_states(day: date) -> int:
    """Delete what learners left in blocks and whose time is over; returns how many fields."""
    deleted, _by_table = BlockState.objects.filter(kept_until__lte=day).delete()
    return deleted


def forget_exercise(learner, activity_key: UUID) -> None:
    """Delete what a learner left in one exercise; that it is done, and how well, is kept elsewhere."""
    BlockState.objects.filter(learner=learner, block_key__startswith=f"{activity_key}.").delete()


# How long a sensitive exercise waits for somebody who closed the page in the middle.
SENSITIVE_WAITS_DAYS = 14


def kept_until(today: date, *, is_sensitive: bool, months: int) -> date:
    """Return how long a field that changes today is kept."""
    return today + (timedelta(days=SENSITIVE_WAITS_DAYS) if is_sensitive else timedelta(days=31 * months))

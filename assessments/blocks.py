"""The choices of a question as a trainer writes them; also steps, pairs, passages and foreseen answers."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ChoiceBlock(blocks.StructBlock):
    """One choice: its text, whether it is right, and why. Its block id is the choice's identity.

    A step has a place instead of being right, one half of a pair has its partner.
    """

    text = blocks.CharBlock(
        max_length=400,
        label=_("Choice"),
        help_text=_("For a written answer or a number: what a reader may write, right or mistaken."),
    )
    is_right = blocks.BooleanBlock(
        required=False,
        label=_("This is right"),
        help_text=_(
            "In a text with errors: this passage holds one. Leave it empty for steps, pairs, groups, scales."
        ),
    )
    place = blocks.IntegerBlock(
        required=False,
        min_value=1,
        max_value=99,
        label=_("Place"),
        help_text=_("Only for putting in order: 1 comes first. Steps of one place may stand either way."),
    )
    match = blocks.CharBlock(
        required=False,
        max_length=200,
        label=_("Belongs to"),
        help_text=_(
            "For matching and sorting: the partner or group that readers should find. Several may share one."
        ),
    )
    tolerance = blocks.DecimalBlock(
        required=False,
        min_value=0,
        max_digits=18,
        decimal_places=6,
        label=_("May be off by"),
        help_text=_("Only for a number: how far from this value an answer may be, in the same unit."),
    )
    better = blocks.CharBlock(
        required=False,
        max_length=400,
        label=_("Right would be"),
        help_text=_("Only for a text with errors: what should stand there instead."),
    )
    why = blocks.TextBlock(
        required=False,
        max_length=800,
        label=_("Why"),
        help_text=_("Shown after the answer. Name the mistake kindly and say what is better."),
    )

    class Meta:
        icon = "tick"
        label = _("Choice")


class OtherPartnerBlock(blocks.CharBlock):
    """A partner that belongs to no choice, so that the last pair is not found by itself."""

    class Meta:
        icon = "cross"
        label = _("Partner or group that nothing belongs to")
        help_text = _("For matching and sorting. Readers see it among the others.")


class ReasonBlock(blocks.StructBlock):
    """One of the reasons for a choice. Its block id is the reason's identity."""

    text = blocks.CharBlock(max_length=400, label=_("Reason"))
    is_right = blocks.BooleanBlock(required=False, label=_("This is right"))
    why = blocks.TextBlock(
        max_length=800,
        label=_("Why"),
        help_text=_("Shown after the answer. Name the mistake kindly and say what is better."),
    )

    class Meta:
        icon = "comment"
        label = _("Reason, only for a choice to justify")


CHOICE_BLOCKS = [
    ("choice", ChoiceBlock()),
    ("other", OtherPartnerBlock(max_length=200)),
    ("reason", ReasonBlock()),
]

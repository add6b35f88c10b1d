"""The choices of a question as a trainer writes them; also its steps, its pairs and its foreseen answers."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ChoiceBlock(blocks.StructBlock):
    """One choice: its text, whether it is right, and why. Its block id is the choice's identity.

    A step has a place instead of being right, one half of a pair has its partner.
    """

    text = blocks.CharBlock(
        max_length=400,
        label=_("Choice"),
        help_text=_("For a short written answer: what a reader may write, right or mistaken."),
    )
    is_right = blocks.BooleanBlock(
        required=False,
        label=_("This is right"),
        help_text=_("Leave it empty where readers put in order or match."),
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
        help_text=_("Only for matching: the partner that readers should find. Several may share one."),
    )
    why = blocks.TextBlock(
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
        label = _("Partner that belongs to nothing")
        help_text = _("Only for matching. Readers see it among the partners.")


CHOICE_BLOCKS = [("choice", ChoiceBlock()), ("other", OtherPartnerBlock(max_length=200))]

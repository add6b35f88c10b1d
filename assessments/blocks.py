"""The choices of a question as a trainer writes them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ChoiceBlock(blocks.StructBlock):
    """One choice: its text, whether it is right, and why. Its block id is the choice's identity."""

    text = blocks.CharBlock(max_length=400, label=_("Choice"))
    is_right = blocks.BooleanBlock(required=False, label=_("This is right"))
    why = blocks.TextBlock(
        max_length=800,
        label=_("Why"),
        help_text=_("Shown after the answer. Name the mistake kindly and say what is better."),
    )

    class Meta:
        icon = "tick"
        label = _("Choice")


CHOICE_BLOCKS = [("choice", ChoiceBlock())]

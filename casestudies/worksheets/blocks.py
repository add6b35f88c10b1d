"""The prompts of a worksheet as a trainer writes them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class PromptBlock(blocks.StructBlock):
    """One thing to write down. Its block id is the prompt's identity in every language."""

    label = blocks.CharBlock(
        max_length=160,
        label=_("Prompt"),
        help_text=_("A question, or the heading of a field. The reader is “you”."),
    )
    hint = blocks.CharBlock(
        required=False,
        max_length=240,
        label=_("Hint"),
        help_text=_("An example of what could stand here. Invented, and without names."),
    )
    lines = blocks.IntegerBlock(
        default=3,
        min_value=1,
        max_value=12,
        label=_("Lines on paper"),
        help_text=_(
            "How much room there is to write by hand. A sheet has 36; each prompt takes two besides its own."
        ),
    )

    class Meta:
        icon = "edit"
        label = _("Prompt")
        label_format = "{label}"


PROMPT_BLOCKS = [("prompt", PromptBlock())]

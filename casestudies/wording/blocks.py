"""The model answers of a text to rewrite as a trainer writes them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ModelAnswerBlock(blocks.StructBlock):
    """One way to write it. Its block id is its identity in every language."""

    text = blocks.TextBlock(
        rows=3,
        max_length=1200,
        label=_("One way to write it"),
        help_text=_("Not the only one: two or three that differ, so that none looks like the key."),
    )
    why = blocks.TextBlock(
        rows=2,
        max_length=400,
        label=_("Why"),
        help_text=_("One sentence: what it keeps, and what it leaves out."),
    )

    class Meta:
        icon = "edit"
        label = _("Model answer")
        label_format = "{text}"


ANSWER_BLOCKS = [("answer", ModelAnswerBlock())]

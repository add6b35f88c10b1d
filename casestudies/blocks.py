"""The outline of a case as a trainer writes it: turning points, their choices below them, endings."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class NameBlock(blocks.CharBlock):
    """A short name by which the outline points to places. It is the same in every language."""

    def get_translatable_segments(self, value) -> list:
        """Give translators nothing: names, facts and scores belong to the source."""
        return []


class TurningPointBlock(blocks.StructBlock):
    """A moment to decide. The choices that follow in the outline belong to it."""

    name = NameBlock(
        max_length=40,
        label=_("Short name"),
        help_text=_("For you and the map, such as “staff room”. Learners never see it."),
    )
    speaker = blocks.CharBlock(
        required=False,
        max_length=80,
        label=_("Who speaks"),
        help_text=_("An invented person: “a grandmother”, never a name."),
    )
    text = blocks.TextBlock(
        max_length=1200, label=_("What happens"), help_text=_("Sixty words are enough. The reader is “you”.")
    )
    facts = NameBlock(
        required=False,
        max_length=400,
        label=_("Codes of the facts behind it"),
        help_text=_("With commas in between. Readers can open them here, each with its source."),
    )
    profession = blocks.CharBlock(
        required=False,
        max_length=60,
        label=_("Another profession"),
        help_text=_("Whose view the debrief adds, such as “a theologian”."),
    )
    weighs = blocks.TextBlock(
        required=False,
        max_length=600,
        label=_("What it would weigh here"),
        help_text=_("Only in the debrief."),
    )

    class Meta:
        icon = "help"
        label = _("Turning point")
        label_format = "{name}"
        help_text = _("Put its choices directly below it.")


class ChoiceBlock(blocks.StructBlock):
    """One way on from the turning point above. Its block id is the choice's identity."""

    text = blocks.TextBlock(max_length=400, label=_("What one could do"))
    goes_to = NameBlock(
        max_length=40,
        label=_("Leads to"),
        help_text=_("The short name of a turning point or of an ending."),
    )
    consequence = blocks.TextBlock(
        max_length=600,
        label=_("What comes of it"),
        help_text=_("Shown at once. It tells, it does not scold."),
    )
    reason = blocks.TextBlock(
        required=False,
        max_length=400,
        label=_("What speaks for it"),
        help_text=_("Only in the debrief. Somebody careful may choose this: why?"),
    )
    comment = blocks.TextBlock(
        required=False,
        max_length=600,
        label=_("A practitioner's comment"),
        help_text=_("Only in the debrief."),
    )
    affects = blocks.CharBlock(
        required=False, max_length=160, label=_("Whom it affects"), help_text=_("Only in the debrief.")
    )
    harm = blocks.TextBlock(
        required=False,
        max_length=300,
        label=_("How it could do harm"),
        help_text=_("Leave it empty where it could not. Only in the debrief."),
    )
    scores = NameBlock(
        required=False,
        max_length=120,
        label=_("Worth, by competency"),
        help_text=_("From 0 to 1, such as “do-no-harm 0.5, interagency 1”. Two ways may be worth the same."),
    )

    class Meta:
        icon = "arrow-right"
        label = _("Choice")
        label_format = "{text}"
        collapsed = True


class EndingBlock(blocks.StructBlock):
    """Where a way ends. Several endings may be defensible."""

    name = NameBlock(max_length=40, label=_("Short name"), help_text=_("Choices lead here by this name."))
    text = blocks.TextBlock(max_length=1200, label=_("How it ends"))
    holds = blocks.TextBlock(
        required=False,
        max_length=600,
        label=_("What holds"),
        help_text=_("What can be said for having come here, and what stays open."),
    )

    class Meta:
        icon = "circle-check"
        label = _("Ending")
        label_format = "{name}"


OUTLINE_BLOCKS = [
    ("point", TurningPointBlock()),
    ("choice", ChoiceBlock()),
    ("ending", EndingBlock()),
]

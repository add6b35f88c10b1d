"""The parts of a case study: what stands in its text, and its lists."""

from django.apps import apps
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from casestudies.studies.codes import COUNTRIES, SECTORS
from courses.api import country_names
from courses.blocks import LESSON_BLOCKS, ConflictBlock

_IN_PROSE = {"prose", "picture", "recording", "keypoint", "lend", "facts", "conflict"}


def professions() -> list[tuple[str, str]]:
    """Return the site's professions as (code, name), in their order."""
    return [(row.code, capfirst(str(row))) for row in apps.get_model("courses", "Profession").objects.all()]


def countries() -> list[tuple[str, str]]:
    """Return the countries that cases are of as (code, name)."""
    names = country_names(get_language() or settings.LANGUAGE_CODE)
    return [(code, names.get(code, code)) for code in COUNTRIES]


def _facts() -> blocks.ListBlock:
    return blocks.ListBlock(
        SnippetChooserBlock("courses.Fact"),
        default=[],
        required=False,
        label=_("Facts behind it"),
        help_text=_("Every number needs one. Readers see them as numbered notes."),
    )


class RemarkBlock(blocks.StructBlock):
    """One thing that helped, or one limit, with the facts behind it."""

    text = blocks.TextBlock(max_length=600, label=_("In one sentence"))
    facts = _facts()

    class Meta:
        icon = "list-ul"
        label = _("Point")
        label_format = "{text}"


class StepBlock(blocks.StructBlock):
    """One step of the case, in order of time."""

    when = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("When"),
        help_text=_("As the source dates it, such as “5-6 January 2019”. Leave it empty where none does."),
    )
    text = blocks.TextBlock(max_length=800, label=_("What was done"))
    facts = _facts()

    class Meta:
        icon = "date"
        label = _("Step")
        label_format = "{when} {text}"


class ActorBlock(blocks.StructBlock):
    """Somebody who acted: an office or an organisation, hardly ever a name."""

    sector = blocks.ChoiceBlock(choices=SECTORS, label=_("Sector"))
    name = blocks.CharBlock(max_length=120, label=_("Office or organisation"))

    class Meta:
        icon = "group"
        label = _("Who was there")
        label_format = "{name}"


class LearningBlock(blocks.StructBlock):
    """What one profession can take from the case."""

    profession = blocks.ChoiceBlock(choices=professions, label=_("Profession"))
    text = blocks.TextBlock(max_length=600, label=_("What it can take from this"))

    class Meta:
        icon = "user"
        label = _("For a profession")
        label_format = "{profession}: {text}"


PROSE_BLOCKS = [(name, block) for name, block in LESSON_BLOCKS if name in _IN_PROSE]
STEP_BLOCKS = [("step", StepBlock())]
REMARK_BLOCKS = [("remark", RemarkBlock())]
ACTOR_BLOCKS = [("actor", ActorBlock())]
LEARNING_BLOCKS = [("learning", LearningBlock())]
DILEMMA_BLOCKS = [
    (
        "question",
        blocks.TextBlock(
            max_length=400,
            label=_("Question"),
            icon="help",
            help_text=_("Open: two honest people may answer it differently."),
        ),
    )
]
CONFLICT_BLOCKS = [("conflict", ConflictBlock())]

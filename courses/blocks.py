"""Teaching blocks of a lesson, and the stream field that holds them. A permanent address."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

PROSE_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "blockquote"]
LINE_FEATURES = ["bold", "italic", "link"]


class BodyField(StreamField):
    """A stream field that keeps its block definitions out of migrations."""

    def deconstruct(self):
        """Leave the blocks out: a changed lesson block is not a change of the database."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class FactsBlock(blocks.StructBlock):
    """One or more claims with their source, shown side by side."""

    facts = blocks.ListBlock(SnippetChooserBlock("courses.Fact"), min_num=1, label=_("Facts"))

    class Meta:
        template = "courses/blocks/facts.html"
        icon = "list-ul"
        label = _("Facts with sources")
        group = _("Evidence")


class ConflictBlock(blocks.StructBlock):
    """Every position of a disagreement, each with its source and date."""

    conflict = SnippetChooserBlock("courses.ConflictSet", label=_("Disagreement"))

    class Meta:
        template = "courses/blocks/conflict.html"
        icon = "arrows-up-down"
        label = _("Sources that disagree")
        group = _("Evidence")


class ActivityBlock(blocks.StructBlock):
    """The one way a lesson shows an activity, whatever its kind."""

    activity = SnippetChooserBlock("courses.Activity", label=_("Activity"))

    class Meta:
        template = "courses/blocks/activity.html"
        icon = "form"
        label = _("Activity")
        group = _("Practice")


class PictureBlock(blocks.StructBlock):
    """A drawn picture or ornament with its text alternative."""

    picture = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        required=False,
        max_length=250,
        label=_("Text for readers who do not see it"),
        help_text=_("Leave empty only if the picture is pure ornament."),
    )
    caption = blocks.CharBlock(required=False, max_length=250, label=_("Caption"))

    class Meta:
        template = "courses/blocks/picture.html"
        icon = "image"
        label = _("Picture")
        group = _("Text")


def _boxed(slug: str, label, icon: str, group, help_text) -> blocks.RichTextBlock:
    """Return a short rich text block with a box of its own; the template gives its heading."""
    return blocks.RichTextBlock(
        features=["bold", "italic", "link", "ul", "ol"],
        template=f"courses/blocks/{slug}.html",
        label=label,
        icon=icon,
        group=group,
        help_text=help_text,
    )


LESSON_BLOCKS = [
    (
        "prose",
        blocks.RichTextBlock(
            features=PROSE_FEATURES,
            template="courses/blocks/prose.html",
            label=_("Text"),
            icon="pilcrow",
            group=_("Text"),
            help_text=_("Short sentences, one idea. The reader is “you”, a tired colleague."),
        ),
    ),
    ("picture", PictureBlock()),
    (
        "keypoint",
        _boxed("keypoint", _("Key point"), "key", _("Text"), _("One idea in at most three sentences.")),
    ),
    (
        "lend",
        _boxed("lend", _("A sentence to lend"), "openquote", _("Text"), _("Words the reader may use.")),
    ),
    ("facts", FactsBlock()),
    ("conflict", ConflictBlock()),
    ("activity", ActivityBlock()),
    (
        "reflect",
        _boxed("reflect", _("Think about it"), "comment", _("Practice"), _("Nothing is typed or kept.")),
    ),
    (
        "try",
        _boxed("try", _("Try this week"), "tick", _("Practice"), _("Something small for the next days.")),
    ),
]

"""Teaching blocks of a lesson, and the stream field that holds them. A permanent address."""

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.compare import register_comparison_class
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText, expand_db_html
from wagtail.snippets.blocks import SnippetChooserBlock

from courses.comparing import BodyComparison, ParagraphComparison
from courses.evidence.showing import (
    Side,
    all_published,
    codes_shown,
    conflict_context,
    facts_context,
    published_in,
    sides_of,
)
from courses.sanitising import clean_shown_html, clean_stored_html
from media.api import WIDEST_SHOWN, PictureKind

__all__ = [
    "LESSON_BLOCKS",
    "ActivityBlock",
    "BodyField",
    "CleanRichTextBlock",
    "ConflictBlock",
    "FactsBlock",
    "PictureBlock",
    "Side",
    "all_published",
    "codes_shown",
    "conflict_context",
    "published_in",
]

PROSE_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "blockquote"]
BOX_FEATURES = ["bold", "italic", "link", "ul", "ol"]
# Widths in pixels that a lesson's pictures are made in, small to large.
PICTURE_WIDTHS = (320, 480, WIDEST_SHOWN)


class BodyField(StreamField):
    """A stream field with no block definitions in migrations and no hostile markup in the table."""

    def deconstruct(self):
        """Leave the blocks out: a changed lesson block is not a change of the database."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs

    def get_prep_value(self, value):
        """Clean every rich text on its way to the table, also one that was never read as a block."""
        prepared = super().get_prep_value(value)
        if not isinstance(prepared, list):
            return prepared
        return [self._clean(child) for child in prepared]

    def _clean(self, child: dict) -> dict:
        block = self.stream_block.child_blocks.get(child["type"])
        if not isinstance(block, CleanRichTextBlock) or not isinstance(child["value"], str):
            return child
        return {**child, "value": clean_stored_html(child["value"])}


register_comparison_class(BodyField, comparison_class=BodyComparison)


class CleanRichText(RichText):
    """Rich text that shows nothing but the markup authors may write, whatever the table holds."""

    def __html__(self) -> SafeString:
        return mark_safe(clean_shown_html(expand_db_html(clean_stored_html(self.source))))


class CleanRichTextBlock(blocks.RichTextBlock):
    """A rich text block whose value is sanitised when it is stored and again when it is shown."""

    def to_python(self, value):
        """Read a stored text."""
        return CleanRichText(value)

    def normalize(self, value):
        """Accept a plain string or any rich text as the block's value."""
        return CleanRichText(value.source if isinstance(value, RichText) else value and str(value))

    def value_from_form(self, value):
        """Read what an editor sent."""
        return CleanRichText(clean_stored_html(value or ""))

    def get_prep_value(self, value):
        """Return the text as it may be stored."""
        return clean_stored_html(value.source)

    def get_comparison_class(self):
        """Compare what readers see, paragraph by paragraph."""
        return ParagraphComparison


class FactsBlock(blocks.StructBlock):
    """One or more claims with their source, shown side by side."""

    facts = blocks.ListBlock(SnippetChooserBlock("courses.Fact"), min_num=1, label=_("Facts"))
    counted = blocks.CharBlock(
        default="",
        required=False,
        max_length=120,
        label=_("Draw them on one line as"),
        help_text=_("What they all count, such as “people”. Only for figures that may be laid side by side."),
    )

    def get_context(self, value, parent_context=None):
        """Give the template the published facts, in the lesson's language where translated."""
        context = super().get_context(value, parent_context=parent_context)
        facts = all_published(value["facts"], context.get("locale"))
        return {**context, **facts_context(facts, value.get("counted") or "")}

    class Meta:
        template = "courses/blocks/facts.html"
        icon = "list-ul"
        label = _("Facts with sources")
        help_text = _("One claim, or two side by side. Each shows its value, its source and how sure it is.")
        group = _("Evidence")


class ConflictBlock(blocks.StructBlock):
    """Every position of a disagreement, each with its source and date."""

    conflict = SnippetChooserBlock("courses.ConflictSet", label=_("Disagreement"))

    def get_context(self, value, parent_context=None):
        """Give the template the published disagreement, in the lesson's language where translated."""
        context = super().get_context(value, parent_context=parent_context)
        locale = context.get("locale")
        conflict = published_in(value["conflict"], locale)
        is_foreign = locale is not None and conflict is not None and conflict.locale_id != locale.pk
        foreign = conflict.locale.language_code if is_foreign else ""
        return {**context, **conflict_context(conflict, sides_of(conflict, locale), foreign)}

    class Meta:
        template = "courses/blocks/conflict.html"
        icon = "resubmit"
        label = _("Sources that disagree")
        help_text = _("Shows every position with its source and date. Nothing is averaged.")
        group = _("Evidence")


class ActivityBlock(blocks.StructBlock):
    """The one way a lesson shows an activity, whatever its kind."""

    activity = SnippetChooserBlock("courses.Activity", label=_("Activity"))

    class Meta:
        template = "courses/blocks/activity.html"
        icon = "form"
        label = _("Activity")
        help_text = _("A question to try here. Its answer counts towards finishing the lesson.")
        group = _("Practice")


class PictureValue(blocks.StructValue):
    """A placed picture, and what its words are for."""

    @property
    def is_pure_ornament(self) -> bool:
        """Whether readers who do not see it miss nothing: ticked, or an ornament that nobody described."""
        picture = self.get("picture")
        is_silent = not self._words and picture is not None and picture.kind == PictureKind.ORNAMENT
        return bool(self.get("is_ornament")) or is_silent

    @property
    def lacks_words(self) -> bool:
        """Whether it says something that readers who do not see it are not told."""
        return self.get("picture") is not None and not self._words and not self.is_pure_ornament

    @property
    def shown_words(self) -> str:
        """The text alternative as it is printed; "" for pure ornament."""
        return "" if self.is_pure_ornament else self._words

    @property
    def _words(self) -> str:
        return (self.get("alt") or "").strip()


class PictureBlock(blocks.StructBlock):
    """A picture with its text alternative, or a pure ornament."""

    picture = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        required=False,
        max_length=250,
        label=_("Text for readers who do not see it"),
        help_text=_("What it shows and why it stands here. Needed, unless it is pure ornament."),
    )
    is_ornament = blocks.BooleanBlock(
        required=False,
        label=_("Pure ornament"),
        help_text=_("It says nothing: who does not see it misses nothing."),
    )
    caption = blocks.CharBlock(required=False, max_length=250, label=_("Caption"))

    def clean(self, value):
        """Ask for the words of what is no ornament; a draft may still lack them. Raises a block's error."""
        cleaned = super().clean(value)
        if cleaned.lacks_words and not self.is_deferred_validation:
            message = _("Write what it shows, or tick that it is pure ornament.")
            raise blocks.StructBlockValidationError(block_errors={"alt": ValidationError(message)})
        return cleaned

    def get_context(self, value, parent_context=None):
        """Make the picture in every width (at publish or preview) and give the template the results.

        A picture that may not be shown (consent taken back, bystanders not blurred yet) gives none.
        """
        context = super().get_context(value, parent_context=parent_context)
        picture = value["picture"]
        if picture is None or not picture.is_shown:
            return {**context, "sizes": []}
        made = picture.get_renditions(*(f"width-{width}|format-webp" for width in PICTURE_WIDTHS))
        # A small picture is never blown up, so several widths may come out as one.
        by_width = {rendition.width: rendition for rendition in made.values()}
        return {**context, "sizes": [by_width[width] for width in sorted(by_width)]}

    class Meta:
        template = "courses/blocks/picture.html"
        value_class = PictureValue
        icon = "image"
        label = _("Picture")
        label_format = "{alt}"
        help_text = _("Never a photograph of a child or of a person who returned, blurred or not.")
        group = _("Text")


class RecordingBlock(blocks.StructBlock):
    """Something to listen to, with its length and size before it plays, and its words to read instead."""

    recording = SnippetChooserBlock("media.Recording", label=_("Recording"))

    class Meta:
        template = "courses/blocks/recording.html"
        icon = "media"
        label = _("Recording")
        help_text = _("Listening is a choice: its transcript stands below and says the same.")
        group = _("Text")


def _boxed(slug: str, label, icon: str, group, help_text) -> CleanRichTextBlock:
    """Return a short rich text block with a box of its own; the template gives its heading."""
    return CleanRichTextBlock(
        features=BOX_FEATURES,
        template=f"courses/blocks/{slug}.html",
        label=label,
        icon=icon,
        group=group,
        help_text=help_text,
    )


LESSON_BLOCKS = [
    (
        "prose",
        CleanRichTextBlock(
            features=PROSE_FEATURES,
            template="courses/blocks/prose.html",
            label=_("Text"),
            icon="pilcrow",
            group=_("Text"),
            help_text=_("Short sentences, one idea. The reader is “you”, a tired colleague."),
        ),
    ),
    ("picture", PictureBlock()),
    ("recording", RecordingBlock()),
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
        _boxed(
            "try",
            _("Try this week"),
            "calendar-check",
            _("Practice"),
            _("Something small for the next days."),
        ),
    ),
]

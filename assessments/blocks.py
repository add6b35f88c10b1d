"""The choices of a question as a trainer writes them; also steps, pairs, passages and foreseen answers."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments import rules

SYMBOLS = [
    ("door", _("door")),
    ("window", _("window")),
    ("table", _("table")),
    ("desk", _("desk")),
    ("chair", _("chair")),
    ("bench", _("bench")),
    ("shelf", _("shelf")),
    ("board", _("board")),
    ("screen", _("folding screen")),
    ("plant", _("plant")),
    ("person", _("person, as an outline")),
    ("rug", _("rug")),
    ("box", _("plain box")),
]
SIDES = [("down", _("down")), ("left", _("to the left")), ("up", _("up")), ("right", _("to the right"))]


class AreaBlock(blocks.FieldBlock):
    """Squares of a picture, written as four whole numbers. It is no text: nobody translates it."""

    def __init__(self, required: bool = True, help_text: str = "", **kwargs) -> None:
        self.field = forms.CharField(
            required=required,
            help_text=help_text,
            max_length=20,
            widget=forms.TextInput(attrs={"placeholder": "2, 1, 3, 2", "autocomplete": "off"}),
        )
        super().__init__(**kwargs)

    def clean(self, value):
        """Return the area in its plain form. Raises ValidationError for anything but four whole numbers."""
        text = super().clean(value)
        if not text:
            return text
        area = rules.area_of(text)
        if area is None:
            raise ValidationError(
                _(
                    "Write four whole numbers with commas: squares from the left, squares from the top, "
                    "how wide, how high. Like “2, 1, 3, 2”."
                )
            )
        return str(area)


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
    area = AreaBlock(
        required=False,
        label=_("Area on the picture"),
        help_text=_(
            "Only for a picture: squares from the left, squares from the top, how wide, how high. "
            "The first square is 0, 0."
        ),
    )
    why = blocks.TextBlock(
        required=False,
        max_length=800,
        label=_("Why"),
        help_text=_("Shown after the answer. Name the mistake kindly and say what is better."),
    )

    class Meta:
        icon = "check"
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


class SceneBlock(blocks.StructBlock):
    """The picture that choices are places on: how large it is, and what it shows in words."""

    width = blocks.IntegerBlock(
        min_value=rules.WIDTHS[0],
        max_value=rules.WIDTHS[-1],
        default=12,
        label=_("Squares from side to side"),
    )
    height = blocks.IntegerBlock(
        min_value=rules.HEIGHTS[0],
        max_value=rules.HEIGHTS[-1],
        default=8,
        label=_("Squares from top to bottom"),
    )
    words = blocks.TextBlock(
        max_length=800,
        label=_("The picture in words"),
        help_text=_(
            "What somebody who cannot see it needs to answer. Everybody reads it, so it tells no answer."
        ),
    )

    class Meta:
        icon = "image"
        label = _("Picture, only for places to find")


class ThingBlock(blocks.StructBlock):
    """Something that stands on the picture and is drawn by the site: a door, a desk, a person's outline."""

    symbol = blocks.ChoiceBlock(choices=SYMBOLS, label=_("What stands there"))
    area = AreaBlock(
        label=_("Area on the picture"),
        help_text=_("Squares from the left, squares from the top, how wide, how high, like “2, 1, 3, 2”."),
    )
    faces = blocks.ChoiceBlock(
        choices=SIDES,
        required=False,
        label=_("Faces"),
        help_text=_("Where its front looks. Left empty, what stands at a wall looks into the room."),
    )
    label = blocks.CharBlock(
        required=False,
        max_length=24,
        label=_("Word on it"),
        help_text=_("One or two words, where the sign alone does not say it."),
    )

    class Meta:
        icon = "placeholder"
        label = _("Thing on the picture")


CHOICE_BLOCKS = [
    ("choice", ChoiceBlock()),
    ("other", OtherPartnerBlock(max_length=200)),
    ("reason", ReasonBlock()),
    ("scene", SceneBlock()),
    ("thing", ThingBlock()),
]

"""The wording check's outcomes as sentences for the reader."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from courses.api import LONGEST_TEXT

# Everybody behind one address together: a whole seminar may try it.
CHECKS_OF_ONE_VISITOR = 120
PERIOD_SECONDS = 600

REFUSALS: dict[str, Promise] = {
    "empty": gettext_lazy("Paste a headline or a few sentences, then press the button."),
    "too_long": gettext_lazy("This text is longer than 20,000 characters. Check it in parts."),
    "not_text": gettext_lazy("This holds characters that are no text. Copy it once more, or type it."),
    "other_script": gettext_lazy(
        "This is not written in the letters of that language. Choose the language of the text."
    ),
    "unknown_language": gettext_lazy("The check does not know this language."),
    "language_not_reviewed": gettext_lazy(
        "No native reader has reviewed the words of this language yet, so it cannot be checked here."
    ),
    "unknown_position": gettext_lazy("A text is a body, a headline, a caption, a tag or a push message."),
    "too_often": gettext_lazy("Many texts were checked from here in a short time. Try again in ten minutes."),
}
POSITION_NAMES: dict[str, Promise] = {
    "headline": gettext_lazy("Headline"),
    "caption": gettext_lazy("Picture caption"),
    "body": gettext_lazy("Text"),
}
assert LONGEST_TEXT == 20_000  # noqa: S101  (the sentence above says so)

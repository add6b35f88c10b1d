"""What the figures of a question say, in plain sentences."""

from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from assessments.rules.analysis import Sign

SENTENCES = {
    "runs against": gettext_lazy(
        "People who do well elsewhere get this one wrong more often. "
        "Look at its key first, then at its words."
    ),
    "separates little": gettext_lazy("Right or wrong here says little about the rest of the test."),
    "nearly all": gettext_lazy("Nearly everybody gets it right. It may be too easy to tell anything."),
    "hardly anybody": gettext_lazy("Hardly anybody gets it right. Is it taught, and is the question clear?"),
    "draws the strong": gettext_lazy(
        "“%(choice)s” is counted as wrong, and those who do well choose it more often than the others."
    ),
    "draws nobody": gettext_lazy("Hardly anybody chooses “%(choice)s”. Another wrong answer may teach more."),
    "harder in a language": gettext_lazy(
        "It is much harder in %(language)s than in the other languages. Read the translation again."
    ),
}


def told(sign: Sign) -> str:
    """Return a sign as a sentence in the reader's language."""
    values = dict(sign.values)
    if "language" in values:
        values["language"] = language_name(values["language"])
    return str(SENTENCES[sign.what]) % values


def language_name(code: str) -> str:
    """Return a language by its own name; the code where it is not one of ours."""
    try:
        return get_language_info(code)["name_local"]
    except KeyError:
        return code or _("not stated")

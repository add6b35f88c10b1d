"""What courses know of wording, asked wherever words about pictures and recordings are written."""

from django.utils.translation import gettext as _
from wagtail import hooks

from courses.dignity.queries import wording_marks
from courses.dignity.rules import UnknownLanguage, told_once
from media.api import WORDING_HOOK


@hooks.register(WORDING_HOOK)
def wording_of_media(text: str, language: str) -> list[str]:
    """Return one sentence for every word that a reader could hear as a label."""
    try:
        marks = told_once(wording_marks(text, language=language, position="caption"))
    except UnknownLanguage:
        return []
    return [_sentence(mark) for mark in marks if mark.severity != "info"]


def _sentence(mark) -> str:
    sentence = _("Look at “%(words)s” again: %(why)s") % {"words": mark.words, "why": mark.why}
    if not mark.better:
        return sentence
    return _("%(sentence)s Better: %(better)s.") % {"sentence": sentence, "better": ", ".join(mark.better)}

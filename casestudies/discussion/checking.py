"""What a text would tell of somebody, before it is sent: refused, asked about once, or only advised."""

from django.utils.translation import gettext_lazy as _

from casestudies.discussion.rules import LONGEST, direct_identifiers
from courses.api import Mark, UnknownLanguage, told_once, wording_marks

DIRECT = {
    "address": _("Leave out the e-mail address: it leads to one person."),
    "date": _("Leave out the full date: a month or a year is enough."),
    "document": _("Leave out the number of a document: it leads to one person."),
    "telephone": _("Leave out the telephone number: it leads to one person."),
}


class NotSent(ValueError):
    """A text was not sent; ``sentences`` say why, and the author has it still."""

    def __init__(self, *sentences) -> None:
        super().__init__(*sentences)
        self.sentences = [str(each) for each in sentences]


class AskFirst(NotSent):
    """Details that identify together: it is sent once its author says that nobody can be recognised."""

    def __init__(self, marks: list[Mark]) -> None:
        super().__init__(*dict.fromkeys(mark.why for mark in marks))
        self.details = list(dict.fromkeys(each.words for mark in marks for each in mark.details))


def refuse_unsendable(text: str, language: str, *, nobody_recognised: bool) -> None:
    """Raise NotSent for a text that is empty, too long or names somebody; AskFirst where details add up."""
    if not text:
        raise NotSent(_("Write something first."))
    refuse_too_long(text)
    if found := direct_identifiers(text):
        raise NotSent(*(DIRECT[name] for name in found))
    marks = [mark for mark in marks_on(text, language) if mark.details]
    if marks and not nobody_recognised:
        raise AskFirst(marks)


def refuse_too_long(text: str) -> None:
    """Raise NotSent for a text that is longer than any may be."""
    if len(text) > LONGEST:
        told = _("It is longer than %(most)d characters. Make it shorter; your text still stands here.")
        raise NotSent(told % {"most": LONGEST})


def marks_on(text: str, language: str) -> list[Mark]:
    """Return what the wording check says, as the language of the page and as Russian, each place once."""
    found: list[Mark] = []
    for each in dict.fromkeys((language, "ru")):
        try:
            found += wording_marks(text, language=each)
        except UnknownLanguage:
            continue
    return told_once(found)


def advice_on(text: str, language: str) -> list[tuple[str, str]]:
    """Return words that could hurt, each with the reason; they keep nothing back."""
    marks = [mark for mark in marks_on(text, language) if mark.is_flag and not mark.details]
    return [(mark.words, mark.why) for mark in marks]

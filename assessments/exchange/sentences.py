"""Why a file or a question does not come, and what one loses on the way, in sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.rules.formats import Note, Reason

REFUSALS: dict[str, Promise] = {
    "no file": _("Choose a file."),
    "too large": _("This file is larger than 2 MB. Divide it and bring it in parts."),
    "encoding": _("The letters of this file cannot be read. Save it as UTF-8, or choose its encoding below."),
    "declares": _(
        "This file declares a document type or entities. Questions need neither, so it is not opened."
    ),
    "broken": _("This is not a whole file of this format. Export it again and bring the new one."),
    "too many": _("This file holds more than 500 questions. Divide it and bring it in parts."),
}
REASONS: dict[Reason, Promise] = {
    Reason.NOT_CLOSED: _("Its answers have no closing brace."),
    Reason.NO_ANSWERS: _("It has no answers."),
    Reason.ESSAY: _("It asks for a free text, which nobody here grades."),
    Reason.NO_STEM: _("It has no text to ask."),
    Reason.TWO_PARTS: _("It asks for answers in two places."),
    Reason.MIXED: _("Its answers do not belong to one kind of question."),
    Reason.SEVERAL_WHOLE: _("Several of its choices are wholly right, yet only one may be chosen."),
    Reason.NONE_RIGHT: _("None of its answers is right."),
    Reason.NO_NUMBER: _("One of its values is not a plain number of at most 15 digits."),
    Reason.NOT_TRUE_OR_FALSE: _("It does not say whether the statement is true."),
    Reason.TOO_LONG: _("One of its texts is longer than there is room for here."),
    Reason.KIND: _("There is no such kind of question here."),
    Reason.MEDIA: _("It holds a picture or a recording. Bring those by hand, with their consent."),
    Reason.TWICE: _("Another question of this file asks the same in the same words; that one comes."),
}
NOTES: dict[Note, Promise] = {
    Note.PARTS: _(
        "Marks of its answers differ; here every right answer counts alike, and half right is wrong."
    ),
    Note.GENERAL: _("What was said to everybody after the answer found no place."),
    Note.CASE: _("Capital letters do not count here."),
    Note.UNITS: _("Only the first of its units comes."),
    Note.REASONS: _("True or false asks for reasons here. Write them before handing it in."),
}

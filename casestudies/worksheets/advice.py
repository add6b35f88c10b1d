"""What keeps a worksheet from being published, as plain sentences for its author."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from casestudies.models import Worksheet
from casestudies.worksheets import rules
from casestudies.worksheets.frozen import prompts_of

SENTENCES = {
    "no prompts": _("The worksheet does not ask for anything yet. Add a prompt."),
    "too long": _(
        "It does not fit on one sheet of 36 lines: each prompt takes two besides its own. Leave some out."
    ),
}


class WorksheetNotReady(PermissionDenied):
    """The worksheet cannot be published yet; the message says what to mend."""


def worksheet_advice(worksheet: Worksheet) -> list[str]:
    """Return what to mend in a worksheet; empty when all is well."""
    return [str(SENTENCES[flaw]) for flaw in rules.problems(prompts_of(worksheet))]


def require_ready(worksheet: Worksheet) -> None:
    """Raise WorksheetNotReady when there is nothing to write, or more than one page of it."""
    flaws = worksheet_advice(worksheet)
    if flaws:
        raise WorksheetNotReady(" ".join(flaws))

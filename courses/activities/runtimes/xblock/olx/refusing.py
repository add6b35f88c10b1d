"""Why a file of OLX is refused, line by line, in plain sentences for whoever uploads it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SENTENCES = {
    "large": gettext_lazy("The file is too large: at most %(most)s KB are read."),
    "not xml": gettext_lazy("This is no XML that can be read. Save the file anew."),
    "doctype": gettext_lazy(
        "It declares a document type. Entities and files from elsewhere are not read: take it out."
    ),
    "deep": gettext_lazy("Blocks lie more than %(most)s deep in each other."),
    "block": gettext_lazy("“%(block)s” is not among the blocks that may play here."),
    "no children": gettext_lazy("“%(name)s” takes no blocks inside it."),
    "learner": gettext_lazy("“%(name)s” is what learners leave in the block; no file may bring it."),
    "reference": gettext_lazy("“%(name)s” points to another file. Nothing outside of this file is read."),
    "family": gettext_lazy("“%(name)s” is no family of blocks that is read here."),
    "value": gettext_lazy("“%(name)s” holds what this field cannot."),
    "script": gettext_lazy("“%(name)s” holds “%(what)s”: texts may not bring what runs or opens files."),
    "tree": gettext_lazy("Its blocks do not fit together: %(why)s"),
    "nothing": gettext_lazy("There is no exercise in this file."),
}


@dataclass(frozen=True)
class Refusal:
    """One reason, and the line it stands in; 0 for the whole file."""

    reason: str
    line: int = 0
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        told = str(SENTENCES[self.reason]) % self.values
        return _("Line %(line)s: %(reason)s") % {"line": self.line, "reason": told} if self.line else told


class OlxRefused(ValueError):
    """The file is not taken. Nothing of it was written."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__("; ".join(refusal.reason for refusal in refusals))
        self.refusals = refusals

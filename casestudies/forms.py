"""The forms in which trainers write cases, worksheets and texts to rewrite."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from casestudies import rules
from casestudies.advice import sentences
from casestudies.discussion.frozen import discussion_advice
from casestudies.frozen import frozen_content, graph_of
from casestudies.models import Case, Discussion, WordingTask, Worksheet
from casestudies.queries import unknown_codes
from casestudies.wording.advice import wording_advice
from casestudies.worksheets.advice import worksheet_advice


class _DraftForm(WagtailAdminModelForm):
    """A row in the editor. A draft may be unfinished; what is handed in may not."""

    def clean(self) -> dict:
        """Refuse to hand in what cannot be published."""
        values = super().clean()
        if not self.is_deferred_validation and not self.errors:
            for sentence in self.flaws(values):
                self.add_error(None, sentence)
        return values

    def flaws(self, values: dict) -> list[str]:
        """Return what keeps the row with these values from being published, as sentences."""
        raise NotImplementedError


# Pages of the case library stand at these addresses, where a case with such a code would be hidden.
TAKEN_ADDRESSES = {"play", "compare", "timeline", "studies"}


class CaseForm(_DraftForm):
    """A case in the editor."""

    def clean_code(self) -> str:
        """Refuse a code that is the address of another page."""
        code = self.cleaned_data["code"]
        if code in TAKEN_ADDRESSES:
            raise ValidationError(_("Another page stands at this address. Choose another code."))
        return code

    def flaws(self, values: dict) -> list[str]:
        """Return where somebody could get stuck, and which codes nothing carries."""
        drafted = Case(outline=values.get("outline") or [])
        return sentences(rules.problems(graph_of(frozen_content(drafted))) + unknown_codes(drafted))


class WorksheetForm(_DraftForm):
    """A worksheet in the editor."""

    def flaws(self, values: dict) -> list[str]:
        """Return what does not fit on one page."""
        return worksheet_advice(Worksheet(prompts=values.get("prompts") or []))


class WordingForm(_DraftForm):
    """A text to rewrite in the editor."""

    def flaws(self, values: dict) -> list[str]:
        """Return whether there is something to mend in it, and answers to compare with."""
        named = {name: values.get(name) or "" for name in ("form", "original")}
        drafted = WordingTask(locale_id=self.instance.locale_id, answers=values.get("answers") or [], **named)
        return wording_advice(drafted)


class DiscussionForm(_DraftForm):
    """A discussion in the editor."""

    def flaws(self, values: dict) -> list[str]:
        """Return what is missing before anybody can answer."""
        return discussion_advice(
            Discussion(title=values.get("title") or "", opening=values.get("opening") or "")
        )

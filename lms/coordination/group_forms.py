"""What is filled in about a group that stands: people to ask, a kind message, changes, a hand-over."""

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courses.models import Cohort
from lms.coordination.forms import CohortForm, InvitationForm
from lms.coordination.kindness import TEXTS
from lms.coordination.lists import LONGEST_LIST, List, digest_of, read_list
from lms.coordination.sheets import SheetRefused, text_of_file


class AskForm(InvitationForm):
    """A list of people to be asked into a group; ``found`` is what was read of it."""

    rows = forms.CharField(
        label=gettext_lazy("Addresses, one to a row"),
        required=False,
        max_length=LONGEST_LIST,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off", "autocapitalize": "off"}
        ),
        help_text=gettext_lazy(
            "Beside an address you may write its language: en, ru, kk, ky, tg or uz. Rows copied from a "
            "spreadsheet are fine, 500 at most."
        ),
        error_messages={
            "max_length": gettext_lazy("This is more than one list holds. Divide it, and leave out notes.")
        },
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        help_text=gettext_lazy("CSV or XLSX, 1 MB at most. Its rows take the place of those above."),
    )
    field_order = ("rows", "file", "language", "last_day")

    def __init__(self, *args, cohort: Cohort, **kwargs) -> None:
        super().__init__(*args, cohorts=[cohort], **kwargs)
        del self.fields["cohort"], self.fields["places"]
        self.fields["language"].initial = cohort.language or get_language()
        self.fields["language"].help_text = gettext_lazy("For rows that name none.")
        self.found = List()

    def clean(self) -> dict:
        """Read the list. What a file holds is shown in the field of the rows, so that it can be corrected."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("file") is not None:
            try:
                cleaned["rows"] = text_of_file(cleaned["file"])
            except SheetRefused as refusal:
                self.add_error("file", str(refusal))
                return cleaned
            self.data = self.data.copy()
            self.data["rows"] = cleaned["rows"]
        self._read(cleaned.get("rows") or "")
        return cleaned

    def _read(self, text: str) -> None:
        if "rows" in self.errors:
            return
        if len(text) > LONGEST_LIST:
            self.add_error("rows", self.fields["rows"].error_messages["max_length"])
            return
        self.found = read_list(text)
        if not self.found.rows:
            self.add_error("rows", _("Write at least one address, or choose a file that holds some."))
        elif self.found.is_too_long:
            self.add_error("rows", _("A list has 500 rows at most. Ask the others in a second one."))

    @property
    def digest(self) -> str:
        """What tells this list from one that was changed after it was looked through."""
        cleaned = self.cleaned_data
        # A browser sends the lines of a field with ends of its own.
        rows = "\n".join((cleaned.get("rows") or "").splitlines())
        return digest_of(rows, cleaned["language"], str(cleaned["last_day"]))


class KindForm(forms.Form):
    """Which of the fixed texts is sent; nobody writes one."""

    text = forms.ChoiceField(
        label=gettext_lazy("The message, word for word"),
        choices=[*TEXTS.items()],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one of the texts."),
            "invalid_choice": gettext_lazy("Choose one of the texts."),
        },
    )


class ChangeForm(CohortForm):
    """What of a group can be changed: not its place, and not its courses."""

    field_order = ("name", "language", "starts_on", "ends_on", "due_on")

    def __init__(self, *args, cohort: Cohort, reach, **kwargs) -> None:
        kept = {name: getattr(cohort, name) for name in self.field_order}
        super().__init__(*args, reach=reach, initial=kept, **kwargs)
        del self.fields["place"], self.fields["courses"]
        self.cohort = cohort

    @property
    def has_courses(self) -> bool:
        """Whether the group is about some courses."""
        return bool(self.cohort.course_keys)


class OfferForm(forms.Form):
    """To whom a group is handed over."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the other coordinator"),
        error_messages={"required": gettext_lazy("Write the address of the other coordinator.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

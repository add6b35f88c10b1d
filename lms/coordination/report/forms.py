"""What a coordinator chooses of a report: from which month to which."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.api import months_after
from lms.coordination.places import Scope
from lms.coordination.report.queries import Asked

MONTHS_BACK = 48
_WORDS = {
    "required": gettext_lazy("Choose a month."),
    "invalid_choice": gettext_lazy("Choose one of the months shown. A month can be chosen once it is over."),
}


class PeriodForm(forms.Form):
    """Whole months that are over: their figures hardly change any more, so reports of them agree."""

    first = forms.ChoiceField(label=gettext_lazy("From"), error_messages=_WORDS)
    last = forms.ChoiceField(label=gettext_lazy("To"), error_messages=_WORDS)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        months = months_that_are_over(timezone.localdate())
        choices = [(f"{month:%Y-%m}", date_format(month, "YEAR_MONTH_FORMAT")) for month in months]
        self.fields["first"].choices = self.fields["last"].choices = choices
        # The last quarter of a year, as most reports want it.
        self.fields["first"].initial, self.fields["last"].initial = choices[2][0], choices[0][0]

    def clean(self) -> dict:
        """Refuse a period that ends before it begins."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last month comes before the first. Please change one of them."))
        return self.cleaned_data

    def asked_of(self, scopes: list[Scope]) -> Asked:
        """Return the question for these places."""
        first, last = (date.fromisoformat(f"{self.cleaned_data[name]}-01") for name in ("first", "last"))
        return Asked(tuple(scopes), first, months_after(last, 1) - timedelta(days=1))


def months_that_are_over(today: date) -> list[date]:
    """Return the first days of the months before this one, the newest first."""
    return [months_after(today.replace(day=1), -back) for back in range(1, MONTHS_BACK + 1)]

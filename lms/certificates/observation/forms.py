"""What an observer fills in: a mark beside each behaviour, where and when. No field takes a free text."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lms.certificates.observation.checklists import Behaviour
from lms.certificates.observation.models import Setting
from lms.certificates.observation.rules import Mark

# What somebody saw longer ago is remembered, not observed.
LONGEST_AGO = timedelta(days=30)
_PREFIX = "mark-"

MARKS = [
    (Mark.YES.value, pgettext_lazy("observed behaviour", "Yes")),
    (Mark.PARTLY.value, pgettext_lazy("observed behaviour", "Partly")),
    (Mark.NO.value, pgettext_lazy("observed behaviour", "No")),
    (Mark.NOT_SEEN.value, pgettext_lazy("observed behaviour", "Not seen")),
]


class ObservationForm(forms.Form):
    """One list, ticked."""

    setting = forms.ChoiceField(
        label=gettext_lazy("What you watched"),
        choices=Setting,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what you watched."),
            "invalid_choice": gettext_lazy("Choose one from the list."),
        },
    )
    seen_on = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "invalid": gettext_lazy("Write the day as in 2027-03-31."),
            "required": gettext_lazy("Choose a day."),
        },
    )

    def __init__(self, *args, behaviours: list[Behaviour], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.behaviours = behaviours
        for behaviour in behaviours:
            self.fields[f"{_PREFIX}{behaviour.id}"] = forms.ChoiceField(
                label=behaviour.text,
                choices=MARKS,
                widget=forms.RadioSelect,
                error_messages={
                    "required": gettext_lazy("Tick one of the four."),
                    "invalid_choice": gettext_lazy("Tick one of the four."),
                },
            )

    def clean_seen_on(self):
        """Refuse a day to come, and one too long ago to be remembered. Raises ValidationError."""
        day, today = self.cleaned_data["seen_on"], timezone.localdate()
        if day > today:
            raise forms.ValidationError(_("This day is still to come."))
        if day < today - LONGEST_AGO:
            raise forms.ValidationError(_("This was more than 30 days ago. Please watch once more."))
        return day

    @property
    def marks(self) -> dict[str, str]:
        """What was ticked, by behaviour."""
        return {each.id: self.cleaned_data[f"{_PREFIX}{each.id}"] for each in self.behaviours}

    @cached_property
    def asked(self) -> list[tuple[Behaviour, forms.BoundField]]:
        """The behaviours to be seen, each with its field."""
        return [(each, self[f"{_PREFIX}{each.id}"]) for each in self.behaviours if not each.is_harmful]

    @cached_property
    def harmful(self) -> list[tuple[Behaviour, forms.BoundField]]:
        """The behaviours that may harm, each with its field."""
        return [(each, self[f"{_PREFIX}{each.id}"]) for each in self.behaviours if each.is_harmful]

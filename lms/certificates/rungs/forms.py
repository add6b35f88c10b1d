"""What an operator fills in: the next version of a rule."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.certificates.rules import Rung
from lms.certificates.rungs.queries import Served
from lms.certificates.rungs.rules import MOST_MONTHS, Terms

_RATERS = [(1, gettext_lazy("one observer")), (2, gettext_lazy("two observers, and both see it"))]


class RuleForm(forms.Form):
    """Courses and least score, or the number of observers; validity; the first day."""

    courses = forms.MultipleChoiceField(
        label=gettext_lazy("Courses"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "All that you tick are asked for. Tick none, and any one of them is enough, new ones too."
        ),
    )
    least_percent = forms.IntegerField(
        label=gettext_lazy("Least result of the end test, in percent"), min_value=1, max_value=100
    )
    raters = forms.TypedChoiceField(
        label=gettext_lazy("Who has to see it"), choices=_RATERS, coerce=int, widget=forms.RadioSelect
    )
    valid_months = forms.IntegerField(
        label=gettext_lazy("Valid for, in months"),
        min_value=0,
        max_value=MOST_MONTHS,
        help_text=gettext_lazy("0 means without end."),
    )
    valid_from = forms.DateField(
        label=gettext_lazy("First day of the new rule"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "invalid": gettext_lazy("Write the day as in 2027-03-31."),
            "required": gettext_lazy("Choose a day."),
        },
    )

    def __init__(self, *args, served: Served, rung: Rung, before: Terms, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        unasked = ("raters",) if rung == Rung.KNOWLEDGE else ("courses", "least_percent")
        for name in unasked:
            del self.fields[name]
        if rung == Rung.KNOWLEDGE:
            self.fields["courses"].choices = [(str(key), course.title) for key, course in served.deep.items()]

    def clean_valid_from(self):
        """Refuse a day that is over: what was issued by then was issued by the rule of then."""
        day = self.cleaned_data["valid_from"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("A rule begins today or later."))
        return day

    @property
    def terms(self) -> Terms:
        """What the new version says; what this rung does not ask for stays as it was."""
        said = self.cleaned_data
        return Terms(
            number=self.before.number + 1,
            course_keys=tuple(sorted(said.get("courses", ()))),
            least_percent=said.get("least_percent", self.before.least_percent),
            raters=said.get("raters", self.before.raters),
            valid_months=said["valid_months"],
            valid_from=said["valid_from"],
        )

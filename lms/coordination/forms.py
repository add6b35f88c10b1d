"""What a coordinator fills in: a group, and an invitation into it."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courses.api import Reach, courses_on_shelf, published_version, region_choices

LONGEST_DAYS = 365
USUAL_DAYS = 30
MOST_PLACES = 1000


def day_field(label, *, help_text="", required=False) -> forms.DateField:
    """Return a field for a day, with the calendar of whichever browser shows it."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "invalid": gettext_lazy("Write the day as in 2027-03-31."),
            "required": gettext_lazy("Choose a day."),
        },
    )


class CohortForm(forms.Form):
    """A group: its name, where it belongs, what it learns and when."""

    name = forms.CharField(
        label=gettext_lazy("Name of the group"),
        max_length=80,
        help_text=gettext_lazy(
            "Everybody who opens an invitation reads it. A place and a season are enough; "
            "write nothing about the families you work with."
        ),
        error_messages={"required": gettext_lazy("Give the group a name.")},
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Where it belongs"),
        help_text=gettext_lazy("Whoever coordinates this place sees the group too."),
        error_messages={"invalid_choice": gettext_lazy("Choose one of your own places.")},
    )
    courses = forms.MultipleChoiceField(
        label=gettext_lazy("Courses"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("You see how far members are in these. Tick none to see all their courses."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of its invitations"),
        required=False,
        choices=[("", gettext_lazy("that of whoever invites")), *settings.LANGUAGES],
    )
    starts_on = day_field(gettext_lazy("First day"))
    ends_on = day_field(
        gettext_lazy("Last day"),
        help_text=gettext_lazy("A year after it the list of members is deleted. Their learning stays."),
    )

    due_on = day_field(
        gettext_lazy("Courses are due on"),
        help_text=gettext_lazy(
            "Leave it empty if there is no day. Members read it in My learning and in a message. Whoever "
            "joins late has 14 days, and whoever lets a course rest as many more as it rested."
        ),
    )

    def __init__(self, *args, reach: Reach, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = place_choices(reach, get_language())
        shelf = courses_on_shelf(published_version(), get_language()).values()
        self.fields["courses"].choices = [(str(course.key), course.title) for course in shelf]

    def clean_name(self) -> str:
        """Return the name with single spaces."""
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict:
        """Refuse a group that ends before it begins, and a day for its courses that lies outside."""
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        due = self.cleaned_data.get("due_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day comes before the first. Please change one of them."))
        elif due and ((first and due < first) or (last and due > last)):
            self.add_error("due_on", _("Choose a day between the first and the last day of the group."))
        if due and not self.has_courses:
            self.add_error("due_on", _("Only courses of the group can be due. Tick some, or choose no day."))
        return self.cleaned_data

    @property
    def has_courses(self) -> bool:
        """Whether the group is about some courses, and not about whatever its members take."""
        return bool(self.cleaned_data.get("courses"))

    @property
    def chosen_place(self) -> dict[str, str]:
        """The chosen place as ``create_cohort`` takes it."""
        kind, _colon, code = self.cleaned_data["place"].partition(":")
        return {kind: code} if code else {}


def place_choices(reach: Reach, language: str) -> list[tuple]:
    """Return where a coordinator may make a group: the granted places, and the regions of a country."""
    found: list[tuple] = [("everywhere", _("Everywhere"))] if reach.everywhere else []
    for country, regions in region_choices(language):
        code = regions[0][0].partition("-")[0]
        is_whole = reach.everywhere or code in reach.countries
        whole = [(f"country:{code}", country)] if is_whole else []
        single = [
            (f"region:{region}", name) for region, name in regions if is_whole or region in reach.regions
        ]
        if whole or single:
            found.append((country, whole + single))
    return found


class InvitationForm(forms.Form):
    """A link: into which group, in which language, until when and for how many."""

    cohort = forms.ChoiceField(
        label=gettext_lazy("Group"),
        error_messages={
            "required": gettext_lazy("Choose a group."),
            "invalid_choice": gettext_lazy("Choose one of your own groups."),
        },
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("The page that opens speaks it."),
    )
    last_day = day_field(gettext_lazy("The link opens until"), required=True)
    places = forms.IntegerField(
        label=gettext_lazy("For how many people"),
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        help_text=gettext_lazy("Leave it empty if the number does not matter."),
        error_messages={
            "invalid": gettext_lazy("Write a whole number, or leave it empty."),
            "min_value": gettext_lazy("At least one person must be able to join."),
            "max_value": gettext_lazy("An invitation has at most 1,000 places. Make a second one for more."),
        },
    )

    def __init__(self, *args, cohorts, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.cohorts = {str(cohort.key): cohort for cohort in cohorts}
        self.fields["cohort"].choices = [(key, cohort.name) for key, cohort in self.cohorts.items()]
        self.fields["language"].initial = get_language()
        today = timezone.localdate()
        self.latest = today + timedelta(days=LONGEST_DAYS)
        self.fields["last_day"].initial = today + timedelta(days=USUAL_DAYS)
        self.fields["last_day"].widget.attrs |= {"min": today.isoformat(), "max": self.latest.isoformat()}

    def clean_last_day(self):
        """Return the day. Raises ValidationError for one that is past, or more than a year away."""
        day = self.cleaned_data["last_day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose today or a later one."))
        if day > self.latest:
            raise forms.ValidationError(_("A link opens for a year at most. Choose an earlier day."))
        return day

    @property
    def chosen_cohort(self):
        """The chosen group."""
        return self.cohorts[self.cleaned_data["cohort"]]

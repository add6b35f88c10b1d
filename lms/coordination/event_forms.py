"""What a coordinator fills in of an event, and a member to sign in."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courses.api import (
    LONGEST_EVENT,
    SHORTEST_COUNTED_EVENT,
    SHORTEST_EVENT,
    EventPlan,
    country_names,
    courses_on_shelf,
    published_version,
    telling_word,
)
from courses.models import Event
from lms.coordination.forms import day_field
from lms.notices.api import ZONES

DAYS_AHEAD = 365
# A list on paper may come back from the village weeks later.
DAYS_BACK = 31


def _time(label) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "invalid": gettext_lazy("Write the time as in 14:30."),
            "required": gettext_lazy("Choose a time."),
        },
    )


class EventForm(forms.Form):
    """An event: of which group, what, when and where, who leads it, and what it counts for."""

    cohort = forms.ChoiceField(
        label=gettext_lazy("Group"),
        error_messages={
            "required": gettext_lazy("Choose a group."),
            "invalid_choice": gettext_lazy("Choose one of your own groups."),
        },
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Event.Kind.choices)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=100,
        help_text=gettext_lazy(
            "It goes into calendars and messages that others may see. Say what is practised, "
            "not whom you work with: “Listening first”, for example."
        ),
        error_messages={"required": gettext_lazy("Give the event a title.")},
    )
    day = day_field(gettext_lazy("Day"), required=True)
    begins = _time(gettext_lazy("Begins"))
    ends = _time(gettext_lazy("Ends"))
    zone = forms.ChoiceField(
        label=gettext_lazy("By the clock of"),
        help_text=gettext_lazy("Members elsewhere see their own time beside it."),
    )
    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Street and house are enough. It goes into calendars too."),
    )
    link = forms.URLField(
        label=gettext_lazy("Link to the call"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Only members see it, on this site; it goes into no calendar."),
        error_messages={"invalid": gettext_lazy("Copy the whole link; it begins with https://")},
    )
    led_by = forms.CharField(
        label=gettext_lazy("Who leads"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("As this person wants to be called. Members see it."),
    )
    counts_for = forms.MultipleChoiceField(
        label=gettext_lazy("It helps to renew the certificate of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Who took part need not take the end test of these courses once more. An hour is the least."
        ),
    )

    def __init__(self, *args, cohorts, event: Event | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.cohorts = {str(cohort.key): cohort for cohort in cohorts}
        self.event = event
        self.fields["cohort"].choices = [(key, cohort.name) for key, cohort in self.cohorts.items()]
        if event is not None:
            del self.fields["cohort"]
        countries = country_names(get_language())
        self.fields["zone"].choices = [(zone, countries.get(code, code)) for code, zone in ZONES.items()]
        shelf = courses_on_shelf(published_version(), get_language()).values()
        self.fields["counts_for"].choices = [(str(course.key), course.title) for course in shelf]

    def _outward(self, name: str) -> str:
        text = " ".join(self.cleaned_data[name].split())
        word = telling_word(text)
        if word:
            told = _("“%(word)s” tells others whom you work with. Please write it without.")
            raise forms.ValidationError(told % {"word": word})
        return text

    def clean_title(self) -> str:
        """Return the title with single spaces. Raises ValidationError where it says whom people work with."""
        return self._outward("title")

    def clean_place(self) -> str:
        """Return the place; as the title, it leaves the site."""
        return self._outward("place")

    def clean_led_by(self) -> str:
        """Return the name with single spaces."""
        return " ".join(self.cleaned_data["led_by"].split())

    def clean_link(self) -> str:
        """Return the link. Raises ValidationError for any but https."""
        link = self.cleaned_data["link"]
        if link and not link.startswith("https://"):
            raise forms.ValidationError(_("Copy the whole link; it begins with https://"))
        return link

    def clean_day(self) -> date:
        """Return the day. Raises ValidationError for one too far behind or ahead."""
        day, today = self.cleaned_data["day"], timezone.localdate()
        if day < today - timedelta(days=DAYS_BACK):
            raise forms.ValidationError(_("This day is more than a month ago. Choose a later one."))
        if day > today + timedelta(days=DAYS_AHEAD):
            raise forms.ValidationError(_("This day is more than a year ahead. Choose an earlier one."))
        return day

    def clean(self) -> dict:
        """Refuse what ends before it begins, is too short to count, or counts for a course of others."""
        begins, ends = self.cleaned_data.get("begins"), self.cleaned_data.get("ends")
        if begins and ends:
            self._check_length(_minutes(begins, ends))
        self._check_courses()
        return self.cleaned_data

    def _check_length(self, minutes: int) -> None:
        if minutes < SHORTEST_EVENT:
            self.add_error("ends", _("It must end on the same day, at least 15 minutes after it begins."))
        elif minutes > LONGEST_EVENT:
            self.add_error("ends", _("An event lasts 12 hours at most. Make one for each day."))
        elif minutes < SHORTEST_COUNTED_EVENT and self.cleaned_data.get("counts_for"):
            self.add_error("counts_for", _("Only an event of an hour or more helps to renew a certificate."))

    def _check_courses(self) -> None:
        cohort = self.event.cohort if self.event else self.cohorts.get(self.cleaned_data.get("cohort", ""))
        if cohort is None or not cohort.course_keys:
            return
        if set(self.cleaned_data.get("counts_for", ())) - set(cohort.course_keys):
            self.add_error("counts_for", _("Choose among the courses of the group."))

    @property
    def plan(self) -> EventPlan:
        """The event as it was filled in."""
        said = self.cleaned_data
        there = ZoneInfo(said["zone"])
        return EventPlan(
            kind=said["kind"],
            title=said["title"],
            starts_at=datetime.combine(said["day"], said["begins"], tzinfo=there),
            minutes=_minutes(said["begins"], said["ends"]),
            zone=said["zone"],
            place=said["place"],
            link=said["link"],
            led_by=said["led_by"],
            counts_for=tuple(UUID(key) for key in said["counts_for"]),
        )

    @property
    def chosen_cohort(self):
        """The chosen group."""
        return self.cohorts[self.cleaned_data["cohort"]]


def filled_in(event: Event) -> dict:
    """Return what the form of an event begins with."""
    there = ZoneInfo(event.zone)
    names = ("kind", "title", "zone", "place", "link", "led_by", "counts_for")
    return {name: getattr(event, name) for name in names} | {
        "day": event.day,
        "begins": event.starts_at.astimezone(there).time(),
        "ends": event.ends_at.astimezone(there).time(),
    }


def _minutes(begins: time, ends: time) -> int:
    return (ends.hour - begins.hour) * 60 + ends.minute - begins.minute


class SignInForm(forms.Form):
    """The code that stands on the door or on the screen."""

    code = forms.CharField(
        label=gettext_lazy("Code of the event"),
        max_length=20,
        help_text=gettext_lazy("Six letters and digits; whoever leads the event shows it."),
        widget=forms.TextInput(
            attrs={
                "class": "code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": gettext_lazy("Type the code that is shown at the event.")},
    )

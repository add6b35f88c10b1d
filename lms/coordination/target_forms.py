"""What a coordinator fills in to say how many people are needed, and why so many."""

from django import forms
from django.utils.translation import gettext_lazy

from lms.coordination.coverage import Coverage
from lms.coordination.models import MOST_PEOPLE
from lms.coordination.targets import Spot, spot_at


class SpotForm(forms.Form):
    """For which place, profession and competency; only the coordinator's own places are among the choices."""

    place = forms.ChoiceField(
        label=gettext_lazy("Place"),
        error_messages={
            "required": gettext_lazy("Choose a place."),
            "invalid_choice": gettext_lazy("Choose one of your own places."),
        },
    )
    profession = forms.ChoiceField(
        label=gettext_lazy("Profession"),
        error_messages={"invalid_choice": gettext_lazy("Choose a profession from the list.")},
    )
    competency = forms.ChoiceField(
        label=gettext_lazy("Competency"),
        error_messages={"invalid_choice": gettext_lazy("Choose a competency from the list.")},
    )

    def __init__(self, *args, found: Coverage, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = place_choices(found)
        self.fields["profession"].choices = found.professions
        self.fields["competency"].choices = [(code, card.name) for code, card in found.competencies.items()]

    @property
    def spot(self) -> Spot:
        """What the number is for."""
        chosen = self.cleaned_data
        return spot_at(chosen["place"], chosen["profession"], chosen["competency"])


class TargetForm(SpotForm):
    """A number, why it is that one, and where this stands."""

    number = forms.IntegerField(
        label=gettext_lazy("How many people are needed"),
        min_value=1,
        max_value=MOST_PEOPLE,
        error_messages={
            "required": gettext_lazy("Write how many people are needed."),
            "invalid": gettext_lazy("Write a whole number, as in 12."),
            "min_value": gettext_lazy("A target is at least 1. If nobody is needed, end the target below."),
            "max_value": gettext_lazy("More than 100,000 people cannot be meant. Please check the number."),
        },
    )
    basis = forms.CharField(
        label=gettext_lazy("Why this number"),
        max_length=200,
        help_text=gettext_lazy("As in “two for each of six centres”. Write nothing about single families."),
        error_messages={"required": gettext_lazy("Write in a few words why it is this number.")},
    )
    source = forms.CharField(
        label=gettext_lazy("Where it stands"),
        max_length=200,
        help_text=gettext_lazy("A plan, an order, a letter with its date, or “our own estimate”."),
        error_messages={"required": gettext_lazy("Write where this number stands, or “our own estimate”.")},
    )

    def clean_basis(self) -> str:
        """Return the words with single spaces."""
        return " ".join(self.cleaned_data["basis"].split())

    def clean_source(self) -> str:
        """Return the words with single spaces."""
        return " ".join(self.cleaned_data["source"].split())


def place_choices(found: Coverage) -> list[tuple]:
    """Return where a number may be set: whole countries of the scopes, and every region inside them."""
    countries = {place.country: place.name for place in found.places if not place.region}
    choices: list[tuple] = []
    for code, name in countries.items():
        inside = [(place.code, place.name) for place in found.regions if place.country == code]
        choices.append((name, [(code, name), *inside]))
    single = [(place.code, place.name) for place in found.regions if place.country not in countries]
    return choices + single

"""What people tell about themselves: work and region, the name for certificates, and the last good-bye."""

import unicodedata

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courses.api import LANGUAGES, is_cyrillic, latin_name, region_choices
from lms.accounts.forms import CodeField
from lms.accounts.models import Profile
from lms.accounts.rules import typed_name

# As much as a certificate has room for.
LONGEST_NAME = 150
_LATIN_SIGNS = " -'’ʻʼ.,()"


class ProfileForm(forms.ModelForm):
    """What should we call you, what is your work, and where."""

    class Meta:
        model = Profile
        fields = ["display_name", "profession", "region", "organisation", "language", "is_counted"]
        labels = {
            "display_name": gettext_lazy("What should we call you"),
            "profession": gettext_lazy("Your profession"),
            "region": gettext_lazy("Region where you work"),
            "organisation": gettext_lazy("Organisation"),
            "language": gettext_lazy("Language"),
            "is_counted": gettext_lazy("Count me in the numbers of my region"),
        }
        help_texts = {
            "display_name": gettext_lazy("Only you see it, unless you join a group."),
            "region": gettext_lazy(
                "It counts in totals for your region. Beside your name it stands only in groups you join."
            ),
            "language": gettext_lazy("For messages to you and for your certificates."),
            "is_counted": gettext_lazy(
                "Coordinators then see, as a number without names, how many people in your region can do "
                "which work. Without the tick your certificates hold all the same, and you are left out of "
                "these numbers."
            ),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.language_shown = get_language() or settings.LANGUAGE_CODE
        self._require("display_name", gettext_lazy("Write a name or a nickname."))
        self._require("profession", gettext_lazy("Choose the profession that comes nearest."))
        self._require("region", gettext_lazy("Choose the region where you work."))
        self.fields["display_name"].widget.attrs["autocomplete"] = "nickname"
        self.fields["organisation"].widget.attrs["autocomplete"] = "organization"
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label,
            help_text=self.fields["language"].help_text,
            choices=settings.LANGUAGES,
            initial=self.instance.language or self.language_shown,
        )
        self._name_professions()
        self._group_regions()

    def _require(self, name: str, sentence: str) -> None:
        self.fields[name].required = True
        self.fields[name].error_messages["required"] = sentence

    def _name_professions(self) -> None:
        """Name the professions in the language shown; they keep the order an editor gave them."""
        field = self.fields["profession"]
        named = [(row.pk, row.name_in(self.language_shown)) for row in field.queryset]
        field.choices = [("", _("Choose your profession")), *named]

    def _group_regions(self) -> None:
        """Group the regions by country, both in the order of the language shown."""
        field = self.fields["region"]
        field.to_field_name = "code"
        field.choices = [("", _("Choose your region")), *region_choices(self.language_shown)]
        if self.instance.region_id:
            self.initial["region"] = self.instance.region.code

    def clean_display_name(self) -> str:
        """Return the name with single spaces."""
        return typed_name(self.cleaned_data["display_name"])


class WelcomeForm(ProfileForm):
    """The same, once, with the consent text."""

    agreed = forms.BooleanField(
        label=gettext_lazy("I have read this and agree"),
        error_messages={
            "required": gettext_lazy("Without your agreement we may not keep your learning. Tick to go on.")
        },
    )


class NameForm(forms.Form):
    """The full name in own letters and in Latin ones, for certificates."""

    full_name = forms.CharField(
        label=gettext_lazy("Full name in your own letters"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("As you write it, in one line. A patronymic may stand in it."),
        widget=forms.TextInput(
            attrs={"autocomplete": "name", "autocapitalize": "words", "spellcheck": "false"}
        ),
        error_messages={
            "required": gettext_lazy("Write your full name as it should stand on the certificate.")
        },
    )
    latin_name = forms.CharField(
        label=gettext_lazy("Name in Latin letters, as in your passport"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=gettext_lazy("Leave it empty and we suggest a spelling for you to check."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args, language: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.language = language if language in LANGUAGES else "en"

    def clean_full_name(self) -> str:
        """Return the name with single spaces. Raises ValidationError where there is no letter in it."""
        name = typed_name(unicodedata.normalize("NFC", self.cleaned_data["full_name"]))
        if not any(letter.isalpha() for letter in name):
            raise forms.ValidationError(_("A name is written with letters."))
        if any(unicodedata.category(letter)[0] == "C" for letter in name):
            raise forms.ValidationError(
                _("There is a sign in it that cannot be printed. Please type the name anew.")
            )
        return name

    def clean_latin_name(self) -> str:
        """Return the Latin spelling. Raises ValidationError that names the letters out of place."""
        name = typed_name(unicodedata.normalize("NFC", self.cleaned_data["latin_name"]))
        cyrillic = sorted({letter for letter in name if is_cyrillic(letter)})
        if cyrillic:
            raise forms.ValidationError(
                _(
                    "This line needs Latin letters, as in your passport. Cyrillic here: %(letters)s. "
                    "Switch the keyboard, or empty the line and save: we will suggest a spelling."
                )
                % {"letters": " ".join(cyrillic)}
            )
        strange = sorted({letter for letter in name if not _is_latin(letter)})
        if strange:
            raise forms.ValidationError(
                _(
                    "Only Latin letters, spaces, hyphens and apostrophes can stand here. Please remove "
                    "these: %(letters)s."
                )
                % {"letters": " ".join(strange)}
            )
        return name

    @property
    def suggestion(self) -> str:
        """The Latin spelling we would guess from the name typed."""
        return latin_name(self.cleaned_data.get("full_name", ""), self.language)

    def with_suggestion(self) -> "NameForm":
        """Return the form as typed, with the suggested spelling filled in to be checked."""
        typed = {"full_name": self.cleaned_data["full_name"], "latin_name": self.suggestion}
        return NameForm(initial=typed, language=self.language)


def _is_latin(letter: str) -> bool:
    is_letter = unicodedata.name(letter, "").startswith(("LATIN", "COMBINING"))
    return is_letter or letter in _LATIN_SIGNS


class DeleteForm(forms.Form):
    """The code that was mailed, so that nobody else deletes the account on an open phone."""

    code = CodeField()

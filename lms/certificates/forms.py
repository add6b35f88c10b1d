"""What an operator fills in: how the issuer stands on certificates."""

from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from lms.certificates import lettering
from lms.certificates.issuer_tables import IssuerBlock
from lms.certificates.logo import MOST_UPLOADED_BYTES, LogoRefused, carried, cleaned_logo, taken_back
from lms.certificates.rules import plain_text
from lms.certificates.rules.paper import LONGEST_ISSUER, LONGEST_POST, LONGEST_PREFIX, LONGEST_SIGNATORY
from lms.certificates.rules.sharing import DAYS_OFFERED, LONGEST_DAYS, USUAL_DAYS

_TEXTS = {
    "name": (gettext_lazy("Name of the issuer"), LONGEST_ISSUER),
    "signatory": (gettext_lazy("Who signs"), LONGEST_SIGNATORY),
    "post": (gettext_lazy("Post of who signs"), LONGEST_POST),
}
_LOGO_PROBLEMS = {
    "kind": gettext_lazy("Choose a still picture in PNG or JPEG."),
    "large": gettext_lazy("This picture is too large for a logo. Choose a smaller or simpler one."),
    "damaged": gettext_lazy("This file cannot be read as a picture. Save it once more as PNG and try again."),
}


class PrintableField(forms.CharField):
    """A line of text that the document's fonts can draw."""

    def clean(self, value):
        """Return one plain line. Raises ValidationError that names the letters which cannot be printed."""
        text = plain_text(super().clean(value))
        letters = lettering.unprintable_letters(text)
        if letters:
            sentence = ngettext(
                "The certificate’s fonts do not have this sign: %(letters)s. Please write it another way.",
                "The certificate’s fonts do not have these signs: %(letters)s. Please write it another way.",
                len(letters),
            )
            raise forms.ValidationError(sentence % {"letters": ", ".join(letters)})
        return text


class IssuerForm(forms.Form):
    """Name, signatory and post by language; logo; stamp, register and academic hours."""

    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy(
            "PNG or JPEG. It is made anew without the data that cameras and programs add."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages={"empty": gettext_lazy("This file is empty. Choose another.")},
    )
    # What was uploaded before the look at the paper: a browser sends no file twice.
    kept_logo = forms.CharField(required=False, widget=forms.HiddenInput)
    drops_logo = forms.BooleanField(label=gettext_lazy("Leave the logo out"), required=False)
    leaves_space_for_stamp = forms.BooleanField(label=gettext_lazy("Leave space for a stamp"), required=False)
    shows_academic_hours = forms.BooleanField(
        label=gettext_lazy("Show academic hours of 45 minutes beside hours"), required=False
    )
    has_register_number = forms.BooleanField(
        label=gettext_lazy("Give every certificate a number in our register"),
        required=False,
        help_text=gettext_lazy(
            "It counts from 1 each year, such as HAM 2027/0012. Whoever sees two certificates can guess how "
            "many were issued between them: leave it out where that could harm somebody."
        ),
    )
    register_prefix = PrintableField(
        label=gettext_lazy("Letters before the number"), max_length=LONGEST_PREFIX, required=False
    )
    look_in = forms.ChoiceField(
        label=gettext_lazy("Look at it in"), choices=settings.LANGUAGES, required=False
    )

    def __init__(self, *args, current: IssuerBlock | None, **kwargs) -> None:
        super().__init__(*args, initial=_initial(current), **kwargs)
        for code, _name in settings.LANGUAGES:
            for kind, (label, longest) in _TEXTS.items():
                self.fields[f"{kind}_{code}"] = PrintableField(
                    label=label,
                    max_length=longest,
                    required=False,
                    widget=forms.TextInput(attrs={"lang": code, "autocomplete": "off"}),
                )

    @property
    def languages(self) -> list[tuple[str, str, list]]:
        """Return (code, own name, its three fields) for every language of the site."""
        return [
            (code, name, [self[f"{kind}_{code}"] for kind in _TEXTS]) for code, name in settings.LANGUAGES
        ]

    def clean_logo(self) -> bytes:
        """Return the uploaded logo made anew, empty where none came. Raises ValidationError."""
        upload = self.cleaned_data["logo"]
        if not upload:
            return b""
        if upload.size > MOST_UPLOADED_BYTES:
            raise forms.ValidationError(_LOGO_PROBLEMS["large"])
        try:
            return cleaned_logo(upload.read())
        except LogoRefused as refusal:
            raise forms.ValidationError(_LOGO_PROBLEMS[refusal.reason]) from refusal

    def clean(self) -> dict:
        """Refuse a block without any name."""
        names = [f"name_{code}" for code, _name in settings.LANGUAGES]
        if not any(self.cleaned_data.get(name) or name in self.errors for name in names):
            self.add_error("name_en", gettext_lazy("Give the issuer a name in one language at least."))
        return self.cleaned_data

    @property
    def chosen_logo(self) -> bytes:
        """The logo that the paper will have: the new one, the one carried along, or none."""
        if self.cleaned_data.get("drops_logo"):
            return b""
        return self._any_logo

    @property
    def _any_logo(self) -> bytes:
        return self.cleaned_data.get("logo") or taken_back(self.cleaned_data.get("kept_logo") or "")

    @property
    def carried_logo(self) -> str:
        """What the form shown next carries along, also where it is left out or something was refused."""
        return carried(self._any_logo)

    @property
    def look_language(self) -> str:
        """The language the paper is looked at in."""
        return self.cleaned_data.get("look_in") or get_language()

    def block(self) -> IssuerBlock:
        """Return the version that the form describes; it is written nowhere yet."""
        ticks = ("leaves_space_for_stamp", "shows_academic_hours", "has_register_number")
        return IssuerBlock(
            names=self._texts("name"),
            signatories=self._texts("signatory"),
            posts=self._texts("post"),
            logo=self.chosen_logo,
            register_prefix=self.cleaned_data["register_prefix"],
            **{tick: self.cleaned_data[tick] for tick in ticks},
        )

    def _texts(self, kind: str) -> dict[str, str]:
        found = {code: self.cleaned_data[f"{kind}_{code}"] for code, _name in settings.LANGUAGES}
        return {code: text for code, text in found.items() if text}


class RecordLinkForm(forms.Form):
    """A link to the record of learning: for how long, and with the name or without."""

    days = forms.TypedChoiceField(
        label=gettext_lazy("The link opens for"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose for how long."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )
    shows_name = forms.BooleanField(label=gettext_lazy("Show my name on it"), required=False)

    def __init__(self, *args, names: Sequence[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [(days, _for_days(days)) for days in DAYS_OFFERED]
        self.fields["days"].initial = USUAL_DAYS
        if names:
            self.fields["shows_name"].help_text = " / ".join(names)
        else:
            del self.fields["shows_name"]


def _for_days(days: int) -> str:
    if days == LONGEST_DAYS:
        return gettext("a year")
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def _initial(current: IssuerBlock | None) -> dict:
    if current is None:
        return {"look_in": get_language()}
    kept = {"name": current.names, "signatory": current.signatories, "post": current.posts}
    texts = {f"{kind}_{code}": text for kind, by_code in kept.items() for code, text in by_code.items()}
    return texts | {
        "kept_logo": carried(current.logo_bytes),
        "leaves_space_for_stamp": current.leaves_space_for_stamp,
        "shows_academic_hours": current.shows_academic_hours,
        "has_register_number": current.has_register_number,
        "register_prefix": current.register_prefix,
        "look_in": get_language(),
    }

"""The form in which a trainer chooses a file of questions and where they belong."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.exchange.sentences import REFUSALS
from assessments.models import Pool, Question
from assessments.rules.formats import LARGEST_FILE, FileRefused, clean, text_of

FORMATS = [("gift", "GIFT"), ("moodle", "Moodle XML"), ("yaml", "YAML")]


class ImportForm(forms.Form):
    """A file, or the text of one that was looked at before, and where its questions belong."""

    form = forms.ChoiceField(label=_("Format"), choices=FORMATS)
    file = forms.FileField(label=_("File, at most 2 MB"), required=False)
    encoding = forms.ChoiceField(
        label=_("Encoding of the file"),
        choices=[("utf-8", _("UTF-8, as most programs write it")), ("windows-1251", "Windows-1251")],
        initial="utf-8",
        required=False,
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    pool = forms.ModelChoiceField(Pool.objects.order_by("name"), label=_("Pool"))
    objective = forms.SlugField(label=_("Learning objective of all of them"), max_length=60, required=False)
    difficulty = forms.ChoiceField(
        label=_("Difficulty of all of them"), choices=Question.Difficulty.choices, initial="medium"
    )

    def kept(self) -> dict:
        """Return what the page with the preview carries along to be confirmed."""
        values = self.cleaned_data
        names = ("form", "text", "objective", "difficulty")
        return {name: values[name] for name in names} | {"pool": values["pool"].pk}

    def clean(self) -> dict:
        """Read the file into ``text``; without a file, take the text that was looked at."""
        values = super().clean() or {}
        file = values.get("file")
        try:
            if file is not None:
                if file.size > LARGEST_FILE:
                    raise FileRefused("too large")
                values["text"] = text_of(file.read(), encoding=values.get("encoding") or "utf-8")
            elif not values.get("text"):
                raise FileRefused("no file")
            values["text"] = clean(values["text"])
        except FileRefused as refusal:
            self.add_error("file", REFUSALS[str(refusal)])
        return values

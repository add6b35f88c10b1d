"""Forms of pictures: the questions about people come before the file is chosen."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.images.forms import BaseImageForm

from media.blurring import Area
from media.models import PictureKind
from media.models.guards import LICENCES
from media.queries import WORDING_HOOK


class GuardedForm(forms.ModelForm):
    """What forms of pictures and recordings ask alike. Knows who is at work."""

    # Text fields whose wording is looked at, in the language that ``wording_language`` names.
    worded: tuple[str, ...] = ()
    no_child_label = _("No child and no person who returned is in this picture")
    not_confirmed = _(
        "Tick this only if it is true. A photograph of a child or of a person who returned must not be "
        "stored, blurred or not: close this page, and show what you mean in a drawing."
    )

    no_child = forms.BooleanField(required=False)
    keep_words = forms.BooleanField(
        required=False, label=_("Keep the words as they are"), help_text=_("Only after reading them again.")
    )

    def __init__(self, *args, **kwargs):
        self.editor = kwargs.get("user") or kwargs.get("for_user")
        super().__init__(*args, **kwargs)
        self.fields["licence"] = forms.ChoiceField(
            label=_("Licence"), choices=self._licences(), required=self.instance.pk is None
        )
        self.fields["origin"].required = self.instance.pk is None
        self.fields["no_child"].label = self.no_child_label
        if self.instance.no_child_confirmed_at:
            del self.fields["no_child"]
        self.order_fields(self.field_order)
        if not self.is_bound:
            del self.fields["keep_words"]

    def _licences(self) -> list:
        """Return the usual licences, and the one that stands here already."""
        kept = self.instance.licence
        unusual = [(kept, kept)] if kept and kept not in dict(LICENCES) else []
        return [("", "---------"), *LICENCES, *unusual]

    def needs_confirmation(self, cleaned: dict) -> bool:
        """Return whether the promise about children and returned people has to be given."""
        return True

    def wording_language(self, cleaned: dict) -> str:
        """Return the language of what is written here."""
        return settings.LANGUAGE_CODE

    def clean(self) -> dict:
        """Ask for the promise, and once for another look at words that hurt."""
        cleaned = super().clean() or self.cleaned_data
        if not self.instance.no_child_confirmed_at and self.needs_confirmation(cleaned):
            self._confirm(cleaned)
        self._look_at_words(cleaned)
        return cleaned

    def _confirm(self, cleaned: dict) -> None:
        if not cleaned.get("no_child"):
            self.add_error("no_child", self.not_confirmed)
            return
        self.instance.no_child_confirmed_at = timezone.now()
        self.instance.no_child_confirmed_by = self.editor

    def _look_at_words(self, cleaned: dict) -> None:
        language = self.wording_language(cleaned)
        found = {name: _advice(cleaned.get(name) or "", language) for name in self.worded}
        if not any(found.values()):
            del self.fields["keep_words"]
        elif not cleaned.get("keep_words"):
            for name, sentences in found.items():
                if sentences:
                    self.add_error(name, sentences)


def _advice(text: str, language: str) -> list[str]:
    checks = hooks.get_hooks(WORDING_HOOK) if text.strip() else ()
    return [sentence for check in checks for sentence in check(text, language)]


class PictureForm(GuardedForm, BaseImageForm):
    """Adds a picture or changes what is written about it."""

    worded = ("title", "description")
    field_order = ("kind", "people", "no_child", "consent", "consent_place", "file", "title")

    class Meta(BaseImageForm.Meta):
        widgets = {
            **BaseImageForm.Meta.widgets,
            "kind": forms.RadioSelect,
            "people": forms.RadioSelect,
            "consent": forms.RadioSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            # Nobody says by silence that it is no photograph.
            self.initial.pop("kind", None)
            self.fields["kind"].initial = None
        self.fields["people"].choices = [pair for pair in self.fields["people"].choices if pair[0]]
        self.fields["people"].help_text = _("Asked of photographs only.")

    def needs_confirmation(self, cleaned: dict) -> bool:
        """A drawing may show a child; a photograph never."""
        return cleaned.get("kind") == PictureKind.PHOTOGRAPH

    def clean(self) -> dict:
        """Forget who was said to be seen where there is no photograph."""
        cleaned = super().clean()
        if cleaned.get("kind") != PictureKind.PHOTOGRAPH:
            cleaned["people"] = ""
        return cleaned


def _percent(label) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"step": "0.1", "min": "0", "max": "100", "inputmode": "decimal"})
    return forms.DecimalField(
        label=label, min_value=0, max_value=100, decimal_places=1, required=False, widget=widget
    )


class AreaForm(forms.Form):
    """One area of a picture, in percent of its width and height. Left empty, it is none."""

    left = _percent(_("From the left edge"))
    top = _percent(_("From the upper edge"))
    width = _percent(_("Width"))
    height = _percent(_("Height"))

    def clean(self) -> dict:
        """Ask for whole areas that lie in the picture."""
        cleaned = super().clean() or self.cleaned_data
        given = [cleaned.get(name) for name in ("left", "top", "width", "height")]
        if self.errors or all(value is None for value in given):
            return cleaned
        if None in given:
            raise forms.ValidationError(_("Fill in all four numbers of this area, or none."))
        left, top, width, height = given
        if not width or not height:
            raise forms.ValidationError(_("An area needs a width and a height above 0."))
        if left + width > 100 or top + height > 100:
            raise forms.ValidationError(_("This area goes beyond the edge of the picture."))
        return cleaned

    @property
    def area(self) -> Area | None:
        """The area that was typed, or None."""
        if self.cleaned_data.get("width") is None:
            return None
        return Area(**{name: float(self.cleaned_data[name]) for name in ("left", "top", "width", "height")})


class _AreaForms(forms.BaseFormSet):
    def clean(self) -> None:
        if not any(self.errors) and not self.areas:
            raise forms.ValidationError(_("Choose at least one area."))

    @property
    def areas(self) -> list[Area]:
        """Every area that was typed."""
        return [form.area for form in self.forms if form.area]


AREAS_AT_ONCE = 6
AreaForms = forms.formset_factory(AreaForm, formset=_AreaForms, extra=AREAS_AT_ONCE, max_num=AREAS_AT_ONCE)

"""A list of short codes in one column, ticked or typed in the CMS."""

import re
from collections.abc import Sequence

from django import forms
from django.db import models
from django.utils.translation import gettext as _


class TypedCodesField(forms.CharField):
    """Codes typed with commas between them."""

    def prepare_value(self, value):
        """Show the stored list as it would be typed."""
        return ", ".join(value) if isinstance(value, (list, tuple)) else value

    def to_python(self, value) -> list[str]:
        """Read codes. Raises ValidationError for anything but letters, digits and hyphens."""
        codes = [code.strip().lower() for code in (value or "").split(",") if code.strip()]
        if any(not re.fullmatch(r"[a-z0-9-]+", code) for code in codes):
            raise forms.ValidationError(
                _("Use small Latin letters, digits and hyphens, with commas in between.")
            )
        return codes

    def has_changed(self, initial, data) -> bool:
        """Compare lists, not the spaces between their codes."""
        try:
            return list(initial or []) != self.to_python(data)
        except forms.ValidationError:
            return True


class CodeListField(models.JSONField):
    """A JSON list of codes. With ``codes`` (pairs of code and label) they are ticked, else typed."""

    def __init__(self, *args, codes: Sequence[tuple[str, str]] = (), **kwargs) -> None:
        self.codes = codes
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        """Stand in migrations as the JSON column it is: other codes are not another table."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def formfield(self, **kwargs):
        """Return ticks or a line of text instead of raw JSON."""
        if self.codes:
            ticks = {"choices": self.codes, "widget": forms.CheckboxSelectMultiple}
            return models.Field.formfield(
                self, **{"form_class": forms.MultipleChoiceField, **ticks, **kwargs}
            )
        return models.Field.formfield(self, **{"form_class": TypedCodesField, **kwargs})

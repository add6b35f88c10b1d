"""The forms in which trainers write questions and lay out tests."""

import re

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from assessments import rules
from assessments.advice import sentences
from assessments.drafts import draft_from
from assessments.frozen import source_language
from assessments.models import EndTest

LINE = re.compile(r"(?P<objective>[a-z0-9-]+) (?P<difficulty>easy|medium|hard) (?P<draw>[1-9][0-9]?)")


class QuestionForm(WagtailAdminModelForm):
    """A question in the editor. A draft may be unfinished; what is handed in may not."""

    def clean_facts(self) -> list[str]:
        """Refuse codes that no fact has."""
        codes = self.cleaned_data["facts"]
        known = apps.get_model("courses", "Fact").objects.filter(code__in=codes)
        unknown = sorted(set(codes) - set(known.values_list("code", flat=True)))
        if unknown:
            raise ValidationError(_("No fact is called %(codes)s.") % {"codes": ", ".join(unknown)})
        return codes

    def clean(self) -> dict:
        """Refuse to hand in what cannot be graded."""
        values = super().clean()
        if not self.is_deferred_validation and not self.errors:
            draft = draft_from(values, self._language())
            for sentence in sentences(rules.problems(draft), draft):
                self.add_error(None, sentence)
        return values

    def _language(self) -> str:
        return self.instance.locale.language_code if self.instance.locale_id else source_language()


class BlueprintField(forms.CharField):
    """A blueprint as lines of text: objective, difficulty, how many."""

    widget = forms.Textarea

    def prepare_value(self, value):
        """Show stored lines as they would be typed."""
        if not isinstance(value, list):
            return value
        cells = rules.blueprint_of(value)
        return "\n".join(f"{cell.objective} {cell.difficulty} {cell.draw}" for cell in cells)

    def to_python(self, value) -> list[dict]:
        """Read lines. Raises ValidationError that names the line."""
        lines = [" ".join(line.split()) for line in (value or "").splitlines() if line.strip()]
        return [self._cell(number, line) for number, line in enumerate(lines, 1)]

    def _cell(self, number: int, line: str) -> dict:
        match = LINE.fullmatch(line)
        if match is None:
            raise ValidationError(
                _("Line %(number)d: write objective, difficulty and number, like “core-01-o1 easy 1”.")
                % {"number": number}
            )
        return {**match.groupdict(), "draw": int(match["draw"])}

    def has_changed(self, initial, data) -> bool:
        """Compare lines, not spaces."""
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True


class EndTestForm(WagtailAdminModelForm):
    """The layout of a test."""

    blueprint = BlueprintField(
        label=EndTest._meta.get_field("blueprint").verbose_name,
        widget=forms.Textarea(attrs={"rows": 12}),
    )

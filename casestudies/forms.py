"""The form in which trainers write cases."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Locale

from casestudies import rules
from casestudies.advice import sentences
from casestudies.frozen import frozen_content, graph_of
from casestudies.models import Case
from casestudies.queries import unknown_codes


class CaseForm(WagtailAdminModelForm):
    """A case in the editor. A draft may have loose ends; what is handed in may not."""

    def clean_code(self) -> str:
        """Refuse a code that another case of this language has."""
        code = self.cleaned_data["code"]
        locale_id = self.instance.locale_id or Locale.get_default().pk
        if Case.objects.filter(code=code, locale_id=locale_id).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another case has this code."))
        return code

    def clean(self) -> dict:
        """Refuse to hand in what cannot be played to an end."""
        values = super().clean()
        if not self.is_deferred_validation and not self.errors:
            drafted = Case(outline=values.get("outline") or [])
            flaws = rules.problems(graph_of(frozen_content(drafted))) + unknown_codes(drafted)
            for sentence in sentences(flaws):
                self.add_error(None, sentence)
        return values

"""The form in which trainers write case studies."""

from wagtail.admin.forms import WagtailAdminPageForm

from casestudies.studies.advice import flaws


class StudyForm(WagtailAdminPageForm):
    """A case study in the editor. A draft may be unfinished; what is handed in may not."""

    def clean(self) -> dict:
        """Refuse to hand in what names things that are not there."""
        values = super().clean()
        if not self.is_deferred_validation and not self.errors:
            for sentence in flaws(values, values.get("slug", "")):
                self.add_error(None, sentence)
        return values

"""The form of a recording: captions come typed or as their file; the file itself comes once."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from media.captions import MAX_CHARACTERS
from media.forms import GuardedForm

# A letter takes four bytes at most.
_LARGEST_CAPTIONS_FILE = 4 * MAX_CHARACTERS


class RecordingForm(GuardedForm, WagtailAdminModelForm):
    """Adds a recording or changes what is written about it."""

    worded = ("title", "transcript")
    no_child_label = _("No child and no person who returned speaks in this recording")
    not_confirmed = _(
        "Tick this only if it is true. The voice of a child or of a person who returned must not be stored: "
        "let somebody else read an invented text."
    )

    captions_file = forms.FileField(
        label=_("Captions as a file"),
        required=False,
        help_text=_("A WebVTT file (.vtt). It takes the place of what stands in the field below."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # A stored file stays; the new one is added beside it.
            del self.fields["file"]
        # Asked together with the file in ``clean``: one of the two is enough.
        self.fields["captions"].required = False
        # Lines are counted as their author counts them.
        self.fields["captions"].strip = False

    def wording_language(self, cleaned: dict) -> str:
        """Return the language that is spoken."""
        return cleaned.get("language") or super().wording_language(cleaned)

    def clean_captions_file(self) -> str:
        """Return the text of the captions' file; "" where none was sent."""
        file = self.cleaned_data.get("captions_file")
        if not file:
            return ""
        if file.size > _LARGEST_CAPTIONS_FILE:
            raise forms.ValidationError(_("This file is too large for captions."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                _("This file is no text in UTF-8. Save the captions anew.")
            ) from error

    def clean(self) -> dict:
        """Let the captions' file stand in for the field."""
        cleaned = super().clean()
        typed = cleaned.get("captions_file") or cleaned.get("captions") or ""
        cleaned["captions"] = typed
        if not typed.strip() and not {"captions", "captions_file"} & self.errors.keys():
            self.add_error(
                "captions", _("Captions are needed: who cannot hear reads them as the sound runs.")
            )
        return cleaned

    def save(self, commit=True):
        """Keep who brought it."""
        if self.instance.pk is None:
            self.instance.uploaded_by = self.editor
        return super().save(commit)

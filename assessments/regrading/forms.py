"""What a trainer says when attempts are to be graded anew."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RegradeForm(forms.Form):
    """Why: it stands in the log for whoever asks next year."""

    reason = forms.CharField(
        label=_("What was wrong with the key?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences for the log. No names."),
    )

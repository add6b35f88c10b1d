"""Which certificates a coordinator may withdraw: those of people in their places and groups."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.api import cohorts_of
from lms.accounts.api import profile_of
from lms.certificates.api import award_by_code, normalise_code, revocation_reasons

REVOKE = "certificates.revoke_award"


def award_within(user, typed: str):
    """Return the award with the code somebody typed, None where there is none in their places and groups."""
    award = award_by_code(typed)
    if award is None:
        return None
    if user.has_perm(REVOKE, profile_of(award.learner)):
        return award
    groups = cohorts_of(award.learner)
    about = [group for group in groups if not group.course_keys or str(award.course_key) in group.course_keys]
    return award if any(user.has_perm("courses.view_cohort", group) for group in about) else None


class CodeForm(forms.Form):
    """The code of a certificate, as it stands on the paper."""

    code = forms.CharField(
        label=gettext_lazy("Code of the certificate"),
        max_length=60,
        help_text=gettext_lazy("16 letters and digits; they stand on the paper, below the square."),
        widget=forms.TextInput(attrs={"class": "code", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the code that stands on the certificate.")},
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.award = None

    def clean_code(self) -> str:
        """Find the award. Raises ValidationError for what is no code, and for one that is not in reach."""
        typed = self.cleaned_data["code"]
        if normalise_code(typed) is None:
            raise forms.ValidationError(_("A code has 16 letters and digits, in four groups of four."))
        self.award = award_within(self.user, typed)
        if self.award is None:
            raise forms.ValidationError(
                _("No certificate with this code in your places and groups. Compare each letter once more.")
            )
        return typed


class WithdrawalForm(forms.Form):
    """Why a certificate is withdrawn. The holder reads it; whoever checks the code does not."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a reason."),
            "invalid_choice": gettext_lazy("Choose one of the reasons."),
        },
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = list(revocation_reasons().items())

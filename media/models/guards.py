"""What pictures and recordings have in common: consent, and a promise about children and returnees."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# The licences that are met most, as they are stored and printed. Others are kept as they were typed.
LICENCES = (
    ("CC0 1.0", _("CC0 1.0: free for every use")),
    ("CC BY 4.0", _("CC BY 4.0: free, with the name of who made it")),
    ("CC BY-SA 4.0", _("CC BY-SA 4.0: free, with the name, and shared alike")),
    ("Public domain", _("Public domain: no rights are left")),
    ("Made for this site", _("Made for this site; the rights are ours")),
    ("Used by permission", _("Used by permission in writing")),
)
# Said to readers, because these licences ask for it.
NAMED_TO_READERS = ("CC BY 4.0", "CC BY-SA 4.0")
SAYS_NO_PLACE = _(
    "Write where the signed paper lies. The paper itself stays there, and no name is written here."
)
SAYS_NO_ORIGIN = _("Write who made it.")
SAYS_NO_LICENCE = _("Choose the licence it may be used under.")


class Consent(models.TextChoices):
    """Whether somebody had to agree, and whether they still do."""

    NOT_NEEDED = "not_needed", _("Not needed: nobody can be recognised by it")
    HELD = "held", _("Given in writing, and the paper is kept")
    WITHDRAWN = "withdrawn", _("Withdrawn: it is taken from every page at once")


class Guarded(models.Model):
    """An upload that somebody may have to agree to, and that shows no child and nobody who returned."""

    origin = models.CharField(_("who made it"), max_length=160, blank=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    consent = models.CharField(
        _("consent"), max_length=12, choices=Consent.choices, default=Consent.NOT_NEEDED
    )
    consent_place = models.CharField(
        _("where the signed paper lies"),
        max_length=160,
        blank=True,
        help_text=_("A place, such as: the locked cabinet of the team in Termez. No file, and no name."),
    )
    no_child_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    no_child_confirmed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(consent=Consent.NOT_NEEDED) | ~Q(consent_place=""),
                name="%(class)s_consent_says_where_the_paper_lies",
            )
        ]

    @property
    def is_withdrawn(self) -> bool:
        """Whether consent was taken back."""
        return self.consent == Consent.WITHDRAWN

    @property
    def has_agreed_people(self) -> bool:
        """Whether somebody's consent carries it, so that it may have to disappear one day."""
        return self.consent != Consent.NOT_NEEDED

    @property
    def licence_for_readers(self) -> str:
        """The licence where it asks to be named, else ""."""
        return self.licence if self.licence in NAMED_TO_READERS else ""

    def problems_of_guard(self) -> dict:
        """Return what is missing, by field: the consent's place; for a new row origin and licence."""
        missing = {}
        if self.consent != Consent.NOT_NEEDED and not self.consent_place.strip():
            missing["consent_place"] = SAYS_NO_PLACE
        if self._state.adding and not self.origin.strip():
            missing["origin"] = SAYS_NO_ORIGIN
        if self._state.adding and not self.licence:
            missing["licence"] = SAYS_NO_LICENCE
        return missing

    def clean(self) -> None:
        """Ask for what is missing. Raises ValidationError."""
        super().clean()
        if missing := self.problems_of_guard():
            raise ValidationError(missing)

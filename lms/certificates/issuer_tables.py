"""Who issues, as it stands on paper: versions that are added and never rewritten; the register's count."""

from functools import cached_property

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.certificates.rules.paper import LONGEST_PREFIX, said_in


class BlockIsKept(TypeError):
    """Somebody tried to rewrite or remove what certificates refer to."""


class BlockQuerySet(models.QuerySet):
    """Versions of the issuer block: added, read, and nothing else."""

    def update(self, **_values) -> int:
        """Raise BlockIsKept: a certificate that was issued must not change its look."""
        raise BlockIsKept("A new version is added; those before it stay.")

    def delete(self):
        """Raise BlockIsKept."""
        raise BlockIsKept("Versions of the issuer block stay.")


class IssuerBlock(models.Model):
    """One version of what the operator lets stand on every certificate issued while it is the newest."""

    # personal data: name and post of who signs; readers: whoever sees a certificate; kept: with the awards
    made_at = models.DateTimeField(default=timezone.now)
    # By language code; what is missing is said in a language read there (rules.paper).
    names = models.JSONField(_("name of the issuer"), default=dict)
    signatories = models.JSONField(_("who signs"), default=dict, blank=True)
    posts = models.JSONField(_("post of who signs"), default=dict, blank=True)
    # Made anew from its pixels, and small; it lies here so that a copy of the database is whole.
    logo = models.BinaryField(default=bytes, blank=True, editable=False)
    leaves_space_for_stamp = models.BooleanField(default=False)
    shows_academic_hours = models.BooleanField(default=False)
    has_register_number = models.BooleanField(default=False)
    register_prefix = models.CharField(max_length=LONGEST_PREFIX, blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("issuer block")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(names={}), name="issuer_block_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name_in("en")[0]

    def save(self, *args, **kwargs):
        """Write a new version. Raises BlockIsKept for one that stands."""
        if not self._state.adding:
            raise BlockIsKept("A new version is added; those before it stay.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Raise BlockIsKept."""
        raise BlockIsKept("Versions of the issuer block stay.")

    def name_in(self, language: str) -> tuple[str, str]:
        """Return the issuer's name for readers of a language, and the language it is in."""
        return said_in(self.names, language)

    def signatory_in(self, language: str) -> tuple[str, str]:
        """Return who signs, and the language the name is written in; empty where nobody does."""
        return said_in(self.signatories, language)

    def post_in(self, language: str) -> tuple[str, str]:
        """Return the post of who signs, and the language it is in."""
        return said_in(self.posts, language)

    @cached_property
    def logo_bytes(self) -> bytes:
        """The logo, empty where there is none."""
        return bytes(self.logo)


class RegisterCount(models.Model):
    """How far the register of one year has come: the number given out last."""

    # no personal data
    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("count of the register")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"

"""People: an account to sign in with, a profile, and the roles they were granted."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from lms.accounts.sealing import Sealed


class UserManager(BaseUserManager):
    """Makes accounts; the e-mail address is the login."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Create an account. Without a password the person signs in by mailed code."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Create an account that may do everything in the CMS."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        """Find an account whatever the case of the address typed."""
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """An account. It knows an address and nothing else about the person."""

    # personal data: e-mail, last sign-in; readers: the person, operators; kept: until the account is deleted
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    # Part of every session's hash: raising it ends all sessions of the account at their next request.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.email

    def _get_session_auth_hash(self, secret=None) -> str:
        """Bind sessions to the password, as Django does, and to the epoch that ends them all."""
        seed = f"{self.password}/{self.session_epoch}"
        return salted_hmac("accounts.User.session", seed, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_staff(self) -> bool:
        """Whether this person works on the site; Django and Wagtail ask for this name."""
        return self.is_superuser or self.has_perm("wagtailadmin.access_admin")

    def get_full_name(self) -> str:
        """Return the name others see; the full name stays sealed."""
        profile = getattr(self, "profile", None)
        return (profile.display_name if profile else "") or self.email.split("@")[0]

    get_short_name = get_full_name


class Profile(models.Model):
    """What a person told us about their work, and their sealed full name."""

    # personal data: names (sealed), profession, region; readers: the person, coordinators as totals,
    # and of cohorts the person joined beside the display name; kept: with the account
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile")
    row_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    display_name = models.CharField(_("what should we call you"), max_length=60, blank=True)
    full_name_sealed = models.BinaryField(default=bytes, blank=True)
    latin_name_sealed = models.BinaryField(default=bytes, blank=True)
    profession = models.ForeignKey(
        "courses.Profession",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("profession"),
    )
    region = models.ForeignKey(
        "courses.Region",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("region of work"),
    )
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    # Whether the person stands in the numbers that say how many can do which work where.
    is_counted = models.BooleanField(_("counted in the numbers of the region"), default=True)
    consent_version = models.CharField(_("consent text accepted"), max_length=20, blank=True)
    consented_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    full_name = Sealed("full_name_sealed")
    latin_name = Sealed("latin_name_sealed")

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(consent_version="", consented_at__isnull=True)
                | (~models.Q(consent_version="") & models.Q(consented_at__isnull=False)),
                name="consent_has_version_and_time",
            )
        ]

    def __str__(self) -> str:
        return self.display_name or str(self.row_id)

    def sealing_context(self) -> str:
        """Bind the sealed names to this row and its owner."""
        return f"{self.row_id}/{self.user.public_id}"


class SelfDescription(models.Model):
    """What a person chose to say of themselves for totals of reports; who says nothing has no row."""

    # personal data: sex, age band; readers: the person, nobody else by name, reports as totals of 5 and more;
    # kept: until the person deletes it, at the latest with the account

    class Sex(models.TextChoices):
        WOMAN = "woman", _("woman")
        MAN = "man", _("man")
        ANOTHER = "another", _("another")

    class AgeBand(models.TextChoices):
        UNDER_25 = "under-25", _("under 25")
        FROM_25 = "25-34", _("25 to 34")
        FROM_35 = "35-44", _("35 to 44")
        FROM_45 = "45-54", _("45 to 54")
        FROM_55 = "55-up", _("55 and over")

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="self_description")
    sex = models.CharField(_("sex"), max_length=8, choices=Sex, blank=True)
    age_band = models.CharField(_("age"), max_length=8, choices=AgeBand, blank=True)

    class Meta:
        verbose_name = _("self-description")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sex__in=["", "woman", "man", "another"]), name="sex_is_known_or_empty"
            ),
            models.CheckConstraint(
                condition=models.Q(age_band__in=["", "under-25", "25-34", "35-44", "45-54", "55-up"]),
                name="age_band_is_known_or_empty",
            ),
            models.CheckConstraint(
                condition=~models.Q(sex="", age_band=""), name="self_description_says_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RoleGrant(models.Model):
    """That somebody has a role, and where."""

    # personal data: who works as what, who granted it; readers: the person, operators;
    # kept: until withdrawn or the account is deleted

    class Role(models.TextChoices):
        TRAINER = "trainer", _("trainer")
        REVIEWER = "reviewer", _("reviewer")
        OBSERVER = "observer", _("observer")
        FACILITATOR = "facilitator", _("facilitator")
        COORDINATOR = "coordinator", _("coordinator")
        OPERATOR = "operator", _("operator")

    class Scope(models.TextChoices):
        EVERYWHERE = "everywhere", _("everywhere")
        COUNTRY = "country", _("one country")
        REGION = "region", _("one region")
        COURSE = "course", _("one course")
        COHORT = "cohort", _("one cohort")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    scope = models.CharField(_("where"), max_length=20, choices=Scope, default=Scope.EVERYWHERE)
    # A country or region code, or the key of a course or cohort; "" for everywhere.
    scope_value = models.CharField(_("which"), max_length=64, blank=True, default="")
    granted_at = models.DateTimeField(_("granted"), default=timezone.now)
    granted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("granted by")
    )

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "scope", "scope_value"], name="one_grant_per_person_role_and_place"
            ),
            models.CheckConstraint(
                condition=models.Q(scope="everywhere", scope_value="")
                | (~models.Q(scope="everywhere") & ~models.Q(scope_value="")),
                name="scope_names_its_place",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    role__in=["trainer", "reviewer", "observer", "facilitator", "coordinator", "operator"]
                ),
                name="role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.get_scope_display()} {self.scope_value})".strip()

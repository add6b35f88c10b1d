"""What is stored of H5P: libraries, packages, the activities that play them, and where learners stopped."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.fields import SynchronizedField

from courses.activities.content import ActivityContent
from courses.activities.runtimes.h5p.rules.manifests import LibraryName


class H5PLibrary(models.Model):
    """The code of one version of a library. Stored once and never replaced by other code of that name."""

    # no personal data
    machine_name = models.CharField(_("name"), max_length=100)
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    patch = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=255)
    is_runnable = models.BooleanField(default=False)
    scripts = models.JSONField(default=list)
    styles = models.JSONField(default=list)
    # [machine name, major, minor] of each library it stands on.
    stands_on = models.JSONField(default=list)
    # The hash of every file by its path, and one over all of them.
    hashes = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    # Bytes of all its files, and of those that starting it loads.
    size = models.PositiveBigIntegerField(_("size"))
    load_size = models.PositiveBigIntegerField()
    installed_at = models.DateTimeField(_("installed"), auto_now_add=True)

    class Meta:
        verbose_name = _("H5P library")
        verbose_name_plural = _("H5P libraries")
        constraints = [
            models.UniqueConstraint(
                fields=["machine_name", "major", "minor", "patch"], name="one_h5p_library_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.machine_name} {self.major}.{self.minor}.{self.patch}"

    @property
    def name(self) -> LibraryName:
        """The name by which packages ask for it."""
        return LibraryName(self.machine_name, self.major, self.minor)

    @property
    def folder(self) -> str:
        """The folder its files lie in."""
        return f"{self.name.folder}.{self.patch}"

    @property
    def dependencies(self) -> list[LibraryName]:
        """The libraries it stands on."""
        return [LibraryName(*each) for each in self.stands_on]


class H5PPackage(models.Model):
    """One uploaded package, whole and unpacked. Never changed: a better one is another package."""

    # no personal data
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=255)
    # As its content is told which library plays it: "H5P.TrueFalse 1.8".
    main_library = models.CharField(max_length=120)
    language = models.CharField(_("language"), max_length=12, blank=True)
    authors = models.JSONField(default=list)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    references = models.JSONField(default=list)
    # Libraries of the upload whose code differs from what is installed under the same version.
    differing = models.JSONField(default=list)
    # The folders of its libraries in the order in which they load; patches are pinned at upload.
    load_order = models.JSONField(default=list)
    libraries = models.ManyToManyField(H5PLibrary, related_name="packages")
    # Bytes of its own files, and of everything that starting it loads.
    size = models.PositiveBigIntegerField()
    load_size = models.PositiveBigIntegerField()
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("H5P package")
        verbose_name_plural = _("H5P packages")

    def __str__(self) -> str:
        return self.title


class H5PActivity(ActivityContent):
    """A package as a lesson shows it: what it is for, and the same in words."""

    # no personal data
    activity_kind = "h5p"
    # It is scored in the browser, where anybody can write their own score: practice, and no hour counts it.
    is_sensitive = False
    minutes = 0
    preview_template = "courses/previews/h5p.html"

    code = models.SlugField(
        _("code"), max_length=100, help_text=_("Stays for ever: packages know it by this.")
    )
    title = models.CharField(_("title"), max_length=160)
    opening = models.TextField(
        _("opening"), blank=True, help_text=_("What it lets one practise, in one or two sentences.")
    )
    words = models.TextField(
        _("the same in words"),
        blank=True,
        help_text=_(
            "For whoever cannot start it, on paper and without a line. Nobody should miss the point."
        ),
    )
    package = models.ForeignKey(
        H5PPackage, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )

    override_translatable_fields = [SynchronizedField("code", overridable=False)]

    class Meta(ActivityContent.Meta):
        verbose_name = _("H5P activity")
        verbose_name_plural = _("H5P activities")

    def __str__(self) -> str:
        return self.title


class H5PState(models.Model):
    """Where a learner stopped in a package, as the package itself wrote it down."""

    # personal data: what a learner did in a package, words they typed among it; readers: the learner;
    # kept: 12 months after the last change
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="h5p_states")
    activity_key = models.UUIDField()
    package = models.ForeignKey(H5PPackage, on_delete=models.CASCADE, related_name="states")
    # Parts of a package keep what they need under their own id; "0" is the whole.
    part = models.CharField(max_length=64, default="0")
    name = models.CharField(max_length=64)
    value = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("state of an H5P package")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity_key", "package", "part", "name"],
                name="one_h5p_state_per_learner_and_part",
            )
        ]
        indexes = [models.Index(fields=["changed_at"], name="h5p_state_end")]

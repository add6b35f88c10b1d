"""The front page of the site."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, Site

from courses.pages import SignedPage


class HomePage(SignedPage, Page):
    """The root of the page tree; the only page that names its children."""

    # no personal data
    play_activity = models.ForeignKey(
        "courses.Activity",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("question to play with"),
    )

    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CoursePage", "casestudies.CaseLibraryPage"]
    template = "home/home.html"
    content_panels = [*Page.content_panels, FieldPanel("play_activity")]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def get_url_parts(self, request=None):
        """The front page is the site's own address, with the language's prefix."""
        site = (
            Site.find_for_request(request) if request else Site.objects.filter(is_default_site=True).first()
        )
        if site is None:
            return None
        with override(self.locale.language_code):
            return site.id, site.root_url, reverse("home")


class ImportedFolder(models.Model):
    """What was last imported from a library folder, so that unchanged folders are left alone."""

    # no personal data
    name = models.CharField(max_length=255, unique=True)
    digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name

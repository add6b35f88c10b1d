"""The way to the case studies in the CMS, and what the hooks of the CMS ask of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from casestudies.studies.models import CaseLibraryPage
from casestudies.studies.publishing import follow_evidence as follow_evidence
from casestudies.studies.publishing import follow_term as follow_term
from casestudies.studies.queries import shelf_of
from casestudies.studies.queries import studies_citing as drafts_citing
from courses.api import Shown

__all__ = ["drafts_citing", "follow_evidence", "follow_term", "is_open_to", "shelf", "studies_showing"]


def shelf(request: HttpRequest) -> HttpResponse:
    """Lead to the shelf of case studies in the explorer."""
    library = _library()
    if library is None:
        messages.info(request, _("There is no case library yet. Add one below the front page."))
        return redirect("wagtailadmin_explore_root")
    return redirect("wagtailadmin_explore", library.pk)


def studies_showing(version: int, language: str, code: str) -> list[Shown]:
    """Return the published studies that show a fact, for its page in the register."""
    found = shelf_of(version, language).studies.values()
    return [
        Shown(study.title, study.language, reverse("study", args=[study.slug]))
        for study in found
        if code in study.facts
    ]


def is_open_to(user) -> bool:
    """Return whether somebody may add case studies, or sign them."""
    library = _library()
    return library is not None and library.permissions_for_user(user).can_add_subpage()


def _library() -> CaseLibraryPage | None:
    return CaseLibraryPage.objects.order_by("pk").first()

"""The welcome of the CMS: in plain words, what waits for whom."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.ui.components import Component

from courses.content.corrections import corrections_to_read
from courses.content.drafts import drafts_of, waiting_for_signature
from courses.content.review import REVIEW_PERMISSION


class Panel(Component):
    """One part of the welcome, shown to those it is for."""

    order = 100

    def __init__(self, request) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict:
        """Give the template the request, for its forms."""
        return {"request": self.request, **self.content}


class WelcomePanel(Panel):
    """Says in three sentences how a text gets published here."""

    template_name = "courses/cms/welcome.html"
    order = 10

    @cached_property
    def content(self) -> dict:
        """What this person may do."""
        user = self.request.user
        return {"signs": user.has_perm(REVIEW_PERMISSION), "writes": user.has_perm("courses.add_fact")}


class WaitingPanel(Panel):
    """What waits for a second person."""

    template_name = "courses/cms/waiting.html"
    order = 20

    @cached_property
    def content(self) -> dict:
        """The texts, and the corrections that nobody has read yet."""
        return {
            "waiting": waiting_for_signature(self.request.user),
            "corrections": corrections_to_read()[:50],
        }


class DraftsPanel(Panel):
    """What this person has written and nobody has published."""

    template_name = "courses/cms/drafts.html"
    order = 30

    @cached_property
    def content(self) -> dict:
        """The drafts, newest first."""
        return {"drafts": drafts_of(self.request.user)}


@hooks.register("construct_homepage_panels")
def welcome(request, panels):
    """Replace Wagtail's panels by ours."""
    panels[:] = [WelcomePanel(request)]
    if request.user.has_perm(REVIEW_PERMISSION):
        panels.append(WaitingPanel(request))
    if request.user.has_perm("courses.add_fact"):
        panels.append(DraftsPanel(request))


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counters(request, items):
    """Leave out the counts of pages and files: they help nobody to begin."""
    items.clear()

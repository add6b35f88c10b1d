"""What all kinds of text share in writing: a row from a package's plan, its activity, its translation."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import Locale

from courses.content.placing import activity_for, activity_for_draft
from courses.content.translating import write_translation
from courses.content.writing import translate_activity
from courses.handing_in import Drafts, hand_in


class ActivityPlan(Protocol):
    """What a package says of anything that lessons place by ``activity_key``."""

    @property
    def key(self) -> UUID:
        """Its identity in every language."""

    @property
    def activity_key(self) -> UUID:
        """The identity of its activity."""

    @property
    def title(self) -> str:
        """What its activity is called."""


# Puts the words of a plan into a row that is not saved.
Tell = Callable[[Any, Any], None]


def publish_plans(model, plans: Iterable[ActivityPlan], tell: Tell, drafts: Drafts | None = None) -> None:
    """Create or update rows in the source language and publish them; what is not ready is refused.

    With ``drafts``, those that they hold wait for a second person, and what is published stays.
    """
    for plan in plans:
        row = model.known_or_new(plan.key)
        tell(row, plan)
        if drafts is not None:
            _hand_in(row, plan, drafts)
            continue
        row.activity = activity_for(row, plan.activity_key)
        row.save()
        row.save_revision().publish()


def _hand_in(row, plan: ActivityPlan, drafts: Drafts) -> None:
    if not drafts.hold(plan.key):
        return
    row.require_ready(row)
    # An activity that is here learns of new minutes when the row is published.
    row.activity = row.activity or activity_for_draft(row, plan.activity_key, drafts)
    if row.pk is None:
        row.save()
    hand_in(row, drafts.by)


def translate_plan(model, plan: ActivityPlan, language: str, tell: Tell, drafts: Drafts | None = None):
    """Translate a row and its activity under the same block ids. Raises TranslationMismatch."""
    row = model.objects.get(translation_key=plan.key, locale=Locale.get_default())
    translate_activity(plan.activity_key, plan.title[:255], language, drafts)
    if drafts is not None:
        row = row.get_latest_revision_as_object()
    shadow = model(locale=row.locale)
    tell(shadow, plan)
    return write_translation(row, shadow, language, drafts)


def published_rows(model, codes: Iterable[str], language: str = "") -> QuerySet:
    """Return the published rows with these codes, by code, with their activities.

    In ``language``, which is the source's unless one is named.
    """
    language = language or Locale.get_default().language_code
    found = model.objects.filter(live=True, locale__language_code=language, code__in=list(codes))
    return found.select_related("activity", "locale").order_by("code")

"""Drafts that come from elsewhere: kept beside what is published, and handed in to a second person."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from wagtail.models import Locale, Page, TranslatableMixin, WorkflowMixin


@dataclass(frozen=True)
class Drafts:
    """Whose drafts are written, and of what: (key, language) of all that is new or changed.

    Writers that are given one publish nothing, and leave alone whatever it does not hold.
    """

    by: Any
    held: AbstractSet[tuple[UUID, str]]

    def hold(self, key: UUID, language: str = "") -> bool:
        """Return whether a draft is wanted, in the source language unless another is named."""
        return (key, language or Locale.get_default().language_code) in self.held


def hand_in(item, by) -> None:
    """Keep an item as it stands in memory as a draft of ``by`` that waits for a second person.

    Its row, which readers see, stays as it is. Raises ValidationError.
    """
    item.save_revision(user=by, clean=True)
    start_waiting(item, by)


def start_waiting(item, by) -> None:
    """Hand the newest draft of an item in, in the name of ``by``."""
    row = type(item).objects.get(pk=item.pk)
    workflow = row.get_workflow()
    if workflow is not None:
        workflow.start(row, by)


def settle(item, drafts: Drafts | None) -> None:
    """Publish an item as it stands; as one of ``drafts``, hand it in."""
    if drafts is None:
        item.save_revision(clean=True).publish()
    elif drafts.hold(item.translation_key):
        hand_in(item, drafts.by)


def in_somebodys_hands(held: AbstractSet[tuple[UUID, str]]) -> list[str]:
    """Return the titles of those that have a draft here which nobody has published."""
    keys = {key for key, _language in held}
    found = []
    for model in [Page, *rows_with_drafts()]:
        rows = model.objects.filter(translation_key__in=keys, has_unpublished_changes=True)
        found += [
            str(row)
            for row in rows.select_related("locale")
            if (row.translation_key, row.locale.language_code) in held
        ]
    return sorted(found)


def rows_with_drafts() -> list[type]:
    """Return every model with drafts and translations that is no page."""
    rows = [model for model in apps.get_models() if issubclass(model, WorkflowMixin)]
    return [one for one in rows if issubclass(one, TranslatableMixin) and not issubclass(one, Page)]

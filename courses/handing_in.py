"""Drafts that come from elsewhere: kept beside what is published, and handed in to a second person."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from modelsearch.backends import get_search_backends
from modelsearch.index import class_is_indexed
from wagtail.models import Locale, Page, ReferenceIndex, Revision, TranslatableMixin, WorkflowMixin

from courses.waiting import start_all


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


def hand_in_new(rows: list, by) -> None:
    """Add rows of one table that nobody knows yet, as drafts of ``by`` that wait for a second person.

    The same as `hand_in` for each, in a few statements for all. Raises ValidationError.
    """
    if not rows:
        return
    model = type(rows[0])
    links = [field.name for field in model._meta.fields if field.is_relation]
    for row in rows:
        # What a row points to and whether its code is free the database looks at itself.
        row.clean_fields(exclude=links)
        row.clean()
        row.live = False
    model.objects.bulk_create(rows)
    for row, revision in zip(rows, _first_revisions(rows, by), strict=True):
        row.latest_revision, row.has_unpublished_changes = revision, True
        start_waiting(row, by)
    model.objects.bulk_update(rows, ["latest_revision", "has_unpublished_changes"])
    # As Wagtail does: nobody waits with a lock on the database while it is noted what names what.
    transaction.on_commit(lambda: _index(model, rows))


def _index(model: type, rows: list) -> None:
    with transaction.atomic():
        for row in rows if ReferenceIndex.is_indexed(model) else ():
            ReferenceIndex.create_or_update_for_object(row)
        for backend in get_search_backends(with_auto_update=True) if class_is_indexed(model) else ():
            backend.add_bulk(model, rows)


def _first_revisions(rows: list, by) -> list[Revision]:
    now = timezone.now()
    return Revision.objects.bulk_create(
        Revision(
            content_object=row,
            base_content_type=row.get_base_content_type(),
            user=by,
            created_at=now,
            content=row.serializable_data(),
            object_str=str(row),
        )
        for row in rows
    )


_together: ContextVar[dict[tuple[type, Any], None] | None] = ContextVar("handed_in_together", default=None)


@contextmanager
def handed_in_together(by) -> Iterator[None]:
    """Let everything of ``by`` that is handed in inside begin to wait at the end, all in a few statements."""
    found: dict[tuple[type, Any], None] = {}
    token = _together.set(found)
    try:
        yield
    finally:
        _together.reset(token)
    start_all(found, by)


def start_waiting(item, by) -> None:
    """Hand the newest draft of an item in, in the name of ``by``."""
    found = _together.get()
    if found is None:
        start_all([(type(item), item.pk)], by)
    else:
        found[type(item), item.pk] = None


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

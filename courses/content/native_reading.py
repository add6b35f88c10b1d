"""Native speakers who have read a translation: who and when is noted, and taken back; other words undo it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.log_actions import log

from courses.content.actions import compile_lessons, count_publication
from courses.content.citing import CITED_HOOK
from courses.content.published import NativeReading, words_hash
from courses.content.review import REVIEW_PERMISSION, texts_answered_for

NOTED, TAKEN_BACK = "hamroh.native_reading", "hamroh.native_reading_undone"


class ReadingRefused(ValueError):
    """The reading is not noted; the message says why."""


@dataclass(frozen=True)
class Translated:
    """A published translation, and the reading of it; ``is_current``: of the words that it has now."""

    page: Any
    reading: NativeReading | None
    is_current: bool


def translations_to_read():
    """Return the published pages in other languages than the source, of all floors."""
    return texts_answered_for().exclude(locale__language_code=settings.LANGUAGE_CODE)


def with_readings(pages) -> list[Translated]:
    """Return pages with the readings of them. Only those that somebody has read are looked at."""
    pages = list(pages)
    readings = {
        (reading.text_key, reading.language): reading
        for reading in NativeReading.objects.filter(
            text_key__in=[page.translation_key for page in pages]
        ).select_related("noted_by")
    }
    return [_translated(page, readings.get((page.translation_key, _language(page)))) for page in pages]


def _translated(page, reading: NativeReading | None) -> Translated:
    is_current = reading is not None and reading.words_hash == words_hash(as_published(page))
    return Translated(page, reading, is_current)


def _language(page) -> str:
    return page.locale.language_code


def as_published(page):
    """Return a page as readers see it: its row may hold words that nobody has signed."""
    page = page.specific
    return page.live_revision.as_object() if page.live_revision_id else page


@transaction.atomic
def note_reading(page, *, reader_name: str, seen: str, by) -> NativeReading:
    """Note that a native speaker has read a translation as it is published.

    ``seen`` is the hash of the words that were read. Raises PermissionDenied, ReadingRefused.
    """
    _require_reviewer(by)
    words = words_hash(as_published(page))
    if seen != words:
        raise ReadingRefused(_("The text changed meanwhile. Read it again, then note it."))
    if not reader_name.strip():
        raise ReadingRefused(_("Say who has read it: a name."))
    reading, _is_new = NativeReading.objects.update_or_create(
        text_key=page.translation_key,
        language=_language(page),
        defaults={
            "reader_name": reader_name.strip()[:160],
            "words_hash": words,
            "noted_by": by,
            "read_at": timezone.now(),
        },
    )
    _tell(page, NOTED, by)
    return reading


@transaction.atomic
def take_back_reading(page, *, by) -> None:
    """Forget that a translation was read. Raises PermissionDenied."""
    _require_reviewer(by)
    found = NativeReading.objects.filter(text_key=page.translation_key, language=_language(page))
    if found.delete()[0]:
        _tell(page, TAKEN_BACK, by)


def _require_reviewer(by) -> None:
    if not by.has_perm(REVIEW_PERMISSION):
        raise PermissionDenied


def _tell(page, action: str, by) -> None:
    """Keep in the history who noted it and when, and let readers see it."""
    log(instance=page.specific, action=action, user=by)
    compile_lessons([page.pk])
    for follow in hooks.get_hooks(CITED_HOOK):
        follow([page.pk])
    count_publication()

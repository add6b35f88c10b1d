"""Writes translations through wagtail-localize's own tables, so that its editor and boards know them."""

import json
import re
from collections.abc import Iterable

from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue, validate_translation_links

from courses.handing_in import Drafts, start_waiting

# What a translation may choose for itself: a picture with words in it, a voice, an H5P package.
_CHOSEN = re.compile(r"^package$|\.(picture|recording)$")


class TranslationMismatch(ValueError):
    """A translation does not run parallel to its source; the message names the place."""


def write_translation(source_instance, shadow, language: str, drafts: Drafts | None = None):
    """Translate ``source_instance`` into ``language`` and publish it; returns the translated row.

    ``shadow`` is an unsaved copy that holds the translated texts under the source's block ids. Its
    strings are matched to the source's by path and order; where it shows another picture, plays another
    recording or another package, the translation does. As one of ``drafts`` it waits for a second
    person, and what is published stays. Raises TranslationMismatch.
    """
    if drafts is not None and not drafts.hold(source_instance.translation_key, language):
        return None
    locale = Locale.objects.get(language_code=language)
    before = source_instance.get_translation_or_none(locale)
    source, _created = TranslationSource.update_or_create_from_instance(source_instance)
    segments = extract_segments(shadow)
    _store_strings(source, _strings_by_place(segments), locale, drafts.by if drafts else None)
    _store_choices(source, segments, locale, drafts.by if drafts else None)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    translation.save_target(publish=False, user=drafts.by if drafts else None)
    translated = source_instance.get_translation(locale)
    if drafts is None:
        translated.latest_revision.publish()
    else:
        _hand_in(translated, before, drafts.by)
    return source_instance.get_translation(locale)


def take_ids(shadow, source_instance, fields: Iterable[str]) -> None:
    """Give the blocks of a shadow the ids that they have in its source: the CMS gives ids of its own.

    Raises TranslationMismatch where the two do not have the same blocks.
    """
    for name in fields:
        own, theirs = getattr(source_instance, name), getattr(shadow, name)
        if [block.block_type for block in own] != [block.block_type for block in theirs]:
            raise TranslationMismatch(f"{source_instance}: the translation has other blocks in “{name}”.")
        for block, shown in zip(own, theirs, strict=True):
            shown.id = block.id


def _hand_in(translated, before, by) -> None:
    """Let a translated draft wait, and put the words back that readers see meanwhile."""
    if before is not None and before.live:
        shown = before.live_revision.as_object() if before.live_revision_id else before
        shown.live, shown.has_unpublished_changes = True, True
        shown.latest_revision = translated.latest_revision
        shown.save()
    start_waiting(translated, by)


def keep_published(*models) -> None:
    """Keep published rows of these tables before readers while drafts of their translations are saved."""
    for model in models:
        uid = f"keep_published_{model._meta.label_lower}"
        post_save.connect(_put_back, sender=model, dispatch_uid=uid)


def _put_back(sender, instance, created: bool, update_fields=None, **kwargs) -> None:
    """Put back what readers see, where wagtail-localize has saved a draft over it and taken it offline.

    It does so with whatever a page that is translated points to. Taken offline by hand, a row has no
    published version any more; here it still has.
    """
    if created or update_fields or instance.live or not instance.live_revision_id:
        return
    published = instance.live_revision
    # A copy for another language may still name the version of its source.
    if published.object_id != str(instance.pk):
        return
    shown = published.as_object()
    shown.live, shown.has_unpublished_changes = True, True
    shown.save()


def _strings_by_place(segments: Iterable) -> dict[tuple[str, int], str]:
    """Return the shadow's strings by (path, number of the string under that path)."""
    found: dict[tuple[str, int], str] = {}
    counts: dict[str, int] = {}
    for segment in segments:
        if isinstance(segment, StringSegmentValue):
            number = counts.get(segment.path, 0)
            counts[segment.path] = number + 1
            found[(segment.path, number)] = segment.string.data
    return found


def _store_choices(source: TranslationSource, segments: Iterable, locale: Locale, by=None) -> None:
    """Keep what a translation shows in the place of its source's, and forget what it shows no longer."""
    chosen = {
        segment.path: segment.data
        for segment in segments
        if isinstance(segment, OverridableSegmentValue) and _CHOSEN.search(segment.path)
    }
    for segment in OverridableSegment.objects.filter(source=source).select_related("context"):
        path = segment.context.path
        if not _CHOSEN.search(path):
            continue
        own = {"context": segment.context, "locale": locale}
        if chosen.get(path, segment.data) == segment.data:
            SegmentOverride.objects.filter(**own).delete()
        else:
            said = {"data_json": json.dumps(chosen[path]), "has_error": False, "field_error": ""}
            said |= {"last_translated_by": by} if by else {}
            SegmentOverride.objects.update_or_create(**own, defaults=said)


def _store_strings(
    source: TranslationSource, texts: dict[tuple[str, int], str], locale: Locale, by=None
) -> None:
    """Put every string of a source into ``locale``. Raises TranslationMismatch."""
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    counts: dict[str, int] = {}
    # A string that stands twice under one path has one translation: the last.
    wanted: dict[tuple[int, int], tuple[StringSegment, str]] = {}
    for segment in segments.order_by("context__path", "order"):
        path = segment.context.path
        number = counts.get(path, 0)
        counts[path] = number + 1
        if (path, number) not in texts:
            raise TranslationMismatch(f"{source.object_repr}: no translation for {path}, string {number + 1}")
        wanted[segment.string_id, segment.context_id] = (segment, texts[path, number])
    extra = [place for place in texts if place[1] >= counts.get(place[0], 0)]
    if extra:
        raise TranslationMismatch(f"{source.object_repr}: more strings than the source at {extra[0][0]}")
    _write_strings(wanted, locale, by)


def _write_strings(wanted: dict[tuple[int, int], tuple[StringSegment, str]], locale: Locale, by) -> None:
    """Write translations in two statements; who translated last is kept where nobody is named."""
    contexts = {context for _string, context in wanted}
    known = {
        (row.translation_of_id, row.context_id): row
        for row in StringTranslation.objects.filter(context__in=contexts, locale=locale)
    }
    new: list[StringTranslation] = []
    changed: list[StringTranslation] = []
    for place, (segment, text) in wanted.items():
        row = known.get(place)
        if row is not None and row.data == text and not row.has_error:
            continue
        row = row or StringTranslation(translation_of=segment.string, context=segment.context, locale=locale)
        row.data, row.has_error = text, _is_flawed(segment.string.data, text)
        row.last_translated_by, row.updated_at = by or row.last_translated_by, timezone.now()
        (changed if place in known else new).append(row)
    StringTranslation.objects.bulk_create(new)
    StringTranslation.objects.bulk_update(changed, ["data", "has_error", "last_translated_by", "updated_at"])


def _is_flawed(source: str, text: str) -> bool:
    """Return whether a string cannot be put into a page: its marks are broken, or its links are not there."""
    try:
        StringValue.from_translated_html(text)
        validate_translation_links(source, text)
    except ValueError:
        return True
    return False

"""Writes translations through wagtail-localize's own tables, so that its editor and boards know them."""

from django.db.models.signals import post_save
from wagtail.models import Locale
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from courses.handing_in import Drafts, start_waiting


class TranslationMismatch(ValueError):
    """A translation does not run parallel to its source; the message names the place."""


def write_translation(source_instance, shadow, language: str, drafts: Drafts | None = None):
    """Translate ``source_instance`` into ``language`` and publish it; returns the translated row.

    ``shadow`` is an unsaved copy that holds the translated texts under the source's block ids. Its
    strings are matched to the source's by path and order. As one of ``drafts`` it waits for a second
    person, and what is published stays. Raises TranslationMismatch.
    """
    if drafts is not None and not drafts.hold(source_instance.translation_key, language):
        return None
    locale = Locale.objects.get(language_code=language)
    before = source_instance.get_translation_or_none(locale)
    source, _created = TranslationSource.update_or_create_from_instance(source_instance)
    _store_strings(source, _strings_by_place(shadow), locale, drafts.by if drafts else None)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    translation.save_target(publish=False, user=drafts.by if drafts else None)
    translated = source_instance.get_translation(locale)
    if drafts is None:
        translated.latest_revision.publish()
    else:
        _hand_in(translated, before, drafts.by)
    return source_instance.get_translation(locale)


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


def _strings_by_place(shadow) -> dict[tuple[str, int], str]:
    """Return the shadow's strings by (path, number of the string under that path)."""
    found: dict[tuple[str, int], str] = {}
    counts: dict[str, int] = {}
    for segment in extract_segments(shadow):
        if isinstance(segment, StringSegmentValue):
            number = counts.get(segment.path, 0)
            counts[segment.path] = number + 1
            found[(segment.path, number)] = segment.string.data
    return found


def _store_strings(
    source: TranslationSource, texts: dict[tuple[str, int], str], locale: Locale, by=None
) -> None:
    counts: dict[str, int] = {}
    for segment in (
        StringSegment.objects.filter(source=source)
        .select_related("string", "context")
        .order_by("context__path", "order")
    ):
        path = segment.context.path
        number = counts.get(path, 0)
        counts[path] = number + 1
        if (path, number) not in texts:
            raise TranslationMismatch(f"{source.object_repr}: no translation for {path}, string {number + 1}")
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={"data": texts[(path, number)], **({"last_translated_by": by} if by else {})},
        )
    extra = [place for place in texts if place[1] >= counts.get(place[0], 0)]
    if extra:
        raise TranslationMismatch(f"{source.object_repr}: more strings than the source at {extra[0][0]}")

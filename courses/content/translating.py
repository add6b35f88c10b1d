"""Writes translations through wagtail-localize's own tables, so that its editor and boards know them."""

from wagtail.models import Locale
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


class TranslationMismatch(ValueError):
    """A translation does not run parallel to its source; the message names the place."""


def write_translation(source_instance, shadow, language: str):
    """Translate ``source_instance`` into ``language`` and publish it; returns the translated row.

    ``shadow`` is an unsaved copy that holds the translated texts under the source's block ids. Its
    strings are matched to the source's by path and order. Raises TranslationMismatch.
    """
    locale = Locale.objects.get(language_code=language)
    source, _created = TranslationSource.update_or_create_from_instance(source_instance)
    _store_strings(source, _strings_by_place(shadow), locale)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    translation.save_target(publish=False)
    translated = source_instance.get_translation(locale)
    translated.latest_revision.publish()
    return source_instance.get_translation(locale)


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


def _store_strings(source: TranslationSource, texts: dict[tuple[str, int], str], locale: Locale) -> None:
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
            defaults={"data": texts[(path, number)]},
        )
    extra = [place for place in texts if place[1] >= counts.get(place[0], 0)]
    if extra:
        raise TranslationMismatch(f"{source.object_repr}: more strings than the source at {extra[0][0]}")

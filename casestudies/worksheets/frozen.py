"""A worksheet as it is frozen at publish. It holds no key: all of it may be shown."""

from typing import Any

from wagtail.models import Locale

from casestudies.models import Worksheet
from casestudies.worksheets.rules import Prompt

Content = dict[str, Any]


def prompts_of(worksheet: Worksheet) -> list[Prompt]:
    """Return the prompts of a worksheet in order, as its author wrote them."""
    return [
        Prompt(
            # A block just typed into the editor has no id yet; saving gives it one.
            key=block.id or f"new-{number}",
            label=(block.value["label"] or "").strip(),
            hint=(block.value["hint"] or "").strip(),
            lines=block.value["lines"] or 1,
        )
        for number, block in enumerate(worksheet.prompts)
    ]


def frozen_content(worksheet: Worksheet) -> Content:
    """Return a worksheet in its own language, as lessons show it."""
    locale = worksheet.locale if worksheet.locale_id else Locale.get_default()
    prompts = prompts_of(worksheet)
    read = [worksheet.title, worksheet.opening, *(f"{each.label} {each.hint}" for each in prompts)]
    return {
        "kind": worksheet.kind,
        "language": locale.language_code,
        "title": worksheet.title,
        "opening": worksheet.opening,
        "prompts": [vars(prompt) for prompt in prompts],
        "reading_text": "\n".join(read),
    }


def content_in(worksheet: Worksheet, language: str) -> Content:
    """Return a worksheet of the source language frozen, in ``language`` where its translation matches.

    ``page_language`` is kept beside it, so that a reader is told where the two differ.
    """
    source = frozen_content(worksheet)
    translation = worksheet.published_in(language) if language != source["language"] else None
    words = _in_words_of(translation, source) if translation else None
    return {**(words or source), "page_language": language}


def _in_words_of(translation: Worksheet, source: Content) -> Content | None:
    """Return the source in a translation's words, or None while the two ask for different things."""
    own = frozen_content(translation)
    if [each["key"] for each in own["prompts"]] != [each["key"] for each in source["prompts"]]:
        return None
    lines = [each["lines"] for each in source["prompts"]]
    prompts = [{**each, "lines": room} for each, room in zip(own["prompts"], lines, strict=True)]
    return {**own, "kind": source["kind"], "prompts": prompts}

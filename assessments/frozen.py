"""A question as it is frozen at publish: plain values, keys included, never sent as they are."""

import hashlib
import json
from typing import Any

from django.apps import apps
from wagtail.models import Locale

from assessments import rules
from assessments.models import Question

Content = dict[str, Any]


def frozen_content(question: Question) -> Content:
    """Return a question in its own language, as lessons show it and attempts grade it."""
    language = question.locale.language_code if question.locale_id else source_language()
    choices = frozen_choices(question)
    return {
        "question": str(question.translation_key),
        "code": question.code,
        "kind": question.kind,
        "language": language,
        "stem": question.stem,
        "is_true": question.is_true if question.kind == Question.Kind.TRUE_FALSE else None,
        "choices": choices,
        "objective": question.objective,
        "difficulty": question.difficulty,
        "sources": sources_of(question.facts, language),
        "reading_text": reading_text(question.stem, choices),
    }


def frozen_choices(question: Question) -> list[dict[str, Any]]:
    """Return the choices with their block ids, the one identity they keep in every language."""
    return [
        {
            # A choice just typed into the editor has no id yet; saving gives it one.
            "id": block.id or f"new-{number}",
            "text": block.value["text"],
            "right": bool(block.value["is_right"]),
            "why": block.value["why"],
        }
        for number, block in enumerate(question.choices)
    ]


def reading_text(stem: str, choices: list[dict[str, Any]]) -> str:
    """Return what a learner reads before answering."""
    return "\n".join([stem, *(choice["text"] for choice in choices)])


def sources_of(codes: list[str], language: str) -> list[dict[str, str]]:
    """Return short title and section of the sources behind facts, each place once."""
    found = apps.get_model("courses", "Fact").objects.filter(
        code__in=codes, locale__language_code__in={language, source_language()}
    )
    facts: dict[str, Any] = {}
    for fact in found.select_related("source", "locale"):
        if fact.code not in facts or fact.locale.language_code == language:
            facts[fact.code] = fact
    places = [
        (facts[code].source.short, facts[code].section, facts[code].source.as_of)
        for code in codes
        if code in facts
    ]
    return [
        {"short": short, "section": section, "as_of": as_of}
        for short, section, as_of in dict.fromkeys(places)
    ]


def source_language() -> str:
    """Return the language that questions are written in."""
    return Locale.get_default().language_code


def in_words_of(translation: Question, source: Content) -> Content | None:
    """Return the source's question in a translation's words, or None while the two do not match.

    Which choice is right always comes from the source. A translation made before a choice was added,
    removed or marked differently is not shown: its words may say the opposite.
    """
    choices = {choice["id"]: choice for choice in frozen_choices(translation)}
    its_key = {choice["id"]: choice["right"] for choice in choices.values()}
    source_key = {choice["id"]: choice["right"] for choice in source["choices"]}
    if its_key != source_key or translation.kind != source["kind"]:
        return None
    if source["is_true"] is not None and translation.is_true != source["is_true"]:
        return None
    language = translation.locale.language_code
    shown = [
        {**choice, "text": choices[choice["id"]]["text"], "why": choices[choice["id"]]["why"]}
        for choice in source["choices"]
    ]
    return {
        **source,
        "language": language,
        "stem": translation.stem,
        "choices": shown,
        "sources": sources_of(translation.facts, language),
        "reading_text": reading_text(translation.stem, shown),
    }


def content_hash(content: Content) -> str:
    """Return what tells two versions apart."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def graded(content: Content) -> rules.Question:
    """Return what grading needs of a frozen question."""
    return rules.Question(
        kind=content["kind"],
        choices={choice["id"]: choice["right"] for choice in content["choices"]},
        is_true=content["is_true"],
    )


def draft_of(question: Question) -> rules.Draft:
    """Return what the author's checks need of a question."""
    return draft_from(
        {name: getattr(question, name) for name in ("kind", "stem", "is_true", "choices", "facts")}
    )


def draft_from(values: dict[str, Any]) -> rules.Draft:
    """Return what the author's checks need of a form's or a question's values; what is missing is empty."""
    choices = (block.value for block in values.get("choices") or ())
    return rules.Draft(
        kind=values.get("kind") or "",
        stem=values.get("stem") or "",
        is_true=values.get("is_true"),
        choices=tuple(
            rules.DraftChoice(
                text=value["text"] or "", is_right=bool(value["is_right"]), why=value["why"] or ""
            )
            for value in choices
        ),
        has_sources=bool(values.get("facts")),
    )

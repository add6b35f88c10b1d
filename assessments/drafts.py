"""A question as the author's checks see it, from the editor's form or from its row."""

from decimal import Decimal
from typing import Any

from assessments import rules
from assessments.frozen import answer_key, source_language
from assessments.models import Question


def draft_of(question: Question) -> rules.Draft:
    """Return what the author's checks need of a question."""
    language = question.locale.language_code if question.locale_id else source_language()
    names = ("kind", "stem", "is_true", "choices", "facts", "pool")
    return draft_from({name: getattr(question, name) for name in names}, language)


def draft_from(values: dict[str, Any], language: str) -> rules.Draft:
    """Return what the author's checks need of a form's or a question's values; what is missing is empty."""
    blocks = list(values.get("choices") or ())
    return rules.Draft(
        kind=values.get("kind") or "",
        stem=values.get("stem") or "",
        is_true=values.get("is_true"),
        choices=tuple(_draft_choice(each.value, language) for each in blocks if each.block_type == "choice"),
        has_sources=bool(values.get("facts")),
        others=tuple(each.value or "" for each in blocks if each.block_type == "other"),
        reasons=tuple(_draft_reason(each.value) for each in blocks if each.block_type == "reason"),
        is_in_pool=bool(values.get("pool")),
        scenes=tuple(_draft_scene(each.value) for each in blocks if each.block_type == "scene"),
        things=tuple(
            rules.area_of(each.value["area"] or "") for each in blocks if each.block_type == "thing"
        ),
    )


def _draft_choice(value: dict[str, Any], language: str) -> rules.DraftChoice:
    return rules.DraftChoice(
        text=value["text"] or "",
        is_right=bool(value["is_right"]),
        why=value["why"] or "",
        place=value["place"],
        match=value["match"] or "",
        value=next(iter(rules.readings(value["text"] or "")), None),
        better=value["better"] or "",
        within=value["tolerance"] or Decimal(0),
        key=answer_key(value["text"] or "", language),
        area=rules.area_of(value["area"] or ""),
    )


def _draft_scene(value: dict[str, Any]) -> rules.DraftScene:
    return rules.DraftScene(value["width"] or 0, value["height"] or 0, value["words"] or "")


def _draft_reason(value: dict[str, Any]) -> rules.DraftChoice:
    return rules.DraftChoice(
        text=value["text"] or "", is_right=bool(value["is_right"]), why=value["why"] or ""
    )

"""A question as it is frozen at publish: plain values, keys included, never sent as they are."""

import hashlib
import json
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.apps import apps
from wagtail.models import Locale

from assessments import rules
from assessments.models import Question
from courses.api import fold

Content = dict[str, Any]


def frozen_content(question: Question) -> Content:
    """Return a question in its own language, as lessons show it and attempts grade it."""
    language = question.locale.language_code if question.locale_id else source_language()
    choices = frozen_choices(question)
    partners = frozen_partners(question)
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
        **({"partners": partners} if partners else {}),
        "reading_text": reading_text(question.kind, question.stem, choices, partners),
    }


def frozen_choices(question: Question) -> list[dict[str, Any]]:
    """Return the choices with their block ids, the one identity they keep in every language."""
    return [
        {
            "id": _id_of(block, number),
            "text": block.value["text"],
            "right": bool(block.value["is_right"]),
            "why": block.value["why"],
            **({"place": block.value["place"] or 0} if question.kind == Question.Kind.ORDER else {}),
        }
        for number, block in enumerate(question.choices)
        if block.block_type == "choice"
    ]


def _id_of(block, number: int) -> str:
    # A block just typed into the editor has no id yet; saving gives it one.
    return block.id or f"new-{number}"


def frozen_partners(question: Question) -> list[dict[str, Any]]:
    """Return what choices are matched with, each once: id, text, and the blocks it stands at.

    The id is made of the text, which every reader sees, so it tells nobody where the partner belongs.
    """
    found: dict[str, dict[str, Any]] = {}
    for block_id, text in _partner_texts(question).items():
        seed = f"{question.translation_key}/{text}"
        partner_id = hashlib.sha256(seed.encode()).hexdigest()[:12]
        found.setdefault(partner_id, {"id": partner_id, "text": text, "at": []})["at"].append(block_id)
    return list(found.values())


def _partner_texts(question: Question) -> dict[str, str]:
    """Return the partner written at each block, spaces tidied; nothing where nothing is matched."""
    if question.kind != Question.Kind.MATCH:
        return {}
    texts = (
        (_id_of(block, number), block.value["match"] if block.block_type == "choice" else block.value)
        for number, block in enumerate(question.choices)
    )
    return {block_id: " ".join((text or "").split()) for block_id, text in texts}


def reading_text(
    kind: str, stem: str, choices: list[dict[str, Any]], partners: list[dict[str, Any]] = ()
) -> str:
    """Return what a learner reads before answering; foreseen answers are not for reading."""
    shown = [] if kind == Question.Kind.SHORT else [*choices, *partners]
    return "\n".join([stem, *(each["text"] for each in shown)])


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
    partners = _partners_in_words_of(translation, source)
    if partners is None or _key(choices.values()) != _key(source["choices"]):
        return None
    if translation.kind != source["kind"]:
        return None
    if source["is_true"] is not None and translation.is_true != source["is_true"]:
        return None
    language = translation.locale.language_code
    shown = [_in_words_of(choices[choice["id"]], choice, source["kind"]) for choice in source["choices"]]
    return {
        **source,
        "language": language,
        "stem": translation.stem,
        "choices": shown,
        "sources": sources_of(translation.facts, language),
        **({"partners": partners} if partners else {}),
        "reading_text": reading_text(source["kind"], translation.stem, shown, partners),
    }


def _key(choices: Iterable[dict[str, Any]]) -> dict[str, tuple]:
    return {choice["id"]: (choice["right"], choice.get("place")) for choice in choices}


def _in_words_of(translated: dict[str, Any], choice: dict[str, Any], kind: str) -> dict[str, Any]:
    shown = {**choice, "text": translated["text"], "why": translated["why"]}
    # A name or a number is often written as the source has it.
    return {**shown, "also": choice["text"]} if kind == Question.Kind.SHORT else shown


def _partners_in_words_of(translation: Question, source: Content) -> list[dict[str, Any]] | None:
    """Return the source's partners in a translation's words, or None where they are not the same ones."""
    texts = _partner_texts(translation)
    partners = source.get("partners", [])
    if texts.keys() != {block_id for partner in partners for block_id in partner["at"]}:
        return None
    words = [{texts[block_id] for block_id in partner["at"]} for partner in partners]
    apart = {text for said in words for text in said}
    if any(len(said) != 1 for said in words) or len(apart) < len(partners):
        return None
    return [{**partner, "text": said.pop()} for partner, said in zip(partners, words, strict=True)]


def content_hash(content: Content) -> str:
    """Return what tells two versions apart."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def graded(content: Content, *, shown: Content | None = None) -> rules.Question:
    """Return what grading needs of a frozen question.

    ``shown`` is the same question in the words it is read in; a short answer is compared with those.
    """
    choices, partners = content["choices"], content.get("partners", [])
    words = shown or content
    return rules.Question(
        kind=content["kind"],
        choices={choice["id"]: choice["right"] for choice in choices},
        is_true=content["is_true"],
        places={choice["id"]: choice["place"] for choice in choices if "place" in choice},
        pairs=_pairs(choices, partners),
        partners=frozenset(partner["id"] for partner in partners),
        foreseen=_foreseen(words),
        key_of=partial(answer_key, language=words["language"]),
    )


def _pairs(choices: list[dict[str, Any]], partners: list[dict[str, Any]]) -> dict[str, str]:
    at = {block_id: partner["id"] for partner in partners for block_id in partner["at"]}
    return {choice["id"]: at[choice["id"]] for choice in choices if choice["id"] in at}


def _foreseen(content: Content) -> dict[str, tuple[str, ...]]:
    if content["kind"] != Question.Kind.SHORT:
        return {}
    return {
        choice["id"]: (choice["text"], *([choice["also"]] if "also" in choice else []))
        for choice in content["choices"]
    }


def answer_key(text: str, language: str) -> str:
    """Return what a short answer in ``language`` is compared by."""
    return rules.answer_key(fold(text, language))


def draft_of(question: Question) -> rules.Draft:
    """Return what the author's checks need of a question."""
    language = question.locale.language_code if question.locale_id else source_language()
    return draft_from(
        {name: getattr(question, name) for name in ("kind", "stem", "is_true", "choices", "facts")}, language
    )


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
    )


def _draft_choice(value: dict[str, Any], language: str) -> rules.DraftChoice:
    return rules.DraftChoice(
        text=value["text"] or "",
        is_right=bool(value["is_right"]),
        why=value["why"] or "",
        place=value["place"],
        match=value["match"] or "",
        key=answer_key(value["text"] or "", language),
    )

"""A question as it is frozen at publish: plain values, keys included, never sent as they are."""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import Any

from django.apps import apps
from wagtail.models import Locale

from assessments import rules
from assessments.models import Question
from assessments.scenes import frozen_area, frozen_scene, scene_in_words_of, words_on
from courses.api import fold

Content = dict[str, Any]
WRITTEN = (Question.Kind.SHORT, Question.Kind.NUMERIC)
PAIRED = (Question.Kind.MATCH, Question.Kind.GROUPS)


def frozen_content(question: Question) -> Content:
    """Return a question in its own language, as lessons show it and attempts grade it."""
    language = question.locale.language_code if question.locale_id else source_language()
    choices = frozen_choices(question)
    partners = frozen_partners(question)
    reasons = _frozen_reasons(question)
    scene = frozen_scene(question)
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
        **_whole_of(question),
        **({"scene": scene} if scene else {}),
        "reading_text": reading_text(
            question.kind, question.stem, [*choices, *partners, *reasons, *words_on(scene)]
        ),
    }


def _whole_of(question: Question) -> dict[str, Any]:
    """Return what a question of this kind says beside its choices."""
    if question.kind == Question.Kind.NUMERIC:
        return {"unit": question.unit}
    if question.kind == Question.Kind.MULTIPLE:
        # What was frozen before is graded as it was then: all or nothing.
        return {"is_partial": True}
    if question.kind == Question.Kind.JUSTIFY:
        return {"reasons": _frozen_reasons(question)}
    return {}


def _frozen_reasons(question: Question) -> list[dict[str, Any]]:
    """Return the reasons of which one is chosen beside the answer, with their block ids."""
    return [
        {
            "id": _id_of(block, number),
            "text": block.value["text"],
            "right": bool(block.value["is_right"]),
            "why": block.value["why"],
        }
        for number, block in enumerate(question.choices)
        if block.block_type == "reason"
    ]


def frozen_choices(question: Question) -> list[dict[str, Any]]:
    """Return the choices with their block ids, the one identity they keep in every language."""
    choices = [
        {
            "id": _id_of(block, number),
            "text": block.value["text"],
            "right": bool(block.value["is_right"]) and question.kind != Question.Kind.RATING,
            "why": block.value["why"],
            **_more_of(question, block.value),
        }
        for number, block in enumerate(question.choices)
        if block.block_type == "choice"
    ]
    # On a picture places are numbered as they are read, wherever the author wrote down the right ones.
    is_on_picture = question.kind == Question.Kind.HOTSPOT
    return (
        sorted(choices, key=lambda each: (each["area"][1:2], each["area"][:1])) if is_on_picture else choices
    )


def _more_of(question: Question, value: dict[str, Any]) -> dict[str, Any]:
    """Return what a choice of this kind holds beside its words: its place, its number."""
    if question.kind == Question.Kind.ORDER:
        return {"place": value["place"] or 0}
    if question.kind == Question.Kind.NUMERIC:
        number = next(iter(rules.readings(value["text"] or "")), None)
        return {
            "value": "" if number is None else f"{number.normalize():f}",
            "within": f"{(value['tolerance'] or Decimal(0)).normalize():f}",
        }
    if question.kind == Question.Kind.ERROR_HUNT:
        return {"better": value["better"] or ""}
    if question.kind == Question.Kind.HOTSPOT:
        return {"area": frozen_area(value["area"])}
    return {}


def _id_of(block, number: int) -> str:
    # A block just typed into the editor has no id yet; saving gives it one.
    return block.id or f"new-{number}"


def frozen_partners(question: Question) -> list[dict[str, Any]]:
    """Return what choices are matched with or sorted into, each once: id, text, and the blocks it stands at.

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
    if question.kind not in PAIRED:
        return {}
    texts = (
        (_id_of(block, number), block.value["match"] if block.block_type == "choice" else block.value)
        for number, block in enumerate(question.choices)
    )
    return {block_id: " ".join((text or "").split()) for block_id, text in texts}


def reading_text(kind: str, stem: str, offered: list[dict[str, Any]]) -> str:
    """Return what a learner reads before answering; foreseen answers are not for reading."""
    shown = [] if kind in WRITTEN else offered
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
    reasons = _frozen_reasons(translation)
    if partners is None or _key(choices.values()) != _key(source["choices"]):
        return None
    if _key(reasons) != _key(source.get("reasons", ())):
        return None
    if translation.kind != source["kind"]:
        return None
    if source["is_true"] is not None and translation.is_true != source["is_true"]:
        return None
    scene = scene_in_words_of(translation, source.get("scene"))
    language = translation.locale.language_code
    shown = [_in_words_of(choices[choice["id"]], choice, source["kind"]) for choice in source["choices"]]
    return {
        **source,
        "language": language,
        "stem": translation.stem,
        "choices": shown,
        "sources": sources_of(translation.facts, language),
        **({"partners": partners} if partners else {}),
        **_whole_of(translation),
        **({"scene": scene} if scene else {}),
        "reading_text": reading_text(
            source["kind"], translation.stem, [*shown, *partners, *reasons, *words_on(scene)]
        ),
    }


def _key(choices: Iterable[dict[str, Any]]) -> dict[str, tuple]:
    names = ("right", "place", "value")
    return {choice["id"]: tuple(choice.get(name) for name in names) for choice in choices}


def _in_words_of(translated: dict[str, Any], choice: dict[str, Any], kind: str) -> dict[str, Any]:
    names = {"text", "why", "better"} & translated.keys()
    shown = {**choice, **{name: translated[name] for name in names}}
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
        values=_values(choices),
        unit=words.get("unit", ""),
        is_partial=content.get("is_partial", False),
        reasons={reason["id"]: reason["right"] for reason in content.get("reasons", ())},
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


def _values(choices: list[dict[str, Any]]) -> dict[str, tuple[Decimal, Decimal]]:
    """Return the numbers that are foreseen with their tolerances, the right ones first."""
    foreseen = sorted(
        (choice for choice in choices if choice.get("value")), key=lambda each: not each["right"]
    )
    return {choice["id"]: (Decimal(choice["value"]), Decimal(choice["within"])) for choice in foreseen}


def answer_key(text: str, language: str) -> str:
    """Return what a short answer in ``language`` is compared by."""
    return rules.answer_key(fold(text, language))

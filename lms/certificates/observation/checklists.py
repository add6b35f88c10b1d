"""The lists of behaviours that the library holds, and how one reads in a language."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import yaml
from django.conf import settings

from lms.certificates.observation.rules import Kind

FOLDER = settings.BASE_DIR / "lms" / "library" / "observation"
SOURCE_LANGUAGE = "en"


class BrokenChecklist(ValueError):
    """A file of the library is not a list that anybody could be observed by."""


@dataclass(frozen=True)
class Checklist:
    """One list as it stands in the library. ``content`` is what a version keeps of it, all languages."""

    competency: str
    content: dict
    pending_reviews: tuple[str, ...]

    @property
    def content_hash(self) -> str:
        """The version: SHA-256 over the canonical text of the behaviours."""
        text = json.dumps(self.content["behaviours"], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Behaviour:
    """One behaviour in the language it can be read in."""

    id: str
    kind: str
    text: str
    language: str

    @property
    def is_harmful(self) -> bool:
        """Whether it blocks when it is seen."""
        return self.kind == Kind.HARMFUL


@cache
def checklists() -> dict[str, Checklist]:
    """Return every list by its competency. Raises BrokenChecklist."""
    found = [_read(path) for path in sorted(FOLDER.glob("*.yaml"))]
    return {checklist.competency: checklist for checklist in found}


def _read(path) -> Checklist:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    behaviours = data["behaviours"]
    ids = [behaviour["id"] for behaviour in behaviours]
    kinds = {behaviour["kind"] for behaviour in behaviours}
    if len(set(ids)) < len(ids) or not kinds <= set(Kind) or Kind.CORE not in kinds:
        raise BrokenChecklist(f"{path.name}: ids once each, known kinds, at least one core behaviour.")
    if any(not behaviour["text"].get(SOURCE_LANGUAGE) for behaviour in behaviours):
        raise BrokenChecklist(f"{path.name}: every behaviour has an English text.")
    asked, signed = data.get("expert_review", ()), set(data.get("signed", ()))
    return Checklist(
        competency=data["competency"],
        content={"behaviours": behaviours, "needs_native_review": data.get("needs_native_review", [])},
        pending_reviews=tuple(field for field in asked if field not in signed),
    )


def behaviours_in(content: Mapping, language: str) -> list[Behaviour]:
    """Return a version's behaviours in a language, in English where it has no text for one."""
    return [
        Behaviour(
            id=each["id"],
            kind=each["kind"],
            text=each["text"].get(language) or each["text"][SOURCE_LANGUAGE],
            language=language if each["text"].get(language) else SOURCE_LANGUAGE,
        )
        for each in content["behaviours"]
    ]


def kinds_of(content: Mapping) -> dict[str, str]:
    """Return each behaviour's kind by its id, as the rules take it."""
    return {each["id"]: each["kind"] for each in content["behaviours"]}


def is_unread(content: Mapping, language: str) -> bool:
    """Return whether no native reader has gone through the list in this language."""
    return language in content.get("needs_native_review", ())

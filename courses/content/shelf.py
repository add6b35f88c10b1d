"""Published courses as pages need them: small frozen values, built once per publication and language."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from courses.activities.contract import PlacedActivity
from courses.content.rules import data_size_label, shown_minutes


@dataclass(frozen=True)
class LessonCard:
    """A lesson as lists and outlines show it. ``language`` is that of its text."""

    key: UUID
    code: str
    slug: str
    title: str
    language: str
    load: int
    minutes: int
    size: str
    size_bytes: int
    activity_keys: tuple[UUID, ...]
    # Sensitive ones: shown, and never asked for.
    optional_keys: tuple[UUID, ...]
    fact_codes: tuple[str, ...]
    expert_review: tuple[str, ...]
    revision: int
    position: int
    is_open: bool
    is_sensitive: bool

    @property
    def has_activities(self) -> bool:
        """Whether outcomes of activities, and not a reader's word, finish this lesson."""
        return bool(self.activity_keys)


@dataclass(frozen=True)
class Module:
    """A heading over lessons that belong together."""

    title: str
    lessons: tuple[LessonCard, ...]


@dataclass(frozen=True)
class Course:
    """A published course in one language of the site, its text in that language where translated."""

    key: UUID
    slug: str
    title: str
    language: str
    # Code and own name of every language it is published in.
    languages: tuple[tuple[str, str], ...]
    outward_name: str
    summary: str
    able_to: tuple[str, ...]
    professions: tuple[str, ...]
    profession_names: tuple[str, ...]
    competencies: tuple[dict, ...]
    valid_months: int
    is_invented: bool
    modules: tuple[Module, ...]
    test: PlacedActivity | None
    test_title: str
    test_minutes: int
    exact_minutes: float

    @cached_property
    def size(self) -> str:
        """The weight of all lessons as a reader sees it."""
        return data_size_label(sum(lesson.size_bytes for lesson in self.lessons))

    @cached_property
    def lessons(self) -> tuple[LessonCard, ...]:
        """All lessons in the order of the course."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @cached_property
    def minutes(self) -> int:
        """Whole minutes of the course, rounded up."""
        return shown_minutes(self.exact_minutes)

    @cached_property
    def expert_reviews(self) -> tuple[tuple[UUID, str], ...]:
        """Every (lesson key, field) that a named expert must sign before the course is no pilot."""
        return tuple((lesson.key, field) for lesson in self.lessons for field in lesson.expert_review)

    def lesson(self, slug: str) -> LessonCard | None:
        """Return the lesson with this slug, or None."""
        return next((lesson for lesson in self.lessons if lesson.slug == slug), None)

    def neighbours(self, lesson: LessonCard) -> tuple[LessonCard | None, LessonCard | None]:
        """Return the lessons before and after one, None at the ends."""
        index = self.lessons.index(lesson)
        before = self.lessons[index - 1] if index else None
        after = self.lessons[index + 1] if index + 1 < len(self.lessons) else None
        return before, after


@dataclass(frozen=True)
class Lesson:
    """A lesson's body, ready to be shown. ``activities`` hold answer keys: never serialise them."""

    card: LessonCard
    content_note: str
    review_state: str
    objectives: tuple[str, ...]
    pieces: tuple[dict, ...]
    activities: dict[UUID, PlacedActivity]
    words: int
    # How much one file with everything in it weighs.
    saved_size: str
    # Whether words are explained at the end of it.
    has_terms: bool


def _placed(data: dict[str, Any], course_key: UUID, lesson_key: UUID | None) -> PlacedActivity:
    return PlacedActivity(
        key=UUID(data["key"]),
        kind=data["kind"],
        course_key=course_key,
        lesson_key=lesson_key,
        language=data["language"],
        content=data["content"],
        is_sensitive=data["is_sensitive"],
    )


def build_card(data: dict[str, Any], position: int) -> LessonCard:
    """Return a lesson card from its compiled form; the first lesson of a course is open to everybody."""
    return LessonCard(
        key=UUID(data["key"]),
        code=data["code"],
        slug=data["slug"],
        title=data["title"],
        language=data["language"],
        load=data["load"],
        minutes=shown_minutes(data["minutes"]),
        size=data["size"],
        size_bytes=data["bytes"],
        activity_keys=tuple(UUID(key) for key in data["activity_keys"]),
        optional_keys=tuple(UUID(key) for key in data.get("optional_keys", ())),
        fact_codes=tuple(data.get("facts", ())),
        expert_review=tuple(data["expert_review"]),
        revision=data["revision"],
        position=position,
        is_open=position == 1,
        is_sensitive=data.get("is_sensitive", False),
    )


def build_course(
    source: dict, translated: dict | None, languages: list[tuple[str, str]], names: dict[str, str]
) -> Course:
    """Return a course: structure from the source language, text from the translation where there is one.

    ``names`` gives the professions' names by code, in the reader's language.
    """
    shown = translated or source
    key = UUID(source["key"])
    test = source["test"]
    shown_test = (translated or {}).get("test") or test
    return Course(
        key=key,
        slug=source["slug"],
        title=shown["title"],
        language=shown["language"],
        languages=tuple(languages),
        outward_name=shown["outward_name"],
        summary=shown["summary"],
        able_to=tuple(shown["able_to"]),
        professions=tuple(source["professions"]),
        profession_names=tuple(names.get(code, code) for code in source["professions"]),
        competencies=tuple(shown["competencies"]),
        valid_months=source["valid_months"],
        is_invented=source["is_invented"],
        modules=_build_modules(source, translated),
        test=_placed(shown_test, key, None) if test else None,
        test_title=shown_test["title"] if test else "",
        test_minutes=shown_minutes(test["minutes"]) if test else 0,
        exact_minutes=source["minutes"],
    )


def _build_modules(source: dict, translated: dict | None) -> tuple[Module, ...]:
    """Take each lesson's translation where it is published, else the source's."""
    translated_modules = (translated or {}).get("modules", [])
    by_key = {card["key"]: card for module in translated_modules for card in module["lessons"]}
    titles = {card["key"]: module["title"] for module in translated_modules for card in module["lessons"]}
    modules, position = [], 0
    for module in source["modules"]:
        cards = []
        for card in module["lessons"]:
            position += 1
            cards.append(build_card(by_key.get(card["key"], card), position))
        title = next(
            (titles[card["key"]] for card in module["lessons"] if card["key"] in titles), module["title"]
        )
        modules.append(Module(title=title, lessons=tuple(cards)))
    return tuple(modules)


def build_lesson(artifact: dict[str, Any], card: LessonCard, course_key: UUID) -> Lesson:
    """Return a lesson from its compiled form."""
    placed = [_placed(data, course_key, card.key) for data in artifact["activities"]]
    return Lesson(
        card=card,
        content_note=artifact["content_note"],
        review_state=artifact["review_state"],
        objectives=tuple(artifact["objectives"]),
        pieces=tuple(artifact["pieces"]),
        activities={activity.key: activity for activity in placed},
        words=artifact["words"],
        saved_size=artifact.get("saved_size", ""),
        has_terms=bool(artifact.get("terms")),
    )

"""What a course package asks to be written: plain values, read from files elsewhere."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class ObjectivePlan:
    """A learning objective of a lesson."""

    key: UUID
    code: str
    level: str
    text: str


@dataclass(frozen=True)
class LessonPlan:
    """A lesson; ``body`` is StreamField data whose ids are stable from import to import."""

    key: UUID
    code: str
    title: str
    load: int
    content_note: str
    expert_review: tuple[str, ...]
    is_sensitive: bool
    objectives: tuple[ObjectivePlan, ...]
    body: list[dict]


@dataclass(frozen=True)
class ModulePlan:
    """A module with its lessons."""

    key: UUID
    code: str
    title: str
    lessons: tuple[LessonPlan, ...]


@dataclass(frozen=True)
class CoursePlan:
    """A course; ``competencies`` maps codes to levels, ``test_key`` is the activity of the end test."""

    key: UUID
    slug: str
    title: str
    outward_name: str
    summary: str
    able_to: tuple[str, ...]
    professions: tuple[str, ...]
    competencies: dict[str, int]
    valid_months: int
    is_invented: bool
    modules: tuple[ModulePlan, ...]
    test_key: UUID | None
    digest: str = field(default="", compare=False)

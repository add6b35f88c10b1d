"""All that one package holds, read from a folder; an export makes the same from what is published."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessments.api import EndTestPlan, QuestionPlan
from courses.api import ConflictPlan, CoursePlan, FactPlan, LessonPlan, SourcePlan
from lms.home.packages.cases import case_yaml, read_cases, read_translated_cases
from lms.home.packages.discussions import (
    discussion_yaml,
    read_discussions,
    read_translated_discussions,
)
from lms.home.packages.evidence import read_conflicts, read_facts, read_sources
from lms.home.packages.exercises import exercise_yaml, read_exercises, read_translated_exercises
from lms.home.packages.reading import Package
from lms.home.packages.wordings import read_translated_wordings, read_wordings, wording_yaml
from lms.home.packages.worksheets import (
    read_translated_worksheets,
    read_worksheets,
    worksheet_yaml,
)

SOURCE = "en"


@dataclass(frozen=True)
class Placed:
    """A kind of thing that lessons place by a directive and that has a file of its own."""

    directive: str
    folder: str
    read: Callable[[Path], list]
    read_translated: Callable[[Path, str], list]
    text: Callable[[Any], str]


PLACED = (
    Placed("case", "cases", read_cases, read_translated_cases, case_yaml),
    Placed("worksheet", "worksheets", read_worksheets, read_translated_worksheets, worksheet_yaml),
    Placed("wording", "wordings", read_wordings, read_translated_wordings, wording_yaml),
    Placed("exercise", "exercises", read_exercises, read_translated_exercises, exercise_yaml),
    Placed("discussion", "discussions", read_discussions, read_translated_discussions, discussion_yaml),
)


@dataclass(frozen=True)
class Contents:
    """A course with everything it needs. What is written in several languages is kept by language.

    ``placed`` holds cases, worksheets, texts to rewrite, exercises and discussions by (folder, language).
    """

    course: CoursePlan
    words: dict[str, CoursePlan]
    test: EndTestPlan | None
    test_titles: dict[str, str]
    questions: dict[str, list[QuestionPlan]]
    placed: dict[tuple[str, str], list]
    sources: list[SourcePlan]
    facts: list[FactPlan]
    conflicts: list[ConflictPlan]

    @property
    def languages(self) -> list[str]:
        """The languages, the source first."""
        return [SOURCE, *sorted(self.words)]

    def course_in(self, language: str) -> CoursePlan:
        """Return the course in one of its languages."""
        return self.course if language == SOURCE else self.words[language]

    def lessons(self, language: str = SOURCE) -> list[LessonPlan]:
        """Return the lessons in order, in the source language or those that are translated."""
        return [lesson for module in self.course_in(language).modules for lesson in module.lessons]

    def directives(self) -> dict[str, str]:
        """Return for every id that a lesson may place the name of its directive."""
        found = {plan.code: "question" for plan in self.questions[SOURCE] if plan.activity_key}
        for kind in PLACED:
            found |= {plan.code: kind.directive for plan in self.placed[kind.folder, SOURCE]}
        return found


def shown(lessons: Iterable[LessonPlan], kind: str) -> list:
    """Return what the blocks of one kind show, in order."""
    return [block["value"] for lesson in lessons for block in lesson.body if block["type"] == kind]


def facts_behind(lessons: Iterable[LessonPlan], questions: list, cases: list, conflicts: list) -> set[str]:
    """Return the codes of every fact that a course shows, asks about or builds a story on."""
    several = [each["codes"] if isinstance(each, dict) else each for each in shown(lessons, "facts")]
    codes = {code for each in several for code in each}
    codes |= {code for question in questions for code in question.facts}
    codes |= {code for case in cases for point in case.points for code in point.facts}
    return codes | {code for conflict in conflicts for side in conflict.positions for code in side.facts}


def read_contents(folder: Path) -> Contents:
    """Return everything a package folder holds. Raises PackageError, KeyError, TypeError, ValueError."""
    package = Package(folder)
    languages = sorted(package.languages())
    evidence = folder / "evidence"
    has_evidence = evidence.is_dir()
    placed = {(kind.folder, SOURCE): _by_code(kind.read(folder)) for kind in PLACED}
    for kind in PLACED:
        placed |= {(kind.folder, each): _by_code(kind.read_translated(folder, each)) for each in languages}
    return Contents(
        course=package.course_plan(),
        words={each: package.translated_plan(each) for each in languages},
        test=package.test_plan(),
        test_titles={each: package.test_title(each) for each in languages},
        questions={SOURCE: _by_code(package.questions())}
        | {each: _by_code(package.translated_questions(each)) for each in languages},
        placed=placed,
        sources=_by_code(read_sources(evidence)) if has_evidence else [],
        facts=_by_code(read_facts(evidence)) if has_evidence else [],
        conflicts=_by_code(read_conflicts(evidence)) if has_evidence else [],
    )


def _by_code(plans: Iterable) -> list:
    return sorted(plans, key=lambda plan: plan.code)

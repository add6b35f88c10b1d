"""All that one package holds, read from a folder; an export makes the same from what is published."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from assessments.api import EndTestPlan, QuestionPlan
from casestudies.api import StudyPlan
from courses.api import LANGUAGES, CoursePlan, LessonPlan
from lms.home.packages.cases import case_yaml, read_cases, read_translated_cases
from lms.home.packages.discussions import (
    discussion_yaml,
    read_discussions,
    read_translated_discussions,
)
from lms.home.packages.exercises import exercise_yaml, read_exercises, read_translated_exercises
from lms.home.packages.h5p_files import FOLDER, h5p_yaml, read_h5p, read_translated_h5p
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.reading import Package
from lms.home.packages.shared import Asked, Shared, facts_shown, read_shared, shown
from lms.home.packages.studies import facts_named, read_study, study_files
from lms.home.packages.wordings import read_translated_wordings, read_wordings, wording_yaml
from lms.home.packages.worksheets import (
    read_translated_worksheets,
    read_worksheets,
    worksheet_yaml,
)
from lms.home.packages.yaml_files import read_yaml

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
    Placed("h5p", FOLDER, read_h5p, read_translated_h5p, h5p_yaml),
    Placed("discussion", "discussions", read_discussions, read_translated_discussions, discussion_yaml),
)


# Compared by what they are, not by what they hold: what was made of one is remembered beside it.
@dataclass(frozen=True, eq=False)
class Contents:
    """A course with everything it needs. What is written in several languages is kept by language.

    ``placed`` holds cases, worksheets, texts to rewrite, exercises, H5P, discussions by (folder, language).
    """

    kind: ClassVar[str] = "course"

    course: CoursePlan
    words: dict[str, CoursePlan]
    test: EndTestPlan | None
    test_titles: dict[str, str]
    questions: dict[str, list[QuestionPlan]]
    placed: dict[tuple[str, str], list]
    shared: Shared

    @property
    def name(self) -> str:
        """The course's id, the last part of its address."""
        return self.course.slug

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


@dataclass(frozen=True, eq=False)
class Library:
    """The case library: its title and the studies, by language."""

    kind: ClassVar[str] = "library"
    name: ClassVar[str] = "case-library"

    titles: dict[str, str]
    studies: dict[str, list[StudyPlan]]
    shared: Shared

    @property
    def languages(self) -> list[str]:
        """The languages, the source first."""
        return [SOURCE, *sorted(self.titles.keys() - {SOURCE})]


def asked_by_course(
    pages: dict[str, list[LessonPlan]], questions: list, placed: dict[tuple[str, str], list]
) -> Asked:
    """Return what a course shows, asks about and builds stories on."""
    lessons = pages[SOURCE]
    facts = facts_shown(lessons) | {code for question in questions for code in question.facts}
    facts |= {code for case in placed["cases", SOURCE] for point in case.points for code in point.facts}
    packages = {plan.package for language in pages for plan in placed[FOLDER, language]}
    return Asked(facts, set(shown(lessons, "conflict")), pages, packages)


def asked_by_library(studies: dict[str, list[StudyPlan]]) -> Asked:
    """Return what case studies show and name in their lists."""
    found = studies[SOURCE]
    facts = facts_shown(found) | {code for study in found for code in facts_named(study)}
    conflicts = {code for study in found for code in study.conflicts} | set(shown(found, "conflict"))
    return Asked(facts, conflicts, studies)


def asked_by(contents: Contents | Library) -> Asked:
    """Return what a package asks of evidence, pictures and recordings."""
    if isinstance(contents, Library):
        return asked_by_library(contents.studies)
    pages = {language: contents.lessons(language) for language in contents.languages}
    return asked_by_course(pages, contents.questions[SOURCE], contents.placed)


def read_contents(folder: Path) -> Contents | Library:
    """Return everything a package folder holds. Raises PackageError, KeyError, TypeError, ValueError."""
    return read_course(folder) if (folder / "course.yaml").exists() else _read_library(folder)


def _read_library(folder: Path) -> Library:
    titles = read_yaml(folder / "library.yaml")["title"]
    if SOURCE not in titles or not titles.keys() <= set(LANGUAGES):
        raise PackageError("library.yaml: its title must be there in English, and in languages of the site.")
    studies = {
        language: [read_study(path) for path in study_files(folder, language)]
        for language in (SOURCE, *sorted(titles.keys() - {SOURCE}))
    }
    return Library({language: titles[language] for language in studies}, studies, read_shared(folder))


def read_course(folder: Path) -> Contents:
    """Return everything a course's folder holds. Raises PackageError, KeyError, TypeError, ValueError."""
    package = Package(folder)
    languages = sorted(package.languages())
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
        shared=read_shared(folder),
    )


def _by_code(plans: Iterable) -> list:
    return sorted(plans, key=lambda plan: plan.code)

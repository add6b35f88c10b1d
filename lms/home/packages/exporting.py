"""Exports a published course as one package: the same course twice is the same bytes."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from assessments.api import end_test_plan, question_plans
from casestudies.api import case_plans, discussion_plans, wording_plans, worksheet_plans
from courses.api import (
    CoursePlan,
    NotInAPackage,
    activity_titles,
    conflict_plans,
    course_plan,
    exercise_plans,
    fact_plans,
    source_plans,
    translated_course_plans,
)
from lms.home.packages.contents import SOURCE, Contents, facts_behind, read_contents, shown
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.package_files import files_of
from lms.home.packages.zip_files import zipped

_PLANS = {
    "cases": case_plans,
    "worksheets": worksheet_plans,
    "wordings": wording_plans,
    "exercises": exercise_plans,
    "discussions": discussion_plans,
}


def export_course(code: str) -> bytes:
    """Return the package of a published course as a zip. Raises PackageError, saying what to mend."""
    contents = stored_contents(code)
    if contents is None:
        raise PackageError(_("No course called %(code)s is published here.") % {"code": code})
    files = files_of(contents)
    _require_complete(contents, files)
    return zipped(files)


def stored_contents(code: str) -> Contents | None:
    """Return a published course with all it needs; None without one. Raises PackageError."""
    try:
        course = course_plan(code)
        return _contents(course, translated_course_plans(course.key)) if course else None
    except NotInAPackage as error:
        raise PackageError(_not_carried(error)) from error


def _not_carried(error: NotInAPackage) -> str:
    if error.what == "picture":
        return _(
            "Lesson %(lesson)s shows a picture, and packages carry no pictures yet. Take it out to export "
            "the course, and put it back on the other site."
        ) % {"lesson": error.code}
    if error.what == "recording":
        return _(
            "Lesson %(lesson)s plays a recording, and packages carry no recordings yet. Take it out to "
            "export the course, and put it back on the other site."
        ) % {"lesson": error.code}
    return _(
        "Lesson %(lesson)s shows a fact, a disagreement or an activity that was deleted. Take that block out."
    ) % {"lesson": error.code}


def _contents(course: CoursePlan, words: dict[str, CoursePlan]) -> Contents:
    test = end_test_plan(course.test_key) if course.test_key else None
    lessons = [lesson for module in course.modules for lesson in module.lessons]
    activities = shown(lessons, "activity")
    asked = {
        "pool": test.pool if test else "",
        "objectives": [each.code for lesson in lessons for each in lesson.objectives],
        "activities": activities,
    }
    questions = {language: question_plans(**asked, language=language) for language in (SOURCE, *words)}
    placed = {
        (folder, language): plans(activities, language)
        for folder, plans in _PLANS.items()
        for language in (SOURCE, *words)
    }
    titles = activity_titles([course.test_key] if course.test_key else [])
    own = {language: titles.get((course.test_key, language), "") for language in words}
    return Contents(course, words, test, own, questions, placed, *_evidence(lessons, questions, placed))


def _evidence(lessons: list, questions: dict, placed: dict) -> tuple[list, list, list]:
    """Return the sources, facts and disagreements that the course shows. Raises PackageError."""
    conflicts = conflict_plans(shown(lessons, "conflict"))
    codes = facts_behind(lessons, questions[SOURCE], placed["cases", SOURCE], conflicts)
    facts = fact_plans(codes)
    _require_published(codes - {fact.code for fact in facts})
    _require_published(set(shown(lessons, "conflict")) - {conflict.code for conflict in conflicts})
    return source_plans({fact.source for fact in facts}), facts, conflicts


def _require_published(codes: set[str]) -> None:
    if codes:
        raise PackageError(
            _("The course shows evidence that is not published: %(codes)s. Publish it, or take it out.")
            % {"codes": ", ".join(sorted(codes))}
        )


def _require_complete(contents: Contents, files: dict[str, str]) -> None:
    """Read the package back, so that nothing is lost without a word. Raises PackageError."""
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        back = read_contents(Path(folder))
    again = files_of(back)
    lost = [name for name in files if again.get(name) != files[name]]
    lost += [plan.code for plan in contents.questions[SOURCE] if plan not in back.questions[SOURCE]]
    for place, plans in contents.placed.items():
        lost += [plan.code for plan in plans if plan not in back.placed[place]]
    lost += [plan.code for plan in contents.facts if plan not in back.facts]
    lost += [plan.code for plan in contents.conflicts if plan not in back.conflicts]
    if lost:
        raise PackageError(
            _("A package cannot say all of this yet, so nothing was exported: %(what)s.")
            % {"what": ", ".join(lost)}
        )

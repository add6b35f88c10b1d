"""Exports a published course, or the case library, as one package: the same twice is the same bytes."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from assessments.api import end_test_plan, question_plans
from casestudies.api import (
    case_plans,
    discussion_plans,
    library_titles,
    study_plans,
    wording_plans,
    worksheet_plans,
)
from courses.api import (
    CoursePlan,
    NotInAPackage,
    activity_titles,
    course_plan,
    exercise_plans,
    h5p_plans,
    translated_course_plans,
)
from lms.home.packages.claims import unlike_their_source
from lms.home.packages.contents import (
    SOURCE,
    Contents,
    Library,
    asked_by_course,
    asked_by_library,
    read_contents,
)
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.package_files import files_of
from lms.home.packages.shapes import require_harmless
from lms.home.packages.shared import shown, stored_shared
from lms.home.packages.translated_evidence import out_of_step
from lms.home.packages.uploads import upload_faults
from lms.home.packages.zip_files import zipped

_PLANS = {
    "cases": case_plans,
    "worksheets": worksheet_plans,
    "wordings": wording_plans,
    "exercises": exercise_plans,
    "discussions": discussion_plans,
    "h5p": h5p_plans,
}


def export_course(code: str) -> bytes:
    """Return the package of a published course as a zip. Raises PackageError, saying what to mend."""
    contents = stored_course(code)
    if contents is None:
        raise PackageError(_("No course called %(code)s is published here.") % {"code": code})
    return _packed(contents)


def export_library() -> bytes:
    """Return the package of the case library as a zip. Raises PackageError, saying what to mend."""
    library = stored_library()
    if library is None:
        raise PackageError(_("No case library is published here."))
    return _packed(library)


def _packed(contents: Contents | Library) -> bytes:
    faults = upload_faults(contents.shared, []) + unlike_their_source(contents) + out_of_step(contents.shared)
    if faults:
        raise PackageError(" ".join(faults))
    files = files_of(contents)
    _require_complete(contents, files)
    return zipped(files)


def stored_like(contents: Contents | Library) -> Contents | Library | None:
    """Return what is published here under the name of a package; None for nothing. Raises PackageError."""
    return stored_library() if isinstance(contents, Library) else stored_course(contents.name)


def stored_course(code: str) -> Contents | None:
    """Return a published course with all it needs; None without one. Raises PackageError."""
    try:
        course = course_plan(code)
        return _contents(course, translated_course_plans(course.key)) if course else None
    except NotInAPackage as error:
        raise PackageError(_deleted(error)) from error


def stored_library() -> Library | None:
    """Return the published case library with all it needs; None without one. Raises PackageError."""
    titles = library_titles()
    if SOURCE not in titles:
        return None
    languages = [SOURCE, *sorted(titles.keys() - {SOURCE})]
    try:
        studies = {language: study_plans(language) for language in languages}
    except NotInAPackage as error:
        raise PackageError(_deleted(error)) from error
    ordered = {language: titles[language] for language in languages}
    return Library(ordered, studies, stored_shared(asked_by_library(studies)))


def _deleted(error: NotInAPackage) -> str:
    return _(
        "%(page)s shows a fact, a disagreement, an activity, a picture or a recording that was deleted. "
        "Take that block out."
    ) % {"page": error.code}


def _contents(course: CoursePlan, words: dict[str, CoursePlan]) -> Contents:
    test = end_test_plan(course.test_key) if course.test_key else None
    pages = {
        language: [lesson for module in plan.modules for lesson in module.lessons]
        for language, plan in {SOURCE: course, **words}.items()
    }
    lessons = pages[SOURCE]
    activities = shown(lessons, "activity")
    asked = {
        "pool": test.pool if test else "",
        "objectives": [each.code for lesson in lessons for each in lesson.objectives],
        "activities": activities,
    }
    questions = {language: question_plans(**asked, language=language) for language in pages}
    placed = {
        (folder, language): plans(activities, language)
        for folder, plans in _PLANS.items()
        for language in pages
    }
    titles = activity_titles([course.test_key] if course.test_key else [])
    own = {language: titles.get((course.test_key, language), "") for language in words}
    shared = stored_shared(asked_by_course(pages, questions[SOURCE], placed))
    return Contents(course, words, test, own, questions, placed, shared)


def _require_complete(contents: Contents | Library, files: dict[str, bytes]) -> None:
    """Read the package back, so that nothing is lost without a word. Raises PackageError."""
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as folder:
        for name, data in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        require_harmless(Path(folder))
        back = read_contents(Path(folder))
    again = files_of(back)
    lost = [name for name in files if again.get(name) != files[name]]
    lost += [plan.code for plan in contents.shared.facts if plan not in back.shared.facts]
    lost += [plan.code for plan in contents.shared.conflicts if plan not in back.shared.conflicts]
    lost += _lost_words(contents.shared.fact_words, back.shared.fact_words)
    lost += _lost_words(contents.shared.conflict_words, back.shared.conflict_words)
    if isinstance(contents, Contents) and isinstance(back, Contents):
        lost += _lost_activities(contents, back)
    if lost:
        raise PackageError(
            _("A package cannot say all of this yet, so nothing was exported: %(what)s.")
            % {"what": ", ".join(lost)}
        )


def _lost_words(words: dict[str, list], back: dict[str, list]) -> list[str]:
    return [
        f"{plan.code} ({language})"
        for language, plans in words.items()
        for plan in plans
        if plan not in back.get(language, ())
    ]


def _lost_activities(contents: Contents, back: Contents) -> list[str]:
    lost = [plan.code for plan in contents.questions[SOURCE] if plan not in back.questions[SOURCE]]
    for place, plans in contents.placed.items():
        lost += [plan.code for plan in plans if plan not in back.placed[place]]
    return lost

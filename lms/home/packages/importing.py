"""Imports packages: what has not changed since the last import is left alone."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

from assessments.api import (
    end_test_plan,
    hand_in_questions,
    pool_for_drafts,
    translate_question,
    write_end_test,
    write_pool,
    write_questions,
)
from casestudies.api import (
    StudyPlan,
    publish_studies,
    translate_case,
    translate_discussion,
    translate_studies,
    translate_wording,
    translate_worksheet,
    write_cases,
    write_discussions,
    write_studies,
    write_wordings,
    write_worksheets,
)
from courses.api import (
    LANGUAGES,
    ConflictWords,
    Drafts,
    FactWords,
    UnknownReference,
    conflict_words,
    count_publication,
    fact_words,
    one_publication,
    publish_all_courses,
    translate_activity,
    translate_conflict,
    translate_exercise,
    translate_fact,
    translate_h5p,
    translate_term,
    write_competency,
    write_conflicts,
    write_course,
    write_course_translation,
    write_exercises,
    write_facts,
    write_h5p,
    write_profession,
    write_source,
    write_terms,
)
from lms.home.models import HomePage, ImportedFolder
from lms.home.packages.cases import read_cases, read_translated_cases
from lms.home.packages.contents import Library
from lms.home.packages.discussions import read_discussions, read_translated_discussions
from lms.home.packages.evidence import read_conflicts, read_facts, read_sources
from lms.home.packages.exercises import read_exercises, read_translated_exercises
from lms.home.packages.h5p_files import read_h5p, read_translated_h5p
from lms.home.packages.keys import key_of
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.reading import TEST_MINUTES_PER_QUESTION, Package
from lms.home.packages.studies import read_study, study_files
from lms.home.packages.terms import read_terms, read_translated_terms
from lms.home.packages.translated_evidence import read_conflict_words, read_fact_words
from lms.home.packages.wordings import read_translated_wordings, read_wordings
from lms.home.packages.worksheets import read_translated_worksheets, read_worksheets
from lms.home.packages.yaml_files import read_yaml

LIBRARY = settings.BASE_DIR / "lms" / "library"


def folder_digest(folder: Path) -> str:
    """Return a hash over the names and bytes of every file below ``folder``."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def import_library(library: Path = LIBRARY) -> list[str]:
    """Import everything in ``library``; returns the names of what was new or changed."""
    changed = []
    competencies = library / "competencies.yaml"
    if competencies.exists() and _import_once(competencies, import_competencies):
        changed.append("competencies")
    packages = sorted(path.parent for path in library.glob("*/course.yaml"))
    for folder in packages:
        evidence = folder / "evidence"
        if evidence.is_dir() and _import_once(evidence, import_evidence):
            changed.append(f"{folder.name}/evidence")
        glossary = folder / "glossary"
        if glossary.is_dir() and _import_once(glossary, import_glossary):
            changed.append(f"{folder.name}/glossary")
    changed += [folder.name for folder in packages if _import_once(folder, import_package)]
    if _import_studies(library / "case-library"):
        changed.append("case-library")
    return changed


def _import_studies(folder: Path) -> bool:
    """Write the case studies whose files are new or changed, after the lessons and facts that they name."""
    kept = dict(ImportedFolder.objects.filter(name__startswith="studies/").values_list("name", "digest"))
    is_changed = False
    for language in LANGUAGES:
        digests = {path: _file_digest(path) for path in study_files(folder, language)}
        new = [path for path, digest in digests.items() if kept.get(f"studies/{path.name}") != digest]
        if not new:
            continue
        is_changed = True
        with transaction.atomic():
            _write_studies(folder, new, language)
            for path in new:
                ImportedFolder.objects.update_or_create(
                    name=f"studies/{path.name}", defaults={"digest": digests[path]}
                )
    return is_changed


def import_studies(library: Library, drafts: Drafts | None = None) -> None:
    """Write the studies of a package in every language, and publish them. Raises PackageError.

    Lessons that use them may come later. What ``drafts`` hold waits for a second person instead.
    """
    for language, plans in library.studies.items():
        _write_plans(plans, language, library.titles[language], drafts, lessons_may_follow=True)


def _write_studies(folder: Path, paths: list[Path], language: str) -> None:
    title = read_yaml(folder / "library.yaml")["title"][language]
    _write_plans([read_study(path) for path in paths], language, title)


def _write_plans(
    plans: list[StudyPlan], language: str, title: str, drafts: Drafts | None = None, **how: bool
) -> None:
    try:
        if language == "en":
            home = HomePage.objects.get(locale=Locale.get_default())
            write_studies(plans, home, title, drafts=drafts, **how)
        else:
            translate_studies(plans, language, title, drafts=drafts)
    except UnknownReference as unknown:
        slug, _colon, what = str(unknown).partition(": ")
        raise PackageError(f"{slug}.{language}.md: {what}") from unknown


def _file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _import_once(path: Path, action) -> bool:
    digest = folder_digest(path) if path.is_dir() else _file_digest(path)
    name = f"{path.parent.name}/{path.name}"
    if ImportedFolder.objects.filter(name=name, digest=digest).exists():
        return False
    with transaction.atomic():
        action(path)
        ImportedFolder.objects.update_or_create(name=name, defaults={"digest": digest})
    return True


def import_competencies(path: Path) -> None:
    """Write the professions and competencies that courses serve. Raises PackageError."""
    data = read_yaml(path)
    for position, row in enumerate(data["professions"]):
        write_profession(code=row["id"], names=row["names"], position=position)
    for row in data["competencies"]:
        write_competency(
            key=key_of("competency", row["id"]),
            code=row["id"],
            cluster=row["cluster"],
            name=row["name"],
            outward_name=row["outward_name"],
            professions=row["for"],
        )


def import_evidence(folder: Path) -> None:
    """Write the sources, facts and disagreements of an evidence folder in every language.

    Raises PackageError.
    """
    facts, conflicts = read_facts(folder), read_conflicts(folder)
    for source in read_sources(folder):
        write_source(**vars(source))
    write_facts(facts)
    write_conflicts(conflicts)
    with one_publication():
        write_evidence_words(read_fact_words(folder, facts), read_conflict_words(folder, conflicts))
    # Rows written in bulk tell nobody; lessons of packages that did not change show them too.
    publish_all_courses()
    publish_studies()
    count_publication()


def write_evidence_words(
    facts: Mapping[str, list[FactWords]],
    conflicts: Mapping[str, list[ConflictWords]],
    drafts: Drafts | None = None,
) -> None:
    """Translate what does not stand here in these words already; with ``drafts`` it waits.

    Words that stay while their source changed are left as they are, so that a translator sees it.
    Raises TranslationMismatch.
    """
    kinds: list[tuple[Mapping[str, list], Callable, Callable]] = [
        (facts, fact_words, translate_fact),
        (conflicts, conflict_words, translate_conflict),
    ]
    for words, stored, translate in kinds:
        known = stored(plan.code for plans in words.values() for plan in plans)
        for language, plans in words.items():
            for plan in plans:
                if plan not in known.get(language, ()):
                    translate(plan, language, drafts)


def import_glossary(folder: Path) -> None:
    """Write the terms of a glossary folder in every language. Raises PackageError."""
    write_terms(read_terms(folder))
    with one_publication():
        for language, plans in read_translated_terms(folder).items():
            for plan in plans:
                translate_term(plan, language)
    # As above; and a term that is new stands in texts that nobody has looked through for it.
    publish_all_courses()
    publish_studies()
    count_publication()


def import_package(folder: Path, drafts: Drafts | None = None) -> None:
    """Write one course with its questions, test and translations, and publish it.

    With ``drafts`` nothing is published: what they hold waits for a second person. Raises PackageError.
    """
    package = Package(folder)
    plan = package.course_plan()
    home = HomePage.objects.get(locale=Locale.get_default())
    with one_publication():
        _write_questions(package, drafts)
        write_cases(read_cases(folder), drafts)
        write_worksheets(read_worksheets(folder), drafts)
        write_wordings(read_wordings(folder), drafts)
        write_exercises(read_exercises(folder), drafts)
        write_h5p(read_h5p(folder), drafts)
        write_discussions(read_discussions(folder), drafts)
        write_course(plan, home, drafts)
        for language in package.languages():
            _write_language(package, language, drafts)


def _write_questions(package: Package, drafts: Drafts | None) -> None:
    filed = pool_for_drafts if drafts else write_pool
    pool = filed(code=package.pool, name=package.course_data["title"])
    if drafts is None:
        write_questions(package.questions())
    else:
        hand_in_questions(package.questions(), drafts)
    test = package.test_plan()
    # A test has no drafts: the one that stands here stays, a new one is met by nobody before its course.
    if test is not None and (drafts is None or end_test_plan(test.key) is None):
        minutes = TEST_MINUTES_PER_QUESTION * sum(cell["draw"] for cell in test.blueprint)
        said = {**vars(test), "pool": pool, "blueprint": list(test.blueprint)}
        write_end_test(**said, minutes=minutes)


def _write_language(package: Package, language: str, drafts: Drafts | None) -> None:
    for question in package.translated_questions(language):
        if question.activity_key:
            translate_activity(question.activity_key, question.stem[:255], language, drafts)
        translate_question(question, language, drafts)
    for case in read_translated_cases(package.folder, language):
        translate_activity(case.activity_key, case.title[:255], language, drafts)
        translate_case(case, language, drafts)
    for worksheet in read_translated_worksheets(package.folder, language):
        translate_worksheet(worksheet, language, drafts)
    for exercise in read_translated_exercises(package.folder, language):
        translate_exercise(exercise, language, drafts)
    for activity in read_translated_h5p(package.folder, language):
        translate_h5p(activity, language, drafts)
    for wording in read_translated_wordings(package.folder, language):
        translate_wording(wording, language, drafts)
    for discussion in read_translated_discussions(package.folder, language):
        translate_discussion(discussion, language, drafts)
    test, title = package.test_plan(), package.test_title(language)
    if test and title:
        translate_activity(test.key, title, language, drafts)
    write_course_translation(package.translated_plan(language), language, drafts)

"""The packages that the folders of the library make, and what has to hold of each."""

import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from uuid import UUID

from courses.glossary.rules import Entry, mark
from lms.home.packages.contents import SOURCE, Asked, Library, asked_by, read_contents
from lms.home.packages.evidence import read_conflicts, read_facts, read_sources
from lms.home.packages.exporting import export_course, export_library
from lms.home.packages.importing import LIBRARY
from lms.home.packages.lesson_text import read_lesson
from lms.home.packages.package_files import files_of
from lms.home.packages.receiving import look_through, write_package
from lms.home.packages.shared import Shared, facts_of, shown
from lms.home.packages.studies import read_study
from lms.home.packages.terms import read_terms, read_translated_terms
from lms.home.packages.yaml_files import read_yaml
from lms.home.packages.zip_files import zipped


@cache
def package_of(code: str) -> bytes:
    """The package of a course of the library, or of the case library, made from its folder alone."""
    contents = read_contents(LIBRARY / code)
    if isinstance(contents, Library):
        # The shelf itself is translated with the first study of a language.
        studies = {language: plans for language, plans in contents.studies.items() if plans}
        titles = {language: contents.titles[language] for language in studies}
        contents = replace(contents, studies=studies, titles=titles)
    return zipped(files_of(replace(contents, shared=shared_of(asked_by(contents)))))


def shared_of(asked: Asked) -> Shared:
    """The evidence and the terms that texts need, which the library keeps in one place."""
    evidence, glossary = LIBRARY / "common-core" / "evidence", LIBRARY / "common-core" / "glossary"
    conflicts = [each for each in read_conflicts(evidence) if each.code in asked.conflicts]
    codes = asked.facts | facts_of(conflicts)
    facts = [each for each in read_facts(evidence) if each.code in codes]
    names = {each.source for each in facts}
    sources = [each for each in read_sources(evidence) if each.code in names]
    terms = {SOURCE: read_terms(glossary), **read_translated_terms(glossary)}
    used = {code for language, pages in asked.pages.items() for code in terms_on(pages, terms, language)}
    return Shared(
        sorted(sources, key=_code),
        sorted(facts, key=_code),
        sorted(conflicts, key=_code),
        {language: [plan for plan in plans if plan.code in used] for language, plans in terms.items()},
    )


def terms_on(pages: list, terms: dict, language: str) -> set[str]:
    """The terms that stand in the prose of pages, found without a database."""
    entries = [Entry(plan.code, plan.forms) for plan in terms.get(language, ())]
    return {code for page in pages for code in mark(shown([page], "prose"), entries, language, 999)[1]}


def _code(plan) -> str:
    return plan.code


def export(code: str) -> bytes:
    """What this site gives out under a name."""
    return export_library() if code == Library.name else export_course(code)


def there_and_back(code: str, folder: Path) -> None:
    """Write the package of a course, take the course out again, and look its package through once more."""
    package, path = package_of(code), folder / f"{code}.zip"
    path.write_bytes(package)
    write_package(path)
    assert export(code) == package
    again = look_through(path)
    assert (again.new, again.changed, again.left, again.refused) == ([], [], [], [])


def require_nothing_lost(code: str, folder: Path) -> None:
    """Compare a course of this site with its folder as data, without anything that writes packages."""
    with zipfile.ZipFile(io.BytesIO(export_course(code))) as archive:
        archive.extractall(folder)
    assert said(folder, "course*.yaml") == said(LIBRARY / code, "course*.yaml")
    assert all_questions(folder) == all_questions(LIBRARY / code)
    for kind in ("cases", "worksheets", "wordings", "exercises", "discussions"):
        assert said(folder / kind, "*.yaml") == said(LIBRARY / code / kind, "*.yaml")
    assert all_lessons(folder) == all_lessons(LIBRARY / code)
    for name in ("sources", "facts", "conflicts"):
        written = {row["id"]: row for row in read_yaml(LIBRARY / f"common-core/evidence/{name}.yaml")}
        rows = read_yaml(folder / f"evidence/{name}.yaml")
        assert [shortened(row) for row in rows] == [shortened(written[row["id"]]) for row in rows]


def require_no_study_lost(folder: Path) -> None:
    """Compare the studies of this site with their files as data."""
    with zipfile.ZipFile(io.BytesIO(export_library())) as archive:
        archive.extractall(folder)
    ours, theirs = (sorted((each / "studies").glob("*.md")) for each in (folder, LIBRARY / Library.name))
    assert [path.name for path in ours] == [path.name for path in theirs]
    for one, other in zip(ours, theirs, strict=True):
        assert read_study(one) == replace(plan := read_study(other), actors=_filled(plan.actors))


def _filled(actors: dict) -> dict:
    return {sector: names for sector, names in actors.items() if names}


def said(folder: Path, names: str) -> dict:
    found = {path.name: read_yaml(path) for path in folder.glob(names)}
    for data in found.values():
        data["audience"] = set(data.get("audience", ()))
    return found


def all_questions(folder: Path) -> dict:
    paths = sorted((folder / "questions").glob("*.yaml"))
    return {(row["id"], path.name.count(".")): row for path in paths for row in read_yaml(path)}


def all_lessons(folder: Path) -> dict:
    paths = sorted((folder / "lessons").glob("*.md"))
    return {path.name: read_lesson(path.read_text("utf-8"), UUID(int=0), path.name) for path in paths}


def shortened(row: dict) -> dict:
    """A row without what is empty, and with the facts of each position as a set."""
    sides = [{**side, "facts": set(side["facts"])} for side in row.get("positions", ())]
    return {name: each for name, each in row.items() if each and name != "positions"} | {"sides": sides}

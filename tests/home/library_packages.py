"""The packages that the folders of the library make, and what has to hold of each."""

import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from uuid import UUID

from lms.home.packages.contents import SOURCE, Contents, facts_behind, read_contents, shown
from lms.home.packages.evidence import read_conflicts, read_facts, read_sources
from lms.home.packages.exporting import export_course
from lms.home.packages.importing import LIBRARY
from lms.home.packages.lesson_text import read_lesson
from lms.home.packages.package_files import files_of
from lms.home.packages.receiving import look_through, write_package
from lms.home.packages.yaml_files import read_yaml
from lms.home.packages.zip_files import zipped


@cache
def package_of(code: str) -> bytes:
    """The package of a course of the library, made from its folder alone."""
    return zipped(files_of(with_evidence(read_contents(LIBRARY / code))))


def with_evidence(contents: Contents) -> Contents:
    """The same with the evidence that it shows, which the library keeps in one place."""
    evidence = LIBRARY / "common-core" / "evidence"
    lessons = contents.lessons()
    conflicts = [each for each in read_conflicts(evidence) if each.code in shown(lessons, "conflict")]
    cases = contents.placed["cases", SOURCE]
    codes = facts_behind(lessons, contents.questions[SOURCE], cases, conflicts)
    facts = [each for each in read_facts(evidence) if each.code in codes]
    names = {each.source for each in facts}
    sources = [each for each in read_sources(evidence) if each.code in names]
    return replace(
        contents,
        facts=sorted(facts, key=_code),
        conflicts=sorted(conflicts, key=_code),
        sources=sorted(sources, key=_code),
    )


def _code(plan) -> str:
    return plan.code


def there_and_back(code: str, folder: Path) -> None:
    """Write the package of a course, take the course out again, and look its package through once more."""
    package, path = package_of(code), folder / f"{code}.zip"
    path.write_bytes(package)
    write_package(path)
    assert export_course(code) == package
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

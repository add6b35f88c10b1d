"""Writes all that a package holds into files, in one canonical form: the same twice is the same bytes."""

import hashlib
from collections import defaultdict
from typing import Any
from weakref import WeakKeyDictionary

from assessments.api import QuestionPlan
from courses.api import CoursePlan
from lms.home.packages.contents import PLACED, SOURCE, Contents, Library
from lms.home.packages.keys import said_key
from lms.home.packages.lesson_files import WAITS, lesson_file
from lms.home.packages.question_files import question_data, translated_question_data
from lms.home.packages.studies import study_file
from lms.home.packages.yaml_files import InLine, InLineMap, canonical_yaml

MANIFEST, COURSE_FILE, LIBRARY_FILE = "manifest.yaml", "course.yaml", "library.yaml"
FORMAT = 1


def files_of(contents: Contents | Library) -> dict[str, bytes]:
    """Return the bytes of every file by its path, the manifest among them. Raises PackageError."""
    files = {name: "".join(items.values()).encode() for name, items in items_of(contents).items()}
    files |= contents.shared.files()
    manifest = manifest_of(contents.name, files, kind=contents.kind).encode()
    return dict(sorted((files | {MANIFEST: manifest}).items()))


def manifest_of(name: str, files: dict[str, bytes], *, kind: str = Contents.kind) -> str:
    """Return the manifest: the format, what it is a package of, and a hash of every other file."""
    hashes = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    return canonical_yaml({"format": FORMAT, kind: name, "files": hashes})


Items = dict[str, dict[str, str]]
# Writing all texts of a course takes a second; a package that is looked through asks for them twice.
_written: WeakKeyDictionary[Contents | Library, Items] = WeakKeyDictionary()


def items_of(contents: Contents | Library) -> Items:
    """Return for every file what it consists of, text by text: (file: {id: text}). Raises PackageError."""
    if contents not in _written:
        _written[contents] = _items_of(contents)
    return _written[contents]


def _items_of(contents: Contents | Library) -> Items:
    own = _library_items(contents) if isinstance(contents, Library) else _course_items(contents)
    return own | contents.shared.items()


def _library_items(library: Library) -> dict[str, dict[str, str]]:
    items = {LIBRARY_FILE: {library.name: canonical_yaml({"title": library.titles})}}
    for language, plans in library.studies.items():
        for plan in plans:
            text = study_file(plan, is_source=language == SOURCE)
            items[f"studies/{plan.slug}.{language}.md"] = {plan.slug: text}
    return items


def _course_items(contents: Contents) -> dict[str, dict[str, str]]:
    items: dict[str, dict[str, str]] = {COURSE_FILE: {contents.course.slug: _course(contents)}}
    for language in contents.languages:
        end = _end(language)
        if language != SOURCE:
            items[f"course{end}.yaml"] = {contents.course.slug: _words(contents, language)}
        items |= _lessons(contents, language)
        items |= _questions(contents, language)
        for kind in PLACED:
            for plan in contents.placed[kind.folder, language]:
                items[f"{kind.folder}/{plan.code}{end}.yaml"] = {plan.code: kind.text(plan)}
    return items


def _end(language: str) -> str:
    return "" if language == SOURCE else f".{language}"


def _course(contents: Contents) -> str:
    plan = contents.course
    data: dict[str, Any] = {"id": plan.slug, **said_key("course", plan.slug, plan.key), **_said(plan)}
    data |= {"audience": InLine(sorted(plan.professions)), "competencies": InLineMap(plan.competencies)}
    data |= {"valid_months": plan.valid_months, "languages": InLine(contents.languages)}
    data["modules"] = [
        {"id": module.code, **said_key("module", module.code, module.key), "title": module.title}
        | {"lessons": InLine(lesson.code for lesson in module.lessons)}
        for module in plan.modules
    ]
    data["objectives"] = {
        each.code: {**said_key("objective", each.code, each.key), "level": each.level, "text": each.text}
        for lesson in contents.lessons()
        for each in lesson.objectives
    }
    return canonical_yaml(data | _test(contents) | {"invented": plan.is_invented})


def _said(plan: CoursePlan) -> dict[str, Any]:
    texts = {"title": plan.title, "outward_name": plan.outward_name, "summary": plan.summary}
    return texts | {"able_to": list(plan.able_to)}


def _test(contents: Contents) -> dict[str, dict]:
    test = contents.test
    if test is None:
        return {}
    data = {"id": test.code, **said_key("activity", test.code, test.key), "title": test.title}
    data |= {} if test.pool == contents.course.slug else {"pool": test.pool}
    data |= {"explanations_from": test.explanations_from} if test.explanations_from else {}
    return {
        "test": data | {"pass_mark": test.pass_mark, "blueprint": [_cell(each) for each in test.blueprint]}
    }


def _cell(cell: dict) -> InLineMap:
    """Return a line of the blueprint in one order: a database may keep its names in another."""
    first = [name for name in ("objective", "difficulty", "draw") if name in cell]
    return InLineMap({name: cell[name] for name in [*first, *sorted(cell.keys() - first)]})


def _words(contents: Contents, language: str) -> str:
    plan = contents.words[language]
    data: dict[str, Any] = {"id": plan.slug, "review": WAITS, **_said(plan)}
    data["modules"] = [InLineMap(id=module.code, title=module.title) for module in plan.modules]
    data["objectives"] = {
        each.code: each.text for lesson in contents.lessons(language) for each in lesson.objectives
    }
    title = contents.test_titles.get(language)
    return canonical_yaml(data | ({"test": {"id": contents.test.code, "title": title}} if title else {}))


def _lessons(contents: Contents, language: str) -> dict[str, dict[str, str]]:
    directives = contents.directives()
    return {
        f"lessons/{plan.code}.{language}.md": {
            plan.code: lesson_file(plan, is_source=language == SOURCE, directives=directives)
        }
        for plan in contents.lessons(language)
    }


def _questions(contents: Contents, language: str) -> dict[str, dict[str, str]]:
    """Return the questions by file: that of the lesson they belong to, or that of the reserved forms."""
    say = question_data if language == SOURCE else translated_question_data
    homes = {each.code: lesson.code for lesson in contents.lessons() for each in lesson.objectives}
    homes |= {
        block["value"]: lesson.code
        for lesson in contents.lessons()
        for block in lesson.body
        if block["type"] == "activity"
    }
    files: dict[str, dict[str, str]] = defaultdict(dict)
    for plan in contents.questions[language]:
        name = f"questions/{_home(plan, homes)}{_end(language)}.yaml"
        files[name][plan.code] = canonical_yaml([say(plan)])
    return files


def _home(plan: QuestionPlan, homes: dict[str, str]) -> str:
    if plan.form:
        return "forms"
    return homes.get(plan.code) or homes.get(plan.objective) or "others"

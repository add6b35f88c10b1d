"""The glossary of a package: read from YAML into plans."""

import re
from pathlib import Path
from typing import Any

from courses.api import LANGUAGES, NamePlan, TermPlan
from lms.home.packages.keys import key_of
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.yaml_files import read_yaml

LONGEST_DEFINITION = 240
_CODE = re.compile(r"[a-z0-9-]{1,60}")


def read_terms(folder: Path) -> list[TermPlan]:
    """Return every term of a glossary folder in the source language. Raises PackageError."""
    return _read(folder / "terms.yaml")


def read_translated_terms(folder: Path) -> dict[str, list[TermPlan]]:
    """Return the terms that are translated, by language. Raises PackageError."""
    known = {plan.code for plan in read_terms(folder)}
    found = {}
    for path in sorted(folder.glob("terms.*.yaml")):
        language = path.suffixes[0].removeprefix(".")
        if language not in LANGUAGES:
            raise PackageError(f"{path.name}: “{language}” is no language of this site.")
        found[language] = _read(path)
        for plan in found[language]:
            if plan.code not in known:
                raise PackageError(f"{path.name}: terms.yaml has no term “{plan.code}”.")
    return found


def _read(path: Path) -> list[TermPlan]:
    plans: dict[str, TermPlan] = {}
    for number, data in enumerate(read_yaml(path), 1):
        try:
            plan = _term(data)
        except (KeyError, TypeError, AttributeError) as error:
            raise PackageError(f"{path.name}: term {number} lacks {error}.") from error
        _refuse(path.name, plan, is_known=plan.code in plans)
        plans[plan.code] = plan
    return list(plans.values())


def _term(data: dict[str, Any]) -> TermPlan:
    names = data.get("names", {})
    return TermPlan(
        key=key_of("term", data["id"]),
        code=data["id"],
        term=data["term"],
        definition=data["definition"],
        forms=tuple(str(form) for form in data["forms"]),
        names=tuple(NamePlan(code, name["text"], name.get("read", False)) for code, name in names.items()),
    )


def _refuse(file: str, plan: TermPlan, *, is_known: bool) -> None:
    """Raise PackageError for what the site could not show."""
    strange = [name.language for name in plan.names if name.language not in LANGUAGES]
    problem = ""
    if not _CODE.fullmatch(plan.code):
        problem = "an id holds small Latin letters, digits and hyphens"
    elif is_known:
        problem = "it stands there twice"
    elif len(plan.definition) > LONGEST_DEFINITION:
        problem = f"the definition has {len(plan.definition)} letters, {LONGEST_DEFINITION} fit"
    elif not plan.forms:
        problem = "it lacks forms"
    elif strange:
        problem = f"“{strange[0]}” is no language of this site"
    if problem:
        raise PackageError(f"{file}: “{plan.code}”: {problem}.")

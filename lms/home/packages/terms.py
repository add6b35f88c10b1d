"""The glossary of a package: read from YAML into plans, and written again."""

import re
from pathlib import Path
from typing import Any

from courses.api import LANGUAGES, NamePlan, TermPlan
from lms.home.packages.keys import own_key, said_key
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.yaml_files import InLine, InLineMap, canonical_yaml, read_yaml

LONGEST_DEFINITION = 240
SOURCE = "en"
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
        key=own_key("term", data["id"], data),
        code=data["id"],
        term=data["term"],
        definition=data["definition"],
        forms=tuple(str(form) for form in data["forms"]),
        names=tuple(NamePlan(code, name["text"], _is_read(code, name)) for code, name in _ordered(names)),
    )


def _ordered(names: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return names in the order of the site's languages; what is none of them is refused later."""
    return sorted(names.items(), key=lambda pair: LANGUAGES.index(pair[0]) if pair[0] in LANGUAGES else 99)


def _is_read(language: str, name: dict[str, Any]) -> bool:
    """Return whether somebody who speaks the language has read a name; the source's is read when signed."""
    return name.get("read", False) or language == SOURCE


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


def term_items(terms: dict[str, list[TermPlan]]) -> dict[str, dict[str, str]]:
    """Return the glossary by file and id; who has read a name stays with the site that asked."""
    return {
        f"glossary/terms{'' if language == SOURCE else f'.{language}'}.yaml": {
            plan.code: canonical_yaml([_term_data(plan)]) for plan in plans
        }
        for language, plans in terms.items()
        if plans
    }


def _term_data(plan: TermPlan) -> dict[str, Any]:
    data: dict[str, Any] = {"id": plan.code, **said_key("term", plan.code, plan.key), "term": plan.term}
    data |= {"forms": InLine(plan.forms), "definition": plan.definition}
    names = {name.language: InLineMap(text=name.text) for name in plan.names}
    return data | ({"names": names} if names else {})

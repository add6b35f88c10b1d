"""A report in the words of whoever reads it: kind by kind, with titles instead of file names."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.home.packages.contents import PLACED, SOURCE, Contents, Library
from lms.home.packages.receiving import Report
from lms.home.packages.terms import SOURCE as SOURCE_OF_TERMS

# In the order in which they are told.
KINDS: dict[str, Promise] = {
    "course": _("The course: its title, modules and objectives"),
    "library": _("The case library's title"),
    "lessons": _("Lessons"),
    "studies": _("Case studies"),
    "questions": _("Questions"),
    "cases": _("Cases to play"),
    "worksheets": _("Worksheets"),
    "wordings": _("Texts to rewrite"),
    "exercises": _("Exercises"),
    "h5p": _("H5P activities"),
    "discussions": _("Discussions"),
    "glossary": _("Terms of the glossary"),
    "facts": _("Facts"),
    "conflicts": _("Disagreements"),
    "sources": _("Sources"),
    "pictures": _("Pictures"),
    "recordings": _("Recordings"),
    "packages": _("H5P packages"),
}
STATES = ("new", "changed", "same", "left")
_LONGEST = 90
_AT_A_GLANCE = 6
_NAME = re.compile(r"(?P<folder>[a-z0-9]+)(?:/(?P<file>[A-Za-z0-9_-]+))?(?:\.(?P<language>[a-z]{2}))?\.\w+$")


@dataclass
class ToldKind:
    """All of one kind: titles of what is new, changed, the same, and only on this site."""

    name: Promise
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def is_short(self) -> bool:
        """Whether all of it can be read at a glance, without opening anything."""
        return sum(len(titles) for _label, titles in self.lists) <= _AT_A_GLANCE

    @property
    def lists(self) -> list[tuple[Promise, list[str]]]:
        """What there is to name, each list under what becomes of it."""
        named = (
            (_("New"), self.new),
            (_("Changed"), self.changed),
            (_("Only here; it stays as it is"), self.left),
        )
        return [(label, titles) for label, titles in named if titles]


def told(contents: Contents | Library, report: Report) -> list[ToldKind]:
    """Return a report kind by kind; what a package does not hold is not told of."""
    titles, kinds = _titles(contents), {}
    for state in STATES:
        for kind, title in sorted(set(_lines(getattr(report, state), titles))):
            row = kinds.setdefault(kind, ToldKind(KINDS[kind]))
            getattr(row, state).append(title)
    return [kinds[kind] for kind in KINDS if kind in kinds]


def _lines(lines: list[str], titles: dict[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    own_names = dict(settings.LANGUAGES)
    for line in lines:
        name, _colon, code = line.partition(": ")
        found = _NAME.match(name)
        # Captions and transcripts are told of with their recording.
        if found is None or name.endswith((".vtt", ".txt")):
            continue
        kind = found["file"] if found["folder"] in ("evidence", "media") else found["folder"]
        language = found["language"] or SOURCE
        title = titles.get((kind, code), code)
        yield kind, title if language == SOURCE else f"{title} ({own_names.get(language, language)})"


def _titles(contents: Contents | Library) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for kind, plans in _plans(contents).items():
        for plan in plans:
            code = getattr(plan, "code", "") or getattr(plan, "slug", "") or str(plan.key)
            found[kind, code] = _title(plan)
    return found


def _plans(contents: Contents | Library) -> dict[str, list[Any]]:
    shared = contents.shared
    found: dict[str, list[Any]] = defaultdict(list)
    found |= {name: getattr(shared, name) for name in ("facts", "conflicts", "sources")}
    found |= {"pictures": shared.pictures, "recordings": shared.recordings}
    found["packages"] = shared.packages
    found["glossary"] = shared.terms.get(SOURCE_OF_TERMS, [])
    if isinstance(contents, Library):
        return found | {"studies": contents.studies[SOURCE]}
    found |= {kind.folder: contents.placed[kind.folder, SOURCE] for kind in PLACED}
    return found | {
        "course": [contents.course],
        "lessons": contents.lessons(),
        "questions": contents.questions[SOURCE],
    }


def _title(plan: Any) -> str:
    names = ("title", "stem", "statement", "term", "short")
    text = next(getattr(plan, name) for name in names if hasattr(plan, name))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

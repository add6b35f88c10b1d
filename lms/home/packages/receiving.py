"""Receives a package: looks it through, reports what it would do, and writes it whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import InvalidOperation
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from courses.api import (
    TranslationMismatch,
    UnknownReference,
    conflict_plans,
    fact_plans,
    placed_elsewhere,
    source_plans,
)
from lms.home.packages.claims import foreign_ids, unknown_references
from lms.home.packages.contents import PLACED, SOURCE, Contents, read_contents
from lms.home.packages.exporting import stored_contents
from lms.home.packages.importing import import_evidence, import_package
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.opening import opened
from lms.home.packages.package_files import evidence_items, files_of, items_of
from lms.home.packages.shapes import require_harmless, require_types

_MALFORMED = (KeyError, TypeError, AttributeError, ValueError, IndexError, InvalidOperation, OSError)
_NOT_WRITTEN = (
    *(ValidationError, DatabaseError, ObjectDoesNotExist, PermissionDenied),
    *(TranslationMismatch, UnknownReference, *_MALFORMED),
)

Items = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Report:
    """What a package would do here. Each line names a file and an id; ``refused`` are whole sentences."""

    course: str
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def look_through(package: Path, *, with_evidence: bool = False) -> Report:
    """Return what a zip would do, and write nothing. Raises PackageError where it cannot even be read.

    ``with_evidence`` lets it change facts, sources and disagreements that stand here already.
    """
    with opened(package) as folder:
        return _report(_read(folder), with_evidence)


def write_package(package: Path, *, with_evidence: bool = False) -> Report:
    """Write and publish a zip in one transaction; returns what it did.

    For the operator of a site: what it brings is published without a second person. Raises PackageError,
    and nothing was written.
    """
    with opened(package) as folder:
        contents = _read(folder)
        report = _report(contents, with_evidence)
        if report.refused:
            raise PackageError(" ".join(report.refused))
        with _whole_or_not_at_all(), transaction.atomic():
            if any(line.startswith("evidence/") for line in report.new + report.changed):
                import_evidence(folder / "evidence")
            import_package(folder)
            _require_written(contents)
    return report


@contextmanager
def _whole_or_not_at_all() -> Iterator[None]:
    try:
        yield
    except PackageError:
        raise
    except _NOT_WRITTEN as error:
        words = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise PackageError(_("Nothing was written. %(reason)s") % {"reason": words}) from error


def _read(folder: Path) -> Contents:
    """Return what a folder holds, once it is harmless, whole and in the form of an export."""
    require_harmless(folder)
    try:
        contents = read_contents(folder)
        require_types([vars(contents)])
        files = files_of(contents)
    except PackageError:
        raise
    except RecursionError as error:
        raise PackageError(_("The package is nested too deep. Make it flatter.")) from error
    except _MALFORMED as error:
        raise PackageError(
            _("The package lacks something, or says it in another way than an export: %(error)s.")
            % {"error": repr(error)[:200]}
        ) from error
    _require_canonical(folder, files)
    return contents


def _require_canonical(folder: Path, files: dict[str, str]) -> None:
    """Refuse what an export would write otherwise: what nobody would see is not taken in with the rest."""
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name in sorted(names | set(files)):
        ours = files.get(name)
        theirs = (folder / name).read_bytes().decode() if name in names else None
        if ours != theirs:
            raise PackageError(
                _(
                    "%(name)s is not as an export writes it. Written by hand, a folder becomes a package "
                    "with: ./run manage package pack FOLDER FILE.zip"
                )
                % {"name": name}
            )


def _flat(items: dict[str, dict[str, str]]) -> Items:
    return {(name, code): text for name, texts in items.items() for code, text in texts.items() if code}


def _report(contents: Contents, with_evidence: bool) -> Report:
    stored = stored_contents(contents.course.slug)
    theirs, here = _flat(items_of(contents)), _flat(items_of(stored)) if stored else {}
    here |= _evidence_here(contents)
    report = Report(contents.course.slug)
    for place in sorted(theirs):
        state = report.new if place not in here else report.changed
        (report.same if theirs[place] == here.get(place) else state).append(_line(place))
    report.left.extend(_line(place) for place in sorted(here) if place not in theirs)
    languages = [code for code, _name in settings.LANGUAGES]
    report.refused.extend(foreign_ids(contents, stored) + unknown_references(contents, languages))
    report.refused.extend(_shared(contents, report))
    if not with_evidence:
        report.refused.extend(_changed_evidence(report))
    return report


def _line(place: tuple[str, str]) -> str:
    return f"{place[0]}: {place[1]}"


def _evidence_here(contents: Contents) -> Items:
    """Return the evidence of this site under the ids of the package, whichever course shows it."""
    found = (
        source_plans(each.code for each in contents.sources),
        fact_plans(each.code for each in contents.facts),
        conflict_plans(each.code for each in contents.conflicts),
    )
    return _flat(evidence_items(*found))


def _shared(contents: Contents, report: Report) -> list[str]:
    """Name what the package changes and another course shows as well."""
    others = placed_elsewhere(contents.course.key)
    plans = [plan for kind in PLACED for plan in contents.placed[kind.folder, SOURCE]]
    shared = {plan.code for plan in (*plans, *contents.questions[SOURCE]) if plan.activity_key in others}
    return [
        _("%(item)s is shown in another course too. Change it in the CMS, or leave it as it is here.")
        % {"item": line}
        for line in report.changed
        if line.rsplit(": ", 1)[1] in shared
    ]


def _changed_evidence(report: Report) -> list[str]:
    return [
        _(
            "%(item)s stands here in other words, and all courses share it. Change it under Evidence first, "
            "or add --evidence to take it from the package."
        )
        % {"item": line}
        for line in report.changed
        if line.startswith("evidence/")
    ]


def _require_written(contents: Contents) -> None:
    """Read back what was written. Raises PackageError, which takes all of it back."""
    stored = stored_contents(contents.course.slug)
    written = _flat(items_of(stored)) if stored else {}
    written |= _evidence_here(contents)
    lost = [_line(place) for place, text in _flat(items_of(contents)).items() if written.get(place) != text]
    if lost:
        raise PackageError(
            _("Nothing was written: this would not have come out as it went in: %(what)s.")
            % {"what": ", ".join(lost[:10])}
        )

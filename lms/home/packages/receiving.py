"""Receives a package: looks it through, reports what it would do, and writes it whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import InvalidOperation
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.api import (
    PackageRefused,
    TranslationMismatch,
    UnknownReference,
    forget_carried,
    placed_elsewhere,
    write_carried,
)
from lms.home.packages.claims import foreign_ids, unknown_references, unlike_their_source
from lms.home.packages.contents import PLACED, SOURCE, Contents, Library, read_contents
from lms.home.packages.exporting import stored_like
from lms.home.packages.h5p_files import h5p_faults
from lms.home.packages.importing import import_evidence, import_glossary, import_package, import_studies
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.opening import opened
from lms.home.packages.package_files import MANIFEST, files_of, items_of
from lms.home.packages.shapes import require_harmless, require_types
from lms.home.packages.shared import Shared, shared_here
from lms.home.packages.translated_evidence import out_of_step
from lms.home.packages.uploads import looked_at, upload_faults
from media.api import forget_files, write_pictures, write_recordings

_MALFORMED = (KeyError, TypeError, AttributeError, ValueError, IndexError, InvalidOperation, OSError)
_NOT_WRITTEN = (
    *(ValidationError, DatabaseError, ObjectDoesNotExist, PermissionDenied),
    *(TranslationMismatch, UnknownReference, PackageRefused, *_MALFORMED),
)

Items = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Report:
    """What a package would do here. Each line names a file and an id; ``refused`` are whole sentences.

    ``to_look_at`` counts the photographs and recordings that somebody has to see or hear first.
    """

    name: str
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    to_look_at: int = 0


def look_through(package: Path, *, with_evidence: bool = False) -> Report:
    """Return what a zip would do, and write nothing. Raises PackageError where it cannot even be read.

    ``with_evidence`` lets it change facts, sources and disagreements that stand here already.
    """
    with opened(package) as folder:
        contents = contents_of(folder)
        return report_on(contents, stored_like(contents), with_evidence)


def write_package(package: Path, *, with_evidence: bool = False, is_seen: bool = False) -> Report:
    """Write and publish a zip in one transaction; returns what it did.

    For the operator of a site: what it brings is published without a second person. ``is_seen``: every
    photograph was looked at and every recording heard, and none is of a child or of a person who returned.
    Raises PackageError, and nothing was written.
    """
    with opened(package) as folder:
        contents = contents_of(folder)
        report = report_on(contents, stored_like(contents), with_evidence)
        if report.to_look_at and not is_seen:
            report.refused.append(str(NOT_SEEN))
        if report.refused:
            raise PackageError(" ".join(report.refused))
        with whole_or_not_at_all() as stored:
            write_uploads(contents.shared, None, stored)
            _publish(contents, folder, report)
            _require_written(contents)
    return report


NOT_SEEN = gettext_lazy(
    "The package brings photographs or recordings. Look at each and listen, and confirm that no child and "
    "no person who returned is in them."
)


@dataclass(frozen=True)
class Stored:
    """What was stored beside the database: names of files, and keys of H5P packages, which have folders."""

    files: list[str] = field(default_factory=list)
    packages: list[UUID] = field(default_factory=list)

    def forget(self) -> None:
        """Delete all of it."""
        forget_files(self.files)
        forget_carried(self.packages)


def write_uploads(shared: Shared, by, stored: Stored) -> None:
    """Store pictures, recordings and H5P packages that are not here yet. Raises ValidationError."""
    write_pictures(shared.pictures, by=by, files=stored.files)
    write_recordings(shared.recordings, by=by, files=stored.files)
    write_carried(shared.packages, stored=stored.packages)


def _publish(contents: Contents | Library, folder: Path, report: Report) -> None:
    told = report.new + report.changed
    if any(line.startswith("evidence/") for line in told):
        import_evidence(folder / "evidence")
    if any(line.startswith("glossary/") for line in told):
        import_glossary(folder / "glossary")
    if isinstance(contents, Library):
        import_studies(contents)
    else:
        import_package(folder)


@contextmanager
def whole_or_not_at_all() -> Iterator[Stored]:
    """Write in one transaction; yields the list of stored files, which go with the rows when it fails.

    Raises PackageError.
    """
    stored = Stored()
    try:
        with transaction.atomic():
            yield stored
    except PackageError:
        stored.forget()
        raise
    except _NOT_WRITTEN as error:
        stored.forget()
        words = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise PackageError(_("Nothing was written. %(reason)s") % {"reason": words}) from error
    except BaseException:
        stored.forget()
        raise


def contents_of(folder: Path) -> Contents | Library:
    """Return what a folder holds, once it is harmless, whole and in the form of an export."""
    require_harmless(folder)
    try:
        contents = read_contents(folder)
        require_types([vars(contents), vars(contents.shared)])
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


def _require_canonical(folder: Path, files: dict[str, bytes]) -> None:
    """Refuse what an export would write otherwise: what nobody would see is not taken in with the rest."""
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    # The manifest last: it differs whenever another file does, and says nothing of which.
    for name in sorted(names | set(files), key=lambda name: (name == MANIFEST, name)):
        theirs = (folder / name).read_bytes() if name in names else None
        if files.get(name) != theirs:
            raise PackageError(
                _(
                    "%(name)s is not as an export writes it. Written by hand, a folder becomes a package "
                    "with: ./run manage package pack FOLDER FILE.zip"
                )
                % {"name": name}
            )


def _flat(items: dict[str, dict[str, str]]) -> Items:
    return {(name, code): text for name, texts in items.items() for code, text in texts.items() if code}


def report_on(
    contents: Contents | Library, stored: Contents | Library | None, with_evidence: bool = False
) -> Report:
    """Return what a package would do to what is ``stored``; ``with_evidence`` as in `look_through`."""
    theirs, here = _flat(items_of(contents)), _flat(items_of(stored)) if stored else {}
    here |= _flat(shared_here(contents.shared).items())
    report = Report(contents.name, to_look_at=looked_at(contents.shared))
    for place in sorted(theirs):
        state = report.new if place not in here else report.changed
        (report.same if theirs[place] == here.get(place) else state).append(_line(place))
    report.left.extend(_line(place) for place in sorted(here) if place not in theirs)
    languages = [code for code, _name in settings.LANGUAGES]
    report.refused.extend(foreign_ids(contents, stored) + unknown_references(contents, languages))
    report.refused.extend(upload_faults(contents.shared, report.changed) + unlike_their_source(contents))
    report.refused.extend(out_of_step(contents.shared) + h5p_faults(contents.shared.packages))
    if isinstance(contents, Contents):
        report.refused.extend(_shared_activities(contents, report))
    if not with_evidence:
        report.refused.extend(_changed_for_all(report))
    return report


def _line(place: tuple[str, str]) -> str:
    return f"{place[0]}: {place[1]}"


def _shared_activities(contents: Contents, report: Report) -> list[str]:
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


def _changed_for_all(report: Report) -> list[str]:
    return [
        _(
            "%(item)s stands here in other words, and every course shares it. Change it in the CMS first, or "
            "ask the operator of this site to take it from the package."
        )
        % {"item": line}
        for line in report.changed
        if line.startswith(("evidence/", "glossary/"))
    ]


def _require_written(contents: Contents | Library) -> None:
    """Read back what was written. Raises PackageError, which takes all of it back."""
    stored = stored_like(contents)
    written = _flat(items_of(stored)) if stored else {}
    written |= _flat(shared_here(contents.shared).items())
    lost = [_line(place) for place, text in _flat(items_of(contents)).items() if written.get(place) != text]
    if lost:
        raise PackageError(
            _("Nothing was written: this would not have come out as it went in: %(what)s.")
            % {"what": ", ".join(lost[:10])}
        )

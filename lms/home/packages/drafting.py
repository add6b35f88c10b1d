"""Takes a package in as somebody's drafts: what is new or changed waits for a second person."""

from pathlib import Path

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from courses.api import (
    Drafts,
    hand_in_evidence,
    hand_in_terms,
    handed_in_together,
    in_somebodys_hands,
    translate_term,
    write_source,
)
from lms.home.models import HomePage
from lms.home.packages.changes import Held, held_by, order_of
from lms.home.packages.contents import SOURCE, Contents, Library
from lms.home.packages.exporting import stored_like
from lms.home.packages.importing import import_package, import_studies, write_evidence_words
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.opening import opened
from lms.home.packages.receiving import (
    NOT_SEEN,
    Report,
    contents_of,
    report_on,
    whole_or_not_at_all,
    write_uploads,
)
from lms.home.packages.shared import Shared

_MOST_NAMED = 5


def look_through_for(package: Path, by) -> tuple[Contents | Library, Report]:
    """Return what a zip holds and what it would do here as drafts of ``by``. Raises PackageError."""
    with opened(package) as folder:
        contents = contents_of(folder)
    report, _held = _report(contents, by)
    return contents, report


def draft_package(package: Path, *, by, is_seen: bool = False) -> Report:
    """Write what a zip brings as drafts of ``by`` that wait for a second person; returns what it did.

    What is published stays as it is until somebody signs. ``is_seen``: ``by`` looked at every photograph
    and heard every recording, and none is of a child or of a person who returned. Raises PackageError, and
    nothing was written.
    """
    with opened(package) as folder:
        contents = contents_of(folder)
        report, held = _report(contents, by)
        if report.to_look_at and not is_seen:
            report.refused.append(str(NOT_SEEN))
        if report.refused:
            raise PackageError(" ".join(report.refused))
        with whole_or_not_at_all() as stored:
            write_uploads(contents.shared, by, stored)
            with handed_in_together(by):
                _hand_in(contents, folder, Drafts(by, held), report)
    return report


def _hand_in(contents: Contents | Library, folder: Path, drafts: Drafts, report: Report) -> None:
    _hand_in_shared(contents.shared, drafts, set(report.new))
    if isinstance(contents, Library):
        import_studies(contents, drafts)
    else:
        import_package(folder, drafts)


def _hand_in_shared(shared: Shared, drafts: Drafts, new: set[str]) -> None:
    for source in shared.sources:
        # A source has no drafts; a new one is met by nobody before a fact names it.
        if f"evidence/sources.yaml: {source.code}" in new:
            write_source(**vars(source))
    hand_in_evidence(shared.facts, shared.conflicts, drafts)
    write_evidence_words(shared.fact_words, shared.conflict_words, drafts)
    hand_in_terms(shared.terms.get(SOURCE, []), drafts)
    for language, plans in shared.terms.items():
        for plan in plans if language != SOURCE else ():
            translate_term(plan, language, drafts)


def _report(contents: Contents | Library, by) -> tuple[Report, Held]:
    stored = stored_like(contents)
    report = report_on(contents, stored)
    held = held_by(contents, stored, report.new + report.changed)
    if not may_bring(by, contents):
        report.refused.insert(0, _not_yours(contents))
    report.refused.extend(_in_hands(held))
    if isinstance(contents, Contents) and isinstance(stored, Contents):
        report.refused.extend(_no_drafts_of(contents, stored))
    return report, held


def may_bring(user, contents: Contents | Library) -> bool:
    """Return whether somebody writes where a package belongs: on its course, on the library, or anywhere."""
    home = HomePage.objects.get(locale=Locale.get_default())
    below = Page.objects.child_of(home)
    if isinstance(contents, Library):
        found = below.type(apps.get_model("casestudies", "CaseLibraryPage")).first()
    else:
        found = below.filter(translation_key=contents.course.key).first()
    if found is None:
        return home.permissions_for_user(user).can_add_subpage()
    return found.specific.permissions_for_user(user).can_edit()


def _not_yours(contents: Contents | Library) -> str:
    return _(
        "You do not write on “%(name)s” here. Ask the operator of this site to bring the package, or to "
        "grant you the course."
    ) % {"name": contents.name}


def _in_hands(held: Held) -> list[str]:
    titles = in_somebodys_hands(held)
    shown = ", ".join(f"“{title}”" for title in titles[:_MOST_NAMED])
    if not titles:
        return []
    return [
        _(
            "Drafts of these wait here already: %(titles)s. Have them signed or discard them, so that "
            "nobody's work is written over."
        )
        % {"titles": shown + (" …" if len(titles) > _MOST_NAMED else "")}
    ]


def _no_drafts_of(contents: Contents, stored: Contents) -> list[str]:
    """Name what would change at once for every learner, because it has no drafts."""
    found = []
    if stored.test is not None and contents.test != stored.test:
        found.append(
            _(
                "The end test differs in what it draws or when it is passed. It has no drafts, so the "
                "operator of this site changes it first, or brings the package."
            )
        )
    both = _keys(contents) & _keys(stored)
    if order_of(contents, both) != order_of(stored, both):
        found.append(
            _(
                "Modules or lessons stand in another order here. Move them in the CMS first, then import "
                "again."
            )
        )
    return found


def _keys(contents: Contents) -> set:
    modules = contents.course.modules
    return {module.key for module in modules} | {lesson.key for one in modules for lesson in one.lessons}

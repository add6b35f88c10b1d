"""Writes H5P activities from a package's plans and publishes them; gives plans back for an export."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from courses.activities.runtimes.h5p.models import H5PActivity, H5PPackage
from courses.content.activity_writing import publish_plans, published_rows, translate_plan
from courses.handing_in import Drafts
from courses.taken import taken

_TEXTS = ("code", "title", "opening", "words")


@dataclass(frozen=True)
class H5PPlan:
    """An H5P activity; ``package`` is the key of what it plays. Lessons place it by ``activity_key``."""

    key: UUID
    activity_key: UUID
    code: str
    title: str
    opening: str
    words: str
    package: UUID


def write_h5p(plans: Iterable[H5PPlan], drafts: Drafts | None = None) -> None:
    """Create or update H5P activities in the source language and publish them, or hand them in.

    Their packages are stored. Raises PackageNotReady, H5PPackage.DoesNotExist.
    """
    publish_plans(H5PActivity, plans, _tell, drafts)


def translate_h5p(plan: H5PPlan, language: str, drafts: Drafts | None = None) -> H5PActivity | None:
    """Translate an H5P activity, which may play a package of its own. Raises TranslationMismatch."""
    return translate_plan(H5PActivity, plan, language, _tell, drafts)


def _tell(activity: H5PActivity, plan: H5PPlan) -> None:
    for name in _TEXTS:
        setattr(activity, name, getattr(plan, name))
    activity.package = H5PPackage.objects.get(key=plan.package)


def h5p_plans(codes: Iterable[str], language: str = "") -> list[H5PPlan]:
    """Return published H5P activities of ``language``, else of the source language, as plans, by code."""
    return [
        H5PPlan(
            key=activity.translation_key,
            activity_key=activity.activity.translation_key,
            package=activity.package.key,
            **{name: getattr(activity, name) for name in _TEXTS},
        )
        for activity in published_rows(H5PActivity, codes, language).select_related("package")
    ]


def taken_h5p(codes: Iterable[str], keys: Iterable[UUID]) -> set[tuple[str, UUID]]:
    """Return (code, key) of every H5P activity with one of these codes or keys."""
    return taken(H5PActivity, codes, keys)

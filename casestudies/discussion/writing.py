"""Writes discussions from a package's plans and publishes them; gives plans back for an export."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from casestudies.discussion.models import Discussion
from courses.api import Drafts, publish_plans, published_rows, translate_plan

_TEXTS = ("code", "title", "opening")


@dataclass(frozen=True)
class DiscussionPlan:
    """A discussion; lessons place it by ``activity_key``."""

    key: UUID
    activity_key: UUID
    code: str
    title: str
    opening: str


def write_discussions(plans: Iterable[DiscussionPlan], drafts: Drafts | None = None) -> None:
    """Create or update discussions in the source language and publish them;
    those that ``drafts`` hold wait for a second person instead. Raises DiscussionNotReady.
    """
    publish_plans(Discussion, plans, _tell, drafts)


def translate_discussion(plan: DiscussionPlan, language: str, drafts: Drafts | None = None) -> Discussion:
    """Translate a discussion and its activity. Raises TranslationMismatch."""
    return translate_plan(Discussion, plan, language, _tell, drafts)


def _tell(discussion: Discussion, plan: DiscussionPlan) -> None:
    for name in _TEXTS:
        setattr(discussion, name, getattr(plan, name))


def discussion_plans(codes: Iterable[str], language: str = "") -> list[DiscussionPlan]:
    """Return published discussions of ``language``, else of the source language, as plans, by code."""
    return [
        DiscussionPlan(
            key=row.translation_key,
            activity_key=row.activity.translation_key,
            **{name: getattr(row, name) for name in _TEXTS},
        )
        for row in published_rows(Discussion, codes, language)
    ]

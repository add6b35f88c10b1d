"""Writes discussions from a package's plans and publishes them; gives plans back for an export."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Locale

from casestudies.discussion.models import Discussion
from courses.api import translate_activity, write_activity, write_translation

_TEXTS = ("code", "title", "opening")


@dataclass(frozen=True)
class DiscussionPlan:
    """A discussion; lessons place it by ``activity_key``."""

    key: UUID
    activity_key: UUID
    code: str
    title: str
    opening: str


def write_discussions(plans: Iterable[DiscussionPlan]) -> None:
    """Create or update discussions in the source language and publish them. Raises DiscussionNotReady."""
    for plan in plans:
        discussion = Discussion.known_or_new(plan.key)
        _tell(discussion, plan)
        discussion.activity = write_activity(
            key=plan.activity_key,
            code=plan.code,
            kind=Discussion.activity_kind,
            title=plan.title,
            minutes=Discussion.minutes,
            is_sensitive=Discussion.is_sensitive,
        )
        discussion.save()
        discussion.save_revision().publish()


def translate_discussion(plan: DiscussionPlan, language: str) -> Discussion:
    """Translate a discussion and its activity. Raises TranslationMismatch."""
    discussion = Discussion.objects.get(translation_key=plan.key, locale=Locale.get_default())
    translate_activity(plan.activity_key, plan.title, language)
    shadow = Discussion(locale=discussion.locale)
    _tell(shadow, plan)
    return write_translation(discussion, shadow, language)


def _tell(discussion: Discussion, plan: DiscussionPlan) -> None:
    for name in _TEXTS:
        setattr(discussion, name, getattr(plan, name))


def discussion_plans(codes: Iterable[str]) -> list[DiscussionPlan]:
    """Return published discussions of the source language as plans, by code."""
    found = Discussion.objects.filter(live=True, locale=Locale.get_default(), code__in=list(codes))
    return [
        DiscussionPlan(
            key=row.translation_key,
            activity_key=row.activity.translation_key,
            **{name: getattr(row, name) for name in _TEXTS},
        )
        for row in found.select_related("activity").order_by("code")
    ]

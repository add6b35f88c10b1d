"""Contributions as readers, authors and trainers may see them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from wagtail.models import Locale

from casestudies.discussion.models import Contribution, Discussion
from courses.api import Course, courses_on_shelf, published_version

# Asked with a course's key: whoever writes a course moderates what is written about it.
MODERATES = "courses.change_coursepage"
State = Contribution.State


def published_discussion(code: str) -> Discussion | None:
    """Return the published discussion with this code in the source language, or None."""
    found = Discussion.objects.filter(code=code, live=True, locale=Locale.get_default())
    return found.select_related("locale", "activity").first()


def shown_in(discussion_key: UUID, course_key: UUID) -> QuerySet[Contribution]:
    """Return what everybody who takes the course reads, the oldest first."""
    found = Contribution.objects.filter(discussion_key=discussion_key, course_key=course_key)
    return found.filter(state=State.SHOWN).order_by("written_at", "pk")


def own_in(author, discussion_key: UUID | None, course_key: UUID) -> list[Contribution]:
    """Return what somebody wrote here and nobody else reads, the newest first; to the trainers, all of it."""
    own = Contribution.objects.filter(author=author, discussion_key=discussion_key, course_key=course_key)
    return list((own.exclude(state=State.SHOWN) if discussion_key else own).order_by("-written_at", "-pk"))


def waiting_for(user, language: str) -> tuple[dict[UUID, Course], QuerySet[Contribution]]:
    """Return the courses that somebody moderates and what waits in them, the oldest first."""
    courses = {
        course.key: course
        for course in courses_on_shelf(published_version(), language).values()
        if user.has_perm(MODERATES, course.key)
    }
    waits = Q(state=State.WAITING) | Q(is_reported=True)
    found = Contribution.objects.filter(waits, course_key__in=list(courses))
    return courses, found.order_by("written_at", "pk")


def titles_of(keys: Iterable[UUID | None]) -> dict[UUID, Discussion]:
    """Return discussions by the key of their activity."""
    found = Discussion.objects.filter(activity__translation_key__in=[key for key in keys if key])
    return {row.activity.translation_key: row for row in found.select_related("activity")}

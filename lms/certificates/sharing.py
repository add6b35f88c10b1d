"""Links to a record of learning: made by the learner, ended by a day or by the learner."""

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lms.certificates.record_tables import RecordLink
from lms.certificates.rules.sharing import (
    KEPT_AFTER,
    MOST_OPEN_LINKS,
    TOKEN_BYTES,
    last_day_of,
    token_hash,
)


class TooManyLinks(Exception):
    """So many links are open that one more would not be kept in mind."""


@dataclass(frozen=True)
class MadeLink:
    """A link and its token, which only this moment knows."""

    link: RecordLink
    token: str


def share_record(*, learner, days: int, shows_name: bool) -> MadeLink:
    """Make a link that opens for so many days; only the hash of its token is kept.

    Raises TooManyLinks, and ValueError for more than a year.
    """
    today = timezone.localdate()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        if open_links_of(learner, today).count() >= MOST_OPEN_LINKS:
            raise TooManyLinks
        link = RecordLink.objects.create(
            learner=learner,
            token_hash=token_hash(token),
            shows_name=shows_name,
            last_day=last_day_of(today, days=days),
        )
    return MadeLink(link=link, token=token)


def close_link(*, learner, public_id: UUID) -> bool:
    """Close one of the learner's own links; it opens for nobody any more. Returns whether it is theirs."""
    own = RecordLink.objects.filter(learner=learner, public_id=public_id)
    own.filter(closed_at__isnull=True).update(closed_at=timezone.now())
    return own.exists()


def links_of(learner) -> list[RecordLink]:
    """Return a learner's links, the newest first; those that ended are kept for a month. One query."""
    return list(RecordLink.objects.filter(learner=learner)[:100])


def open_links_of(learner, today: date):
    """Return the links that open today."""
    return RecordLink.objects.filter(learner=learner, closed_at__isnull=True, last_day__gte=today)


def open_link(token: str) -> RecordLink | None:
    """Return the open link of a token with its learner; None for unknown, closed or over. One query."""
    link = (
        RecordLink.objects.select_related("learner__profile")
        .filter(token_hash=token_hash(token), learner__is_active=True)
        .first()
    )
    return link if link is not None and link.is_open_on(timezone.localdate()) else None


def forget_links(today: date) -> int:
    """Delete links a month after their end; returns how many there were."""
    limit = today - KEPT_AFTER
    over = RecordLink.objects.filter(Q(last_day__lt=limit) | Q(closed_at__date__lt=limit))
    return over.delete()[0]

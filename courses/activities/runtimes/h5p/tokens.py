"""Signed addresses: what a frame without cookies may ask for, for whom and how long."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.utils import timezone

STATE_LIVES = timedelta(hours=12)
_STATE = signing.TimestampSigner(salt="courses.h5p.state")
_CONTENT = signing.Signer(salt="courses.h5p.content")


@dataclass(frozen=True)
class StateOwner:
    """Whose state of which package in which activity a frame may read and write."""

    learner_id: int
    activity_key: UUID
    package_id: int


def state_token(owner: StateOwner) -> str:
    """Return the token by which a frame keeps what one learner did in one package."""
    return _STATE.sign(f"{owner.learner_id}.{owner.activity_key}.{owner.package_id}")


def state_owner(token: str) -> StateOwner | None:
    """Return whom a token stands for; None for a forged or an old one."""
    try:
        learner, activity, package = _STATE.unsign(token, max_age=STATE_LIVES).split(".")
    except (signing.BadSignature, ValueError):
        return None
    return StateOwner(int(learner), UUID(activity), int(package))


def content_token(package_key: UUID) -> str:
    """Return the token that opens the files of a package; the same all week, so that browsers keep them.

    It is handed out with the player alone, after the lesson's own door was asked.
    """
    return _CONTENT.sign(f"{package_key}.{_week()}")


def content_package(token: str) -> UUID | None:
    """Return the key of the package whose files a token of this week or the last one opens."""
    try:
        key, week = _CONTENT.unsign(token).split(".")
        return UUID(key) if 0 <= _week() - int(week) <= 1 else None
    except (signing.BadSignature, ValueError):
        return None


def _week() -> int:
    return timezone.now().date().toordinal() // 7

"""The way through a case as a form carries it: signed, so that nobody jumps to where they have not been."""

from collections.abc import Sequence
from uuid import UUID

from django.core.signing import BadSignature, Signer

# A way of thirty choices is shorter.
_LONGEST = 4_000


class WayForged(ValueError):
    """What the form holds was not made by this site for this case."""


def signed_way(activity_key: UUID, way: Sequence[str]) -> str:
    """Return a way as a form may carry it. Whoever reads it learns only which choices they took."""
    return _signer(activity_key).sign_object(list(way))


def read_way(activity_key: UUID, sent: str) -> list[str]:
    """Return the way in a form. Raises WayForged."""
    if not sent or len(sent) > _LONGEST:
        raise WayForged
    try:
        way = _signer(activity_key).unsign_object(sent)
    except (BadSignature, ValueError) as error:
        raise WayForged from error
    return way


def _signer(activity_key: UUID) -> Signer:
    return Signer(salt=f"casestudies.way/{activity_key}")

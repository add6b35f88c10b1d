"""The link to a refresher: a signed random id and nothing else."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

_signer = Signer(salt="assessments.refreshers")


def token_of(public_id: UUID) -> str:
    """Return what the address of a refresher carries."""
    return _signer.sign(public_id.hex)


def public_id_in(token: str) -> UUID | None:
    """Return the id of a refresher, or None for what this site has not signed."""
    try:
        return UUID(hex=_signer.unsign(token))
    except (BadSignature, ValueError):
        return None

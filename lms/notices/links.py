"""The link that stops all messages: a person's random id, signed. It works as long as the account does."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from lms.accounts.api import User

_signer = Signer(salt="lms.notices.off")


def token_for(person: User) -> str:
    """Return what the address carries."""
    return _signer.sign(person.public_id.hex)


def person_behind(token: str) -> User | None:
    """Return whose link it is; None for what this site has not signed, or an account that is gone."""
    try:
        public_id = UUID(hex=_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    return User.objects.filter(public_id=public_id).first()

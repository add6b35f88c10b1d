"""Second factors at rest: sealed, and bound to the account they belong to."""

from allauth.mfa.models import Authenticator
from django.db.models.signals import post_init, post_save, pre_save

from lms.accounts.sealing import SealBroken, seal, unseal

# What a stolen or moved row must not give away; a passkey's row holds a public key only.
_SECRETS = ("secret", "seed")
_BOUND = "bound:"


def _context(row: Authenticator) -> str:
    # One row per account and type, by allauth's own constraint, so the two name the row.
    return f"mfa.Authenticator/{row.type}/{row.user_id}"


def bind(row: Authenticator) -> None:
    """Seal a row's secrets for the database under the name of their owner."""
    for name in _secrets_in(row):
        if not row.data[name].startswith(_BOUND):
            row.data[name] = _BOUND + seal(row.data[name], _context(row)).hex()


def unbind(row: Authenticator) -> None:
    """Open what came from the database. Raises SealBroken for another owner's, type's or key's row."""
    for name in _secrets_in(row):
        if not row.data[name].startswith(_BOUND):
            raise SealBroken("A second factor lies in the database without its seal.")
        row.data[name] = unseal(bytes.fromhex(row.data[name].removeprefix(_BOUND)), _context(row))


def _secrets_in(row: Authenticator) -> list[str]:
    data = vars(row).get("data")  # absent while deferred
    return [name for name in _SECRETS if isinstance(data, dict) and name in data]


def bind_to_owners() -> None:
    """Bind on the way into the database and unbind on the way out.

    allauth's adapter seals a secret without being told whose it is; rows know.
    """
    pre_save.connect(_before_save, sender=Authenticator, dispatch_uid="accounts.bind_second_factor")
    post_save.connect(_after_save, sender=Authenticator, dispatch_uid="accounts.keep_second_factor")
    post_init.connect(_after_load, sender=Authenticator, dispatch_uid="accounts.unbind_second_factor")


def _before_save(instance, **kwargs) -> None:
    bind(instance)


def _after_save(instance, **kwargs) -> None:
    unbind(instance)


def _after_load(instance, **kwargs) -> None:
    # A row that is being made has no key yet, and nothing of it was in the database.
    if instance.pk is not None:
        unbind(instance)

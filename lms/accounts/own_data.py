"""Everything the site keeps about one person, as they may take it home."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from lms.accounts.models import Profile, User

# Proofs of who somebody is; in a file that is passed on they would open the account.
_SECRET = {"accounts.User.password", "accounts.User.session_epoch", "mfa.Authenticator.data"}
_SEALED = {
    "accounts.Profile.full_name_sealed": "full_name",
    "accounts.Profile.latin_name_sealed": "latin_name",
}


def own_data(user: User) -> dict:
    """Return every row that belongs to a person, table by table, in plain values.

    Walks all relations that lead to the account, so a table added later is in it by itself.
    """
    tables = {User._meta.label: [_plain(user)]}
    for relation in User._meta.related_objects:
        if not (relation.one_to_many or relation.one_to_one):
            continue
        model = relation.related_model
        rows = model._default_manager.filter(**{relation.field.name: user}).order_by("pk")
        found = [_plain(row) for row in rows]
        if found:
            tables.setdefault(model._meta.label, []).extend(found)
    return {"made_at": timezone.now().isoformat(), "tables": tables}


def _plain(row: Model) -> dict:
    values = {}
    for field in row._meta.concrete_fields:
        name = f"{row._meta.label}.{field.name}"
        if name in _SEALED and isinstance(row, Profile):
            values[_SEALED[name]] = getattr(row, _SEALED[name])
        elif name not in _SECRET:
            values[field.name] = _readable(field.value_from_object(row))
    return values


def _readable(value):
    """Return a value JSON can write; bytes that are nobody's words are left out."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return None
    return value

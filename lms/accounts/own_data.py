"""Everything the site keeps about one person, as they may take it home."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from lms.accounts.models import User
from lms.accounts.sealing import Sealed

# Proofs of who somebody is; in a file that is passed on they would open the account.
_SECRET = {
    "accounts.User.password",
    "accounts.User.session_epoch",
    "mfa.Authenticator.data",
    "courses.Invitation.token_hash",
    "certificates.RecordLink.token_hash",
}


def own_data(user: User) -> dict:
    """Return every row that belongs to a person, table by table, in plain values.

    Walks all relations that lead to the account, so a table added later is in it by itself. Answers are
    in it as long as they are kept, with the words that were typed in short ones.
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
    sealed = {name: kept for name, kept in vars(type(row)).items() if isinstance(kept, Sealed)}
    left_out = {kept.field for kept in sealed.values()}
    values = {
        field.name: _readable(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.name not in left_out and f"{row._meta.label}.{field.name}" not in _SECRET
    }
    values |= {name: getattr(row, name) for name in sealed}
    # What a test may not tell yet, its own table leaves out.
    shown = getattr(row, "for_its_owner", None)
    return shown(values) if shown else values


def _readable(value):
    """Return a value as JSON can write it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value

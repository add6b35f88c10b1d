"""The account that a session leads to, with its profile, read by one statement written once."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from lms.accounts.models import Profile, User


def account_of(user_id: int) -> User | None:
    """Return an account with its profile, None where there is none. One query.

    Asked at every page of everybody who is signed in: put together by Django it took longer than to be asked.
    """
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [user_id])
        row = cursor.fetchone()
    if row is None:
        return None
    border = len(User._meta.concrete_fields)
    account, told = _made(User, row[:border]), row[border:]
    if told[0] is None:
        # Told yet nothing of themselves: nobody needs to ask again.
        User._meta.get_field("profile").set_cached_value(account, None)
    else:
        _made(Profile, told).user = account
    return account


@cache
def _statement() -> str:
    accounts, profiles = User._meta, Profile._meta
    columns = [
        *(f"account.{field.column}" for field in accounts.concrete_fields),
        *(f"profile.{field.column}" for field in profiles.concrete_fields),
    ]
    return f"""
        SELECT {", ".join(columns)} FROM {accounts.db_table} account
        LEFT JOIN {profiles.db_table} profile ON profile.user_id = account.id WHERE account.id = %s
    """  # noqa: S608  (names of tables and columns, nothing that anybody sends)


def _made(model: type[Model], told: Sequence[Any]) -> Any:
    """Return a row as Django would make it of what the database tells."""
    fields, values = model._meta.concrete_fields, list(told)
    for place in _kept_otherwise(model):
        for convert in _conversions(fields[place]):
            values[place] = convert(values[place], fields[place].cached_col, connection)
    return model.from_db(connection.alias, [field.attname for field in fields], values)


@cache
def _kept_otherwise(model: type[Model]) -> list[int]:
    """Return the places of those values that the database keeps in another form."""
    return [place for place, field in enumerate(model._meta.concrete_fields) if _conversions(field)]


def _conversions(field: Field) -> list[Callable]:
    # Asked anew each time: they belong to the connection of a thread.
    return connection.ops.get_db_converters(field.cached_col) + field.get_db_converters(connection)

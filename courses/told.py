"""What a database tells when it is asked by a written statement, as Django would read it."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import UUIDField
from django.utils import timezone

_KEY = UUIDField()


def rows_told(statement: str, parameters: Sequence[Any]) -> list[tuple]:
    """Return the rows that a statement asks for, as the database tells them. One query."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def asked_key(key: UUID) -> str | UUID:
    """Return a key as the database compares it: SQLite knows no such type and keeps texts."""
    return _KEY.get_db_prep_value(key, connection)


@lru_cache(maxsize=4096)
def key_told(told: str | UUID) -> UUID:
    """Return a key that was told; hundreds of rows tell of the same few."""
    return told if isinstance(told, UUID) else UUID(told)


def asked_moment(moment: datetime) -> str | datetime:
    """Return a moment as the database compares it."""
    return connection.ops.adapt_datetimefield_value(moment)


def moment_told(told: str | datetime) -> datetime:
    """Return a moment that was told: SQLite keeps them as texts, and without their zone."""
    if isinstance(told, datetime) and timezone.is_aware(told):
        return told
    return connection.ops.convert_datetimefield_value(told, None, connection)


def day_told(told: str | date) -> date:
    """Return a day that was told."""
    return told if isinstance(told, date) else date.fromisoformat(told)


def json_told(told: str | None) -> Any:
    """Return what a JSON column holds; None where it is empty."""
    return None if told is None else json.loads(told)

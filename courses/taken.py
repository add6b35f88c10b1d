"""Which ids are taken already, so that nobody writes over what belongs to another."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from wagtail.models import Locale


def taken(model, codes: Iterable[str], keys: Iterable[UUID], code: str = "code") -> set[tuple[str, UUID]]:
    """Return (code, key) of every row of the source language with one of these codes or keys."""
    wanted = Q(**{f"{code}__in": list(codes)}) | Q(translation_key__in=list(keys))
    rows = model.objects.filter(wanted, locale=Locale.get_default())
    return set(rows.values_list(code, "translation_key"))

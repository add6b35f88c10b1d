"""Codes that nothing has yet, for drafts that are made from files."""

from typing import Any

from django.utils.text import slugify

from courses.activities.content import kinds_of_content
from courses.activities.models import Activity


def free_code(wanted: str, *, otherwise: str) -> str:
    """Return a code like ``wanted`` that no activity of any kind has, published or a draft."""
    base = slugify(wanted)[:80] or otherwise
    # When it is published, the activity of all kinds takes the code too.
    tables: list[Any] = [*kinds_of_content(), Activity]
    taken = {
        code
        for table in tables
        for code in table.objects.filter(code__startswith=base).values_list("code", flat=True)
    }
    number = 1
    while (code := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return code

"""Codes that nothing has yet, for drafts that are made from files."""

from django.db.models import Model
from django.utils.text import slugify

from courses.activities.models import Activity


def free_code(wanted: str, model: type[Model], *, otherwise: str) -> str:
    """Return a code like ``wanted`` that no row of a model has, and no activity of another kind."""
    base = slugify(wanted)[:80] or otherwise
    # When it is published, the activity of all kinds takes the code too.
    taken = {
        code
        for each in (model, Activity)
        for code in each._default_manager.filter(code__startswith=base).values_list("code", flat=True)
    }
    number = 1
    while (code := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return code

"""Which ids of cases, worksheets, texts to rewrite and discussions are taken already."""

from collections.abc import Iterable
from uuid import UUID

from casestudies.models import Case, Discussion, WordingTask, Worksheet
from courses.api import taken

_MODELS = {"cases": Case, "worksheets": Worksheet, "wordings": WordingTask, "discussions": Discussion}


def taken_ids(kind: str, codes: Iterable[str], keys: Iterable[UUID]) -> set[tuple[str, UUID]]:
    """Return (code, key) of every row of a kind ("cases", "worksheets", ...) with one of these."""
    return taken(_MODELS[kind], codes, keys)

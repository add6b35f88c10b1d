"""What one learner left in the blocks of a page: read by one query, written field by field."""

import json
from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from courses.activities.runtimes.xblock.models import BlockState

LARGEST_VALUE = 64 * 1024


class StateRefused(ValueError):
    """A block wants to keep what cannot be kept."""


class Slot(NamedTuple):
    """One field of a block. ``block`` is a usage, a type or "" for a field that all blocks share."""

    is_shared: bool
    family: str
    block: str
    name: str


class LearnerRows:
    """The kept fields of one learner; without a learner nothing is read and nothing outlives the request."""

    def __init__(self, learner: Any = None, blocks: Iterable[str] = ()) -> None:
        self._learner = learner
        self._values: dict[Slot, Any] = {}
        if learner is not None:
            self._read(list(blocks))

    def _read(self, blocks: list[str]) -> None:
        found = BlockState.objects.filter(
            Q(user_key="") | Q(user_key=str(self._learner.pk)), block_key__in=[*blocks, ""]
        )
        for row in found.values_list("user_key", "family", "block_key", "name", "value"):
            self._values[Slot(row[0] == "", *row[1:4])] = row[4]

    def has(self, slot: Slot) -> bool:
        """Whether a field was ever kept."""
        return slot in self._values

    def get(self, slot: Slot) -> Any:
        """Return a copy of a field: blocks change what they are given. Raises KeyError."""
        return deepcopy(self._values[slot])

    def keep(self, values: dict[Slot, Any], *, until: date) -> None:
        """Keep fields until a day; one statement, and no field overwrites another's. Raises StateRefused."""
        for slot, value in values.items():
            _require_keepable(slot, value)
        self._values |= deepcopy(values)
        if self._learner is None or not values:
            return
        BlockState.objects.bulk_create(
            # In one order for everybody: learners who share fields must not wait for each other in a circle.
            [self._row(slot, values[slot], until) for slot in sorted(values)],
            update_conflicts=True,
            unique_fields=["user_key", "family", "block_key", "name"],
            update_fields=["value", "kept_until", "changed_at"],
        )

    def _row(self, slot: Slot, value: Any, until: date) -> BlockState:
        return BlockState(
            learner=None if slot.is_shared else self._learner,
            user_key="" if slot.is_shared else str(self._learner.pk),
            family=slot.family,
            block_key=slot.block,
            name=slot.name,
            value=value,
            kept_until=until,
            changed_at=timezone.now(),
        )

    def forget(self, slot: Slot) -> None:
        """Delete one field. Raises KeyError."""
        del self._values[slot]
        if self._learner is not None:
            BlockState.objects.filter(
                user_key="" if slot.is_shared else str(self._learner.pk),
                family=slot.family,
                block_key=slot.block,
                name=slot.name,
            ).delete()


def _require_keepable(slot: Slot, value: Any) -> None:
    try:
        written = json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise StateRefused(f"{slot.name} is no plain value.") from error
    # A database may hold every character but this one.
    if "\\u0000" in written or len(written) > LARGEST_VALUE:
        raise StateRefused(f"{slot.name} is too large or holds a character that is no text.")

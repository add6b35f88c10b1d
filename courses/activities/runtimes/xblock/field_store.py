"""Where the fields of a block live: authors' in the frozen text, learners' in their rows."""

from copy import deepcopy
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from xblock.fields import BlockScope, Scope, UserScope
from xblock.runtime import KeyValueStore

from courses.activities.runtimes.xblock.identity import ASIDE, FrozenIds
from courses.activities.runtimes.xblock.rows import LearnerRows, Slot


class AuthoredIsFixed(PermissionDenied):
    """A block tried to change what its author wrote."""


class FieldStore(KeyValueStore):
    """The fields of one exercise for one learner.

    The learner is the one of the rows, whatever a key says: no block reaches another person's fields.
    """

    def __init__(self, ids: FrozenIds, rows: LearnerRows, *, kept_until: date) -> None:
        self._ids = ids
        self._rows = rows
        self._kept_until = kept_until

    def has(self, key) -> bool:
        """Whether the author or the learner has left anything in a field."""
        if not _is_authored(key.scope):
            return self._rows.has(_slot(key))
        return key.field_name in self._authored(key)

    def get(self, key) -> Any:
        """Return a copy of a field. Raises KeyError."""
        if not _is_authored(key.scope):
            return self._rows.get(_slot(key))
        return deepcopy(self._authored(key)[key.field_name])

    def set(self, key, value) -> None:
        """Keep a learner's field. Raises AuthoredIsFixed, StateRefused."""
        self.set_many({key: value})

    def set_many(self, update_dict) -> None:
        """Keep fields of a learner together. Raises AuthoredIsFixed, StateRefused."""
        for key in update_dict:
            _require_learners(key)
        kept = {_slot(key): value for key, value in update_dict.items()}
        self._rows.keep(kept, until=self._kept_until)

    def delete(self, key) -> None:
        """Delete a learner's field. Raises AuthoredIsFixed, KeyError."""
        _require_learners(key)
        self._rows.forget(_slot(key))

    def _authored(self, key) -> dict[str, Any]:
        """Return what an author has written in a block; of an aside nobody writes anything."""
        if not _is_of_one_block(key.scope) or ASIDE in key.block_scope_id:
            return {}
        node = self._ids.node(key.block_scope_id)
        if key.scope == Scope.children:
            return {key.field_name: [self._ids.usage(place) for place in node.children]}
        if key.scope == Scope.parent:
            return {key.field_name: node.parent and self._ids.usage(node.parent)}
        return node.fields


def _is_authored(scope) -> bool:
    return scope in (Scope.children, Scope.parent) or scope.user == UserScope.NONE


def _is_of_one_block(scope) -> bool:
    is_of_tree = scope in (Scope.children, Scope.parent)
    return is_of_tree or scope.block in (BlockScope.USAGE, BlockScope.DEFINITION)


def _require_learners(key) -> None:
    if _is_authored(key.scope):
        raise AuthoredIsFixed(f"{key.field_name} was written by the author.")


def _slot(key) -> Slot:
    block = "" if key.scope.block == BlockScope.ALL else str(key.block_scope_id)
    return Slot(key.scope.user == UserScope.ALL, key.block_family, block, key.field_name)

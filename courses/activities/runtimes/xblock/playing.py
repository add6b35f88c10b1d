"""Draws the exercises of a page and runs their handlers, for one learner."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpResponse
from django.utils import timezone
from xblock.core import XBlock
from xblock.django.request import django_to_webob_request
from xblock.exceptions import NoSuchHandlerError, NoSuchUsage

from courses.activities.contract import Outcome, PlacedActivity
from courses.activities.runtimes.xblock.catalogue import (
    AllowedBlock,
    BlockFailed,
    BlockNotAllowed,
    catalogue,
)
from courses.activities.runtimes.xblock.field_store import FieldStore
from courses.activities.runtimes.xblock.identity import ASIDE, FrozenIds
from courses.activities.runtimes.xblock.models import kept_until
from courses.activities.runtimes.xblock.printing import Sheet
from courses.activities.runtimes.xblock.rows import LearnerRows
from courses.activities.runtimes.xblock.runtime import Addresses, LessonRuntime, open_place
from courses.activities.runtimes.xblock.services import services_for
from courses.activities.runtimes.xblock.tree import paths, read_tree

STUDENT_VIEW = "student_view"
_log = logging.getLogger(__name__)
# What the runtime and the site say of a call, and no fault of the block's.
_TOLD = (BlockNotAllowed, NoSuchHandlerError, NoSuchUsage, PermissionDenied, ValueError, DatabaseError)


class NoSuchHandler(LookupError):
    """Nothing that a learner may call stands at this address."""


@dataclass(frozen=True)
class Answer:
    """What a handler answered, and what is to be recorded of it."""

    response: HttpResponse
    outcome: Outcome | None


def allowed_root(placed: PlacedActivity) -> AllowedBlock:
    """Return what the exercise's own block may do. Raises BlockNotAllowed."""
    return catalogue().block(placed.content["tree"]["type"])


def rows_of(learner: Any, exercises: Iterable[PlacedActivity]) -> LearnerRows:
    """Return what a learner left in the exercises of a page. One query."""
    asides, keys = list(catalogue().asides), set()
    for placed in exercises:
        ids = _ids(placed.key, placed.content["tree"])
        for node in read_tree(placed.content["tree"]).values():
            usage = ids.usage(node.place)
            keys |= {node.block_type, str(usage), *(f"{usage}{ASIDE}{aside}" for aside in asides)}
    return LearnerRows(learner, [*keys, *asides])


def runtime_for(
    placed: PlacedActivity, learner: Any, rows: LearnerRows, *, addresses: Addresses, request: Any = None
) -> tuple[LessonRuntime, FrozenIds]:
    """Return a runtime for one exercise, and its ids."""
    ids = _ids(placed.key, placed.content["tree"])
    until = kept_until(
        timezone.localdate(), is_sensitive=placed.is_sensitive, months=settings.RAW_ANSWERS_KEPT_MONTHS
    )
    store = FieldStore(ids, rows, kept_until=until)
    services = services_for(learner, placed.key, request)
    return LessonRuntime(ids, store, addresses=addresses, services=services), ids


def _ids(key: UUID, tree: dict) -> FrozenIds:
    return FrozenIds(key, read_tree(tree))


def draw(
    placed: PlacedActivity,
    learner: Any,
    rows: LearnerRows,
    sheet: Sheet,
    *,
    addresses: Addresses,
    request: Any = None,
) -> str:
    """Return an exercise as HTML, as far as the learner has come. Raises BlockNotAllowed, BlockFailed."""
    runtime, ids = runtime_for(placed, learner, rows, addresses=addresses, request=request)
    with _faults_of(placed, told=(BlockNotAllowed, DatabaseError)):
        fragment = runtime.get_block(ids.root).render(STUDENT_VIEW, {})
    return sheet.print(fragment, needs_jquery=_needs_jquery(placed))


@contextmanager
def _faults_of(placed: PlacedActivity, *, told: tuple[type[Exception], ...]) -> Iterator[None]:
    """Take what a block's code raises for a fault of its exercise, not of the page. Raises BlockFailed."""
    try:
        yield
    except told:
        raise
    except Exception as error:
        block_type = placed.content["tree"]["type"]
        _log.exception("block failed", extra={"block": block_type, "activity": str(placed.key)})
        raise BlockFailed(block_type) from error


def _needs_jquery(placed: PlacedActivity) -> bool:
    known = catalogue()
    types = {node.block_type for node in read_tree(placed.content["tree"]).values()}
    return any(known.block(each).needs_jquery for each in types) or any(
        aside.needs_jquery for aside in known.asides.values()
    )


def call(
    placed: PlacedActivity,
    learner: Any,
    request: Any,
    *,
    place: str,
    handler: str,
    suffix: str,
    addresses: Addresses,
) -> Answer:
    """Run a handler. Raises NoSuchHandler; for what blocks may not do, PermissionDenied and ValueError."""
    runtime, ids = runtime_for(
        placed, learner, rows_of(learner, [placed]), addresses=addresses, request=request
    )
    try:
        with _faults_of(placed, told=_TOLD):
            block = open_place(runtime, ids, place)
            answered = runtime.handle(block, handler, django_to_webob_request(request), suffix)
    except (NoSuchUsage, NoSuchHandlerError, BlockNotAllowed) as error:
        raise NoSuchHandler(f"{place}/{handler}") from error
    outcome = runtime.results.outcome(placed.key, allowed_root(placed))
    return Answer(_as_django(answered), outcome)


def _as_django(answered: Any) -> HttpResponse:
    """Return a block's answer: body, status and type, and no other header that it might set."""
    return HttpResponse(answered.body, status=answered.status_code, content_type=answered.content_type)


def twin_in_words(tree: dict, key: UUID, twin_view: str) -> str:
    """Return what an exercise says in words, drawn by its own block. Raises BlockNotAllowed."""
    placed = PlacedActivity(key, "xblock", key, None, "", {"tree": tree})
    runtime, ids = runtime_for(placed, None, LearnerRows(), addresses=Nowhere())
    return runtime.get_block(ids.root).render(twin_view, {}).body_html()


def blocks_of(tree: dict, key: UUID) -> list[tuple[XBlock, tuple[str | int, ...]]]:
    """Return every block of an exercise and the way to it, for no learner. Raises BlockNotAllowed."""
    placed = PlacedActivity(key, "xblock", key, None, "", {"tree": tree})
    runtime, ids = runtime_for(placed, None, LearnerRows(), addresses=Nowhere())
    return [(runtime.get_block(ids.usage(place)), path) for place, path in paths(read_tree(tree)).items()]


class Nowhere:
    """The addresses of an exercise that cannot be answered: of a draft, or of its twin in words."""

    def handler(self, place: str, name: str, suffix: str) -> str:
        """Return nothing that leads anywhere."""
        return "#"

    def resource(self, block_type: str, uri: str) -> str:
        """Return nothing that leads anywhere."""
        return "#"

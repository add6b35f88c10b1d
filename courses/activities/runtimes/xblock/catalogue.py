"""The blocks that may play here, and what each of them may do. What is not named does not exist."""

from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Literal

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from courses.activities.contract import Trust

Isolation = Literal["page", "frame"]
# "grade": with the first grade; "event": when the block itself says so; "word": when the learner does.
CompletionRule = Literal["grade", "event", "word"]


class BlockNotAllowed(LookupError):
    """No block of this type is in the catalogue, whatever is installed beside us."""


class BlockFailed(ValueError):
    """The code of a block raised an error of its own. It is in the log; nothing of what it did is kept."""


@dataclass(frozen=True)
class AllowedBlock:
    """One block of the catalogue. The defaults are for code that nobody here has read.

    ``source`` is "module:Class": of two packages that offer one type, this one is meant. ``handlers`` are
    what a learner's page may call, ``graders`` those of them whose grades count. ``isolation`` "page" is for
    code that was read and needs no eval and no inline handlers; anything else plays in a sandboxed frame.
    """

    block_type: str
    source: str
    isolation: Isolation = "frame"
    handlers: frozenset[str] = frozenset()
    graders: frozenset[str] = frozenset()
    trust: Trust = "browser"
    completion: CompletionRule = "word"
    needs_jquery: bool = True
    # The view that says everything in words; "" where an author has to write the twin.
    twin_view: str = ""
    is_aside: bool = False

    def __post_init__(self) -> None:
        """Take lists for the sets. Raises ValueError for what cannot be meant."""
        object.__setattr__(self, "handlers", frozenset(self.handlers))
        object.__setattr__(self, "graders", frozenset(self.graders))
        if not self.graders <= self.handlers:
            raise ValueError("graders must stand among the handlers")
        if self.trust == "server" and (not self.graders or self.completion == "word"):
            raise ValueError("trust is “server”, but nothing on the server grades or completes it")


def _own(block_type: str, source: str) -> AllowedBlock:
    """Return one of our own blocks: played in the page, graded on the server by its one handler."""
    return AllowedBlock(
        block_type,
        f"hamroh_xblocks.{source}",
        isolation="page",
        handlers=frozenset({"play"}),
        graders=frozenset({"play"}),
        trust="server",
        completion="event",
        needs_jquery=False,
        twin_view="text_view",
    )


OWN = (
    _own("hamroh_dialogue", "dialogue:CaseDialogue"),
    _own("hamroh_sort", "sorting:SortAndJustify"),
    _own("hamroh_support_map", "support_map:SupportMap"),
)


@dataclass(frozen=True)
class Catalogue:
    """Every block and aside that may play here, by type."""

    blocks: dict[str, AllowedBlock] = field(default_factory=dict)
    asides: dict[str, AllowedBlock] = field(default_factory=dict)

    def block(self, block_type: str) -> AllowedBlock:
        """Return what a block may do. Raises BlockNotAllowed."""
        return _found(self.blocks, block_type)

    def aside(self, aside_type: str) -> AllowedBlock:
        """Return what an aside may do. Raises BlockNotAllowed."""
        return _found(self.asides, aside_type)


def _found(allowed: dict[str, AllowedBlock], block_type: str) -> AllowedBlock:
    try:
        return allowed[block_type]
    except KeyError as error:
        raise BlockNotAllowed(block_type) from error


def catalogue() -> Catalogue:
    """Return our own blocks and those that the operator's ``XBLOCKS`` adds. Raises ImproperlyConfigured."""
    return _catalogue(repr(settings.XBLOCKS))


@cache
def _catalogue(_seed: str) -> Catalogue:
    if not isinstance(settings.XBLOCKS, dict):
        raise ImproperlyConfigured(
            "XBLOCKS names each block by its type: {type: {“source”: “module:Class”}}."
        )
    added = [_from_settings(name, entry) for name, entry in settings.XBLOCKS.items()]
    return Catalogue(
        blocks={each.block_type: each for each in (*OWN, *added) if not each.is_aside},
        asides={each.block_type: each for each in added if each.is_aside},
    )


def _from_settings(block_type: str, entry: Any) -> AllowedBlock:
    if not isinstance(entry, dict):
        raise ImproperlyConfigured(
            f"XBLOCKS[{block_type!r}] is not of the form {{“source”: “module:Class”}}."
        )
    known = {each.name for each in fields(AllowedBlock)} - {"block_type"}
    if strange := set(entry) - known:
        raise ImproperlyConfigured(f"XBLOCKS[{block_type!r}] has {', '.join(sorted(strange))}; known are: "
                                   f"{', '.join(sorted(known))}.")  # fmt: skip
    if block_type in {own.block_type for own in OWN}:
        raise ImproperlyConfigured(f"XBLOCKS[{block_type!r}]: this is one of our own blocks.")
    try:
        return AllowedBlock(block_type=block_type, **entry)
    except (TypeError, ValueError) as error:
        raise ImproperlyConfigured(f"XBLOCKS[{block_type!r}]: {error}.") from error

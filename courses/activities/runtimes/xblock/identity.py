"""What blocks are called: one place in one exercise, read off the frozen tree and never stored."""

from uuid import UUID

from xblock.exceptions import NoSuchUsage
from xblock.runtime import IdGenerator, IdReader

from courses.activities.runtimes.xblock.tree import ROOT, Node

ASIDE = "@"


class UsageKey(str):
    """Where a block stands. It is text, and answers what blocks ask of the keys of other platforms."""

    __slots__ = ()

    @property
    def block_id(self) -> str:
        """The block's own part of the key."""
        return self.partition(".")[2] or str(self)

    @property
    def course_key(self) -> str:
        """The exercise that the block belongs to: no block needs to know of more."""
        return self.partition(".")[0]

    context_key = course_key

    def html_id(self) -> str:
        """The key as the id of an element."""
        return self.replace(".", "-").replace(ASIDE, "-")


class FrozenIds(IdReader, IdGenerator):
    """Reads ids off the tree of one exercise. Blocks are made at publish; here nothing is ever created."""

    def __init__(self, activity_key: UUID, nodes: dict[str, Node]) -> None:
        self._beginning = f"{activity_key}."
        self._nodes = nodes

    @property
    def root(self) -> UsageKey:
        """The key of the exercise itself."""
        return self.usage(ROOT)

    def usage(self, place: str) -> UsageKey:
        """Return the key of a place."""
        return UsageKey(self._beginning + place)

    def node(self, usage_id: str) -> Node:
        """Return the frozen block behind a key. Raises NoSuchUsage."""
        try:
            return self._nodes[usage_id.removeprefix(self._beginning)]
        except KeyError as error:
            raise NoSuchUsage(repr(usage_id)) from error

    def get_definition_id(self, usage_id):
        """Return the definition: each block has one of its own, under the same key."""
        self.node(usage_id)
        return usage_id

    def get_block_type(self, def_id):
        """Return the type of a block or aside."""
        block, at, aside = def_id.partition(ASIDE)
        return aside if at else self.node(block).block_type

    def create_aside(self, definition_id, usage_id, aside_type):
        """Return the keys of an aside, derived from its block's."""
        return UsageKey(f"{definition_id}{ASIDE}{aside_type}"), UsageKey(f"{usage_id}{ASIDE}{aside_type}")

    def get_usage_id_from_aside(self, aside_id):
        """Return the block beside which an aside stands."""
        return UsageKey(aside_id.partition(ASIDE)[0])

    def get_definition_id_from_aside(self, aside_id):
        """Return the definition of the block beside which an aside stands."""
        return self.get_usage_id_from_aside(aside_id)

    def get_aside_type_from_usage(self, aside_id):
        """Return the type of an aside."""
        return aside_id.partition(ASIDE)[2]

    def get_aside_type_from_definition(self, aside_id):
        """Return the type of an aside."""
        return aside_id.partition(ASIDE)[2]

    def create_usage(self, def_id):
        """Refuse: what a lesson holds is written by its author."""
        raise NotImplementedError("Blocks are made by authors, never while somebody learns.")

    create_definition = create_usage

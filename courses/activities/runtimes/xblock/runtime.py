"""The runtime: builds the blocks of one exercise for one learner; they may do what the catalogue says."""

from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.utils.html import format_html, format_html_join, json_script
from web_fragments.fragment import Fragment
from xblock.core import XBlock, XBlockAside
from xblock.exceptions import NoSuchHandlerError
from xblock.runtime import KvsFieldData, Runtime

from courses.activities.runtimes.xblock.catalogue import AllowedBlock, catalogue
from courses.activities.runtimes.xblock.field_store import FieldStore
from courses.activities.runtimes.xblock.identity import ASIDE, FrozenIds, UsageKey
from courses.activities.runtimes.xblock.loading import load_aside, load_block
from courses.activities.runtimes.xblock.printing import trusted_html
from courses.activities.runtimes.xblock.results import Results

_JUDGED = ("grade", "completion")


class GradeForged(PermissionDenied):
    """A handler that may not grade tried to."""


class Addresses(Protocol):
    """Where a page's calls and files lead."""

    def handler(self, place: str, name: str, suffix: str) -> str:
        """Return the address of a handler."""

    def resource(self, block_type: str, uri: str) -> str:
        """Return the address of a file that a block brings along."""


@XBlock.wants("i18n", "user", "settings")
class PlatformMixin(XBlock):
    """What blocks expect of the platform around them: no deadline, no number of a course."""

    due = graceperiod = None

    @property
    def location(self) -> UsageKey:
        """The block's own key."""
        return self.scope_ids.usage_id

    @property
    def course_id(self) -> str:
        """No more than the exercise that the block is part of."""
        return self.scope_ids.usage_id.course_key

    @property
    def category(self) -> str:
        """The block's type."""
        return self.scope_ids.block_type

    def has_deadline_passed(self) -> bool:
        """Nothing here has a deadline."""
        return False


class LessonRuntime(Runtime):
    """Plays one exercise. ``results`` holds what its handlers said about how it went."""

    def __init__(
        self, ids: FrozenIds, store: FieldStore, *, addresses: Addresses, services: dict[str, Any]
    ) -> None:
        super().__init__(
            ids, ids, mixins=(PlatformMixin,), services={**services, "field-data": KvsFieldData(store)}
        )
        self.results = Results()
        self._ids = ids
        self._addresses = addresses
        # The handler that is running, and what its block may do; None while a page is drawn.
        self._running: tuple[AllowedBlock, str] | None = None

    @property
    def user_id(self) -> str:
        """Return the pseudonym of whoever plays."""
        return self._services["user"].get_anonymous_user_id()

    # --- Which code runs ------------------------------------------------------------------------

    def load_block_type(self, block_type):
        """Load a block of the catalogue. Raises BlockNotAllowed."""
        return load_block(catalogue().block(block_type))

    def load_aside_type(self, aside_type):
        """Load an aside of the catalogue. Raises BlockNotAllowed."""
        return load_aside(catalogue().aside(aside_type))

    def create_aside(self, block_type, keys):
        """Build an aside; XBlock's own way would load whatever is installed."""
        return self.load_aside_type(block_type)(runtime=self, scope_ids=keys)

    def applicable_aside_types(self, block):
        """Return the asides of the catalogue, not those that happen to be installed."""
        return list(catalogue().asides)

    # --- Where it may reach ---------------------------------------------------------------------

    def handler_url(self, block, handler_name, suffix="", query="", thirdparty=False):
        """Return the address of a handler. Raises NoSuchHandlerError for one that nobody may call."""
        if thirdparty or handler_name not in self._allowed(block).handlers:
            raise NoSuchHandlerError(f"{handler_name!r} is not open to learners.")
        address = self._addresses.handler(self._place(block), handler_name, suffix)
        return f"{address}?{query}" if query else address

    def handler_base(self, block) -> str:
        """Return where all handlers of a block begin, for the script that builds their addresses."""
        return self._addresses.handler(self._place(block), "", "")

    def local_resource_url(self, block, uri):
        """Return the address of a file that a block brings along."""
        return self._addresses.resource(block.scope_ids.block_type, uri)

    def resource_url(self, resource):
        """Refuse: a block brings its own files along."""
        raise NotImplementedError("Use local_resource_url: there are no files for all blocks.")

    def _place(self, block) -> str:
        return block.scope_ids.usage_id.partition(".")[2]

    def _allowed(self, block) -> AllowedBlock:
        known = catalogue()
        kind = block.scope_ids.block_type
        return known.aside(kind) if isinstance(block, XBlockAside) else known.block(kind)

    # --- What it may say ------------------------------------------------------------------------

    def handle(self, block, handler_name, request, suffix=""):
        """Run a handler that learners may call; a block hears of no other. Raises NoSuchHandlerError."""
        allowed = self._allowed(block)
        handler = getattr(type(block), handler_name, None)
        if handler_name not in allowed.handlers or not getattr(handler, "_is_xblock_handler", False):
            raise NoSuchHandlerError(f"{handler_name!r} is not open to learners.")
        self._running = (allowed, handler_name)
        try:
            return super().handle(block, handler_name, request, suffix)
        finally:
            self._running = None

    def publish(self, block, event_type, event_data):
        """Hear how it went, from handlers that may grade. Raises GradeForged, ResultRefused.

        Drawing a page grades nobody, and everything else that blocks publish is nobody's business here.
        """
        if event_type not in _JUDGED or self._running is None:
            return
        allowed, handler = self._running
        if handler not in allowed.graders:
            raise GradeForged(f"{handler} may not publish a {event_type}.")
        # The exercise is graded as a whole: what a block inside it thinks of itself, its parent may ask.
        if block.scope_ids.usage_id == self._ids.root:
            self.results.take(event_type, event_data, allowed)

    # --- How it is drawn ------------------------------------------------------------------------

    def _wrap_ele(self, block, view, frag, extra_data=None):
        """Wrap a block's fragment; unlike XBlock's own wrapper it lets no value out of its quotes."""
        data = {
            "usage": block.scope_ids.usage_id,
            "block-type": block.scope_ids.block_type,
            "handler-base": self.handler_base(block),
            **(extra_data or {}),
        }
        if frag.js_init_fn:
            data |= {"init": frag.js_init_fn, "runtime-version": frag.js_init_version}
        arguments = "" if frag.json_init_args is None else json_script(frag.json_init_args)
        wrapped = Fragment(
            format_html(
                '<div class="{}"{}>{}{}</div>',
                " ".join(self._css_classes_for(block, view)),
                format_html_join("", ' data-{}="{}"', data.items()),
                trusted_html(frag.body_html()),
                arguments,
            )
        )
        wrapped.add_fragment_resources(frag)
        return wrapped


def open_place(runtime: LessonRuntime, ids: FrozenIds, place: str):
    """Return the block or aside at a place of the exercise. Raises NoSuchUsage, BlockNotAllowed."""
    usage, at, _aside = place.partition(ASIDE)
    ids.node(ids.usage(usage))
    return (runtime.get_aside if at else runtime.get_block)(ids.usage(place))

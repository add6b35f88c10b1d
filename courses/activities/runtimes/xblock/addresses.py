"""Where calls and files of blocks lead, for a page and for a frame."""

import hashlib
from functools import lru_cache

from django.urls import reverse

from courses.activities.runtimes.xblock.catalogue import OWN, BlockNotAllowed, catalogue

OWN_TYPES = [block.block_type for block in OWN]


class BlockFiles:
    """The addresses of files: the same for everybody, and kept by browsers until the file changes."""

    origin = ""

    def resource(self, block_type: str, uri: str) -> str:
        """Return the address of a file that a block brings along."""
        # Our own blocks share their files: on a page with three of them a browser loads each once.
        if block_type in OWN_TYPES:
            block_type = OWN_TYPES[0]
        address = reverse("block_file", args=[block_type, uri])
        return f"{self.origin}{address}?v={_stamp(block_type, uri)}"


class LessonAddresses(BlockFiles):
    """The addresses of an exercise in the page, beside the one that takes its answers."""

    def __init__(self, action: str) -> None:
        self._action = action

    @property
    def frame(self) -> str:
        """Where the frame of the exercise is."""
        return f"{self._action}frame/"

    def handler(self, place: str, name: str, suffix: str) -> str:
        """Return the address of a handler; without a name, where all of them begin."""
        return _handler(f"{self._action}block/{place}/", name, suffix)


class FrameAddresses(BlockFiles):
    """The addresses of an exercise in its frame: whole ones, as a frame is of no site, and with a pass."""

    def __init__(self, origin: str, signed_pass: str) -> None:
        self.origin = origin
        address = reverse("block_in_frame", args=[signed_pass, "place", "name", ""])
        self._beginning = origin + address.removesuffix("place/name/")

    def handler(self, place: str, name: str, suffix: str) -> str:
        """Return the address of a handler; without a name, where all of them begin."""
        return _handler(f"{self._beginning}{place}/", name, suffix)


def _handler(beginning: str, name: str, suffix: str) -> str:
    return f"{beginning}{name}/{suffix}" if name else beginning


class NoSuchFile(LookupError):
    """A block does not bring this file along, or does not show it to anybody."""


def open_file(block_type: str, uri: str) -> bytes:
    """Return a public file of a block. Raises NoSuchFile."""
    # Imported on use: only a page with a block asks for its files.
    from xblock.exceptions import DisallowedFileError

    from courses.activities.runtimes.xblock.loading import load_aside, load_block

    known = catalogue()
    try:
        is_aside = block_type in known.asides
        cls = load_aside(known.aside(block_type)) if is_aside else load_block(known.block(block_type))
        with cls.open_local_resource(uri) as file:
            return file.read()
    except (BlockNotAllowed, DisallowedFileError, OSError, ValueError) as error:
        raise NoSuchFile(f"{block_type}: {uri}") from error


@lru_cache(maxsize=256)
def _stamp(block_type: str, uri: str) -> str:
    try:
        return hashlib.blake2b(open_file(block_type, uri), digest_size=6).hexdigest()
    except NoSuchFile:
        return "0"

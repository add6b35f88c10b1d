"""The door of the notices room: a room hands over lines, and the next digest carries them."""

from lms.notices.queries import wants_silence
from lms.notices.sources import Line, Source, offer_lines

__all__ = ["Line", "Source", "offer_lines", "wants_silence"]

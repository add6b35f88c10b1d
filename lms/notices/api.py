"""The door of the notices room: a room hands over lines, and the next digest carries them."""

from lms.notices.queries import local_zone, wants_silence
from lms.notices.rules import ZONES
from lms.notices.sources import Line, Source, offer_lines

__all__ = ["ZONES", "Line", "Source", "local_zone", "offer_lines", "wants_silence"]

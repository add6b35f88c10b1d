"""The door of the media floor: what others may ask of stored pictures and recordings."""

from media.models import Picture, PictureKind, Recording
from media.queries import WORDING_HOOK, picture_file
from media.ranges import RangeNotSatisfiable, asked_range

__all__ = [
    "WORDING_HOOK",
    "Picture",
    "PictureKind",
    "RangeNotSatisfiable",
    "Recording",
    "asked_range",
    "picture_file",
]

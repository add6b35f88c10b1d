"""The door of the media floor: what others may ask of stored pictures and recordings."""

from media.actions import forget_files
from media.bare import WIDEST_SHOWN, bare_sound, is_bare_picture
from media.models import Picture, PictureKind, Recording
from media.pixels import PictureRefused, encoded_picture, rebuilt_picture
from media.queries import WORDING_HOOK, picture_file
from media.ranges import RangeNotSatisfiable, asked_range
from media.stored import (
    PicturePlan,
    RecordingPlan,
    StaysHere,
    picture_plans,
    recording_plans,
    withdrawn_among,
)
from media.writing import picture_faults, recording_faults, write_pictures, write_recordings

__all__ = [
    "Picture",
    "PictureKind",
    "PicturePlan",
    "PictureRefused",
    "RangeNotSatisfiable",
    "Recording",
    "RecordingPlan",
    "StaysHere",
    "WIDEST_SHOWN",
    "WORDING_HOOK",
    "asked_range",
    "bare_sound",
    "encoded_picture",
    "forget_files",
    "is_bare_picture",
    "picture_faults",
    "picture_file",
    "picture_plans",
    "rebuilt_picture",
    "recording_faults",
    "recording_plans",
    "withdrawn_among",
    "write_pictures",
    "write_recordings",
]

"""The door of the media floor: what others may ask of stored pictures and recordings."""

from media.models import Picture, PictureKind, Recording
from media.queries import WORDING_HOOK, picture_file

__all__ = ["WORDING_HOOK", "Picture", "PictureKind", "Recording", "picture_file"]

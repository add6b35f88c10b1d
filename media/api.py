"""The door of the media floor: what others may ask of stored pictures."""

from media.models import Picture, PictureKind
from media.queries import WORDING_HOOK, picture_file

__all__ = ["WORDING_HOOK", "Picture", "PictureKind", "picture_file"]

"""The door of the media floor: what others may ask of stored pictures."""

from media.queries import picture_file

__all__ = ["picture_file"]

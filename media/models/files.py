"""Names and states of stored files."""

import uuid
from pathlib import Path


def picture_path(instance, filename: str) -> str:
    """Return a storage path that says nothing about where a picture came from."""
    return f"pictures/{uuid.uuid4().hex}{Path(filename).suffix.lower()}"


def handout_path(instance, filename: str) -> str:
    """Return a storage path that says nothing about who wrote a handout."""
    return f"handouts/{uuid.uuid4().hex}{Path(filename).suffix.lower()}"


def recording_path(instance, filename: str) -> str:
    """Return a storage path that says nothing about who is heard."""
    return f"recordings/{uuid.uuid4().hex}{Path(filename).suffix.lower()}"


def is_new(file) -> bool:
    """Return whether a file field holds an upload that has not been stored yet."""
    return bool(file) and not file._committed

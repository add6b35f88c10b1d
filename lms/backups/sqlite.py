"""The one way in which a SQLite database that is in use is copied. Imports nothing of PostgreSQL."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote


def copy_to_new_file(source: str | Path, target: Path, *, longest_wait: int) -> None:
    """Copy a database that may be written to meanwhile into one file, which only its owner reads.

    Raises what `copy_pages` raises.
    """
    target.touch(mode=0o600)
    copy_pages(source, target, longest_wait=longest_wait)
    with closing(sqlite3.connect(target)) as written:
        # Without a second file beside it that could be forgotten.
        written.execute("PRAGMA journal_mode=DELETE")


def copy_pages(source: str | Path, target: str | Path, *, longest_wait: int) -> None:
    """Write every page of a SQLite database over another in one transaction; readers see before or after.

    Both may be in use. Raises TimeoutError where others write for more than ``longest_wait`` seconds
    without a pause, and sqlite3.Error.
    """
    deadline = time.monotonic() + longest_wait

    def no_longer(status: int, *_pages: int) -> None:
        # SQLite itself would wait for a writer for ever. A large database may take its time.
        if status != sqlite3.SQLITE_DONE and time.monotonic() > deadline:
            raise TimeoutError

    address = f"file:{quote(str(source))}?mode=ro"
    with (
        closing(sqlite3.connect(address, uri=True, timeout=longest_wait)) as read,
        closing(sqlite3.connect(target, timeout=longest_wait)) as written,
    ):
        read.backup(written, progress=no_longer)

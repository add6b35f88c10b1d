"""Keeps the demo's database as it was at its beginning, and brings it back."""

from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection

import assessments.api
import casestudies.api
import courses.api
from lms.accounts.api import NotADemo
from lms.backups.sqlite import copy_pages, copy_to_new_file

# A running site asks for the lock as long as any other writer does.
_LONGEST_WAIT = 20


class NothingKept(RuntimeError):
    """There is no beginning to go back to."""


def _kept() -> Path:
    return Path(settings.VAR_DIR) / "demo-beginning.sqlite3"


def is_reset_possible() -> bool:
    """Return whether the beginning was kept. Only SQLite's one file can be swapped under a running site."""
    return connection.vendor == "sqlite" and _kept().exists()


def keep_beginning() -> None:
    """Copy the database, so that the demo can go back to it. Raises NotADemo."""
    if not settings.DEMO:
        raise NotADemo("Nothing is reset outside demo mode, so nothing is kept for it.")
    if connection.vendor != "sqlite":
        return
    forget_beginning()
    # Whole or not at all: a copy that was cut short must not look like a beginning.
    part = _kept().with_suffix(".part")
    part.unlink(missing_ok=True)
    copy_to_new_file(connection.settings_dict["NAME"], part, longest_wait=_LONGEST_WAIT)
    part.replace(_kept())


def forget_beginning() -> None:
    """Drop the copy: the tables or the content have moved on, and going back would undo that too."""
    _kept().unlink(missing_ok=True)


def reset_demo() -> None:
    """Put everything back as it was at the beginning, mail included.

    Raises NotADemo, NothingKept, and TimeoutError where others write without a pause.
    """
    if not settings.DEMO:
        raise NotADemo("Nothing is reset outside demo mode.")
    if not is_reset_possible():
        raise NothingKept
    # Browsers and processes keep copies by number: no number may ever mean two things.
    highest = courses.api.published_version()
    copy_pages(_kept(), connection.settings_dict["NAME"], longest_wait=_LONGEST_WAIT)
    courses.api.count_publication(beyond=highest)
    courses.api.forget_memory()
    assessments.api.forget_memory()
    casestudies.api.forget_studies()
    cache.clear()
    for mail in Path(settings.EMAIL_FILE_PATH).glob("*.eml"):
        mail.unlink(missing_ok=True)

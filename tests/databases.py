"""Test databases: migrated once per set of migrations, then copied, so that a run starts in a second."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test.utils import setup_databases


def migrations_digest() -> str:
    """Return a hash over our migrations and the lock, which names the libraries' own."""
    files = sorted(settings.BASE_DIR.glob("**/migrations/0*.py"))
    # The lock names the libraries, the settings which of them are installed.
    files += [settings.BASE_DIR / "requirements.txt", settings.BASE_DIR / "lms" / "settings" / "base.py"]
    ours = [file for file in files if ".venv" not in file.parts]
    # A library's app that is newly installed brings tables without a file of ours changing.
    digest = hashlib.sha256(repr(settings.INSTALLED_APPS).encode())
    for file in ours:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def use_sqlite_copy(worker: str) -> Path:
    """Point the default connection at a fresh copy of the migrated template; returns the copy's path."""
    folder = Path(os.environ.get("HAMROH_TEST_TEMPLATES", settings.BASE_DIR / "var" / "test"))
    folder.mkdir(parents=True, exist_ok=True)
    template = folder / f"template-{migrations_digest()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            _migrate_into(template)
    copy = Path(settings.VAR_DIR) / f"test-{worker}.sqlite3"
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, copy)
    _point_to(copy)
    return copy


def _point_to(path: Path) -> None:
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = str(path)
    settings.DATABASES["default"]["NAME"] = str(path)


def _migrate_into(template: Path) -> None:
    building = template.with_suffix(f".{os.getpid()}")
    _point_to(building)
    call_command("migrate", interactive=False, verbosity=0)
    connections["default"].close()
    # In WAL mode the newest rows stand beside the file; this brings them in.
    with sqlite3.connect(building) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.execute("PRAGMA journal_mode=DELETE")
    raw.close()
    building.rename(template)


def make_postgresql_database(worker: str):
    """Create and migrate a database of this worker's own; returns what teardown_databases takes."""
    test = connections["default"].settings_dict["TEST"]
    test["NAME"] = f"test_{connections['default'].settings_dict['NAME']}_{worker}"
    return setup_databases(verbosity=0, interactive=False)

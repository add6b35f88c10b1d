"""Test databases: made once per set of migrations, then copied, so that a run starts in a second."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import time
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase

from tests.services import copied_postgresql_database, drop_database

_LOCALIZE_PERMISSION = import_module("wagtail_localize.migrations.0006_create_submit_translation_permission")


def migrations_digest() -> str:
    """Return a hash over our migrations, the lock, which names the libraries' own, and the ground."""
    files = sorted(settings.BASE_DIR.glob("**/migrations/0*.py"))
    files.append(settings.BASE_DIR / "lms" / "home" / "setup.py")
    # The lock names the libraries, the settings which of them are installed.
    files += [settings.BASE_DIR / "requirements.txt", settings.BASE_DIR / "lms" / "settings" / "base.py"]
    ours = [file for file in files if ".venv" not in file.parts]
    # A library's app that is newly installed brings tables without a file of ours changing.
    digest = hashlib.sha256(repr(settings.INSTALLED_APPS).encode())
    for file in ours:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def templates_folder() -> Path:
    """Return where databases are kept that a run copies instead of making them."""
    folder = Path(os.environ.get("HAMROH_TEST_TEMPLATES", settings.BASE_DIR / "var" / "test"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def migrated_template() -> Path:
    """Return the file with every table and no row of ours; ``use_sqlite_copy`` makes it."""
    return templates_folder() / f"template-{migrations_digest()}.sqlite3"


def use_sqlite_copy(worker: str) -> Path:
    """Point the default connection at a fresh copy of the migrated template; returns the copy's path."""
    template = migrated_template()
    with (template.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            _migrate_into(template)
    copy = Path(settings.VAR_DIR) / f"test-{worker}.sqlite3"
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, copy)
    _point_to(copy)
    return copy


def _point_to(name: Path | str) -> None:
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = str(name)
    settings.DATABASES["default"]["NAME"] = str(name)


def _migrate_into(template: Path) -> None:
    building = template.with_suffix(f".{os.getpid()}")
    _point_to(building)
    _make_tables()
    # In WAL mode the newest rows stand beside the file; this brings them in.
    with sqlite3.connect(building) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.execute("PRAGMA journal_mode=DELETE")
    raw.close()
    building.rename(template)


def _make_tables() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    lay_ground()
    connections["default"].close()


def use_postgresql_copy(worker: str) -> None:
    """Point the default connection at a database of this worker's own, a copy of one migrated before."""
    _point_to_address(
        copied_postgresql_database(f"test_{worker}", "migrated", migrations_digest(), _migrate_into_address)
    )


def _migrate_into_address(address: str) -> None:
    _point_to_address(address)
    _make_tables()
    connections["default"].close_pool()


def _point_to_address(address: str) -> None:
    connections["default"].close()
    connections["default"].close_pool()
    _point_to(address.rsplit("/", 1)[1])


def empty_by_copying() -> None:
    """After a test that commits bring the migrated template back: SQLite copies faster than it empties.

    Through SQLite itself, which waits for whoever still has the file open, and not past it.
    """

    def bring_back(_case) -> None:
        connection = connections["default"]
        connection.ensure_connection()
        with closing(sqlite3.connect(f"file:{migrated_template()}?mode=ro", uri=True)) as template:
            template.backup(connection.connection)

    TransactionTestCase._fixture_teardown = bring_back


def empty_past_last_readers() -> None:
    """After a test that commits empty all tables of PostgreSQL, once a browser's last request has ended.

    A request that outlives its page reads tables while they are emptied; of two that wait for each other
    PostgreSQL ends one. A moment later nobody reads any more.
    """
    emptied = TransactionTestCase._fixture_teardown

    def empty(case) -> None:
        for _attempt in range(4):
            try:
                return emptied(case)
            except CommandError as error:
                if not isinstance(error.__cause__, OperationalError):
                    raise
                time.sleep(0.5)
        return emptied(case)

    TransactionTestCase._fixture_teardown = empty


@contextmanager
def standing_on(name: Path | str):
    """Let the default connection lead to another database of the same kind for a while."""
    usual = connections["default"].settings_dict["NAME"]
    _change_to(name)
    try:
        yield
    finally:
        _change_to(usual)


def _change_to(name: Path | str) -> None:
    if connections["default"].vendor == "postgresql":
        connections["default"].close()
        connections["default"].close_pool()
    _point_to(name)
    # Each database numbers its models itself.
    ContentType.objects.clear_cache()


def drop_postgresql_database() -> None:
    """Drop this worker's database, also when a thread of a finished test still holds a connection to it."""
    connection = connections["default"]
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.close_pool()
    drop_database(name)


def lay_ground(**_signal) -> None:
    """Lay what every test stands on: the languages, the root of the tree, the front page."""
    from wagtail.models import Collection

    from lms.home.setup import lay_ground as lay

    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    # Made by a migration and by nothing else, so it goes when a test empties all tables.
    _LOCALIZE_PERMISSION.create_submit_translation_permission(apps, None)
    lay()


def lay_ground_after_emptying() -> None:
    """Lay the ground again as part of every emptying of all tables.

    A fixture would come too early: pytest-django empties the tables after the fixtures of conftest
    files have ended.
    """
    last_emptied = apps.get_app_config("sessions")
    post_migrate.connect(lay_ground, sender=last_emptied, dispatch_uid="tests.ground")

"""Makes a backup, proves that it can be read, and only then lets older ones go."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from lms.accounts.api import erased_accounts_file
from lms.backups import databases
from lms.backups.manifest import (
    NAME,
    BackupError,
    Manifest,
    digest_of,
    key_digests,
    pack,
    require_unchanged,
    write_manifest,
    write_privately,
)

_PREFIX = "hamroh-"
MEDIA_FILE = "media.tar"
ERASED_FILE = "erased-accounts"
LAST_BACKUP = "last-backup.json"


def make_backup(folder: Path, *, keep: int = 0) -> Path:
    """Back database and uploads up into a new folder inside ``folder``; returns that folder.

    ``keep`` above 0 leaves that many backups, the new one included. Raises BackupError.
    """
    now = datetime.now(UTC)
    made = _new_folder(folder, now)
    try:
        _fill(made, now)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    _carry_erased(folder)
    note = {"made_at": now.isoformat(), "folder": str(made)}
    write_privately(Path(settings.VAR_DIR) / LAST_BACKUP, json.dumps(note).encode())
    if keep:
        _let_go(folder, keep)
    return made


def _new_folder(folder: Path, now: datetime) -> Path:
    if folder.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        raise BackupError("A backup may not lie among the uploads: it would back itself up.")
    made = folder / f"{_PREFIX}{now:%Y%m%dT%H%M%S.%fZ}"
    try:
        made.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise BackupError(f"{folder} cannot be written to: {error.strerror}.") from error
    return made


def _fill(made: Path, now: datetime) -> None:
    if connection.vendor == "sqlite":
        name = databases.SQLITE_FILE
        tables = databases.copy_sqlite(connection.settings_dict["NAME"], made / name)
    else:
        name = databases.POSTGRESQL_FILE
        tables = databases.copy_postgresql(databases.address_of(connection.settings_dict), made / name)
        databases.run_program("pg_restore", "--list", f"--file={made / 'contents'}", str(made / name))
        (made / "contents").unlink()
    # After the database: a picture that a row names is then in the archive, rather one too many.
    pack(Path(settings.MEDIA_ROOT), made / MEDIA_FILE)
    files = {each: digest_of(made / each) for each in (name, MEDIA_FILE)}
    keys = key_digests(Path(settings.KEYS_DIR))
    manifest = Manifest(now.isoformat(), connection.vendor, files, tables, keys)
    require_unchanged(made, manifest)
    write_manifest(made, manifest)


def _carry_erased(folder: Path) -> None:
    """Lay the newest list of erased accounts beside all backups: an old one must not bring them back."""
    newest = erased_accounts_file()
    kept = folder / ERASED_FILE
    lines = set(kept.read_text().split()) if kept.exists() else set()
    lines |= set(newest.read_text().split()) if newest.exists() else set()
    write_privately(kept, "".join(f"{line}\n" for line in sorted(lines)).encode())


def _let_go(folder: Path, keep: int) -> None:
    finished = sorted(path.parent for path in folder.glob(f"{_PREFIX}*/{NAME}"))
    for old in finished[:-keep]:
        shutil.rmtree(old)


def back_up_keys(folder: Path, *, away_from: Path) -> Path:
    """Pack the keys into a folder of their own; returns the archive. Raises BackupError.

    Together with a backup the keys would open every sealed name in it.
    """
    keys, backups = folder.resolve(), away_from.resolve()
    if keys.is_relative_to(backups) or backups.is_relative_to(keys):
        raise BackupError("Keep the keys away from the backups: whoever finds both can read every name.")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        archive = folder / f"keys-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar"
        pack(Path(settings.KEYS_DIR), archive)
    except OSError as error:
        raise BackupError(f"{folder} cannot be written to: {error.strerror}.") from error
    return archive

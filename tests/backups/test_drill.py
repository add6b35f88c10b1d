"""The drill: a site with people in it is backed up, restored into an empty place, and nothing is missing."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from lms.accounts.actions import rename
from lms.accounts.consent import CONSENT_VERSION
from lms.accounts.deletion import delete_account
from lms.accounts.models import Profile, User
from lms.accounts.sealing import key_file
from lms.backups import databases
from lms.backups.making import back_up_keys, make_backup
from lms.backups.manifest import BackupError, read_manifest
from lms.backups.restoring import restore
from tests.services import drop_database, new_postgresql_database

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "Сәуле Үлгіқызы, invented for the drill"


@pytest.fixture
def site(settings, tmp_path, monkeypatch):
    """A site with two people, a sealed name and an upload, in a folder of its own."""
    # What a restore starts on its own reads its places from the environment, as a site does.
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = settings.VAR_DIR / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    (settings.MEDIA_ROOT / "pictures").mkdir()
    (settings.MEDIA_ROOT / "pictures" / "felt.svg").write_bytes(b"<svg/>" * 1000)
    for name in ("saule", "firuz"):
        user = User.objects.create_user(f"{name}@example.org")
        profile = Profile.objects.create(
            user=user, display_name=name, consent_version=CONSENT_VERSION, consented_at=timezone.now()
        )
        rename(profile, full_name=SECRET, latin_name="Saule Ulgikyzy")
    return tmp_path


@pytest.fixture
def empty_database():
    """An empty PostgreSQL database where the suite runs on PostgreSQL, else "" for SQLite's file."""
    if connection.vendor != "postgresql":
        yield ""
        return
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    address = new_postgresql_database(f"restored_{worker}")
    yield address
    drop_database(address.rsplit("/", 1)[1])


def rows_in(into: Path, database: str) -> databases.Tables:
    if database:
        return databases.postgresql_tables(database)
    return databases.sqlite_tables(into / "db.sqlite3")


def database_file(made: Path) -> Path:
    return next(path for path in made.iterdir() if path.name.startswith("database."))


def ask(into: Path, database: str, code: str) -> str:
    """Run a line of Python in the restored site, as its server would."""
    environment = {
        **os.environ,
        "HAMROH_VAR": str(into),
        "DATABASE_URL": database,
    }
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {code}"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_every_row_and_every_file_comes_back_and_a_sealed_name_opens(site, empty_database):
    made = make_backup(site / "backups")
    keys = back_up_keys(site / "keys-elsewhere", away_from=site / "backups")
    before = read_manifest(made).tables

    restored = restore(made, into=site / "restored", database=empty_database, keys=keys)

    assert rows_in(site / "restored", empty_database) == before
    assert before["accounts_user"][0] == 2
    assert (restored.tables, restored.has_keys) == (len(before), True)
    picture = site / "restored" / "media" / "pictures" / "felt.svg"
    assert picture.read_bytes() == b"<svg/>" * 1000
    name = ask(
        site / "restored",
        empty_database,
        "from lms.accounts.models import Profile; print(Profile.objects.get(display_name='saule').full_name)",
    )
    assert name == SECRET


def test_a_changed_row_would_be_noticed(site):
    before = read_manifest(make_backup(site / "backups")).tables

    User.objects.filter(email="firuz@example.org").update(is_active=False)

    after = read_manifest(make_backup(site / "backups")).tables
    assert after["accounts_user"] != before["accounts_user"]
    assert after["accounts_profile"] == before["accounts_profile"]


@pytest.mark.parametrize("name", ["database", "media.tar", "manifest.json"])
def test_a_backup_that_was_tampered_with_is_refused_and_nothing_is_written(site, empty_database, name):
    made = make_backup(site / "backups")
    file = database_file(made) if name == "database" else made / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)

    with pytest.raises(BackupError):
        restore(made, into=site / "restored", database=empty_database)
    assert not (site / "restored").exists() or not any((site / "restored").iterdir())


def test_a_backup_cut_off_while_it_was_made_is_no_backup(site, empty_database):
    made = make_backup(site / "backups")
    (made / "manifest.json").unlink()

    with pytest.raises(BackupError, match="no finished backup"):
        restore(made, into=site / "restored", database=empty_database)


def test_nothing_that_exists_is_overwritten(site, empty_database):
    made = make_backup(site / "backups")
    (site / "full").mkdir()
    (site / "full" / "db.sqlite3").write_text("somebody's work")

    with pytest.raises(BackupError, match="not empty"):
        restore(made, into=site / "full", database=empty_database)
    assert (site / "full" / "db.sqlite3").read_text() == "somebody's work"


def test_a_database_with_tables_is_not_written_into(site, empty_database):
    if not empty_database:
        with pytest.raises(BackupError, match="Leave --database out"):
            restore(make_backup(site / "backups"), into=site / "restored", database="postgres://h/n")
        return
    made = make_backup(site / "backups")
    restore(made, into=site / "restored", database=empty_database)

    with pytest.raises(BackupError, match="already has tables"):
        restore(made, into=site / "again", database=empty_database)


def test_the_wrong_keys_are_told_and_the_names_stay_shut(site, empty_database, tmp_path):
    made = make_backup(site / "backups")
    key_file().write_bytes(os.urandom(32))
    wrong = back_up_keys(site / "keys-elsewhere", away_from=site / "backups")

    with pytest.raises(BackupError, match="not the keys of this backup"):
        restore(made, into=site / "restored", database=empty_database, keys=wrong)
    assert not (site / "restored" / "keys").exists()


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    """Keys of this test's own: one test replaces them."""
    from lms.accounts import sealing

    settings.KEYS_DIR = tmp_path / "keys"
    settings.KEYS_DIR.mkdir()
    sealing._key_at.cache_clear()
    key_file().write_bytes(os.urandom(32))
    yield
    sealing._key_at.cache_clear()


@pytest.mark.parametrize("where", ["backups", "backups/keys", "."])
def test_keys_never_lie_with_the_backups(site, where):
    with pytest.raises(BackupError, match="away from the backups"):
        back_up_keys(site / where, away_from=site / "backups")


def test_no_key_and_no_name_can_be_read_in_a_backup(site):
    made = make_backup(site / "backups")
    content = b"".join(file.read_bytes() for file in made.iterdir())

    assert key_file().read_bytes() not in content
    assert SECRET.encode() not in content


def test_deleted_text_is_not_in_the_bytes_of_a_backup(site):
    word = "Uzunlikda-unutilgan-so'z"
    user = User.objects.create_user("gone@example.org")
    Profile.objects.create(user=user, display_name=word)
    if connection.vendor == "sqlite":
        assert word.encode() in database_file(make_backup(site / "backups")).read_bytes()

    delete_account(user)

    assert word.encode() not in database_file(make_backup(site / "backups")).read_bytes()


def test_who_deleted_their_account_does_not_come_back_with_an_old_backup(site, empty_database):
    old = make_backup(site / "backups")
    delete_account(User.objects.get(email="firuz@example.org"))
    make_backup(site / "backups")

    restored = restore(old, into=site / "restored", database=empty_database)

    assert restored.erased_again == 1
    who = "from lms.accounts.models import User; print(*User.objects.values_list('email', flat=True))"
    assert ask(site / "restored", empty_database, who) == "saule@example.org"


def test_the_list_of_the_erased_holds_nothing_about_a_person(site):
    user = User.objects.get(email="firuz@example.org")
    public_id = user.public_id
    delete_account(user)
    make_backup(site / "backups")

    assert (site / "backups" / "erased-accounts").read_text() == f"{public_id}\n"


def test_a_backup_taken_while_somebody_writes_is_whole(site, empty_database):
    stop, written = threading.Event(), []

    def write():
        try:
            while not stop.is_set():
                number = len(written)
                written.append(User.objects.create_user(f"writer{number}@example.org").pk)
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        made = make_backup(site / "backups")
    finally:
        stop.set()
        thread.join()

    restored = restore(made, into=site / "restored", database=empty_database)
    assert restored.rows == sum(rows for rows, _digest in read_manifest(made).tables.values())
    assert written


def test_older_backups_go_only_when_the_new_one_stands(site, monkeypatch):
    made = [make_backup(site / "backups") for _ in range(3)]
    keys = settings.KEYS_DIR

    newest = make_backup(site / "backups", keep=2)

    assert sorted(path for path in (site / "backups").iterdir() if path.is_dir()) == [made[2], newest]
    assert keys.exists()
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict, "NAME", str(site / "nowhere.sqlite3"))
        with pytest.raises(BackupError):
            make_backup(site / "backups", keep=1)
        assert sorted(path for path in (site / "backups").iterdir() if path.is_dir()) == [made[2], newest]


def test_only_its_owner_may_read_a_backup(site):
    made = make_backup(site / "backups")

    assert made.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in made.iterdir()} == {0o600}


def test_a_backup_among_the_uploads_would_back_itself_up(site):
    with pytest.raises(BackupError, match="among the uploads"):
        make_backup(settings.MEDIA_ROOT / "backups")


def test_an_upload_cannot_be_unpacked_outside_its_folder(site, empty_database):
    import tarfile

    from lms.backups.manifest import digest_of

    made = make_backup(site / "backups")
    (site / "evil").write_text("evil")
    with tarfile.open(made / "media.tar", "w") as tar:
        tar.add(site / "evil", arcname="../../evil-outside")
    manifest = json.loads((made / "manifest.json").read_text())
    manifest["files"]["media.tar"] = digest_of(made / "media.tar")
    (made / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(BackupError, match="cannot be unpacked"):
        restore(made, into=site / "restored", database=empty_database)
    assert not (site / "evil-outside").exists()


def test_the_commands_say_what_they_did_and_what_is_left_to_do(site, empty_database, capsys):
    call_command("backup", site / "backups")
    told = capsys.readouterr().out
    assert "Backed up to" in told and "The keys are not in it, on purpose" in told
    (made,) = (path for path in (site / "backups").iterdir() if path.is_dir())

    call_command("restore", made, into=site / "restored", database=empty_database)

    told = capsys.readouterr().out
    assert "each as it was" in told and "No keys were restored" in told


def test_what_cannot_be_done_is_said_in_a_sentence(site):
    with pytest.raises(CommandError, match="holds no finished backup"):
        call_command("restore", site / "nothing", into=site / "restored")
    with pytest.raises(CommandError, match="--keep takes"):
        call_command("backup", site / "backups", keep=-1)


def test_a_database_that_is_none_is_named(tmp_path):
    (tmp_path / "broken").write_bytes(b"not a database" * 100)

    with pytest.raises(BackupError, match="cannot be read"):
        databases.sqlite_tables(tmp_path / "broken")


def test_rows_count_whatever_their_order_and_every_value_counts():
    rows = [(1, "a", None), (2, "b", b"\x00")]

    assert databases.hash_rows(iter(rows)) == databases.hash_rows(iter(rows[::-1]))
    assert databases.hash_rows(iter(rows)) != databases.hash_rows(iter([(1, "a", None), (2, "b", b"\x01")]))
    assert databases.hash_rows(iter([])) == (0, "0" * 64)


def test_a_settings_address_survives_odd_passwords_and_sockets():
    database = {"NAME": "hamroh", "USER": "h", "PASSWORD": "p@/:x", "HOST": "db", "PORT": 5433}
    assert databases.address_of(database) == "postgresql://h:p%40%2F%3Ax@db:5433/hamroh"
    socket = {"NAME": "hamroh", "HOST": "/var/run/postgresql"}
    assert databases.address_of(socket) == "postgresql:///hamroh?host=%2Fvar%2Frun%2Fpostgresql"


def test_the_copy_is_one_file(site, tmp_path):
    source = tmp_path / "source.sqlite3"
    with closing(sqlite3.connect(source)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE t (x)")
        database.execute("INSERT INTO t VALUES (1)")
        database.commit()
        databases.copy_sqlite(source, tmp_path / "copy.sqlite3")
    assert not list(tmp_path.glob("copy.sqlite3-*"))

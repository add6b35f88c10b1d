"""The operator's check-up: plain sentences, what to do beside each, and an exit status for machines."""

import json
import os
import socket
import threading
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as site_settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from wagtail.models import Locale

from lms import health
from lms.accounts.actions import grant
from lms.accounts.models import User
from lms.checkup import FINE, LOOK, MEND, checkup
from lms.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings, tmp_path, monkeypatch):
    """A real site in order: its own keys and backup, every language, every night done."""
    monkeypatch.setattr(health, "_migrations_asked_at", float("-inf"))
    monkeypatch.setattr(health, "_migrations_found", health.FAILED)
    monkeypatch.setenv("WEB_CONCURRENCY", "1")
    settings.DEMO = False
    settings.STAFF_NEED_SECOND_FACTOR = True
    settings.SITE_ADDRESS = "https://learn.example.org"
    settings.VAR_DIR, settings.KEYS_DIR = tmp_path, tmp_path / "keys"
    settings.KEYS_DIR.mkdir(mode=0o700)
    for name in ("sealing-key", "issuer.json"):
        path = settings.KEYS_DIR / name
        path.write_bytes(b'{"keys": []}' if name == "issuer.json" else b"k" * 32)
        path.chmod(0o600)
    note_backup(tmp_path, made_at=timezone.now())
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    call_command("compile_catalogues")
    for entry in settings.SCHEDULE:
        done(entry["task"], timezone.now())
    return settings


def note_backup(var, *, made_at):
    (var / "last-backup.json").write_text(json.dumps({"made_at": made_at.isoformat(), "folder": str(var)}))


def done(task, when):
    Job.objects.filter(task=task).delete()
    Job.objects.create(task=task, state="done", finished=when)


def age_of_site(days):
    MigrationRecorder.Migration.objects.update(applied=timezone.now() - timedelta(days=days))


def about(subject, **wishes):
    """The findings about one subject."""
    return [finding for finding in checkup(**wishes) if finding.about == subject]


def states(subject):
    return [finding.state for finding in about(subject)]


def test_a_site_in_order_has_nothing_to_mend_but_what_the_suites_own_settings_lack():
    found = [finding for finding in checkup() if finding.about not in {"settings", "mail"}]
    assert {finding.about for finding in found} >= {
        "address", "clock", "disk", "keys", "backup", "database", "migrations", "languages", "jobs",
        "calendar", "second factor",
    }  # fmt: skip
    assert {finding.state for finding in found} == {FINE}


def test_whatever_is_not_fine_says_what_to_do(site):
    (site.VAR_DIR / "last-backup.json").unlink()
    (site.KEYS_DIR / "issuer.json").unlink()
    Locale.objects.filter(language_code="tg").update(language_code="xx")
    Job.objects.all().delete()
    Job.objects.create(task="tests.x", state="parked", finished=timezone.now())
    wrong = [finding for finding in checkup() if finding.state != FINE]
    assert len(wrong) > 5
    assert [finding for finding in wrong if not finding.do] == []


def test_something_to_mend_is_told_by_the_exit_status_and_a_site_to_be_looked_at_is_not(site, capsys):
    site.DEMO = True
    (site.VAR_DIR / "last-backup.json").unlink()
    call_command("checkup")
    assert "look  backup: There is no backup yet.\n      ./run manage backup" in capsys.readouterr().out

    site.DEMO = False
    with pytest.raises(CommandError, match="Mend what is named above"):
        call_command("checkup")
    assert "mend  backup: There is no backup yet." in capsys.readouterr().out


def test_the_demo_says_in_one_line_that_it_differs_from_a_real_site(site):
    site.DEMO = True
    site.SITE_ADDRESS = "http://127.0.0.1:8000"
    assert states("settings") == [LOOK]
    assert "This is the demo" in about("settings")[0].what
    assert MEND not in {finding.state for finding in checkup()}


@pytest.mark.parametrize("address", ["https://localhost", "https://127.0.0.1:8000", "https://[::1]"])
def test_an_address_that_nobody_else_can_open_is_to_be_mended(site, address):
    site.SITE_ADDRESS = address
    assert states("address") == [MEND]


def test_what_the_deployment_checks_refuse_is_told_in_their_words(site, monkeypatch):
    site.SITE_ADDRESS = "http://learn.example.org"
    site.REDIS_URL = ""
    monkeypatch.setenv("WEB_CONCURRENCY", "3")
    User.objects.create_user("trainer@demo.example", "a password of the demo")
    told = {finding.what: finding for finding in about("settings") if finding.state == MEND}
    assert "HAMROH_ADDRESS must begin with https://." in told
    assert "Several web processes need Redis: set REDIS_URL, or WEB_CONCURRENCY=1." in told
    people = told["Demo people (@demo.example) can sign in."]
    assert people.do == "Start from an empty database."


def test_a_check_that_the_settings_silence_is_not_told(site):
    everything = {finding.what for finding in about("settings")}
    site.SILENCED_SYSTEM_CHECKS = ["security.W008"]
    assert len({finding.what for finding in about("settings")}) == len(everything) - 1


@pytest.fixture
def mail_server(site):
    """A mail server that greets one caller and bids goodbye."""
    listener = socket.create_server(("127.0.0.1", 0))
    site.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    site.EMAIL_HOST, site.EMAIL_PORT = listener.getsockname()

    def serve():
        caller, _ = listener.accept()
        with caller, caller.makefile("rwb", buffering=0) as line:
            line.write(b"220 mail.example.org\r\n")
            while word := line.readline():
                line.write(b"221 bye\r\n" if word.upper().startswith(b"QUIT") else b"250 yes\r\n")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener
    listener.close()
    thread.join(5)


def test_a_mail_server_that_answers_is_fine(mail_server):
    (found,) = about("mail")
    assert (found.state, found.what) == (FINE, "The mail server answers.")


def test_a_mail_server_that_is_away_is_to_be_mended_without_telling_its_password(site):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    site.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    site.EMAIL_HOST, site.EMAIL_PORT, site.EMAIL_HOST_PASSWORD = "127.0.0.1", port, "a-secret"
    (found,) = about("mail")
    assert found.state == MEND and "ConnectionRefusedError" in found.what
    assert "a-secret" not in found.what + found.do


def test_mail_that_goes_nowhere_is_to_be_mended_on_a_real_site(site):
    assert states("mail") == [MEND]


def test_one_test_mail_goes_where_the_operator_says(site):
    site.DEMO = True
    call_command("checkup", mail_to="you@example.org")
    assert [letter.to for letter in mail.outbox] == [["you@example.org"]]


def test_an_address_that_is_none_gets_a_sentence_and_no_mail():
    with pytest.raises(CommandError, match="is not an e-mail address"):
        call_command("checkup", mail_to="you at example")
    assert mail.outbox == []


def test_keys_are_told_by_name_and_never_by_content(site):
    (site.KEYS_DIR / "sealing-key").write_text("never to be printed")
    told = " ".join(finding.what + finding.do for finding in checkup())
    assert "issuer.json, sealing-key" in told
    assert "never to be printed" not in told


def test_a_missing_sealing_key_is_to_be_mended(site):
    (site.KEYS_DIR / "sealing-key").unlink()
    assert states("keys") == [MEND]


def test_a_key_that_other_users_may_read_is_to_be_looked_at(site):
    (site.KEYS_DIR / "sealing-key").chmod(0o644)
    assert states("keys") == [FINE, LOOK]
    assert "sealing-key" in about("keys")[1].what


@pytest.mark.parametrize(("hours", "state"), [(1, FINE), (47, FINE), (49, LOOK)])
def test_a_backup_older_than_two_days_is_to_be_looked_at(site, hours, state):
    note_backup(site.VAR_DIR, made_at=timezone.now() - timedelta(hours=hours))
    assert states("backup") == [state]


@pytest.mark.parametrize("note", ["{", "[]", '{"made_at": "yesterday", "folder": "x"}', '{"folder": "x"}'])
def test_a_note_of_a_backup_that_cannot_be_read_is_no_backup(site, note):
    (site.VAR_DIR / "last-backup.json").write_text(note)
    assert states("backup") == [MEND]


def test_a_backup_that_was_carried_away_is_asked_about(site):
    (site.VAR_DIR / "last-backup.json").write_text(
        json.dumps({"made_at": timezone.now().isoformat(), "folder": str(site.VAR_DIR / "gone")})
    )
    assert states("backup") == [LOOK]


def test_a_full_disk_is_to_be_mended(site, monkeypatch):
    free = os.statvfs(site.VAR_DIR).f_bavail * os.statvfs(site.VAR_DIR).f_frsize
    monkeypatch.setattr(health, "_LEAST_FREE_BYTES", free * 2)
    assert states("disk") == [MEND]


def test_a_database_of_an_older_release_is_told_and_not_asked_further():
    MigrationRecorder.Migration.objects.filter(app="jobs").delete()
    assert states("migrations") == [MEND]
    assert states("jobs") == states("languages") == []


def test_a_language_that_was_not_set_up_is_named():
    Locale.objects.filter(language_code="tg").update(language_code="xx")
    (found,) = about("languages")
    assert (found.state, found.do) == (MEND, "./run manage set_up_site")
    assert "tg" in found.what


def test_parked_jobs_are_to_be_looked_at_and_jobs_that_nobody_works_off_to_be_mended():
    Job.objects.create(task="tests.x", state="parked", finished=timezone.now())
    assert states("jobs") == [LOOK]
    Job.objects.create(task="tests.x", run_after=timezone.now() - timedelta(minutes=16))
    assert states("jobs") == [LOOK, MEND]


def test_deletions_that_were_not_done_for_two_nights_are_named():
    age_of_site(days=40)
    done("courses.forget_responses", timezone.now() - timedelta(days=3))
    (found,) = about("calendar")
    assert found.state == MEND
    assert found.what == "Not done for two days: courses.forget_responses."


def test_a_job_of_the_calendar_that_was_never_done_is_to_be_mended_too():
    age_of_site(days=40)
    Job.objects.filter(task="courses.forget_responses").delete()
    assert states("calendar") == [MEND]


def test_a_new_site_is_not_blamed_for_nights_it_has_not_seen():
    age_of_site(days=0)
    Job.objects.all().delete()
    assert states("calendar") == [LOOK]


def test_people_with_a_role_and_no_second_factor_are_counted_and_never_named():
    for name in ("anna", "bek"):
        grant(User.objects.create_user(f"{name}@example.org"), "operator")
    User.objects.create_user("learner@example.org")
    (found,) = about("second factor")
    assert found.state == LOOK
    assert found.what == "Accounts with a role and without a second factor: 2."
    assert "anna" not in " ".join(each.what + each.do for each in checkup())


def test_a_second_factor_counts_and_recovery_codes_alone_do_not():
    anna, bek = (User.objects.create_user(f"{name}@example.org") for name in ("anna", "bek"))
    for person, kind in ((anna, Authenticator.Type.TOTP), (bek, Authenticator.Type.RECOVERY_CODES)):
        grant(person, "operator")
        Authenticator.objects.bulk_create([Authenticator(user=person, type=kind, data={})])
    assert about("second factor")[0].what.endswith(": 1.")


def test_a_redis_that_is_away_is_to_be_mended(site):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    site.REDIS_URL = f"redis://127.0.0.1:{port}/0"
    assert states("redis") == [MEND]


def test_the_check_up_changes_nothing():
    before = sorted(path.name for path in site_settings.VAR_DIR.rglob("*"))
    rows = Job.objects.count()
    list(checkup())
    assert sorted(path.name for path in site_settings.VAR_DIR.rglob("*")) == before
    assert Job.objects.count() == rows

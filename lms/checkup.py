"""What an operator should know of their site: each thing in one sentence, and what to do in another."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPException
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.core.checks import ERROR, CheckMessage, run_checks
from django.core.mail import EmailMessage, get_connection
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from wagtail.models import Locale

from lms.accounts.api import staff_without_second_factor
from lms.backups.making import LAST_BACKUP
from lms.health import FAILED, OK, readiness
from lms.jobs import api as jobs

FINE, LOOK, MEND = "fine", "look", "mend"

_BACKUP_IS_OLD_AFTER = timedelta(days=2)
# So long a new site is not blamed for nights that it has not seen.
_YOUNG_FOR = timedelta(days=2)
_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_ENV_FILE = (
    "Put it right in the file of the environment, restart the site, and ask again: ./run manage checkup"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: fine, to be looked at, or to be mended, and what to do then."""

    state: str
    about: str
    what: str
    do: str = ""


def checkup(*, mail_to: str = "") -> Iterator[Finding]:
    """Look at everything, one after another; ``mail_to`` is sent one test mail."""
    found = readiness()
    yield _address()
    yield from _deployment(database=found["database"] == OK)
    yield _mail(mail_to)
    yield _clock()
    yield _disk(found["disk"])
    yield from _keys(found["keys"])
    if settings.REDIS_URL:
        yield _redis()
    yield _backup(timezone.now())
    yield _database(found["database"])
    if found["database"] == OK:
        yield _migrations(found["migrations"])
    if found["migrations"] == OK:
        yield from _what_the_database_tells(timezone.now())


def _what_the_database_tells(now: datetime) -> Iterator[Finding]:
    yield _languages()
    yield from _jobs(now)
    yield _calendar(now)
    yield _second_factors()


def _unless_demo(state: str) -> str:
    """What must be mended on a real site is only worth a look on the demo."""
    return LOOK if settings.DEMO else state


def _address() -> Finding:
    host = urlsplit(settings.SITE_ADDRESS).hostname or ""
    if host == "localhost" or host.startswith("127.") or host == "::1":
        what = f"The site calls itself {settings.SITE_ADDRESS}, which only this computer can open."
        if settings.DEMO:
            return Finding(LOOK, "address", what, "Good for trying out; ./run --phone lets a phone in.")
        return Finding(MEND, "address", what, f"Set HAMROH_ADDRESS. {_ENV_FILE}")
    return Finding(FINE, "address", f"The site calls itself {settings.SITE_ADDRESS}.")


def _deployment(*, database: bool) -> Iterator[Finding]:
    """What ``check --deploy`` says of https, headers, demo people, keys and Redis for several processes."""
    told = run_checks(include_deployment_checks=True, databases=["default"] if database else None)
    told = [message for message in told if not message.is_silenced()]
    if settings.DEMO:
        yield Finding(
            LOOK,
            "settings",
            f"This is the demo: a real site differs from it in {len(told)} points.",
            "Good for trying out. ./run manage check --deploy names them, lms/docs/small-server.md leads on.",
        )
    elif told:
        yield from map(_finding_of, told)
    else:
        people = "; no demo people" if database else ""
        what = f"Https, its headers and cookies, keys and processes are as they should be{people}."
        yield Finding(FINE, "settings", what)


def _finding_of(message: CheckMessage) -> Finding:
    what, _, rest = message.msg.partition(". ")
    state = MEND if message.level >= ERROR else LOOK
    return Finding(state, "settings", what.rstrip(".") + ".", rest or message.hint or _ENV_FILE)


def _mail(mail_to: str) -> Finding:
    if settings.EMAIL_BACKEND != _SMTP and not settings.DEMO:
        what = "Mail goes to no mail server, so nobody can sign in by code."
        return Finding(MEND, "mail", what, f"Set EMAIL_URL. {_ENV_FILE}")
    try:
        _send_or_ask(mail_to)
    except (OSError, SMTPException) as error:
        # The class alone: a server's answer may quote an address.
        what = f"The mail server does not take mail from us ({type(error).__name__})."
        return Finding(
            MEND, "mail", what, f"Compare EMAIL_URL with what your mail provider gives. {_ENV_FILE}"
        )
    if mail_to:
        do = "Look whether it arrives, also among unwanted mail."
        return Finding(FINE, "mail", "One test mail is on its way.", do)
    what = (
        "The mail server answers." if settings.EMAIL_BACKEND == _SMTP else "The demo keeps its mail itself."
    )
    return Finding(FINE, "mail", what, "To send one: ./run manage checkup --mail-to you@example.org")


def _send_or_ask(mail_to: str) -> None:
    if mail_to:
        text = "The site can send mail. Nothing needs to be done."
        EmailMessage(f"{settings.SITE_NAME}: test", text, to=[mail_to]).send()
        return
    server = get_connection()
    server.open()
    server.close()


def _clock() -> Finding:
    local = timezone.localtime()
    what = f"Nightly jobs go by the time of {settings.TIME_ZONE}, where it is now {local:%Y-%m-%d %H:%M}."
    return Finding(FINE, "clock", what, "If that is wrong: timedatectl set-ntp true")


def _disk(state: str) -> Finding:
    free = shutil.disk_usage(settings.VAR_DIR).free / 2**30
    if state == OK:
        return Finding(FINE, "disk", f"{free:.1f} GB are free.")
    what = f"Only {free:.1f} GB are free: soon nothing more can be saved."
    return Finding(MEND, "disk", what, "See what is large: du -xh --max-depth=2 / | sort -h | tail")


def _keys(state: str) -> Iterator[Finding]:
    """Names of key files only, never a byte of them."""
    if state != OK:
        what = "A key file is missing, empty or not readable by this user."
        do = "A new site: ./run manage create_sealing_key. Else bring the old file back; a second is no help."
        yield Finding(MEND, "keys", what, do)
        return
    keys = sorted(path for path in Path(settings.KEYS_DIR).glob("*") if path.is_file())
    yield Finding(
        FINE, "keys", f"These keys can be read: {', '.join(path.name for path in keys) or 'none yet'}."
    )
    open_ones = [path.name for path in keys if path.stat().st_mode & 0o077]
    if open_ones:
        what = f"Other users of this machine may read {', '.join(open_ones)}."
        yield Finding(LOOK, "keys", what, f"chmod 600 {settings.KEYS_DIR}/*")
    if "issuer.json" not in {path.name for path in keys}:
        what = "There is no key yet that signs certificates."
        yield Finding(LOOK, "keys", what, "./run manage create_issuer_key")


def _redis() -> Finding:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as server:
            server.ping()
    except (redis.RedisError, OSError, ValueError) as error:
        what = f"Redis does not answer ({type(error).__name__}): jobs wait."
        return Finding(MEND, "redis", what, "systemctl restart redis-server, then compare REDIS_URL with it.")
    return Finding(FINE, "redis", "Redis answers.")


def _backup(now: datetime) -> Finding:
    do = "./run manage backup /var/backups/hamroh --keep 14"
    try:
        note = json.loads((Path(settings.VAR_DIR) / LAST_BACKUP).read_text(encoding="utf-8"))
        age, folder = now - datetime.fromisoformat(note["made_at"]), Path(note["folder"])
    except FileNotFoundError:
        return Finding(_unless_demo(MEND), "backup", "There is no backup yet.", do)
    except (OSError, ValueError, KeyError, TypeError):
        return Finding(MEND, "backup", "The note of the last backup cannot be read.", do)
    if age > _BACKUP_IS_OLD_AFTER:
        return Finding(LOOK, "backup", f"The last backup is {age.days} days old.", do)
    if not folder.is_dir():
        what = "The last backup is no longer where it was made."
        return Finding(LOOK, "backup", what, f"If you carried it to a safe place, good; else {do}")
    what = f"The last backup is of {timezone.localtime(now - age):%Y-%m-%d %H:%M}."
    return Finding(FINE, "backup", what, "Now and then try one: ./run manage restore, see small-server.md")


def _database(state: str) -> Finding:
    if state == OK:
        return Finding(FINE, "database", f"The database answers ({connection.vendor}).")
    do = "systemctl restart postgresql, then compare DATABASE_URL with it."
    return Finding(MEND, "database", "The database does not answer; the rest was not looked at.", do)


def _migrations(state: str) -> Finding:
    if state == FAILED:
        what = "The database is not as this release needs it; the rest was not looked at."
        return Finding(MEND, "migrations", what, "./run manage migrate")
    return Finding(FINE, "migrations", "The database is as this release needs it.")


def _languages() -> Finding:
    wanted = dict(settings.LANGUAGES)
    missing = wanted.keys() - set(Locale.objects.values_list("language_code", flat=True))
    catalogues = (Path(settings.BASE_DIR) / "lms" / "locale").glob("*/LC_MESSAGES/*.po")
    missing |= {path.parts[-3] for path in catalogues if not path.with_suffix(".mo").exists()}
    if missing:
        what = f"Not every language is set up: {', '.join(sorted(missing))}."
        return Finding(MEND, "languages", what, "./run manage set_up_site")
    return Finding(FINE, "languages", f"All {len(wanted)} languages are set up: {', '.join(wanted)}.")


def _jobs(now: datetime) -> Iterator[Finding]:
    found = jobs.condition(now=now)
    if found.parked:
        what = f"Jobs given up after five failures: {found.parked}."
        do = "./run manage jobs shows them, ./run manage jobs --retry all tries them again."
        yield Finding(LOOK, "jobs", what, do)
    if found.stale:
        program = "hamroh-worker hamroh-beat" if settings.REDIS_URL else "hamroh-web"
        what = f"Nobody works jobs off: {found.stale} should have been done 15 minutes ago."
        yield Finding(_unless_demo(MEND), "jobs", what, f"systemctl restart {program}")
    if not found.needs_attention:
        yield Finding(FINE, "jobs", "No job is given up and none waits too long.")


def _calendar(now: datetime) -> Finding:
    """Answers and sessions are promised to be deleted: has that been done?"""
    neglected = jobs.neglected_tasks(now=now)
    if not neglected:
        return Finding(FINE, "calendar", "What is to be deleted by its date was looked for these two days.")
    first = MigrationRecorder(connection).migration_qs.order_by("applied").first()
    if first is None or now - first.applied < _YOUNG_FOR:
        what = f"This site is new; the first night is still to come for {len(neglected)} jobs."
        return Finding(LOOK, "calendar", what, "Ask again the day after tomorrow: ./run manage checkup")
    what = f"Not done for two days: {', '.join(neglected)}."
    do = "The site must run at night; ./run manage jobs says whether they fail."
    return Finding(_unless_demo(MEND), "calendar", what, do)


def _second_factors() -> Finding:
    number = staff_without_second_factor()
    if not number or not settings.STAFF_NEED_SECOND_FACTOR:
        what = "Everybody with a role has a second factor." if not number else "The demo asks for none."
        return Finding(FINE, "second factor", what)
    what = f"Accounts with a role and without a second factor: {number}."
    do = "They are asked at their next sign-in. Unused: ./run manage grant_role ADDRESS ROLE --withdraw"
    return Finding(LOOK, "second factor", what, do)

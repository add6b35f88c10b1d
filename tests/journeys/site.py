"""A whole site for journeys: a folder or database of its own, a real server, a real worker."""

import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

from tests.databases import migrated_template, migrations_digest, templates_folder
from tests.services import copied_postgresql_database, own_redis

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "only-for-journeys"
_CODE = re.compile(r"\b(\d{6})\b")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _library_digest() -> str:
    import hashlib

    digest = hashlib.sha256(migrations_digest().encode())
    floors = ("lms", "casestudies", "courses", "assessments", "media")
    code = [path for floor in floors for path in (ROOT / floor).rglob("*.*")]
    for path in sorted(path for path in code if path.suffix in {".py", ".html", ".yaml", ".md", ".po"}):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@dataclass
class Site:
    """A running site. ``address`` has no slash at its end, ``commands`` counts what was run in it."""

    var: Path
    environment: dict[str, str]
    address: str = ""
    commands: int = 0
    processes: list[subprocess.Popen] = field(default_factory=list)

    @property
    def database(self) -> str:
        """The file of its rows, or their database's name on the server."""
        address = self.environment.get("DATABASE_URL")
        return address.rsplit("/", 1)[1] if address else str(self.var / "db.sqlite3")

    def manage(self, *arguments: str) -> str:
        """Run a management command in this site; returns what it printed.

        What one command makes with the factories never bears the number of what another made.
        """
        self.commands += 1
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**self.environment, "FACTORIES_BEGIN_AT": str(1000 * self.commands)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        """Serve, and where there is a queue let a real worker wait on it."""
        port = _free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.environment |= {"HAMROH_BIND": f"127.0.0.1:{port}", "HAMROH_ADDRESS": self.address}
        self._spawn("gunicorn", "--config", str(ROOT / "lms" / "gunicorn.py"), "lms.wsgi:application")
        if self.environment.get("REDIS_URL"):
            self._spawn(
                "celery", "--app", "lms.celery", "worker", "--concurrency", "1", "--loglevel", "WARNING"
            )
        self._wait()

    def _spawn(self, *module: str) -> None:
        log = (self.var / f"{module[0]}.log").open("ab")
        self.processes.append(
            subprocess.Popen(
                [sys.executable, "-m", *module],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        )

    def _wait(self) -> None:
        for _ in range(300):
            try:
                urllib.request.urlopen(self.address + "/healthz", timeout=5)  # noqa: S310
                return
            except OSError:
                time.sleep(0.2)
        raise AssertionError((self.var / "gunicorn.log").read_text()[-3000:])

    def stop(self) -> None:
        """End everything this site started."""
        for process in self.processes:
            os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)

    def mails_to(self, address: str) -> list[str]:
        """Return the texts of the mails sent to an address, oldest first."""
        found = []
        for file in sorted((self.var / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns):
            mail = message_from_bytes(file.read_bytes(), policy=policy.default)
            if mail["To"] and address in mail["To"]:
                body = mail.get_body(("plain",))
                found.append(body.get_content() if body else "")
        return found

    def code_for(self, address: str, *, after: int = 0) -> str:
        """Return the newest six-digit code mailed to an address; ``after`` mails are known already."""
        for _ in range(100):
            mails = self.mails_to(address)
            if len(mails) > after and (codes := _CODE.findall(mails[-1])):
                return codes[-1]
            time.sleep(0.1)
        raise AssertionError(f"No code was mailed to {address}.")


def prepare(folder: Path, worker: str) -> Site:
    """Return a site with the demo loaded, not yet started; on SQLite a copy of one made before."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
        "HAMROH_DEMO_PASSWORD": PASSWORD,
        "HAMROH_VAR": str(folder),
        "HAMROH_THREADS": "4",
    }
    environment.pop("DATABASE_URL", None)
    if os.environ.get("TEST_DATABASE_URL"):
        return _prepare_services(folder, worker, environment)
    _copy_demo(environment, folder)
    return Site(var=folder, environment=environment)


def _copy_demo(environment: dict[str, str], folder: Path) -> None:
    """Fill ``folder`` with a loaded demo, made once per state of the code."""
    home = templates_folder()
    template = home / f"demo-{_library_digest()}"
    with (home / "demo-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            for stale in home.glob("demo-*[0-9a-f]"):
                shutil.rmtree(stale, ignore_errors=True)
            building = home / f"building-{os.getpid()}"
            building.mkdir()
            shutil.copyfile(migrated_template(), building / "db.sqlite3")
            site = Site(var=building, environment={**environment, "HAMROH_VAR": str(building)})
            site.manage("demo")
            building.rename(template)
        shutil.copytree(template, folder, dirs_exist_ok=True)


def _prepare_services(folder: Path, worker: str, environment: dict[str, str]) -> Site:
    """Use a copy of a loaded PostgreSQL database, and a Redis of the suite's own, made anew."""
    if os.environ.get("TEST_REDIS_URL"):
        environment["REDIS_URL"] = own_redis(8)
    made = templates_folder() / f"demo-postgresql-{_library_digest()}"
    made.mkdir(exist_ok=True)

    def load(address: str) -> None:
        there = {"HAMROH_VAR": str(made), "DATABASE_URL": address}
        Site(var=made, environment={**environment, **there}).manage("demo")

    # The folder holds the keys to what stands in the database: each goes with the other alone.
    state = f"{_library_digest()}_{made.stat().st_ino}"
    environment["DATABASE_URL"] = copied_postgresql_database(f"journeys_{worker}", "demo", state, load)
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return Site(var=folder, environment=environment)

"""A house where learners claim and renew certificates by HTTP while its processes are killed.

Moments are random. A learner whose press got no answer presses again, as people do. In the end everybody has
exactly one certificate of each term, the one that was shown; see ``what_stands``.
"""

import http.client
import json
import os
import random
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import psycopg

from tests.faults.house import House, wait_until

CSRF = "c" * 32
AT_ONCE = 4
# In so many rounds of a hundred the job comes round that tells holders when to renew.
TELLING = 0.2
# How a press ends that got no answer: refused or cut off.
NO_ANSWER = (OSError, http.client.HTTPException)

SEED = """
import json, sys
from django.db import transaction
from django.test import Client
from allauth.account.models import EmailAddress
from tests.certificates.conftest import complete, person, publish
course = publish(valid_months=2)
found = []
with transaction.atomic():
    for number in range({learners}):
        learner = person(f"learner-{{number}}@example.org")
        EmailAddress.objects.create(user=learner, email=learner.email, verified=True, primary=True)
        complete(learner, course)
        client = Client()
        client.force_login(learner)
        found.append([learner.pk, client.cookies["sessionid"].value])
print("SEEDED" + json.dumps({{"course": str(course.key), "learners": found}}))
"""
READ = """
import json
from lms.certificates import credential, signing
from lms.certificates.models import Award, ClosedPlace, RenewalNotice
from lms.certificates.rules import statement
from lms.certificates.credential import decode_segment
from lms.notices.models import Digest
ring = signing.key_ring()
rows = []
for award in Award.objects.select_related("learner").order_by("learner_id", "term"):
    said = credential.read(award.credential, ring=ring)
    short = decode_segment(award.statement)
    ring.find(award.key_id).public_key.verify(short[-64:], statement.PURPOSE + short[:-64])
    is_whole = (
        said["id"] == f"urn:uuid:{award.public_id}"
        and said["credentialStatus"]["statusListIndex"] == str(award.status_place)
        and award.names == ["Айгүл Мисалова", "Aigul Misalova"]
    )
    drawn = [str(award.public_id), award.code, award.status_place]
    rows.append([award.learner_id, award.term, *drawn, is_whole])
print("READ" + json.dumps({
    "awards": rows,
    "digests": list(Digest.objects.values_list("learner_id", flat=True)),
    "notices": list(RenewalNotice.objects.values_list("award_id", "days_before")),
}))
"""


@dataclass
class Learner:
    """Somebody with a session, and the certificates that the site has shown them, by term."""

    pk: int
    session: str
    shown: dict[int, str] = field(default_factory=dict)
    presses: int = 0


@dataclass
class Claims:
    """Learners at the door of a house, and whatever has been killed there so far."""

    house: House
    course: str
    learners: list[Learner]
    killed: Counter = field(default_factory=Counter)
    unanswered: int = 0
    web: object = None
    workers: list = field(default_factory=list)

    # --- Learners -------------------------------------------------------------------------------------

    def press(self, learner: Learner) -> bool:
        """Press once what comes next for a learner; False where no answer came, or none that helps."""
        learner.presses += 1
        term = len(learner.shown) + 1
        path = f"/certificates/claim/{self.course}/" if term == 1 else f"{learner.shown[1]}renew/"
        try:
            status, where = self._post(path, learner)
        except NO_ANSWER:
            self.unanswered += 1
            return False
        assert status in (302, 500, 503), (status, self.house.said()[-3000:])
        if status != 302:
            self.unanswered += 1
            return False
        learner.shown[term] = where
        return True

    def press_until_shown(self, learner: Learner) -> None:
        """Press again until the certificate is shown, and once more: it must be the same one."""
        term = len(learner.shown) + 1
        if not wait_until(lambda: self.press(learner), seconds=60):
            raise AssertionError(f"Learner {learner.pk} gets no answer.\n{self.house.said()[-3000:]}")
        shown = learner.shown.pop(term)
        assert wait_until(lambda: self.press(learner), seconds=60)
        assert learner.shown[term] == shown

    def _post(self, path: str, learner: Learner) -> tuple[int, str]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=20)) as line:
            headers = {
                "Cookie": f"sessionid={learner.session}; csrftoken={CSRF}",
                "X-CSRFToken": CSRF,
                "Content-Type": "application/x-www-form-urlencoded",
            }
            line.request("POST", path, "sure=yes", headers)
            answer = line.getresponse()
            answer.read()
            return answer.status, answer.headers.get("Location", "")

    # --- Processes ------------------------------------------------------------------------------------

    def start_web(self) -> None:
        """Serve by gunicorn, which loads before it forks, so that a killed process is followed at once."""
        serve = ["gunicorn", "--preload", "--config", "lms/gunicorn.py", "lms.wsgi:application"]
        self.web = self.house._start(serve)

    def start_workers(self) -> None:
        """Let a real worker and its scheduler run, where there is a queue."""
        if self.house.broker:
            self.workers = self.house.start_workers()

    def kill(self, what: str) -> None:
        """Kill one kind of process with signal 9, and start again what does not come back by itself."""
        self.killed[what] += 1
        if what == "web process":
            _kill_children(self.web.pid)
        elif what == "web server":
            self.house.kill(self.web)
            self.start_web()
        elif what == "worker's process":
            _kill_children(self.workers[0].pid)
        elif what == "worker":
            self.house.kill(*self.workers)
            self.start_workers()
        else:
            _end_backends(self.house.database)

    def kinds(self) -> tuple[list[str], list[int]]:
        """What can be killed here, and how often of a hundred."""
        kinds = {"web process": 75, "web server": 3}
        if self.house.broker:
            kinds |= {"worker's process": 16, "worker": 2}
        if self.house.database:
            kinds |= {"database connections": 4}
        return list(kinds), list(kinds.values())

    # --- What happens -----------------------------------------------------------------------------------

    def round(self, pressing: list[Learner], what: str, *, within: float) -> None:
        """Let learners press at once, kill something meanwhile, and let everybody press until answered."""
        if random.random() < TELLING:
            self._tell_holders()
        with ThreadPoolExecutor(AT_ONCE) as threads:
            first = [threads.submit(self.press, learner) for learner in pressing]
            time.sleep(random.uniform(0, within))
            self.kill(what)
            answered = [one.result() for one in first]
            silent = [learner for learner, was in zip(pressing, answered, strict=True) if not was]
            list(threads.map(self.press_until_shown, silent))

    def run(self, kills: int, *, only: str = "", seconds: float = 600) -> None:
        """Kill so many times: in every round some claim, and those of the round before renew.

        ``only`` names the kind of process to kill; without it chance chooses among all. After so many
        ``seconds`` nothing more is killed.
        """
        ends = time.monotonic() + seconds
        within = self._usual_seconds() * 1.5
        new, kinds = iter(self.learners), ([only], [1]) if only else self.kinds()
        earlier: list[Learner] = []
        while self.killed.total() < kills and time.monotonic() < ends:
            claiming = [next(new) for _ in range(AT_ONCE // 2)]
            self.round([*claiming, *earlier], random.choices(*kinds)[0], within=within)
            earlier = claiming
        for learner in [one for one in self.learners if len(one.shown) < 2]:
            while len(learner.shown) < 2:
                self.press_until_shown(learner)

    def _usual_seconds(self) -> float:
        """How long a press takes here with others beside it; those who measure it are learners too."""
        measured = [self.learners.pop() for _ in range(2)]
        taken = []
        for learner in measured:
            assert wait_until(lambda learner=learner: self.press(learner))
            started = time.perf_counter()
            assert self.press(learner)
            taken.append(time.perf_counter() - started)
        self.learners += measured
        return AT_ONCE * max(taken)

    def _tell_holders(self) -> None:
        """Promise the job that tells holders of their renewal, as the calendar would each hour."""
        if self.house.broker and self.house.database:
            with psycopg.connect(self.house.database) as connection:
                connection.execute(
                    "INSERT INTO jobs_job"
                    " (id, task, arguments, state, attempts, run_after, unique_key, created, error)"
                    " VALUES (gen_random_uuid(), 'notices.send_digests', '{\"args\": [], \"kwargs\": {}}',"
                    " 'waiting', 0, now(), gen_random_uuid()::text, now(), '')"
                )

    def letters(self) -> Counter:
        """How many messages each address got."""
        files = (self.house.folder / "mail").glob("*.eml")
        return Counter(message_from_bytes(file.read_bytes())["To"] for file in files)

    def what_stands(self) -> dict:
        """Read all that was written, and hold it against what learners were shown. Returns the figures."""
        self._tell_holders()
        is_calm = wait_until(lambda: {row[1] for row in self.house.rows()} <= {"done"}, seconds=180)
        assert is_calm, (self.house.rows()[-5:], self.house.said()[-3000:])
        read = json.loads(self.house.run(READ, **settings_of()).split("READ")[1])
        awards = read["awards"]
        assert [row[:2] for row in awards] == [[one.pk, term] for one in self._sorted() for term in (1, 2)]
        assert all(row[5] for row in awards)
        shown = {
            where.rstrip("/").rpartition("/")[2] for one in self.learners for where in one.shown.values()
        }
        assert {row[2] for row in awards} == shown
        for column in (2, 3, 4):
            assert len({row[column] for row in awards}) == len(awards)
        letters = self.letters()
        assert max(letters.values(), default=0) <= 1
        assert len(read["notices"]) == len(set(map(tuple, read["notices"])))
        assert len(read["notices"]) <= letters.total()
        return {
            "learners": len(self.learners), "certificates": len(awards), "killed": dict(self.killed),
            "presses": sum(one.presses for one in self.learners), "without answer": self.unanswered,
            "jobs done": len(self.house.rows()), "letters": letters.total(),
        }  # fmt: skip

    def _sorted(self) -> list[Learner]:
        return sorted(self.learners, key=lambda one: one.pk)


def settings_of() -> dict[str, str]:
    """What every process of such a house is told: its settings, and a zone where it is noon now."""
    ahead = 12 - datetime.now(UTC).hour
    return {
        "DJANGO_SETTINGS_MODULE": "tests.faults.claiming_settings",
        # POSIX counts westward.
        "CLAIMING_ZONE": f"Etc/GMT{-ahead:+d}" if ahead else "UTC",
    }


def open_claims(house: House, *, learners: int) -> Claims:
    """Publish a course, let learners complete it, and open the doors."""
    told = settings_of()
    house.environment = lambda **changes: {**House.environment(house), **told, **changes}
    seeded = json.loads(house.run(SEED.format(learners=learners + 2)).split("SEEDED")[1])
    claims = Claims(house, seeded["course"], [Learner(pk, session) for pk, session in seeded["learners"]])
    claims.start_web()
    claims.start_workers()
    return claims


def _kill_children(pid: int) -> None:
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        with suppress(ProcessLookupError):
            os.kill(int(child), signal.SIGKILL)


def _end_backends(database: str) -> None:
    """End every connection that the house has to its database, as a database that restarts does."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

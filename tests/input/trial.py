"""Sends broken requests through the doors and looks, after each, at what must hold."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from urllib.parse import parse_qs

from django.core.cache import cache

from assessments import rules
from assessments.answers import read_answer
from assessments.models import Attempt
from assessments.queries import drawn_questions
from casestudies.ways import WayForged, read_way
from courses.models import OutcomeRecord
from tests.input.broken import Breaker, Request
from tests.input.doors import CASE_SECRETS, SECRET, House
from tests.input.parts import Door

CLEAN = {200, 302, 303, 400, 403, 404, 405, 409, 413, 415, 422, 429}

# What an attempt keeps from its beginning.
FRAME = ("drawn", "pass_mark", "number", "begun_at", "learner_id", "course_key", "public_id")


@dataclass
class Report:
    """What was sent and what came back. ``slowest`` counts seconds of this process alone."""

    seed: int
    requests: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_was: str = ""
    statuses: Counter = field(default_factory=Counter)
    ways: Counter = field(default_factory=Counter)
    doors: Counter = field(default_factory=Counter)
    refused: int = 0
    finished: int = 0
    faults: list[str] = field(default_factory=list)


class Trial:
    """One house, one seed."""

    def __init__(self, seed: int):
        chance = random.Random(seed)
        self.house = House(chance)
        self.breaker = Breaker(seed, self.house.foreign)
        self.doors, self.chance, self.report = self.house.doors(), chance, Report(seed)
        self.before = self.house.kept()

    def run(self, *, requests: int, seconds: float) -> Report:
        """Send so many requests, or as many as the time allows."""
        began = time.monotonic()
        while self.report.requests < requests and time.monotonic() - began < seconds:
            if self.report.requests % 100 == 99:
                self.house.annex.renew()
                self.before = self.house.kept()
            door = self.chance.choice(self.doors)
            self._try(door, self.breaker.request(door.fields(), is_json=door.is_json))
        self.report.seconds = time.monotonic() - began
        self.report.finished = self.house.attempts().exclude(submitted_at=None).count()
        return self.report

    def _try(self, door: Door, sent: Request) -> None:
        before, began = self.before, time.process_time()
        response = door.client.generic(
            sent.method, door.address, sent.body, content_type=sent.content_type, **sent.headers
        )
        took, page = time.process_time() - began, response.content.decode("utf-8", "replace")
        self._count(door, sent, response.status_code, took)
        after = self.before = self.house.kept()
        found = [
            *_broken(response.status_code),
            *self._changed(before, after, response.status_code, page),
            *self._told_early(door, sent, page),
            *self._unsound(before, after),
        ]
        where = f"{door.name} ({sent.way}, {response.status_code})"
        self.report.faults += [f"{what}: {where} {sent.method} {sent.body[:300]!r}" for what in found]
        if response.status_code == 429:
            cache.clear()

    def _count(self, door: Door, sent: Request, status: int, took: float) -> None:
        report = self.report
        report.requests += 1
        report.statuses[status] += 1
        report.ways[sent.way] += 1
        report.doors[door.name] += 1
        if took > report.slowest:
            report.slowest, report.slowest_was = took, f"{door.name}, {sent.way}"

    def _changed(self, before: dict, after: dict, status: int, page: str) -> list[str]:
        # Asked once more because questions are open: the answers are kept, and so they should be.
        is_asked_again = 'name="sure"' in page
        # A block of the same lesson keeps a move that was refused, with the reason, until one is taken.
        is_refused = 'role="alert"' in page.replace('class="problem hx-problem" role="alert"', "")
        if is_asked_again or not (status >= 400 or is_refused):
            return []
        self.report.refused += 1
        return ["refused, and something changed"] if before != after else []

    def _told_early(self, door: Door, sent: Request, page: str) -> list[str]:
        told = [code for code in set(SECRET.findall(page)) if not self._is_earned(code, door, page)]
        if CASE_SECRETS.search(page) and not self._is_case_earned(sent):
            told.append(self.house.case.code)
        return [f"the key of {code} before its answer" for code in told]

    def _is_earned(self, code: str, door: Door, page: str) -> bool:
        if code.startswith("form-") or door.name.startswith("refresher"):
            return self.house.annex.is_told(code, door, page)
        if code.startswith("asked-"):
            newest = self.house.attempts().first()
            return door.name in ("test_save", "test_finish") and newest is not None and newest.is_finished
        if door.client is self.house.visitor:
            return code == self.house.practice[0].code and 'role="alert"' not in page
        return OutcomeRecord.objects.filter(activity_key=self.house.keys[code], completed=True).exists()

    def _is_case_earned(self, sent: Request) -> bool:
        key = self.house.case.activity.translation_key
        if OutcomeRecord.objects.filter(activity_key=key, completed=True).exists():
            return True
        return _walked_to_an_end(key, sent)

    def _unsound(self, before: dict, after: dict) -> list[str]:
        """Return what does not hold of attempts, refreshers and contributions, whatever was sent."""
        old = {row["id"]: row for row in (*before["attempts"], *before["checks"])}
        changed = [row for row in (*after["attempts"], *after["checks"]) if old.get(row["id"]) != row]
        found = self.house.annex.unsound(before, after)
        for row in changed:
            was = old.get(row["id"])
            if was and (was["submitted_at"] or any(was[name] != row[name] for name in FRAME)):
                found.append("a finished attempt or its frame changed")
            found += _badly_kept(Attempt.objects.get(pk=row["id"]))
        return found


def _broken(status: int) -> list[str]:
    return [] if status in CLEAN else [f"status {status}"]


def _walked_to_an_end(key, sent: Request) -> bool:
    fields = parse_qs(sent.body.decode("utf-8", "replace"))
    try:
        return "finish" in fields and len(read_way(key, fields["way"][-1])) >= 2
    except (KeyError, WayForged):
        return False


def _badly_kept(attempt) -> list[str]:
    """Return whether an attempt holds what was never asked, or a score that its answers do not give."""
    questions = {each.key: each for each in drawn_questions(attempt.drawn, language="en", published=0)}
    if not set(attempt.answers) <= set(questions):
        return ["an answer to what was not asked"]
    try:
        for key, value in attempt.answers.items():
            rules.require_own(questions[key].graded, read_answer(value))
    except rules.AnswerForeign:
        return ["an answer that does not belong to its question"]
    if not attempt.is_finished:
        return []
    marks = [_mark(each, attempt) for each in questions.values()]
    return [] if abs(attempt.score - float(rules.mean_score(marks))) < 1e-9 else ["a score nobody earned"]


def _mark(question, attempt) -> Fraction:
    answer = read_answer(attempt.answers.get(question.key))
    if not rules.is_answered(question.graded, answer):
        return Fraction(0)
    return rules.grade(question.graded, answer) or Fraction(0)

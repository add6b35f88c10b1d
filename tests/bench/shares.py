"""Where the time of a page goes: shares by what each function belongs to, profiled in one process.

Run by `./run bench --shares` on the same ground as the ratios. A profiler slows small functions more than
large ones, so these are shares and no milliseconds; what a function of C takes counts for who called it.
"""

import cProfile
import http.client
import io
import json
import pstats
import sys
import time
from email.message import Message
from pathlib import Path
from wsgiref.util import setup_testing_defaults

from tests.bench.line import Answer, Line, Works

ROOT = str(Path(__file__).resolve().parent.parent.parent)
ROUNDS = 12
# The first that fits counts; libraries lie below the folder of the project, so ours comes last.
PARTS = {
    "database": ("/django/db/", "/sqlite3/", "/psycopg", "/wagtail/models/", "/queryset"),
    "account": ("/contrib/sessions/", "/contrib/auth/", "/allauth/", "/core/signing", "/middleware/csrf"),
    "templates": ("/django/template/", "/utils/html.py", "/utils/safestring.py", "/templatetags/", "/forms/"),
    "words": ("/utils/translation/", "/gettext.py", "/utils/formats.py", "/utils/dateformat.py"),
    "addresses": ("/django/urls/",),
    "request": ("/django/core/", "/django/http/", "/django/middleware/", "/django/utils/", "/site-packages/"),
    "ours": (ROOT,),
}


class Inside(Line):
    """The site in this process: no socket, every request profiled."""

    def __init__(self) -> None:
        from tests.bench.wsgi import application

        self.application, self.profile = application, cProfile.Profile()

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        """Answer one request; only the site's own work is profiled."""
        environ, told = _environ(method, path, body, headers), {}
        began = time.perf_counter()
        self.profile.enable()
        parts = self.application(environ, lambda status, found: told.update(status=status, headers=found))
        content = b"".join(parts)
        self.profile.disable()
        seconds = time.perf_counter() - began
        if hasattr(parts, "close"):
            parts.close()
        return Answer(int(told["status"][:3]), content, _message(told["headers"]), seconds)


def _environ(method: str, path: str, body: str, headers: dict[str, str]) -> dict:
    address, _question_mark, query = path.partition("?")
    environ = {"REQUEST_METHOD": method, "PATH_INFO": address, "QUERY_STRING": query}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items() if value}
    environ["HTTP_HOST"] = "127.0.0.1"
    if body:
        environ["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
        environ["CONTENT_LENGTH"] = str(len(body.encode()))
    environ["wsgi.input"] = io.BytesIO(body.encode())
    setup_testing_defaults(environ)
    return environ


def _message(pairs: list[tuple[str, str]]) -> Message:
    message = http.client.HTTPMessage()
    for name, value in pairs:
        message[name] = value
    return message


def shares_of(profile: cProfile.Profile) -> dict[str, float]:
    """Return the share of each part, 0 to 1."""
    found = dict.fromkeys([*PARTS, "other"], 0.0)
    for (file, _line, _name), (_calls, _all, own, _whole, callers) in pstats.Stats(profile).stats.items():
        if file != "~":
            found[_part_of(file)] += own
            continue
        for (calling, _at, _who), (_ncalls, _nall, took, _total) in callers.items():
            found[_part_of(calling)] += took
    whole = sum(found.values())
    return {part: seconds / whole for part, seconds in found.items()}


def _part_of(file: str) -> str:
    return next((part for part, signs in PARTS.items() if any(sign in file for sign in signs)), "other")


def main() -> None:
    """Print a row of shares for each work; who may go where comes on standard input."""
    ground = json.load(sys.stdin)
    # From the other end: the first of them have claimed by now.
    ground["claimers"].reverse()
    works = Works(Inside(), ground)
    print(f"\n{'share of the time, percent':28}" + "".join(f"{part:>11}" for part in [*PARTS, "other"]))  # noqa: T201
    for work in (
        "lesson",
        "lesson_again",
        "test",
        "my_learning",
        "coordination",
        "items",
        "search",
        "verify",
        "claim",
    ):
        for _ in range(2):
            getattr(works, work)()
        works.line.profile = cProfile.Profile()
        for _ in range(ROUNDS):
            getattr(works, work)()
        row = "".join(f"{share * 100:11.0f}" for share in shares_of(works.line.profile).values())
        print(f"{work:28}{row}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

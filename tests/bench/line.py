"""One kept-alive connection, as a browser holds it, and the actions that are timed on it."""

import http.client
import re
import time
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlencode

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
FIELD = re.compile(r'<input[^>]*type="(radio|checkbox|hidden)"[^>]*name="([^"]+)"[^>]*value="([^"]*)"')


@dataclass
class Answer:
    """What came back, and how long it took in seconds."""

    status: int
    body: bytes
    headers: http.client.HTTPMessage
    seconds: float


class Browser:
    """Somebody's cookies, kept as a browser keeps them."""

    def __init__(self, cookies: str = "") -> None:
        self.cookies = dict(pair.split("=", 1) for pair in cookies.split("; ") if pair)
        self.token = ""

    @property
    def header(self) -> str:
        """What is sent along."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def keep(self, answer: Answer) -> None:
        """Keep the cookies of an answer, and the token of its forms."""
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        found = TOKEN.search(answer.body)
        self.token = found.group(1).decode() if found else self.token


class Line:
    """A connection to the server that is measured."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        """Send one request and read the whole answer."""
        sent = {name.replace("_", "-"): value for name, value in headers.items() if value}
        if body:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.connection.request(method, path, body or None, sent)
        answer = self.connection.getresponse()
        content = answer.read()
        return Answer(answer.status, content, answer.headers, time.perf_counter() - began)


class Works:
    """The actions of the budget table; each returns the seconds its requests took."""

    def __init__(self, line: Line, ground: dict) -> None:
        self.line, self.ground = line, ground
        self.stranger = Browser()
        self.reader, self.coordinator = Browser(ground["reader"]), Browser(ground["coordinator"])
        self.trainer = Browser(ground["trainer"])
        self.takers = cycle([Browser(cookies) for cookies in ground["takers"]])
        self.claimers = iter([Browser(cookies) for cookies in ground["claimers"]])
        self.course = f"/courses/{ground['course']}/"
        self.etag = ""

    def get(self, path: str, browser: Browser, *, expect: int = 200, **headers: str) -> Answer:
        """Look at a page as somebody. Raises AssertionError for another status than expected."""
        answer = self.line.ask("GET", path, Cookie=browser.header, **headers)
        assert answer.status == expect, (path, answer.status)
        browser.keep(answer)
        return answer

    def post(self, path: str, browser: Browser, fields: list[tuple[str, str]], *, expect: int) -> Answer:
        """Send a form as a browser with scripts does."""
        body = urlencode([*fields, ("csrfmiddlewaretoken", browser.token)])
        answer = self.line.ask("POST", path, body, Cookie=browser.header, HX_Request="true")
        assert answer.status == expect, (path, answer.status, answer.body[:500])
        browser.keep(answer)
        return answer

    def bare(self) -> float:
        """A view that does nothing, without middleware."""
        return self.get("/bare/", self.stranger).seconds

    def lesson(self) -> float:
        """A lesson, signed in, beside 200 courses and three years of history."""
        answer = self.get(f"{self.course}core-02/", self.reader)
        self.etag = answer.headers["ETag"]
        return answer.seconds

    def lesson_again(self) -> float:
        """The same lesson, which the browser still holds."""
        return self.get(f"{self.course}core-02/", self.reader, expect=304, If_None_Match=self.etag).seconds

    def my_learning(self) -> float:
        """My learning with 20 courses and ten certificates."""
        return self.get("/learn/", self.reader).seconds

    def coordination(self) -> float:
        """The coordinator's page over some 2,000 learners."""
        return self.get("/coordination/", self.coordinator).seconds

    def items(self) -> float:
        """How 200 questions did in 5,000 attempts, for those who write them."""
        return self.get("/courses/large-test/test/items/", self.trainer).seconds

    def search(self) -> float:
        """A stranger looks a word up among 200 courses."""
        return self.get("/courses/?q=mahalla", self.stranger).seconds

    def verify(self) -> float:
        """A stranger checks a certificate."""
        return self.get(f"/verify/{self.ground['code']}/", self.stranger).seconds

    def test(self) -> float:
        """Open a test with its questions, answer them all, finish, read what came of it."""
        taker = next(self.takers)
        self.get(self.course, taker)
        self.post(f"{self.course}test/begin/", taker, [], expect=302)
        page = self.get(f"{self.course}test/", taker)
        answers = filled(page.body.decode())
        finished = self.post(f"{self.course}test/finish/", taker, answers, expect=200)
        assert b"result" in finished.body
        return page.seconds + finished.seconds

    def claim(self) -> float:
        """Claim a certificate that was earned."""
        claimer, address = next(self.claimers), f"/certificates/claim/{self.ground['course_key']}/"
        self.get(address, claimer)
        return self.post(address, claimer, [], expect=302).seconds


def filled(page: str) -> list[tuple[str, str]]:
    """Return a form's fields with the first choice of each group taken."""
    fields: dict[str, tuple[str, str]] = {}
    for _kind, name, value in FIELD.findall(page):
        if name != "csrfmiddlewaretoken":
            fields.setdefault(name, (name, value))
    return list(fields.values())

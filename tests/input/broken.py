"""Requests made wrong in every way we know, out of one that a page of ours would send."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import quote
from uuid import UUID

Fields = list[tuple[str, str]]
FORM, MULTIPART, JSON = "application/x-www-form-urlencoded", "multipart/form-data", "application/json"
EDGE = "----edge"
METHODS = ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"]
ODD = [
    "", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\ufeff", "\u202e", "🙂" * 50, "é\u0301" * 30,
    "NaN", "nan",
    "inf", "-inf", "1e999", "-1e308", "9" * 400, "9" * 5000, "0x10", "1_000", "-1", "0", "1e-400", "٣",
    "½", "true",
    "TRUE", "null", "None", "[]", "{}", "|", "||||", ":", "a:", ":a", "a:b:c", "x" * 2001,
    "x" * 70_000, "%00",
    "%ED%A0%80", "../../etc/passwd", "' OR 1=1 --", "<script>alert(1)</script>", "{{ 7*7 }}", "\r\nX-Sent: 1",
]  # fmt: skip
FORGED = [
    ("score", "1"), ("score", "100"), ("passed", "true"), ("marks", "{}"), ("pass_mark", "0"),
    ("is_right", "true"),
    ("completed", "true"), ("submitted_at", "2030-01-01"), ("done", "1"),
    ("response", '{"way": [], "done": true}'),
    ("drawn", "[]"), ("learner", "1"), ("trust", "server"), ("number", "99"), ("language", "xx"),
]  # fmt: skip
CLOCKS = ["0", "-86400000", "1e15", "1e999", "-1e999", "nan", "253402300800000", "9" * 400, "120000", "x"]


@dataclass(frozen=True)
class Request:
    """One request, bytes and all. ``way`` names how it was made wrong, for the report."""

    way: str
    method: str = "POST"
    content_type: str = FORM
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def as_bytes(text: str) -> bytes:
    """Return text as bytes even where it holds half a character."""
    return text.encode("utf-8", "surrogatepass")


def form(fields: Fields) -> bytes:
    """Return fields as a form's body."""
    pairs = ((quote(as_bytes(name)), quote(as_bytes(value))) for name, value in fields)
    return "&".join(f"{name}={value}" for name, value in pairs).encode()


def multipart(fields: Fields) -> bytes:
    """Return fields as a body in parts."""
    parts = [
        as_bytes(f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n')
        for name, value in fields
    ]
    return b"".join(parts) + f"--{EDGE}--\r\n".encode()


class Breaker:
    """Makes requests out of sound fields; the same seed makes the same requests."""

    def __init__(self, seed: int, foreign: list[str]):
        self.chance = random.Random(seed)
        self.foreign = foreign
        self.ways: list[Callable[[Fields], Request]] = [
            self.sound, self.sound, self.foreign_ids, self.doubled, self.odd_value, self.odd_value,
            self.odd_name,
            self.forged, self.clocks, self.left_out, self.many_fields, self.long_name,
            self.wrong_method, self.wrong_type,
            self.cut_multipart, self.as_json, self.broken_json, self.deep_json, self.noise, self.mixed,
        ]  # fmt: skip

    def request(self, fields: Fields, *, is_json: bool) -> Request:
        """Return a request made wrong in one way; most say that they come from a script."""
        if is_json and self.chance.random() < 0.7:
            made = self.chance.choice([self.as_json, self.odd_json, self.broken_json, self.deep_json])(fields)
        else:
            made = self.chance.choice(self.ways)(fields)
        headers = {"HTTP_HX_REQUEST": "true"} if self.chance.random() < 0.8 else {}
        if self.chance.random() < 0.1:
            headers["HTTP_ACCEPT_LANGUAGE"] = self.chance.choice(["ru", "xx", "\x00", "en;q=nan", "a" * 3000])
        return replace(made, headers=headers)

    def _any(self, fields: Fields) -> int:
        return self.chance.randrange(len(fields))

    def _one_changed(self, fields: Fields, change) -> Fields:
        place = self._any(fields)
        return [change(*pair) if number == place else pair for number, pair in enumerate(fields)]

    def sound(self, fields: Fields) -> Request:
        """Sent as a page would; again and again, so a replay most of the time."""
        return Request("as a page sends it", body=form(fields))

    def foreign_ids(self, fields: Fields) -> Request:
        other = self.chance.choice([*self.foreign, str(UUID(int=self.chance.getrandbits(128)))])
        in_name = self.chance.random() < 0.3

        def change(name: str, value: str) -> tuple[str, str]:
            if in_name and "-" in name:
                return f"{name.partition('-')[0]}-{other}", value
            return name, f"{other}:{value.partition(':')[2]}" if ":" in value else other

        return Request("foreign ids", body=form(self._one_changed(fields, change)))

    def doubled(self, fields: Fields) -> Request:
        name, value = fields[self._any(fields)]
        again = self.chance.choice([value, self.chance.choice(self.foreign), self.chance.choice(ODD)])
        return Request("duplicate keys", body=form([*fields, (name, again)]))

    def odd_value(self, fields: Fields) -> Request:
        odd = self.chance.choice(ODD)
        return Request("odd values", body=form(self._one_changed(fields, lambda name, _value: (name, odd))))

    def odd_name(self, fields: Fields) -> Request:
        odd = self.chance.choice(ODD)
        changed = self._one_changed(fields, lambda name, value: (name.partition("-")[0] + "-" + odd, value))
        return Request("odd names", body=form(changed))

    def forged(self, fields: Fields) -> Request:
        return Request("forged scores", body=form([*fields, *self.chance.sample(FORGED, 4)]))

    def clocks(self, fields: Fields) -> Request:
        known = {name.partition("-")[2].partition(":")[0] for name, _value in fields} - {""}
        steps = [(f"at-{key}", self.chance.choice(CLOCKS)) for key in sorted(known)]
        return Request("clock steps", body=form([*fields, *steps, ("sent", self.chance.choice(CLOCKS))]))

    def left_out(self, fields: Fields) -> Request:
        return Request("fields left out", body=form([pair for pair in fields if self.chance.random() < 0.6]))

    def many_fields(self, fields: Fields) -> Request:
        name = fields[self._any(fields)][0].partition("-")[0]
        more = "&".join(f"{name}-{number}=x" for number in range(10_000)).encode()
        return Request("10,000 fields", body=form(fields) + b"&" + more)

    def long_name(self, fields: Fields) -> Request:
        long = self.chance.choice(["choice-", "text-", "pair:", ""]) + "n" * self.chance.choice(
            [3000, 200_000]
        )
        return Request("very long names", body=form([*fields, (long, "x")]))

    def wrong_method(self, fields: Fields) -> Request:
        return Request("wrong methods", method=self.chance.choice(METHODS), body=form(fields))

    def wrong_type(self, fields: Fields) -> Request:
        types = ["text/plain", "application/xml", "", "\x00", "application/octet-stream",
        "multipart/form-data",
                 "multipart/form-data; boundary=", f"{FORM}; charset=utf-7", f"{FORM}; charset=nonsense",
                 "multipart/form-data; boundary=" + "b" * 5000]  # fmt: skip
        return Request("wrong content types", content_type=self.chance.choice(types), body=form(fields))

    def cut_multipart(self, fields: Fields) -> Request:
        whole = multipart(fields)
        cut = whole[: self.chance.randrange(len(whole) + 1)]
        return Request("truncated multipart", content_type=f"{MULTIPART}; boundary={EDGE}", body=cut)

    def as_json(self, fields: Fields) -> Request:
        return Request("JSON", content_type=JSON, body=json.dumps(dict(fields)).encode())

    def odd_json(self, fields: Fields) -> Request:
        odd = self.chance.choice(
            [*ODD, None, True, 1, -1.5, [], {}, ["a"], float("nan"), float("inf"), 10**400]
        )
        changed = dict(fields) | {fields[self._any(fields)][0]: odd}
        return Request("odd values in JSON", content_type=JSON, body=json.dumps(changed).encode())

    def broken_json(self, fields: Fields) -> Request:
        whole = json.dumps(dict(fields)).encode()
        body = whole[: self.chance.randrange(len(whole))] + self.chance.choice(
            [b"", b"\xff", b"}", b"\x00", b",,"]
        )
        return Request("broken JSON", content_type=JSON, body=body)

    def deep_json(self, _fields: Fields) -> Request:
        opened = self.chance.choice([b"[", b'{"text":'])
        return Request("deep JSON", content_type=JSON, body=opened * self.chance.choice([500, 100_000]))

    def noise(self, _fields: Fields) -> Request:
        return Request("noise", body=self.chance.randbytes(self.chance.randrange(400)))

    def mixed(self, fields: Fields) -> Request:
        names = [name for name, _value in fields]
        values = [*(value for _name, value in fields), *ODD, *self.foreign]
        pairs = [
            (self.chance.choice(names), self.chance.choice(values)) for _ in range(self.chance.randrange(30))
        ]
        return Request("everything mixed", body=form(pairs))

"""A browser follows every link: no page breaks, asks another host or is wider than a phone."""

import re
from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest

from tests.journeys.looking import watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser
MOST_PAGES = 40
# Hundreds of claims have a page each, all alike: a few of them are enough.
CLAIM = re.compile(r"(/\w\w)?/figures/[^/]+/")
MOST_CLAIMS = 5
LEFT_OUT = ("/document.pdf", "/credential.jwt", "/accounts/data", "sign-out", "/mail/", "/save/", ".csv")


def crawl(page, start: str) -> list[str]:
    """Open pages from ``start`` on, at most MOST_PAGES; returns their paths."""
    waiting, met = deque([start]), {start}
    opened = []
    while waiting and len(opened) < MOST_PAGES:
        path = waiting.popleft()
        answer = page.goto(path)
        assert answer.status in (200, 404), (path, answer.status)
        opened.append(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
        for link in page.locator("a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))"):
            target = urlsplit(urljoin(page.url, link))
            if (
                target.hostname != "127.0.0.1"
                or target.path in met
                or any(part in target.path for part in LEFT_OUT)
                or (CLAIM.fullmatch(target.path) and sum(map(bool, map(CLAIM.fullmatch, met))) >= MOST_CLAIMS)
            ):
                continue
            met.add(target.path)
            waiting.append(target.path)
    return opened


@pytest.mark.parametrize("role", ["", "practitioner"])
def test_no_page_breaks_or_asks_another_host(visitor, role):
    page = visitor()
    seen = watch(page)
    if role:
        sign_in_demo(page, role)
    opened = crawl(page, "/")
    assert len(opened) >= 15
    assert seen == []


def test_pages_in_every_language_ask_no_other_host(visitor):
    page = visitor()
    seen = watch(page)
    for language in ("ru", "kk", "ky", "tg", "uz"):
        for path in (
            "/",
            "/courses/",
            "/courses/common-core/",
            "/courses/common-core/core-01/",
            "/figures/?disagree=yes",
            "/figures/uz-total-435-text/",
            "/accounts/login/",
        ):
            assert page.goto(f"/{language}{path}").status == 200
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"/{language}{path}"
    assert seen == []

"""What journeys look for on every page: accessibility, outside requests, broken promises of the policy."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = Axe().axe_script
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


def assert_accessible(page) -> None:
    """Fail with axe's own words when a page breaks WCAG 2.2 AA, or is wider than its window."""
    _bring_axe(page)
    found = page.evaluate("options => axe.run(options).then((result) => result.violations)", OPTIONS)
    problems = [
        f"{violation['id']}: {violation['help']} at {violation['nodes'][0]['html'][:200]}"
        for violation in found
    ]
    assert problems == [], f"{page.url}\n" + "\n".join(problems)
    assert_fits(page)


def _bring_axe(page) -> None:
    """Bring axe into the page, once. The debugger's own way takes half the time of Playwright's."""
    if page.evaluate("'axe' in window"):
        return
    debugger = page.context.new_cdp_session(page)
    debugger.send("Runtime.evaluate", {"expression": AXE})
    debugger.detach()


def assert_fits(page) -> None:
    """Fail where a page is wider than its window; a phone's window would grow with it, so it is not asked."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{page.url} is {width} px wide"


def watch(page) -> list[str]:
    """Collect what must never happen on a page: requests to other hosts, refused content, script errors."""
    seen: list[str] = []

    def on_request(request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            seen.append(f"request to {request.url}")

    def on_message(message) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            seen.append(f"console: {message.text}")

    page.on("request", on_request)
    page.on("console", on_message)
    page.on("pageerror", lambda error: seen.append(f"script: {error}"))
    return seen


def keep_picture(page, name: str) -> None:
    """Save a screenshot where PICTURES names a folder; for people who want to look."""
    folder = os.environ.get("PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)

"""What journeys look for on every page: accessibility, outside requests, broken promises of the policy."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = Axe().axe_script
# Contrast takes nine tenths of axe's time. It hangs on the style alone, so of the words that stand alike
# in elements of the same kind and class, under ancestors of the same, it asks the first.
ALL_BUT_CONTRAST = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"color-contrast": {"enabled": False}},
    "resultTypes": ["violations"],
}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
LOOK = """async ([options, contrast]) => {
    const seen = new Set();
    const sample = [...document.body.querySelectorAll("*")].filter((element) => {
        const holds = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
        if (!element.matches("input, textarea, select") && ![...element.childNodes].some(holds)) return false;
        const style = getComputedStyle(element);
        let look = [style.color, style.fontSize, style.fontWeight, style.opacity].join();
        for (let each = element; each; each = each.parentElement) {
            look += `<${each.tagName}.${each.getAttribute("class")}.${each.getAttribute("style")}`;
        }
        return !seen.has(look) && seen.add(look);
    });
    const found = await axe.run(options);
    const faint = sample.length ? await axe.run({ include: sample }, contrast) : { violations: [] };
    return [...found.violations, ...faint.violations];
}"""


def assert_accessible(page) -> None:
    """Fail with axe's own words when a page breaks WCAG 2.2 AA, or is wider than its window."""
    problems = accessibility_problems(page)
    assert problems == [], f"{page.url}\n" + "\n".join(problems)
    assert_fits(page)


def accessibility_problems(page) -> list[str]:
    """Return what breaks WCAG 2.2 AA on a page, in axe's own words with the first place."""
    _bring_axe(page)
    found = page.evaluate(LOOK, [ALL_BUT_CONTRAST, CONTRAST])
    return [
        f"{violation['id']}: {violation['help']} at {violation['nodes'][0]['html'][:200]}"
        for violation in found
    ]


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

"""Pages over a slow line on a slow phone: bytes, requests, seconds to readable text, and a filmstrip.

The line is Chromium's own throttle: 400 kbit/s, 400 ms for each request, and a quarter of this
machine's speed. Readable means that the page's heading and first paragraph are painted.
"""

import base64
import io
import statistics
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, CDPSession, sync_playwright

from tests.chromium import CHROMIUM, FLAGS

KBITS, LATENCY_MS, SLOWER = 400, 400, 4
PHONE = {"width": 360, "height": 640}
LONGEST, HEAVIEST_KIB, MOST_REQUESTS = 1.0, 60, 8
VISITS = 5
FRAMES_AT = (0.0, 0.5, 0.75, 1.0, 1.5, 2.5)

_PAINTS = """
window.painted = {};
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
        window.painted[entry.identifier] ??= entry.renderTime || entry.startTime;
    }
}).observe({type: "element", buffered: true});
"""
# The two elements that make a page readable are marked while it is parsed, before they are painted.
_MARKS = """
new MutationObserver(() => {
    const mark = (name, selector) => document.querySelector(selector)?.setAttribute("elementtiming", name);
    mark("heading", "main h1");
    mark("text", "main h1 ~ p:not(.facts-line), main h1 ~ div p, main h1 ~ * p");
}).observe(document, {childList: true, subtree: true});
"""


@dataclass(frozen=True)
class Visit:
    """One first visit: seconds until readable, bytes over the line, requests, frames as (seconds, PNG)."""

    readable: float
    transferred: int
    requests: int
    frames: list[tuple[float, bytes]]


def visit(browser: Browser, address: str) -> Visit:
    """Open a page with an empty cache over the slow line."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=1)
    page = context.new_page()
    page.add_init_script(_PAINTS + _MARKS)
    session = context.new_cdp_session(page)
    sizes, frames = _watch(session)
    _slow_down(session)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(200)
    readable = page.evaluate("Math.max(window.painted.heading, window.painted.text) || 0")
    began = page.evaluate("performance.timeOrigin") / 1000
    context.close()
    if not readable:
        raise AssertionError(f"{address} painted no heading or no text.")
    return Visit(readable / 1000, sum(sizes), len(sizes), [(at - began, shot) for at, shot in frames])


def _watch(session: CDPSession) -> tuple[list[int], list[tuple[float, bytes]]]:
    """Collect the bytes of each finished request, and each frame with the time it was painted at."""
    sizes: list[int] = []
    frames: list[tuple[float, bytes]] = []

    def keep(event: dict) -> None:
        frames.append((event["metadata"]["timestamp"], base64.b64decode(event["data"])))
        session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    session.on("Page.screencastFrame", keep)
    session.send("Network.enable")
    session.send("Page.enable")
    session.send("Page.startScreencast", {"format": "png"})
    return sizes, frames


def _slow_down(session: CDPSession) -> None:
    speed = KBITS * 1000 / 8
    line = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": speed, "uploadThroughput": speed}
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def filmstrip(found: Visit, path: Path) -> None:
    """Save what the phone showed at certain seconds, side by side."""
    strip = Image.new("RGB", (len(FRAMES_AT) * 190, 360), "white")
    for number, second in enumerate(FRAMES_AT):
        shown = [shot for at, shot in found.frames if at <= second]
        ImageDraw.Draw(strip).text((number * 190 + 5, 5), f"{second:.2f} s", fill="black")
        if shown:
            frame = Image.open(io.BytesIO(shown[-1])).convert("RGB")
            frame.thumbnail((180, 330))
            strip.paste(frame, (number * 190 + 5, 25))
    path.parent.mkdir(parents=True, exist_ok=True)
    strip.save(path)


def measure(address: str, pages: dict[str, str], folder: Path, say) -> list[str]:
    """Print a row for each page and return what is over its budget. Without Chromium it says so."""
    if CHROMIUM is None:
        say("\nNo Chromium here, so the slow line was not measured.")
        return []
    missed = []
    say(f"\n{f'first visit, {KBITS} kbit/s, {LATENCY_MS} ms':36} {'readable':>9} {'KiB':>6} {'requests':>9}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, path in pages.items():
            visits = [visit(browser, address + path) for _ in range(VISITS)]
            missed += _row(name, visits, say)
            filmstrip(visits[-1], folder / f"{name.replace(' ', '-')}.png")
        browser.close()
    say(f"{'limit':36} {LONGEST:8.2f}s {HEAVIEST_KIB:6} {MOST_REQUESTS:9}   filmstrips: {folder}")
    return missed


def _row(name: str, visits: list[Visit], say) -> list[str]:
    seconds = statistics.median(each.readable for each in visits)
    kib, requests = max(each.transferred for each in visits) / 1024, max(each.requests for each in visits)
    is_over = seconds > LONGEST or kib > HEAVIEST_KIB or requests > MOST_REQUESTS
    say(f"{name:36} {seconds:8.2f}s {kib:6.1f} {requests:9}" + ("  over" if is_over else ""))
    return [f"{name} over the slow line"] * is_over

"""The site and the browser that journeys walk with."""

import os
import shutil
from pathlib import Path

import pytest

from tests.journeys.site import prepare

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM = CHROMIUM or shutil.which("google-chrome")
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """Leave journeys out where there is no browser, unless REQUIRE_BROWSER asks for one."""
    if CHROMIUM or os.environ.get("REQUIRE_BROWSER"):
        return
    here = Path(__file__).parent
    items[:] = [item for item in items if here not in item.path.parents]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A running demo site of this worker's own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    running = prepare(tmp_path_factory.mktemp("site"), worker)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser():
    """A real Chromium."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "REQUIRE_BROWSER is set, but there is no Chromium on this machine."
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser, site):
    """Open a fresh page of a fresh person: ``visitor()``, ``visitor(size="desk", dark=True)``, ..."""
    contexts = []

    def open_page(*, size: str = "phone", dark: bool = False, scripts: bool = True):
        context = browser.new_context(
            base_url=site.address,
            viewport=SIZES[size],
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale="en-GB",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()

"""The site that journeys walk through, and the people who walk."""

import os

import pytest
from playwright.sync_api import expect

from tests.journeys.seen import Seen
from tests.journeys.site import prepare

# SLOW=6 gives journeys a browser six times slower on a far line, so that one which does not wait for
# what it asserts fails here, and not some day on a busy machine.
SLOW = int(os.environ.get("SLOW") or 0)
PATIENCE = 15_000 * (SLOW or 1)
expect.set_options(timeout=PATIENCE)
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}
SEEN = pytest.StashKey[Seen]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Say with a journey that failed what its pages showed: on another machine nobody can look."""
    report = yield
    if report.when == "call" and report.failed and SEEN in item.stash:
        report.sections.append(("what the pages showed", item.stash[SEEN].told()))
    return report


@pytest.fixture(scope="session")
def site(tmp_path_factory, django_db_setup):
    """A running demo site of this worker's own, on tables that the suite has migrated already."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    running = prepare(tmp_path_factory.mktemp("site"), worker)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def visitor(browser, site, request):
    """Open a fresh page of a fresh person: ``visitor()``, ``visitor(size="desk", dark=True)``, ...

    ``touch`` gives a phone with a finger instead of a mouse. ``moving`` lets pages glide to where they are
    sent; what is clicked meanwhile stands elsewhere, so journeys walk without.
    """
    contexts = []
    seen = request.node.stash[SEEN] = Seen()

    def open_page(
        *,
        size: str = "phone",
        dark: bool = False,
        scripts: bool = True,
        touch: bool = False,
        moving: bool = False,
    ):
        context = browser.new_context(
            base_url=site.address,
            viewport=SIZES[size],
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            has_touch=touch,
            is_mobile=touch,
            reduced_motion="no-preference" if moving else "reduce",
            locale="en-GB",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        seen.watch(page)
        if SLOW:
            _slow_down(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


def _slow_down(page) -> None:
    debugger = page.context.new_cdp_session(page)
    debugger.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})

    def set_offline(offline: bool) -> None:
        line = {"latency": 400, "downloadThroughput": -1, "uploadThroughput": -1}
        debugger.send("Network.emulateNetworkConditions", {"offline": offline, **line})

    set_offline(False)
    # Playwright's own way knows no latency, and would not take a line away that is slowed down here.
    page.context.set_offline = set_offline

"""The site that journeys walk through, and the people who walk."""

import os

import pytest

from tests.journeys.site import prepare

SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}


@pytest.fixture(scope="session")
def site(tmp_path_factory, django_db_setup):
    """A running demo site of this worker's own, on tables that the suite has migrated already."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    running = prepare(tmp_path_factory.mktemp("site"), worker)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def visitor(browser, site):
    """Open a fresh page of a fresh person: ``visitor()``, ``visitor(size="desk", dark=True)``, ...

    ``touch`` gives a phone with a finger instead of a mouse; ``still`` a reader who asked for no motion.
    """
    contexts = []

    def open_page(
        *,
        size: str = "phone",
        dark: bool = False,
        scripts: bool = True,
        touch: bool = False,
        still: bool = False,
    ):
        context = browser.new_context(
            base_url=site.address,
            viewport=SIZES[size],
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            has_touch=touch,
            is_mobile=touch,
            reduced_motion="reduce" if still else "no-preference",
            locale="en-GB",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()

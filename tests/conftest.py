"""What every test may ask for: a database, a settled site, a server, a browser."""

import gc
import os
import shutil

import hypothesis
import pytest

from tests.chromium import CHROMIUM, FLAGS

# The machines that run this are shared: a slow moment is not a fault.
hypothesis.settings.register_profile("hamroh", deadline=None)
hypothesis.settings.load_profile("hamroh")

# Playwright's synchronous driver runs an event loop in this thread; Django's guard against
# synchronous database calls inside one would refuse the fixtures of browser journeys.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure(config):
    """Make translated sentences readable for Django, as every start of the site does."""
    from lms.catalogues import compile_catalogues

    compile_catalogues()
    # Migrations make and drop thousands of classes: looked through less often, they take a third less time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Leave browser tests out where there is no browser, unless REQUIRE_BROWSER asks for one.

    Journeys come first, for they are long: at the end the processes share out what is short.
    """
    if CHROMIUM or os.environ.get("REQUIRE_BROWSER"):
        items.sort(key=_how_long)
        return
    items[:] = [item for item in items if item.get_closest_marker("browser") is None]


def _how_long(item) -> int:
    return 0 if item.get_closest_marker("browser") else 1


@pytest.fixture(scope="session")
def browser():
    """A real Chromium, one for each worker: Playwright's driver starts once in a process."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "REQUIRE_BROWSER is set, but there is no Chromium on this machine."
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Give each worker a migrated database of its own: a copied file, or one on PostgreSQL."""
    from django.db import connection

    from tests import databases

    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        is_file = connection.vendor == "sqlite"
        if is_file:
            databases.use_sqlite_copy(worker)
            databases.empty_by_copying()
        else:
            databases.use_postgresql_copy(worker)
            databases.empty_past_last_readers()
            databases.lay_ground_after_emptying()
        yield
        if not is_file:
            databases.drop_postgresql_database()


def pytest_sessionfinish(session):
    """Leave no temporary folder behind."""
    from django.conf import settings

    if "hamroh-test-" in str(settings.VAR_DIR):
        shutil.rmtree(settings.VAR_DIR, ignore_errors=True)


@pytest.fixture(scope="module")
def shared_ground(django_db_setup, django_db_blocker):
    """Let what a module's fixtures make stand for all its tests, in a transaction that ends with them.

    Each test runs in a savepoint of its own inside, and reads ``anew`` what was made (tests/ground.py).
    Not for tests that commit: their modules make what they need themselves.
    """
    from django.db import transaction

    from tests.ground import forget_memory

    with django_db_blocker.unblock(), transaction.atomic():
        forget_memory()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _fresh_memory():
    """Let no test see what another test published or counted, nor the language it read in."""
    from tests.ground import forget_memory

    forget_memory()
    yield

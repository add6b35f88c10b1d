"""What every test may ask for: a settled site, people, a server, a browser."""

import os

import pytest

from lms.catalogues import compile_catalogues

# Playwright's synchronous driver runs an event loop in this thread; Django's guard against
# synchronous database calls inside one would refuse the fixtures of browser journeys.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure(config):
    """Compile the translations, which are not kept in the repository."""
    compile_catalogues()


@pytest.fixture(autouse=True)
def _fresh_memory():
    """Let no test see courses that another test published."""
    from django.core.cache import cache

    from courses.content import queries

    queries.forget_memory()
    cache.clear()
    yield

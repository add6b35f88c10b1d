"""What every test may ask for: a settled site, people, a server, a browser."""

import os

import pytest

# Playwright's synchronous driver runs an event loop in this thread; Django's guard against
# synchronous database calls inside one would refuse the fixtures of browser journeys.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def _fresh_memory():
    """Let no test see courses that another test published."""
    from django.core.cache import cache

    from courses.content import queries

    queries.forget_memory()
    cache.clear()
    yield

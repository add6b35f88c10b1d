"""The cache when Redis is away: sign-in and its limits go on in the process's own memory."""

import os
import socket
import time

import pytest

from lms.cache import SteadyRedisCache
from tests.faults.house import free_port

TIMEOUTS = {"socket_connect_timeout": 0.3, "socket_timeout": 0.5}


def cache_at(address: str) -> SteadyRedisCache:
    """A cache of this test alone."""
    return SteadyRedisCache(address, {"OPTIONS": TIMEOUTS, "KEY_PREFIX": os.urandom(4).hex()})


@pytest.fixture(params=["refuses", "says nothing"])
def broken(request):
    """A cache whose Redis is not well."""
    if request.param == "refuses":
        yield cache_at(f"redis://127.0.0.1:{free_port()}/0")
        return
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(50)
        yield cache_at(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")


def test_a_site_without_redis_counts_for_itself_and_waits_once(broken):
    began = time.perf_counter()
    broken.set("wrong-passwords", 1)
    assert time.perf_counter() - began < 3
    began = time.perf_counter()
    assert broken.incr("wrong-passwords") == 2
    assert broken.add("wrong-passwords", 0) is False
    assert broken.get_many(["wrong-passwords", "other"]) == {"wrong-passwords": 2}
    assert time.perf_counter() - began < 0.3


def test_it_goes_back_to_redis_after_a_while(broken, monkeypatch):
    broken.set("a", 1)
    first_silence = broken._silent_until
    monkeypatch.setattr(broken, "_silent_until", 0.0)
    assert broken.get("a") == 1
    assert broken._silent_until > first_silence

"""The broker refuses, says nothing, or forgets; no request fails or waits long, and no job is lost."""

import json
import socket

import pytest
import redis

from lms.cache import SteadyRedisCache
from tests.faults.conftest import BROKER
from tests.faults.house import free_port, wait_until

TIMED_PROMISES = """
import json, time
from django.db import transaction
from lms.jobs import hints
hints._sender("redis://127.0.0.1:1/0").connection_for_write().transport  # imports, as after a first request
from tests.faults.probes import deliver
seconds = []
for number in range(5):
    began = time.perf_counter()
    with transaction.atomic():
        deliver.delay_on_commit(f"parcel-{number}", 0)
    seconds.append(time.perf_counter() - began)
print(json.dumps(seconds))
"""


@pytest.fixture(params=["refuses", "says nothing"])
def broken_broker(request):
    """The address of a broker that is not well."""
    if request.param == "refuses":
        yield f"redis://127.0.0.1:{free_port()}/0"
        return
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(50)
        yield f"redis://127.0.0.1:{silent.getsockname()[1]}/0"


@pytest.mark.parametrize("house", ["broker"], indirect=True)
def test_a_request_neither_fails_nor_waits_when_the_broker_is_away(house, broken_broker):
    seconds = json.loads(house.run(TIMED_PROMISES, REDIS_URL=broken_broker))
    assert seconds[0] < 2.0
    assert max(seconds[1:]) < 0.25
    assert house.deliveries() == [("waiting", 0)] * 5
    house.start_workers()
    assert wait_until(lambda: house.deliveries() == [("done", 1)] * 5)


@pytest.mark.parametrize("house", ["broker"], indirect=True)
def test_a_broker_that_forgets_everything_delays_a_job_and_loses_none(house):
    house.promise("parcel", times=5)
    redis.Redis.from_url(BROKER).flushdb()
    house.start_workers()
    assert wait_until(lambda: house.deliveries() == [("done", 1)] * 5)


def test_with_redis_two_processes_share_what_they_count():
    params = {"KEY_PREFIX": "shared", "OPTIONS": {"socket_timeout": 5}}
    one, other = SteadyRedisCache(BROKER, params), SteadyRedisCache(BROKER, params)
    one.set("wrong-passwords", 1, timeout=20)
    assert other.incr("wrong-passwords") == 2
    assert one.get("wrong-passwords") == 2

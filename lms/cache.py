"""A Redis cache that a site survives: while Redis is away, the process remembers for itself."""

import time
from collections.abc import Callable

import structlog
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

# How long Redis is left alone after it did not answer, so that one request waits and not all.
_SILENCE_SECONDS = 30
_METHODS = (
    "add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear",
)  # fmt: skip


class SteadyRedisCache(RedisCache):
    """Django's Redis cache with a spare in memory. Counts of wrong passwords go on, per process."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._spare = LocMemCache("spare", {})
        self._silent_until = 0.0

    def _silence(self, error: RedisError) -> None:
        self._silent_until = time.monotonic() + _SILENCE_SECONDS
        log.error("redis_silent", error=type(error).__name__)


def _steady(name: str) -> Callable:
    """Return a method that asks Redis, and the spare while Redis does not answer."""
    asked = getattr(RedisCache, name)

    def method(self, *args, **kwargs):
        if time.monotonic() >= self._silent_until:
            try:
                return asked(self, *args, **kwargs)
            except RedisError as error:
                self._silence(error)
        return getattr(self._spare, name)(*args, **kwargs)

    method.__name__, method.__doc__ = name, asked.__doc__
    return method


for _name in _METHODS:
    setattr(SteadyRedisCache, _name, _steady(_name))

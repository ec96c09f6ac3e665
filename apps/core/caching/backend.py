"""Redis as a cache that may be down, slow or flushed: a failed operation is counted and reads as a miss."""

import logging
import pickle
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django_redis.cache import RedisCache
from prometheus_client import Counter
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

CACHE_FAILURES = Counter(
    "cache_failures_total",
    "Cache operations that failed or were left out while the cache is down",
    ["operation"],
)
# After a failure the process does not use the cache for so many seconds, so that one request
# with ten cache reads waits for one socket timeout and not for ten.
PAUSE = 1.0
UNREACHABLE = (RedisError, OSError)
UNREADABLE = (pickle.UnpicklingError, EOFError, AttributeError, ImportError)


class Pause:
    """Shared by the threads of a process: Django makes a cache object per thread."""

    until = 0.0


def forgiving(operation: str, fallback: Any) -> Callable[..., Any]:
    """`operation` of RedisCache that returns `fallback` instead of raising an error."""
    original = getattr(RedisCache, operation)

    @wraps(original)
    def forgive(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= Pause.until:
            try:
                return original(self, *args, **kwargs)
            except UNREACHABLE as error:
                Pause.until = time.monotonic() + PAUSE
                logger.warning("Cache %s failed (%s); going on without it", operation, type(error).__name__)
            except UNREADABLE as error:
                logger.warning("Cache %s met an unreadable value (%s)", operation, type(error).__name__)
        CACHE_FAILURES.labels(operation).inc()
        return fallback

    return forgive


class ForgivingRedisCache(RedisCache):
    """`add` returns True on failure, so that the caller proceeds without a lock.

    `incr` and `decr` return None on failure; a missing key is a ValueError, as in Django's other backends.
    """

    MISSING = object()

    add = forgiving("add", True)
    set = forgiving("set", False)
    touch = forgiving("touch", False)
    delete = forgiving("delete", False)
    has_key = forgiving("has_key", False)
    incr = forgiving("incr", None)
    decr = forgiving("decr", None)
    ttl = forgiving("ttl", None)
    set_many = forgiving("set_many", [])
    delete_many = forgiving("delete_many", 0)
    clear = forgiving("clear", False)
    _read = forgiving("get", MISSING)
    _read_many = forgiving("get_many", None)

    def get(self, key: str, default: Any = None, version: int | None = None, client: Any = None) -> Any:
        value = self._read(key, default, version, client)
        return default if value is self.MISSING else value

    def get_many(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return self._read_many(*args, **kwargs) or {}

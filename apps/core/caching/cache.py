"""Cache-aside for expensive values: one process fills an entry, stale copies are used while the source is down.

    LISTS = Namespace("movie-lists", fresh=3600, stale=7 * DAY, origin="tmdb")
    answer = LISTS.fetch(["popular", page, language], lambda: ask_tmdb(page))
    answer.value, answer.source        # source: "tmdb" now, "cache" the next time, "stale" in an outage
    LISTS.clear()                      # everything in this namespace is forgotten, in every process

Works on any Django cache. Without a working cache every call fills for itself.
"""

import hashlib
import json
import random
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from django.core.cache import cache
from prometheus_client import Counter

from apps.core.http.exceptions import UpstreamError
from apps.core.observability import request_metrics

Value = TypeVar("Value")
Source = Literal["tmdb", "cache", "stale", "local"]

LOOKUPS = Counter("cache_lookups_total", "Values by their source", ["namespace", "source"])

HOUR = 3600
DAY = 24 * HOUR
LOCK_SECONDS = 15  # after this a filler whose process was killed no longer blocks others
WAIT_SECONDS = 6.0  # how long a caller waits for another's filling before it fills for itself
HOLD_OFF_SECONDS = 10  # after a failed refresh the stale copy is served without trying again
FAILURE_SECONDS = 5  # how long the waiters of a failed filling can learn of its failure
POLL_SECONDS = (0.01, 0.1)


@dataclass(frozen=True)
class Answer(Generic[Value]):
    value: Value
    source: Source


@dataclass(frozen=True)
class Entry:
    value: Any
    fresh_until: float  # seconds since the epoch


class Namespace:
    """Cached values of one kind, which are invalidated together.

    `fresh` and `stale` are seconds: a value is served for up to `fresh` (shortened at random by up to a
    tenth, so that entries do not expire together) and stored for `stale` more in case filling it again fails
    with an UpstreamError. `origin` is the source of a value that was just filled.
    """

    def __init__(self, name: str, *, fresh: int, stale: int = 0, origin: Source = "local"):
        self.name, self.fresh, self.stale, self.origin = name, fresh, stale, origin

    def fetch(
        self,
        inputs: Sequence[Any],
        fill: Callable[[], Value],
        *,
        refill: Callable[[], Value] | None = None,
    ) -> Answer[Value]:
        """The value for `inputs`, which must contain everything that the value depends on (JSON-ready).

        `fill` makes it. `refill` (default: `fill`) makes it while an old copy is at hand, so it should
        give up soon. An UpstreamError is never stored: it reaches the caller, and whoever waited for the
        same filling, unless there is a stale copy. Any other error is a fault in `fill` and passes through.
        """
        key = self._key(inputs)
        entry = self._usable(cache.get(key))
        if entry is None:
            answer = self._fill_once(key, fill)
        elif entry.fresh_until > time.time():
            answer = Answer(entry.value, "cache")
        else:
            answer = self._refresh(key, entry, refill or fill)
        LOOKUPS.labels(self.name, answer.source).inc()
        request_metrics.add("cache_hits" if answer.source in ("cache", "stale") else "cache_misses")
        return answer

    def peek(self, inputs: Sequence[Any]) -> Any:
        """The stored value for `inputs`, of any age; None if there is none."""
        entry = cache.get(self._key(inputs))
        return entry.value if entry else None

    def put(self, inputs: Sequence[Any], value: Any) -> None:
        self._store(self._key(inputs), value)

    def forget(self, inputs: Sequence[Any]) -> None:
        cache.delete(self._key(inputs))

    def clear(self) -> None:
        self._version()
        with suppress(ValueError):  # flushed this instant: the next reader starts a later version
            cache.incr(self._version_key)

    @property
    def _version_key(self) -> str:
        return f"{self.name}:version"

    def _version(self) -> int:
        """A counter that starts at the clock, so that after a flush it never returns to an old number."""
        version = cache.get(self._version_key)
        if version is None:
            version = time.time_ns() // 1000
            if not cache.add(self._version_key, version, timeout=None):
                version = cache.get(self._version_key, version)
        return version

    def _key(self, inputs: Sequence[Any]) -> str:
        text = json.dumps(list(inputs), sort_keys=True, default=str)
        return f"{self.name}:{self._version()}:{hashlib.sha256(text.encode()).hexdigest()[:32]}"

    def _usable(self, entry: Entry | None) -> Entry | None:
        """None for an entry that is too old even for an outage."""
        return entry if entry and entry.fresh_until + self.stale >= time.time() else None

    def _store(self, key: str, value: Any) -> None:
        fresh = self.fresh * random.uniform(0.9, 1.0)  # noqa: S311 (spreads expiry, no secret)
        cache.set(key, Entry(value, time.time() + fresh), timeout=int(fresh) + self.stale)

    def _refresh(self, key: str, entry: Entry, fill: Callable[[], Value]) -> Answer[Value]:
        token = uuid.uuid4().hex
        if not cache.add(f"{key}:lock", token, timeout=LOCK_SECONDS):
            return Answer(entry.value, "stale")
        try:
            value = fill()
        except UpstreamError:
            cache.set(f"{key}:lock", token, timeout=HOLD_OFF_SECONDS)
            return Answer(entry.value, "stale")
        except BaseException:
            self._unlock(key, token)
            raise
        self._store(key, value)
        self._unlock(key, token)
        return Answer(value, self.origin)

    def _fill_once(self, key: str, fill: Callable[[], Value]) -> Answer[Value]:
        give_up = time.monotonic() + WAIT_SECONDS
        token = uuid.uuid4().hex
        while time.monotonic() < give_up:
            if cache.add(f"{key}:lock", token, timeout=LOCK_SECONDS):
                return self._fill(key, token, fill)
            with request_metrics.timed("cache_waits"):
                entry = self._await(key, give_up)
            if entry is not None:
                return Answer(entry.value, "cache")
        return Answer(fill(), self.origin)

    def _fill(self, key: str, token: str, fill: Callable[[], Value]) -> Answer[Value]:
        try:
            entry = self._usable(cache.get(key))  # another may have filled it between our look and our lock
            if entry is not None:
                return Answer(entry.value, "cache")
            value = fill()
            self._store(key, value)
            return Answer(value, self.origin)
        except UpstreamError as error:
            cache.set(f"{key}:failed:{token}", error, timeout=FAILURE_SECONDS)
            raise
        finally:
            self._unlock(key, token)

    def _await(self, key: str, give_up: float) -> Entry | None:
        """The entry that the present holder of the lock fills; None if the lock is free again.

        Raises the holder's UpstreamError, so that fifty waiters do not ask a dead service one by one.
        """
        holder = cache.get(f"{key}:lock")
        failed, lock = f"{key}:failed:{holder}", f"{key}:lock"
        pause, longest = POLL_SECONDS
        while time.monotonic() < give_up:
            stored = cache.get_many([key, failed, lock])
            if self._usable(stored.get(key)):
                return stored[key]
            if failed in stored:
                raise stored[failed]
            if stored.get(lock) != holder or holder is None:
                return None
            time.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311
            pause = min(pause * 1.5, longest)
        return None

    @staticmethod
    def _unlock(key: str, token: str) -> None:
        if cache.get(f"{key}:lock") == token:
            cache.delete(f"{key}:lock")

"""Protection of an external service: a shared rate and a circuit breaker, with their state in the cache.

Both are best-effort. Without a working cache the rate applies to one process and the circuit stays closed.
"""

import math
import random
import time
from typing import Literal

from django.core.cache import cache

from apps.core.http.exceptions import UpstreamError

State = Literal["closed", "open", "half-open"]


class CircuitOpen(UpstreamError):
    """Not called: the service failed repeatedly and is not called again for `retry_after` seconds."""


class CircuitBreaker:
    """After `failures` failed attempts in a row every call fails immediately for `rest` seconds, then one tries.

    All processes share the state. Call `check` before an attempt and `succeeded` or `failed` after it.
    """

    FORGET_SECONDS = 120  # failures further apart than this are not "in a row"
    PROBE_SECONDS = 10  # a probe that never reports back frees its place after this

    def __init__(self, name: str, *, failures: int, rest: int):
        self.name, self.failures, self.rest = name, failures, rest
        self._count, self._until, self._probe = (
            f"circuit:{name}:{part}" for part in ("failures", "open-until", "probe")
        )

    def check(self) -> None:
        until = cache.get(self._until)
        if until is None:
            return
        left = until - time.time()
        if left > 0 or not cache.add(self._probe, 1, timeout=self.PROBE_SECONDS):
            raise CircuitOpen(
                f"{self.name} is not answering. Try again later.", retry_after=max(1, math.ceil(left))
            )

    def succeeded(self) -> None:
        cache.delete_many([self._count, self._until, self._probe])

    def failed(self) -> None:
        cache.add(self._count, 0, timeout=self.FORGET_SECONDS)
        try:
            count = cache.incr(self._count) or 0
        except ValueError:  # expired between the two calls
            count = 1
        probed = cache.get(self._until) is not None
        if probed or count >= self.failures:
            until = time.time() + self.rest
            cache.set(self._until, until, timeout=self.rest + self.FORGET_SECONDS)
            cache.delete(self._probe)

    def state(self) -> State:
        until = cache.get(self._until)
        if until is None:
            return "closed"
        return "open" if until > time.time() else "half-open"


class SharedPace:
    """At most `rate` calls a second by all processes together.

    Counted in slices of a second, so that calls spread out: in no window of one second, wherever it
    starts, are there more than `rate` plus one slice's share.
    """

    SLICES = 17

    def __init__(self, name: str, *, rate: int):
        self.name, self.rate = name, rate

    def wait(self, give_up: float) -> bool:
        """Sleep until this call may go. False if that would be after `give_up` (time.monotonic)."""
        while True:
            now = time.time()
            used = self._take(int(now * self.SLICES))
            if used is None:
                time.sleep(1 / self.rate)
                return True
            if used <= self.rate // self.SLICES:
                return True
            pause = (int(now * self.SLICES) + 1) / self.SLICES - now
            pause += random.uniform(0, 0.005)  # noqa: S311 (spreads the retries of waiters)
            if time.monotonic() + pause > give_up:
                return False
            time.sleep(pause)

    def _take(self, number: int) -> int | None:
        key = f"pace:{self.name}:{number}"
        cache.add(key, 0, timeout=5)
        try:
            return cache.incr(key)
        except ValueError:
            return None

"""Counters of the current request: queries, cache lookups, calls to TMDb. They are logged with it."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_present: ContextVar[Counter[str] | None] = ContextVar("present_cost", default=None)


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Costs that arise inside belong to the counter that this gives."""
    costs: Counter[str] = Counter()
    token = _present.set(costs)
    try:
        yield costs
    finally:
        _present.reset(token)


def add(name: str, seconds: float | None = None) -> None:
    """One more `name`, and its time if that matters; nothing happens outside of a request."""
    costs = _present.get()
    if costs is not None:
        costs[name] += 1
        if seconds is not None:
            costs[f"{name}_us"] += round(seconds * 1_000_000)


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Also a decorator."""
    started = time.perf_counter()
    try:
        yield
    finally:
        add(name, time.perf_counter() - started)


def count_query(execute: Callable[..., Any], *arguments: Any) -> Any:
    """For `connection.execute_wrapper`."""
    with timed("queries"):
        return execute(*arguments)

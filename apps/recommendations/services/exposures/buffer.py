"""Pages that were shown, in the cache until they are written to the exposure log by the thousand.

A page costs two operations on the cache and no query. What is lost if the cache is flushed or down, or if a process
without a shared cache ends: pages that were shown since the last write. What users do is never here.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.core.cache import cache

NEXT, WRITTEN = "exposures:next", "exposures:written"  # numbers of pages
KEPT_SECONDS = 3 * 24 * 3600
CHUNK = 500  # pages in memory at a time
SLACK = 100  # of the last numbers, some may have been taken by processes that have not stored their page yet


def push(page: Any) -> int | None:
    """Add a page; returns its number. None if the cache is down: then it is lost."""
    number = _take_number()
    if number is not None:
        cache.set(_key(number), page, timeout=KEPT_SECONDS)
    return number


def drain() -> Iterator[list[Any]]:
    """The pages, some hundred at a time. They are removed once the caller asks for the next ones.

    So a page can be read twice, by two processes or after one was killed, but is not lost.
    """
    last = cache.get(NEXT) or 0
    first = cache.get(WRITTEN) or 0
    first = first if first <= last else 0
    for start in range(first, last, CHUNK):
        end = min(start + CHUNK, last)
        found = cache.get_many([_key(number) for number in range(start + 1, end + 1)])
        if found:
            yield list(found.values())
            cache.delete_many(list(found))
    if last > first + SLACK:
        cache.set(WRITTEN, last - SLACK, timeout=None)


def _take_number() -> int | None:
    try:
        return cache.incr(NEXT)
    except ValueError:  # the first page
        cache.add(NEXT, 0, timeout=None)
    with suppress(ValueError):
        return cache.incr(NEXT)
    return None


def _key(number: int) -> str:
    return f"exposures:page:{number}"

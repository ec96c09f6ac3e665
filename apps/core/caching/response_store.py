"""Whole responses, in the memory of the process and, unless they belong to one user, in Redis behind it if there is one."""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache

LARGEST = 512 * 1024  # bytes of a body


@dataclass(frozen=True)
class StoredResponse:
    body: bytes
    headers: list[tuple[str, str]]
    etag: str
    expires_at: float  # seconds since the epoch

    @property
    def size(self) -> int:
        return len(self.body) + 2000  # headers, key and objects


class ResponseStore:
    """The least recently used ones leave when the memory of settings.RESPONSE_CACHE_BYTES is used up."""

    def __init__(self) -> None:
        self._entries: OrderedDict[str, StoredResponse] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: str, *, is_shared: bool = True) -> StoredResponse | None:
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
        if entry is None and is_shared and settings.REDIS_URL:
            entry = cache.get(_shared(key))
            if entry is not None:
                self._remember(key, entry)
        return entry if entry is not None and entry.expires_at > time.time() else None

    def put(self, key: str, entry: StoredResponse, *, is_shared: bool = True) -> None:
        if len(entry.body) > LARGEST:
            return
        self._remember(key, entry)
        if is_shared and settings.REDIS_URL:
            cache.set(_shared(key), entry, timeout=max(entry.expires_at - time.time(), 1))

    def clear(self) -> None:
        """Of this process only."""
        with self._lock:
            self._entries.clear()
            self._bytes = 0

    def _remember(self, key: str, entry: StoredResponse) -> None:
        with self._lock:
            former = self._entries.pop(key, None)
            self._entries[key] = entry
            self._bytes += entry.size - (former.size if former else 0)
            while self._bytes > settings.RESPONSE_CACHE_BYTES and self._entries:
                self._bytes -= self._entries.popitem(last=False)[1].size


def _shared(key: str) -> str:
    return f"responses:{sha256(key.encode()).hexdigest()}"


store = ResponseStore()

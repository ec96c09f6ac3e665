"""Events of users that this process has read lately. They hold until the version of the user's history moves."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from apps.recommendations.services.dataset import Event, OlderEvents

MOST_KEPT = 200_000  # events of all users; one takes about 230 bytes


@dataclass(frozen=True)
class KnownHistory:
    """version: `UserVersion.history`, read in the same query as the events. memo: what was made of them."""

    version: int
    events: tuple[Event, ...]
    older: OlderEvents
    memo: dict[str, Any]

    def __len__(self) -> int:
        return len(self.events) + len(self.older.movie_ids)


class KnownHistories:
    """Of the users who came last."""

    def __init__(self) -> None:
        self.by_user: OrderedDict[int, KnownHistory] = OrderedDict()
        self.size = 0
        self.lock = Lock()

    def get(self, user_id: int) -> KnownHistory | None:
        with self.lock:
            known = self.by_user.get(user_id)
            if known is not None:
                self.by_user.move_to_end(user_id)
            return known

    def keep(self, user_id: int, known: KnownHistory) -> None:
        """Not in a transaction: a version that is rolled back would be given to other events later."""
        if connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return
        with self.lock:
            former = self.by_user.pop(user_id, None)
            self.by_user[user_id] = known
            self.size += len(known) - (len(former) if former is not None else 0)
            while self.size > MOST_KEPT and len(self.by_user) > 1:
                self.size -= len(self.by_user.popitem(last=False)[1])

    def clear(self) -> None:
        with self.lock:
            self.by_user.clear()
            self.size = 0


known_histories = KnownHistories()

"""When a person last changed what: a client asks here before it fetches lists again."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.utils import timezone

from apps.core.extensions import AccountData, registered
from apps.favorites.models import LastActivity

_put_off: ContextVar[set[tuple[int, str]] | None] = ContextVar("_put_off", default=None)


def touch(*, user_id: int, kind: str) -> None:
    """Now, or at the end of `told_once` around this."""
    waiting = _put_off.get()
    if waiting is None:
        write_times({(user_id, kind)})
    else:
        waiting.add((user_id, kind))


def write_times(changes: Iterable[tuple[int, str]]) -> None:
    """One statement, so that two requests at once do not trip over each other."""
    now = timezone.now()
    LastActivity.objects.bulk_create(
        [LastActivity(user_id=user_id, kind=kind, changed_at=now) for user_id, kind in sorted(changes)],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["changed_at"],
    )


@contextmanager
def told_once() -> Iterator[None]:
    """Inside, row after row may change: the times are written once, at the end."""
    waiting: set[tuple[int, str]] = set()
    token = _put_off.set(waiting)
    try:
        yield
    finally:
        _put_off.reset(token)
    write_times(waiting)


def last_activities(user: Any) -> dict[str, datetime | None]:
    times = dict(LastActivity.objects.filter(user=user).values_list("kind", "changed_at"))
    return {kind: times.get(kind) for kind in LastActivity.Kind.values}


def all_activities(user: Any) -> dict[str, datetime | None]:
    """Of every app, and the newest of them as `all`."""
    times: dict[str, datetime | None] = {}
    for part in registered(AccountData):
        if part.last_changes:
            times |= part.last_changes(user)
    return {"all": max((time for time in times.values() if time), default=None)} | times

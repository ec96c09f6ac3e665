"""Counts that profiles show besides their own columns."""

from collections.abc import Iterable

from apps.core.extensions import AccountData, registered
from apps.users.models import UserProfile


def with_counts(profiles: Iterable[UserProfile]) -> list[UserProfile]:
    """Set `counts` {name: number} on each profile: public numbers only, one query per registered name."""
    listed = list(profiles)
    ids = [profile.user_id for profile in listed]
    found = {part.name: part.count(ids) for part in registered(AccountData) if part.count}
    for profile in listed:
        profile.counts = {name: counts.get(profile.user_id, 0) for name, counts in found.items()}  # type: ignore[attr-defined]
    return listed

"""Profiles: updated by their users, and shown with counts from every app."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from apps.core.extensions import AccountData, registered
from apps.users.models import User, UserProfile
from apps.users.services.sessions import Caller, locked_user


@transaction.atomic
def update_profile(*, caller: Caller, changes: Mapping[str, Any]) -> UserProfile:
    """Store the given fields of the caller's profile and return it."""
    return save_profile(locked_user(caller), changes)


def save_profile(user: User, changes: Mapping[str, Any]) -> UserProfile:
    """Store the given fields of the profile of a user whose row is locked by the current transaction."""
    profile = user.profile
    for name, value in changes.items():
        setattr(profile, name, value)
    if changes:
        profile.save(update_fields=[*changes, "updated_at"])
    return profile


def with_counts(profiles: Iterable[UserProfile]) -> list[UserProfile]:
    """Set `counts` {name: number} on each profile: public numbers only, one query per registered name."""
    listed = list(profiles)
    ids = [profile.user_id for profile in listed]
    found = {part.name: part.count(ids) for part in registered(AccountData) if part.count}
    for profile in listed:
        profile.counts = {name: counts.get(profile.user_id, 0) for name, counts in found.items()}  # type: ignore[attr-defined]
    return listed

"""Restores a user's settings (profile, taste) from our own export: the newest statement wins.

Settings that were never changed are older than any export. What another app cannot validate is left out.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from apps.core.extensions import AccountData, UserSettings, registered
from apps.favorites.services.imports.rows import Row

NEEDS_LOGIN = "A personal access token cannot change settings. Import the file with a login."
KEPT_NEWER = "Your settings here are newer, or the same."
NOT_RESTORED = "{name} was not restored: {problem}"


def settings_parts() -> Iterator[tuple[str, UserSettings]]:
    yield from ((part.name, part.settings) for part in registered(AccountData) if part.settings)


def refuse_settings(row: Row) -> Row:
    is_setting = any(row.kind == name for name, _ in settings_parts())
    return replace(row, problem=NEEDS_LOGIN) if is_setting else row


def restore(*, user_id: int, settings: UserSettings, exported: dict[str, Any]) -> tuple[bool, str]:
    """Write the fields that differ, and return whether there were any, and a remark. The user is locked."""
    rows: Any = settings.model._default_manager.filter(**{settings.owner: user_id})
    row = rows.first()
    changed_at = time_of(exported)
    if row is not None and not is_unchanged(settings, row) and not is_newer(changed_at, row):
        return False, KEPT_NEWER
    values, remark = validated(settings, exported)
    current = row or settings.model()
    changes = {name: value for name, value in values.items() if getattr(current, name) != value}
    if not changes:
        return False, remark
    if row is None:
        settings.model._default_manager.create(**{f"{settings.owner}_id": user_id}, **changes)
    if hasattr(settings.model, "updated_at"):
        changes["updated_at"] = changed_at or timezone.now()
    rows.update(**changes)
    return True, remark


def time_of(exported: dict[str, Any]) -> datetime | None:
    text = exported.get("updated_at")
    try:
        moment = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo and moment <= timezone.now() else None


def is_newer(changed_at: datetime | None, row: Any) -> bool:
    stored = getattr(row, "updated_at", None)
    return bool(changed_at and stored and changed_at > stored)


def is_unchanged(settings: UserSettings, row: Any) -> bool:
    """Whether all fields have their defaults, as in a new account."""
    new = settings.model()
    names = set(settings.fields) - set(settings.ignored)
    return all(getattr(row, name) == getattr(new, name) for name in names)


def validated(settings: UserSettings, exported: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Each field on its own, so that one bad value leaves the others."""
    values: dict[str, Any] = {}
    problems = []
    for name in settings.fields:
        if name not in exported:
            continue
        serializer = settings.serializer()(data={name: exported[name]}, partial=True)
        if serializer.is_valid():
            values |= serializer.validated_data
        else:
            problems.append(NOT_RESTORED.format(name=name, problem=first_sentence(serializer.errors)))
    return values, " ".join(problems)[:500]


def first_sentence(errors: Any) -> str:
    while isinstance(errors, dict | list) and errors:
        errors = next(iter(errors.values())) if isinstance(errors, dict) else errors[0]
    return str(errors)

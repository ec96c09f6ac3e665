"""When a person last changed what: a client asks here before it fetches lists again."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from apps.favorites.models import LastActivity


def touch(*, user_id: int, kind: str) -> None:
    """One statement, so that two requests at once do not trip over each other."""
    LastActivity.objects.bulk_create(
        [LastActivity(user_id=user_id, kind=kind, changed_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["changed_at"],
    )


def last_activities(user: Any) -> dict[str, datetime | None]:
    times = dict(LastActivity.objects.filter(user=user).values_list("kind", "changed_at"))
    return {kind: times.get(kind) for kind in LastActivity.Kind.values}

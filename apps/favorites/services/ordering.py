"""Rows that a person puts in order: `position` counts from 1 without gaps once somebody has moved a row."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

BATCH = 200


@transaction.atomic
def move_to(rows: QuerySet, row: Any, position: int) -> Any:
    """Put `row` at `position` among `rows`, past the last one at the end. Writes only rows that move."""
    order = [other for other in rows.order_by("position", "id").select_for_update() if other.pk != row.pk]
    order.insert(min(max(position, 1), len(order) + 1) - 1, row)
    number(order)
    return row


def number(order: list[Any]) -> None:
    moved = []
    for position, row in enumerate(order, start=1):
        if row.position != position:
            row.position, row.updated_at = position, timezone.now()
            moved.append(row)
    if moved:
        type(moved[0]).objects.bulk_update(moved, ["position", "updated_at"], batch_size=BATCH)

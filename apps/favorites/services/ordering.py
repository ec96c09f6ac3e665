"""Rows in an order that the user chooses: `position` counts from 1.

Callers lock the user or the playlist first, so that the same rows are not reordered concurrently.
"""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

BATCH = 200


def move_to(rows: QuerySet, row: Any, position: int) -> Any:
    """Move `row` to `position` among `rows`, or to the end if there are fewer. Returns the row."""
    order = [other for other in rows.order_by("position", "id") if other.pk != row.pk]
    order.insert(min(max(position, 1), len(order) + 1) - 1, row)
    before = row.position
    renumber(order)
    if row.position != before:
        row.updated_at = timezone.now()
        row.save(update_fields=["updated_at"])
    return row


def renumber(order: list[Any]) -> None:
    """Number the rows from 1 in this order. Writes only those whose position changes."""
    _write_positions(enumerate(order, start=1))


def renumber_groups(rows: QuerySet, owner: str) -> None:
    """Number the rows of each owner (an id column) from 1 in their current order, without gaps."""
    groups = groupby(rows.order_by(owner, "position", "id"), attrgetter(owner))
    _write_positions(numbered for _, group in groups for numbered in enumerate(group, start=1))


def _write_positions(numbered_rows: Iterable[tuple[int, Any]]) -> None:
    """Leaves `updated_at` alone: rows that make room for another say nothing new of the user."""
    moved = []
    for position, row in numbered_rows:
        if row.position != position:
            row.position = position
            moved.append(row)
    if moved:
        type(moved[0]).objects.bulk_update(moved, ["position"], batch_size=BATCH)

"""The activity panel of the dashboard: one query over the last thirty days."""

from datetime import UTC, date
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Value
from django.db.models.functions import TruncDate

from apps.core.observability.dashboard import Chart, Panel, day_labels, last_days, start_of
from apps.favorites.models import Favorite, Rating, WatchlistItem
from apps.movies.models import UserMovieModel, WatchHistory

# Name of an interaction → its model, and the column with its time.
KINDS: dict[str, tuple[type[UserMovieModel], str]] = {
    "ratings": (Rating, "rated_at"),
    "watched": (WatchHistory, "watched_at"),
    "favorites": (Favorite, "created_at"),
    "watchlist": (WatchlistItem, "created_at"),
}


def activity_panel() -> Panel:
    labels, days = day_labels(), last_days()
    counts = {(name, as_date(day)): count for name, day, count in _count_by_day()}
    series = {name: [counts.get((name, day), 0) for day in days] for name in ("users", *KINDS)}
    users = series.pop("users")
    return Panel(
        figures=[("active today", users[-1])]
        + [(f"{kind} in 30 days", sum(numbers)) for kind, numbers in series.items()],
        charts=[
            Chart("Active users per day", labels, {"users": users}, kind="line"),
            Chart("Interactions per day", labels, series, stacked=True),
        ],
    )


def _count_by_day() -> list[tuple[str, Any, int]]:
    """Return ("users" or one of KINDS, day, count) in one query that reads only the indexes by time.

    The ORM builds the parts, as it cannot aggregate over a union. Every value is a query parameter.
    """
    by_kind = [_recent_rows(kind).values_list(Value(kind), "day").annotate(n=Count("pk")) for kind in KINDS]
    first, *others = [_recent_rows(kind).values_list("day", "user_id") for kind in KINDS]
    users, user_parameters = first.union(*others).query.sql_with_params()
    kinds, parameters = by_kind[0].union(*by_kind[1:], all=True).query.sql_with_params()
    per_day = f"SELECT 'users', day, COUNT(*) FROM ({users}) user_days GROUP BY day"  # noqa: S608 (SQL of the ORM)
    query = f"{per_day} UNION ALL SELECT * FROM ({kinds}) kinds"  # noqa: S608 (SQL of the ORM)
    with connection.cursor() as cursor:
        cursor.execute(query, [*user_parameters, *parameters])
        return cursor.fetchall()


def _recent_rows(kind: str) -> QuerySet:
    model, column = KINDS[kind]
    recent = model._default_manager.filter(**{f"{column}__gte": start_of(last_days()[0])}).order_by()
    return recent.annotate(day=TruncDate(column, tzinfo=UTC))


def as_date(day: date | str) -> date:
    """Convert the date of an expression, which SQLite returns as text."""
    return date.fromisoformat(day) if isinstance(day, str) else day

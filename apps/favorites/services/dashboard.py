"""The dashboard panel about activity: one query over the last thirty days."""

from datetime import UTC, date
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Value
from django.db.models.functions import TruncDate

from apps.core.observability.dashboard import Chart, Panel, day_labels, last_days, start_of
from apps.favorites.models import Favorite, Rating, WatchlistItem
from apps.movies.models import UserMovieModel, WatchHistory

# Name of an interaction: the model and the moment that counts.
KINDS: dict[str, tuple[type[UserMovieModel], str]] = {
    "ratings": (Rating, "rated_at"),
    "watched": (WatchHistory, "watched_at"),
    "favorites": (Favorite, "created_at"),
    "watchlist": (WatchlistItem, "created_at"),
}


def activity_panel() -> Panel:
    labels, days = day_labels(), last_days()
    counted = {(what, as_date(day)): n for what, day, n in _per_day()}
    series = {what: [counted.get((what, day), 0) for day in days] for what in ("users", *KINDS)}
    users = series.pop("users")
    return Panel(
        figures=[("active today", users[-1])]
        + [(f"{kind} in 30 days", sum(numbers)) for kind, numbers in series.items()],
        charts=[
            Chart("Active users per day", labels, {"users": users}, kind="line"),
            Chart("Interactions per day", labels, series, stacked=True),
        ],
    )


def _per_day() -> list[tuple[str, Any, int]]:
    """("users" or one of KINDS, day, how many) in one query that reads nothing but indexes by moment.

    The ORM makes the parts; it cannot count over a union. Every value is a parameter.
    """
    by_kind = [_of(kind).values_list(Value(kind), "day").annotate(n=Count("pk")) for kind in KINDS]
    first, *others = [_of(kind).values_list("day", "user_id") for kind in KINDS]
    users, user_parameters = first.union(*others).query.sql_with_params()
    kinds, parameters = by_kind[0].union(*by_kind[1:], all=True).query.sql_with_params()
    per_day = f"SELECT 'users', day, COUNT(*) FROM ({users}) acts GROUP BY day"  # noqa: S608 (SQL of the ORM)
    query = f"{per_day} UNION ALL SELECT * FROM ({kinds}) kinds"  # noqa: S608 (SQL of the ORM)
    with connection.cursor() as cursor:
        cursor.execute(query, [*user_parameters, *parameters])
        return cursor.fetchall()


def _of(kind: str) -> QuerySet:
    model, moment = KINDS[kind]
    recent = model._default_manager.filter(**{f"{moment}__gte": start_of(last_days()[0])}).order_by()
    return recent.annotate(day=TruncDate(moment, tzinfo=UTC))


def as_date(day: date | str) -> date:
    """SQLite returns the date of an expression as text."""
    return date.fromisoformat(day) if isinstance(day, str) else day

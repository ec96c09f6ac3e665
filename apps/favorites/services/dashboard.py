"""What people do, on the staff's dashboard: one query over the last thirty days."""

from datetime import UTC, date
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Value
from django.db.models.functions import TruncDate

from apps.core.observability.dashboard import Chart, Panel, day_labels, last_days, start_of
from apps.favorites.models import Favorite, Rating, WatchlistItem
from apps.movies.models import WatchHistory

# Name of an interaction: the model and the moment that counts.
KINDS: dict[str, tuple[Any, str]] = {
    "ratings": (Rating, "rated_at"),
    "watched": (WatchHistory, "watched_at"),
    "favorites": (Favorite, "created_at"),
    "watchlist": (WatchlistItem, "created_at"),
}


def activity_panel() -> Panel:
    labels, days = day_labels(), last_days()
    counted = {(what, as_date(day)): n for what, day, n in _per_day()}
    series = {what: [counted.get((what, day), 0) for day in days] for what in ("people", *KINDS)}
    people = series.pop("people")
    return Panel(
        figures=[("active today", people[-1])]
        + [(f"{kind} in 30 days", sum(numbers)) for kind, numbers in series.items()],
        charts=[
            Chart("People active per day", labels, {"people": people}, kind="line"),
            Chart("Interactions per day", labels, series, stacked=True),
        ],
    )


def _per_day() -> list[tuple[str, Any, int]]:
    """("people" or one of KINDS, day, how many) in one query that reads nothing but indexes by moment.

    The ORM makes the parts; it cannot count over a union. Every value is a parameter.
    """
    by_kind = [_of(kind).values_list(Value(kind), "day").annotate(n=Count("pk")) for kind in KINDS]
    first, *others = [_of(kind).values_list("day", "user_id") for kind in KINDS]
    people, people_parameters = first.union(*others).query.sql_with_params()
    kinds, parameters = by_kind[0].union(*by_kind[1:], all=True).query.sql_with_params()
    everybody = f"SELECT 'people', day, COUNT(*) FROM ({people}) acts GROUP BY day"  # noqa: S608 (the ORM's own SQL)
    query = f"{everybody} UNION ALL SELECT * FROM ({kinds}) kinds"  # noqa: S608 (the ORM's own SQL)
    with connection.cursor() as cursor:
        cursor.execute(query, [*people_parameters, *parameters])
        return cursor.fetchall()


def _of(kind: str) -> QuerySet:
    model, moment = KINDS[kind]
    recent = model.objects.filter(**{f"{moment}__gte": start_of(last_days()[0])}).order_by()
    return recent.annotate(day=TruncDate(moment, tzinfo=UTC))


def as_date(day: date | str) -> date:
    """SQLite tells a date of an expression as text."""
    return date.fromisoformat(day) if isinstance(day, str) else day

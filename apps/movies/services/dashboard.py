"""The catalogue on the staff's dashboard: three queries."""

from collections import Counter
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear

from apps.core.observability.dashboard import Chart, Panel
from apps.movies.models import Movie, SyncRun

FIRST_DECADE = 1900
MOVIES = "admin:movies_movie_changelist"
COUNTED = {
    "movies": Count("pk"),
    "without_a_poster": Count("pk", filter=Q(poster_path="")),
    "hidden_from_recommendations": Count("pk", filter=Q(hidden_from_recommendations=True)),
    "never_synced_in_full": Count("pk", filter=Q(details_synced_at=None)),
}


def catalogue_panel() -> Panel:
    years = movies_by_year()
    totals = {name: sum(row[name] for row in years) for name in COUNTED}
    decades = Counter[int]()
    for row in years:
        decades[(row["year"] or 0) // 10 * 10] += row["movies"]
    dated = sorted(decade for decade in decades if decade >= FIRST_DECADE)
    genres = dict(genre_counts())
    return Panel(
        figures=[(name.replace("_", " "), total) for name, total in totals.items()],
        charts=[
            Chart(
                "Movies by decade",
                [f"{decade}s" for decade in dated],
                {"movies": [decades[d] for d in dated]},
            ),
            Chart("Movies by genre", list(genres), {"movies": list(genres.values())}),
        ],
        facts=[("Last sync", last_sync())],
        links={
            "movies": (MOVIES, ""),
            "without a poster": (MOVIES, "?poster=no"),
            "hidden from recommendations": (MOVIES, "?hidden_from_recommendations__exact=1"),
            "never synced in full": (MOVIES, "?details=no"),
        },
    )


def movies_by_year() -> list[dict[str, Any]]:
    years = Movie.objects.order_by().annotate(year=ExtractYear("release_date")).values("year")
    return list(years.annotate(**COUNTED))


def genre_counts() -> list[tuple[str, int]]:
    """Without a join to the movies: the deleted ones are few, the links of the others are many."""
    deleted = Movie.all_objects.filter(deleted_at__isnull=False).order_by().values("pk")
    links = Movie.genres.through.objects.exclude(movie__in=deleted).order_by()
    counted = links.values_list("genre__name").annotate(n=Count("pk"))
    return list(counted.order_by("-n", "genre__name"))  # type: ignore[misc]  # stubs miss n on a link table


def last_sync() -> str:
    run = SyncRun.objects.only("kind", "status", "started_at", "counts").first()
    if run is None:
        return "none yet"
    counts = ", ".join(f"{name} {count}" for name, count in run.counts.items() if count)
    return f"{run.kind}, {run.started_at:%Y-%m-%d %H:%M} UTC, {run.status}" + (
        f" ({counts})" if counts else ""
    )

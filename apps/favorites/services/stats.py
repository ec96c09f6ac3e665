"""Statistics of a user, computed by the database in a fixed number of queries.

Days, months and years are those of a time zone. Only completed viewings count as watched; those on an unknown day are in
the totals and in no calendar. Hours are the runtimes of completed viewings, rewatches included. Genres and
decades are those of movies that were completed or rated.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db.models import Avg, Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import ExtractYear, Floor, TruncMonth

from apps.core.limits import RATING_MAX, RATING_MIN
from apps.core.time_zones import start_of_year
from apps.core.types import User
from apps.favorites.models import Favorite, Playlist, Rating, WatchlistItem
from apps.movies.models import Credit, Movie, WatchHistory
from apps.movies.models.history import WatchHistoryQuerySet

MONTHS = 12
TOP = 10
MINUTES_PER_HOUR = 60
DIRECTOR = "Director"
DATED = ~Q(precision=WatchHistory.Precision.UNKNOWN)
Days = dict[date, int]


def viewings_of(user: User) -> WatchHistoryQuerySet:
    return WatchHistory.objects.completed().filter(user=user).order_by()


def ratings_of(user: User) -> QuerySet[Rating]:
    return Rating.objects.filter(user=user).order_by()


def stats(user: User, *, today: date, zone: ZoneInfo) -> dict[str, Any]:
    viewings, ratings = viewings_of(user), ratings_of(user)
    movies = watched_or_rated_movies(viewings, ratings)
    days = viewings_by_day(viewings, zone)
    return {
        "counts": count_rows(user),
        **viewing_totals(viewings),
        **rating_totals(ratings),
        "top_genres": top_genres(movies, ratings),
        "top_decades": top_decades(movies),
        "months": by_month(days, ratings, last_months(today), zone),
        "current_streak_days": current_streak(days, today),
        "longest_streak_days": longest_streak(days),
    }


def year_in_review(user: User, year: int, *, zone: ZoneInfo) -> dict[str, Any]:
    dated = viewings_of(user).with_day(zone)
    viewings = dated.filter(day__year=year)
    start, end = start_of_year(year, zone), start_of_year(year + 1, zone)
    ratings = ratings_of(user).filter(rated_at__gte=start, rated_at__lt=end)
    earlier = dated.filter(day__lt=date(year, 1, 1)).values("movie")
    movies = watched_or_rated_movies(viewings, ratings)
    days = viewings_by_day(viewings, zone)
    months = by_month(days, ratings, [date(year, month, 1) for month in range(1, MONTHS + 1)], zone)
    busiest = max(months, key=lambda month: month["watched"])
    return {
        "year": year,
        **viewing_totals(viewings, earlier=earlier),
        **rating_totals(ratings),
        "top_genres": top_genres(movies, ratings),
        "top_decades": top_decades(movies),
        "top_directors": top_directors(movies),
        "months": months,
        "busiest_month": busiest["month"] if busiest["watched"] else None,
        "longest_streak_days": longest_streak(days),
        "best": best_rated(ratings),
    }


def count_rows(user: User) -> dict[str, int]:
    """Return the sizes of the user's lists, in one query."""
    models = (Favorite, Rating, WatchlistItem, Playlist)
    names = ("favorites", "ratings", "watchlist", "playlists")
    rows = [model._default_manager.filter(user=OuterRef("pk")).order_by().values("user") for model in models]
    subqueries = [Subquery(part.annotate(n=Count("pk")).values("n")) for part in rows]
    counts = get_user_model().objects.filter(pk=user.pk).values_list(*subqueries).get()
    return {name: count or 0 for name, count in zip(names, counts, strict=True)}


def viewing_totals(viewings: QuerySet, *, earlier: QuerySet | None = None) -> dict[str, Any]:
    """earlier: ids of movies that were seen before all of these viewings.

    Rewatches are all viewings but the first of each movie; that one too if the movie was seen earlier, or if the user
    says that every viewing was a rewatch.
    """
    seen_before = ~Q(movie__in=viewings.exclude(is_rewatch=True).values("movie"))
    if earlier is not None:
        seen_before |= Q(movie__in=earlier)
    totals = viewings.aggregate(
        n=Count("pk"),
        movies=Count("movie", distinct=True),
        seen_before=Count("movie", distinct=True, filter=seen_before),
        minutes=Sum("movie__runtime"),
        first=Min("watched_at", filter=DATED),
        last=Max("watched_at", filter=DATED),
    )
    return {
        "viewings": totals["n"],
        "movies_watched": totals["movies"],
        "rewatches": totals["n"] - totals["movies"] + totals["seen_before"],
        "hours_watched": round((totals["minutes"] or 0) / MINUTES_PER_HOUR, 1),
        "first_watched_at": totals["first"],
        "last_watched_at": totals["last"],
    }


def rating_totals(ratings: QuerySet) -> dict[str, Any]:
    """Return number, mean and histogram (rounded down) of the ratings, in one query."""
    values = dict(ratings.values_list("rating").annotate(Count("pk")))
    number = sum(values.values())
    histogram = {str(star): 0 for star in range(RATING_MIN, RATING_MAX + 1)}
    for value, count in values.items():
        histogram[str(int(value))] += count
    mean = sum(value * count for value, count in values.items()) / number if number else None
    return {
        "ratings_given": number,
        "mean_rating": mean if mean is None else round(mean, 2),
        "rating_histogram": histogram,
    }


def watched_or_rated_movies(viewings: QuerySet, ratings: QuerySet) -> QuerySet:
    return Movie.all_objects.filter(
        Q(pk__in=viewings.values("movie")) | Q(pk__in=ratings.values("movie"))
    ).order_by()


def top_genres(movies: QuerySet, ratings: QuerySet) -> list[dict[str, Any]]:
    """Genres with the most movies, and the mean of the user's ratings of all movies of each genre."""
    rows = movies.filter(genres__isnull=False).values_list("genres__id", "genres__name")
    rows = rows.annotate(movies=Count("pk", distinct=True)).order_by("-movies", "genres__name")[:TOP]
    means = dict(ratings.values_list("movie__genres").annotate(Avg("rating")))
    return [
        {"id": pk, "name": name, "movies": number, "mean_rating": means.get(pk) and round(means[pk], 2)}
        for pk, name, number in rows
    ]


def top_decades(movies: QuerySet) -> list[dict[str, Any]]:
    dated = movies.filter(release_date__isnull=False)
    decade = Floor(ExtractYear("release_date") / 10.0) * 10
    rows = dated.values(decade=decade).annotate(movies=Count("pk")).order_by("-movies", "-decade")
    return [{"decade": int(row["decade"]), "movies": row["movies"]} for row in rows[:TOP]]


def top_directors(movies: QuerySet) -> list[dict[str, Any]]:
    credits = Credit.objects.filter(movie__in=movies, kind=Credit.Kind.CREW, job=DIRECTOR).order_by()
    rows = credits.values("person_id", name=F("person__name")).annotate(movies=Count("movie", distinct=True))
    return [
        {"id": row["person_id"], "name": row["name"], "movies": row["movies"]}
        for row in rows.order_by("-movies", "name", "person_id")[:TOP]
    ]


def last_months(today: date) -> list[date]:
    months = [today.replace(day=1)]
    while len(months) < MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months[::-1]


def by_month(days: Days, ratings: QuerySet, months: list[date], zone: ZoneInfo) -> list[dict[str, Any]]:
    start = datetime.combine(months[0], datetime.min.time(), tzinfo=zone)
    given = ratings.filter(rated_at__gte=start).annotate(month=TruncMonth("rated_at", tzinfo=zone))
    rated_in = {month.date(): count for month, count in given.values_list("month").annotate(Count("pk"))}
    watched_in: Counter[date] = Counter()
    for day, count in days.items():
        watched_in[day.replace(day=1)] += count
    return [
        {"month": f"{month:%Y-%m}", "watched": watched_in[month], "rated": rated_in.get(month, 0)}
        for month in months
    ]


def viewings_by_day(viewings: WatchHistoryQuerySet, zone: ZoneInfo) -> Days:
    """Return day → number of viewings, oldest first."""
    days = viewings.with_day(zone).values_list("day").annotate(Count("pk"))
    return dict(days.order_by("day"))


def runs_of(days: Days) -> list[tuple[date, int]]:
    """Return the runs of consecutive days: the last day of each and its length."""
    runs: list[tuple[date, int]] = []
    for day in days:
        if runs and day - runs[-1][0] == timedelta(days=1):
            runs[-1] = (day, runs[-1][1] + 1)
        else:
            runs.append((day, 1))
    return runs


def current_streak(days: Days, today: date) -> int:
    """Return the number of consecutive days up to today, or up to yesterday if nothing was watched today."""
    runs = [(last, length) for last, length in runs_of(days) if last <= today]
    return runs[-1][1] if runs and today - runs[-1][0] <= timedelta(days=1) else 0


def longest_streak(days: Days) -> int:
    return max((length for _, length in runs_of(days)), default=0)


def best_rated(ratings: QuerySet) -> list[dict[str, Any]]:
    rows = ratings.select_related("movie").order_by("-rating", "-rated_at", "-id")[:TOP]
    return [
        {
            "movie": row.movie_id,
            "tmdb_id": row.movie.tmdb_id,
            "title": row.movie.title,
            "poster_path": row.movie.poster_path,
            "rating": row.rating,
        }
        for row in rows
    ]

"""Exports of a user's library: as JSON, and as CSV files in the format of Letterboxd's importer."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet

from apps.core.time_zones import day_of
from apps.core.types import User
from apps.favorites.models import (
    Favorite,
    ImportJob,
    ImportRow,
    PendingSync,
    Playlist,
    PlaylistItem,
    Rating,
    Removal,
    ReviewLike,
    ReviewReport,
    WatchlistItem,
    WithheldReview,
)
from apps.favorites.services.viewings import EMPTY_DETAILS
from apps.movies.models import Movie, UserMovieModel, WatchHistory
from apps.movies.models.history import COMPLETED_PROGRESS

Rows = Iterator[Sequence[Any]]
MOVIE_COLUMNS = ("tmdb_id", "imdb_id", "title", "release_date")
CSV_MOVIE_COLUMNS = ("tmdbID", "imdbID", "Title", "Year")
POINTS_PER_STAR = 2
# Spreadsheets read text that begins so as a formula. An apostrophe before it prevents that; imports remove it.
FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r")
CSV_COLUMNS: dict[str, tuple[str, ...]] = {
    "ratings": (*CSV_MOVIE_COLUMNS, "Rating", "Review", "Date"),
    "reviews": (*CSV_MOVIE_COLUMNS, "Rating", "WatchedDate", "Review"),
    "diary": (*CSV_MOVIE_COLUMNS, "WatchedDate", "Rewatch", "Rating", "Review", "Tags"),
    "favorites": (*CSV_MOVIE_COLUMNS, "Date"),
    "watchlist": (*CSV_MOVIE_COLUMNS, "Note", "Date"),
    "lists": ("List", "Position", *CSV_MOVIE_COLUMNS, "Note"),
}


def with_movie(model: type[UserMovieModel], user: User) -> QuerySet[Any]:
    fields = [f"movie__{column}" for column in MOVIE_COLUMNS]
    columns = [field.name for field in model._meta.concrete_fields]
    return model._default_manager.filter(user=user).select_related("movie").only(*columns, *fields)


def movie_fields(movie: Movie) -> dict[str, Any]:
    year = movie.release_date.year if movie.release_date else None
    return {
        "id": movie.pk,
        "tmdb_id": movie.tmdb_id,
        "imdb_id": movie.imdb_id,
        "title": movie.title,
        "year": year,
    }


def export_of(model: type[UserMovieModel], *fields: str) -> Callable[[User], list[dict[str, Any]]]:
    """Return an exporter of the user's rows: the movie with all its ids, and these fields."""

    def export(user: User) -> list[dict[str, Any]]:
        return [
            {"movie": movie_fields(row.movie)} | {name: getattr(row, name) for name in fields}
            for row in with_movie(model, user)
        ]

    return export


favorites = export_of(Favorite, "created_at")
ratings = export_of(
    Rating, "rating", "review", "is_public", "has_spoilers", "is_withheld", "rated_at", "updated_at"
)
withheld_reviews = export_of(WithheldReview, "review", "reason", "created_at")
watchlist = export_of(WatchlistItem, "position", "note", "created_at")
watch_history = export_of(
    WatchHistory, "watched_at", "precision", "watched_on", "progress", *EMPTY_DETAILS, "created_at"
)


def playlists(user: User) -> list[dict[str, Any]]:
    items: dict[int, list[dict[str, Any]]] = {}
    rows = PlaylistItem.objects.filter(playlist__user=user).select_related("movie")
    for item in rows.order_by("playlist_id", "position", "id"):
        exported = {"movie": movie_fields(item.movie), "position": item.position, "note": item.note}
        items.setdefault(item.playlist_id, []).append(exported)
    fields = ("title", "description", "visibility", "share_token", "created_at", "updated_at")
    return [
        {name: getattr(playlist, name) for name in fields} | {"items": items.get(playlist.pk, [])}
        for playlist in Playlist.objects.filter(user=user)
    ]


def review_likes(user: User) -> list[dict[str, Any]]:
    rows = ReviewLike.objects.filter(user=user).select_related("rating__movie")
    return [{"movie": movie_fields(row.rating.movie), "created_at": row.created_at} for row in rows]


def review_reports(user: User) -> list[dict[str, Any]]:
    rows = ReviewReport.objects.filter(user=user).select_related("rating__movie")
    fields = ("reason", "comment", "status", "created_at")
    return [{"movie": movie_fields(row.rating.movie)} | {n: getattr(row, n) for n in fields} for row in rows]


def imports(user: User) -> list[dict[str, Any]]:
    fields = ("source", "filename", "status", "dry_run", "rows_total", "counts", "created_at", "finished_at")
    rows: dict[int, list[Any]] = {}
    for job_id, values in ImportRow.objects.filter(job__user=user).values_list("job_id", "values"):
        rows.setdefault(job_id, []).append(values)
    jobs = ImportJob.objects.filter(user=user).values("pk", *fields)
    return [job | {"rows_without_movie": rows.get(job.pop("pk"), [])} for job in jobs]


def pending_syncs(user: User) -> list[dict[str, Any]]:
    fields = ("status", "changes", "movies", "result", "created_at", "finished_at")
    return list(PendingSync.objects.filter(user=user).values(*fields))


def removals(user: User) -> list[dict[str, Any]]:
    fields = {"tmdb_id": F("movie__tmdb_id"), "title": F("movie__title")}
    rows: Any = Removal.objects.filter(user=user).order_by("pk")
    return list(rows.values("kind", "movie_id", "removed_at", **fields))


def escape_formula(text: str) -> str:
    """Put an apostrophe before a formula, and before apostrophes that precede one, so that it can be removed again."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_PREFIXES) else text


def unescape_formula(cell: str) -> str:
    """The text that `escape_formula` was given."""
    is_escaped = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_PREFIXES)
    return cell[1:] if is_escaped else cell


def movie_cells(movie: Movie) -> list[Any]:
    fields = movie_fields(movie)
    return [fields["tmdb_id"] or "", fields["imdb_id"], escape_formula(fields["title"]), fields["year"] or ""]


def local_time(moment: datetime, zone: ZoneInfo) -> str:
    """With the offset, so that an import reads the same moment in any zone."""
    return moment.astimezone(zone).isoformat()


def ratings_csv(user: User, zone: ZoneInfo) -> Rows:
    """Ratings in stars of 5, with their reviews."""
    yield CSV_COLUMNS["ratings"]
    for row in with_movie(Rating, user):
        yield [
            *movie_cells(row.movie),
            f"{row.rating / POINTS_PER_STAR:g}",
            escape_formula(row.review),
            local_time(row.rated_at, zone),
        ]


def reviews_csv(user: User, zone: ZoneInfo) -> Rows:
    yield CSV_COLUMNS["reviews"]
    for row in with_movie(Rating, user).exclude(review=""):
        yield [
            *movie_cells(row.movie),
            f"{row.rating / POINTS_PER_STAR:g}",
            day_of(row.rated_at, zone).isoformat(),
            escape_formula(row.review),
        ]


def diary_csv(user: User, zone: ZoneInfo) -> Rows:
    """Completed viewings, oldest first, with days of this time zone. A viewing on an unknown day has none."""
    yield CSV_COLUMNS["diary"]
    watched: set[int] = set()
    rows = with_movie(WatchHistory, user).filter(progress__gte=COMPLETED_PROGRESS)
    for row in rows.order_by("watched_at", "id"):
        is_rewatch = row.movie_id in watched if row.is_rewatch is None else row.is_rewatch
        unknown = row.precision == WatchHistory.Precision.UNKNOWN
        yield [
            *movie_cells(row.movie),
            "" if unknown else (row.watched_on or day_of(row.watched_at, zone)).isoformat(),
            "true" if is_rewatch else "false",
            f"{row.rating / POINTS_PER_STAR:g}" if row.rating is not None else "",
            escape_formula(row.review),
            escape_formula(", ".join(row.tags)),
        ]
        watched.add(row.movie_id)


def favorites_csv(user: User, zone: ZoneInfo) -> Rows:
    yield CSV_COLUMNS["favorites"]
    for row in with_movie(Favorite, user):
        yield [*movie_cells(row.movie), local_time(row.created_at, zone)]


def watchlist_csv(user: User, zone: ZoneInfo) -> Rows:
    yield CSV_COLUMNS["watchlist"]
    for row in with_movie(WatchlistItem, user):
        yield [*movie_cells(row.movie), escape_formula(row.note), local_time(row.created_at, zone)]


def lists_csv(user: User, zone: ZoneInfo) -> Rows:
    """All playlists in one table: each movie with the title of its playlist and its position."""
    yield CSV_COLUMNS["lists"]
    items = PlaylistItem.objects.filter(playlist__user=user).select_related("movie", "playlist")
    for item in items.order_by("playlist__title", "playlist_id", "position", "id"):
        yield [
            escape_formula(item.playlist.title),
            item.position,
            *movie_cells(item.movie),
            escape_formula(item.note),
        ]


CSV_FILES = {
    "ratings.csv": ratings_csv,
    "reviews.csv": reviews_csv,
    "diary.csv": diary_csv,
    "favorites.csv": favorites_csv,
    "watchlist.csv": watchlist_csv,
    "lists.csv": lists_csv,
}

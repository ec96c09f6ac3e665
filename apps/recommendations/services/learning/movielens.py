"""Import of MovieLens data: users who cannot log in, movies, and ratings with their times. Idempotent."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from apps.favorites.models import Rating
from apps.favorites.services.community import refresh_community
from apps.movies.models import Genre, Movie
from apps.movies.models.text import search_document
from apps.recommendations.services.learning.movielens_files import MovieLensFolder, MovieRow, RatingRow

CHUNK = 2500  # ratings per statement: SQLite accepts 32,766 values
USERNAME = "movielens-{}"
EMAIL = "movielens-{}@movielens.invalid"
ROWS_PER_TRANSACTION = 20 * CHUNK  # ratings per transaction
Progress = Callable[[str, int], None]


@dataclass
class Imported:
    """Numbers of rows read."""

    users: int = 0
    movies: int = 0
    movies_created: int = 0
    ratings: int = 0
    unreadable: int = 0
    of_unknown_movies: int = 0


def import_movielens(
    *, folder: Path, limit_users: int | None = None, progress: Progress = lambda step, done: None
) -> Imported:
    """Raises MovieLensError if the folder has no data. What was imported before an interruption stays."""
    files, counts = MovieLensFolder(folder), Imported()
    movies = import_movies(files.movies(), counts)
    progress("movies", counts.movies)
    user_ids: dict[str, int] = {}
    touched: set[int] = set()
    rows = files.ratings() if limit_users is None else of_first_users(files.ratings(), limit_users)
    while batch := list(islice(rows, ROWS_PER_TRANSACTION)):
        with transaction.atomic():
            create_users(user_ids, batch)
            for start in range(0, len(batch), CHUNK):
                touched |= write_ratings(batch[start : start + CHUNK], user_ids, movies, counts)
        progress("ratings", len(batch))
    counts.users, counts.unreadable = len(user_ids), files.unreadable
    refresh_community(touched)
    progress("averages", len(touched))
    return counts


def of_first_users(rows: Iterable[RatingRow], limit: int) -> Iterator[RatingRow]:
    """Ratings of the first `limit` users of the file, wherever in the file they are."""
    known: set[str] = set()
    for row in rows:
        if row.user not in known:
            if len(known) >= limit:
                continue
            known.add(row.user)
        yield row


def create_users(user_ids: dict[str, int], chunk: Sequence[RatingRow]) -> None:
    """Create accounts for new users of the chunk: marked as imported, without a password."""
    new = list(dict.fromkeys(row.user for row in chunk if row.user not in user_ids))
    if not new:
        return
    user = get_user_model()
    names = {USERNAME.format(number): number for number in new}
    with transaction.atomic():
        user.objects.bulk_create(
            (
                user(
                    username=name,
                    email=EMAIL.format(number),
                    password=make_password(None),
                    origin=user.Origin.IMPORTED,
                )
                for name, number in names.items()
            ),
            ignore_conflicts=True,
        )
        rows = list(user.objects.filter(username__in=names).values_list("pk", "username"))
        create_private_profiles([pk for pk, _ in rows])
    user_ids.update({names[username]: pk for pk, username in rows})


def create_private_profiles(user_ids: Sequence[int]) -> None:
    """The profiles of imported users are not public."""
    profile: Any = get_user_model()._meta.get_field("profile").related_model
    profile.objects.bulk_create(
        (profile(user_id=user_id, is_public=False) for user_id in user_ids), ignore_conflicts=True
    )


@transaction.atomic
def import_movies(rows: Sequence[MovieRow], counts: Imported) -> dict[str, int]:
    """Movie id by MovieLens id. Missing movies are created from title, year and genres."""
    known = existing_movies(rows)
    missing = [row for row in rows if row.number not in known]
    by_key = {movie_key(row): row for row in reversed(missing)}  # the first one of several wins
    movies = Movie.objects.bulk_create(new_movie(row) for row in by_key.values())
    link_genres(zip(movies, by_key.values(), strict=True))
    ids = dict(zip(by_key, (movie.pk for movie in movies), strict=True))
    counts.movies, counts.movies_created = len(rows), len(movies)
    return known | {row.number: ids[movie_key(row)] for row in missing}


def movie_key(row: MovieRow) -> tuple[Any, ...]:
    """Two MovieLens movies with one TMDb id are one movie."""
    return ("tmdb", row.tmdb_id) if row.tmdb_id else ("title", row.title, row.year)


def existing_movies(rows: Sequence[MovieRow]) -> dict[str, int]:
    """Movie id by MovieLens id: found by TMDb id, without one by title and year among ours without one."""
    movies = Movie.all_objects.order_by("pk")
    by_tmdb = dict(movies.filter(tmdb_id__isnull=False).values_list("tmdb_id", "pk"))
    ours = movies.filter(tmdb_id=None).values_list("title", "release_date", "pk")
    by_title = {(title, day.year if day else None): pk for title, day, pk in ours}
    found = {}
    for row in rows:
        pk = by_tmdb.get(row.tmdb_id) if row.tmdb_id else by_title.get((row.title, row.year))
        if pk is not None:
            found[row.number] = pk
    return found


def new_movie(row: MovieRow) -> Movie:
    """Only the year of the release is known: the date is the first of January."""
    title = row.title[:500]
    return Movie(
        tmdb_id=row.tmdb_id,
        imdb_id=row.imdb_id,
        title=title,
        original_title=title,
        release_date=date(row.year, 1, 1) if row.year else None,
        search_text=search_document([title]),
    )


def link_genres(created: Iterable[tuple[Movie, MovieRow]]) -> None:
    pairs = [(movie.pk, name) for movie, row in created for name in dict.fromkeys(row.genres)]
    names = {name for _, name in pairs}
    Genre.objects.bulk_create((Genre(name=name) for name in sorted(names)), ignore_conflicts=True)
    ids = dict(Genre.objects.filter(name__in=names).values_list("name", "pk"))
    through = Movie.genres.through
    through.objects.bulk_create(
        (through(movie_id=movie, genre_id=ids[name]) for movie, name in pairs), batch_size=1000
    )


def write_ratings(
    chunk: Sequence[RatingRow], user_ids: dict[str, int], movies: dict[str, int], counts: Imported
) -> set[int]:
    """Write the ratings in one statement; the later line of two on one movie wins. Returns the ids of rated movies."""
    rows = {(user_ids[row.user], movies[row.movie]): row for row in chunk if row.movie in movies}
    counts.of_unknown_movies += sum(row.movie not in movies for row in chunk)
    counts.ratings += len(rows)
    if rows:
        upsert_ratings([(user, movie, row.rating, row.at) for (user, movie), row in rows.items()])
    return {movie for _, movie in rows}


def upsert_ratings(rows: Sequence[tuple[int, int, float, int]]) -> None:
    """Without model objects: creating a million of them takes longer than the database."""
    adapt = connection.ops.adapt_datetimefield_value
    now = adapt(timezone.now())
    values: list[Any] = [now, now]
    for user, movie, rating, at in rows:
        values += (user, movie, rating, adapt(datetime.fromtimestamp(at, tz=UTC)))
    table = connection.ops.quote_name(Rating._meta.db_table)
    with connection.cursor() as wrapper:
        wrapper.cursor.execute(  # not through Django's cursor, whose query log would store every row while DEBUG is on
            UPSERT.format(table=table, rows=", ".join(["(%s, %s, %s, %s)"] * len(rows))), values
        )


UPSERT = """
    INSERT INTO {table} (
        user_id, movie_id, rating, rated_at, review, is_public, is_withheld, has_spoilers, created_at, updated_at
    )
    SELECT column1, column2, column3, column4, '', TRUE, FALSE, FALSE, %s, %s FROM (VALUES {rows}) AS given
    WHERE TRUE
    ON CONFLICT (user_id, movie_id) DO UPDATE
    SET rating = excluded.rating, rated_at = excluded.rated_at, updated_at = excluded.updated_at
    WHERE {table}.rating <> excluded.rating OR {table}.rated_at <> excluded.rated_at
"""

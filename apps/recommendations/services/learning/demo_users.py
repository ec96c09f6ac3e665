"""Demo users in the database: `origin` is demo, the email address ends in @demo.invalid.

They cannot log in. Their rows are written in bulk, some hundred users per transaction, which also updates what
depends on them (community averages, last activities).
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from apps.core.extensions import erase_account_data
from apps.favorites.models import Favorite, LastActivity, Rating
from apps.favorites.services.account_data import delete_ratings
from apps.favorites.services.activity import touch_many
from apps.favorites.services.community import refresh_community
from apps.movies.models import Genre, Movie, WatchHistory
from apps.recommendations.services.learning.demo_histories import DemoHistory, DemoMovies, HistoryGenerator

ORIGIN = "demo"
BATCH_SIZE = 200
ROWS_AT_ONCE = 2000
LEAST_MOVIES = 20
Progress = Callable[[int], Any]
DemoUsers = list[tuple[Any, DemoHistory]]


class TooFewMovies(Exception):
    """There are too few movies for demo users to have a taste."""


def demo_users() -> QuerySet:
    return get_user_model().objects.filter(origin=ORIGIN)


def seed_demo(*, users: int, seed: int, progress: Progress = lambda done: None) -> Counter[str]:
    """Create the first `users` users of this seed; existing ones are not changed. Counts new rows."""
    generator = HistoryGenerator(read_movies(), seed)
    existing = set(demo_users().values_list("email", flat=True))
    missing = [number for number in range(1, users + 1) if address(seed, number) not in existing]
    counts: Counter[str] = Counter(existing=users - len(missing))
    for start in range(0, len(missing), BATCH_SIZE):
        numbers = missing[start : start + BATCH_SIZE]
        counts += write_users(seed, [(number, generator.generate(number)) for number in numbers])
        progress(len(numbers))
    return counts


def remove_demo(*, progress: Progress = lambda done: None) -> int:
    """Delete all demo users of any seed, with their data."""
    removed = 0
    while users := list(demo_users().order_by("pk")[:BATCH_SIZE]):
        with transaction.atomic():
            delete_ratings(user_ids=[user.pk for user in users])
            for user in users:
                erase_account_data(user)
            get_user_model().objects.filter(pk__in=[user.pk for user in users]).delete()
        removed += len(users)
        progress(len(users))
    return removed


def address(seed: int, number: int) -> str:
    return f"demo-{seed}-{number:05}@demo.invalid"


def read_movies() -> DemoMovies:
    """All movies with a release date and a TMDb id, without adult movies, in the order of their TMDb ids."""
    movies = Movie.objects.filter(adult=False, tmdb_id__isnull=False, release_date__isnull=False)
    columns = ("pk", "tmdb_id", "release_date", "vote_average", "vote_count", "collection__tmdb_id")
    rows = list(movies.order_by("tmdb_id").values_list(*columns))
    if len(rows) < LEAST_MOVIES:
        raise TooFewMovies("There are too few movies to have a taste. Run load_catalogue first.")
    genre_ids = list(Genre.objects.order_by("tmdb_id", "pk").values_list("pk", flat=True))
    pks, tmdb_ids, dates, averages, votes, collections = zip(*rows, strict=True)
    return DemoMovies(
        movie_ids=np.array(pks),
        tmdb_ids=np.array(tmdb_ids),
        genre_ids=np.array(genre_ids),
        genres=genre_matrix(list(pks), genre_ids),
        years=np.array([day.year for day in dates], dtype=float),
        quality=np.array(averages),
        votes=np.array(votes, dtype=float),
        collections=np.array([-1 if number is None else number for number in collections]),
    )


def genre_matrix(movie_ids: list[int], genre_ids: list[int]) -> np.ndarray:
    row_of = {pk: row for row, pk in enumerate(movie_ids)}
    column_of = {pk: column for column, pk in enumerate(genre_ids)}
    matrix = np.zeros((len(movie_ids), len(genre_ids)))
    for movie_id, genre_id in Movie.genres.through.objects.values_list("movie_id", "genre_id").iterator():
        if movie_id in row_of:
            matrix[row_of[movie_id], column_of[genre_id]] = 1
    return matrix


@transaction.atomic
def write_users(seed: int, numbered: list[tuple[int, DemoHistory]]) -> Counter[str]:
    now = timezone.now()
    created = create_users(seed, numbered, now)
    watches = in_bulk(WatchHistory, watches_of(created, now))
    ratings = in_bulk(Rating, ratings_of(created, now))
    favorites = in_bulk(Favorite, favorites_of(created))
    date_favorites([user.pk for user, _ in created])
    refresh_community(
        int(pk) for _, history in created for pk in history.movie_ids[~np.isnan(history.rating)]
    )
    kinds = (LastActivity.Kind.WATCHED, LastActivity.Kind.RATINGS, LastActivity.Kind.FAVORITES)
    touch_many({(user.pk, kind) for user, _ in created for kind in kinds})
    return Counter(users=len(created), watches=watches, ratings=ratings, favorites=favorites)


def create_users(seed: int, numbered: list[tuple[int, DemoHistory]], now: datetime) -> DemoUsers:
    """Create the accounts and, as bulk_create sends no signals, their profiles."""
    user_model = get_user_model()
    users = user_model.objects.bulk_create(
        user_model(
            email=address(seed, number),
            username=f"demo-{seed}-{number:05}",
            first_name="Demo",
            last_name=f"User {number}",
            password=make_password(None),
            origin=ORIGIN,
            date_joined=now - timedelta(days=history.joined_days_ago),
        )
        for number, history in numbered
    )
    histories = [history for _, history in numbered]
    profile: Any = user_model._meta.get_field("profile").related_model
    profile.objects.bulk_create(
        profile(user=user, favorite_genres=history.favorite_genres)
        for user, history in zip(users, histories, strict=True)
    )
    return list(zip(users, histories, strict=True))


def watches_of(users: DemoUsers, now: datetime) -> Iterator[WatchHistory]:
    for user, history in users:
        for movie_id, days, progress in zip(
            history.movie_ids, history.days_ago, history.progress, strict=True
        ):
            seen = now - timedelta(days=float(days))
            yield WatchHistory(user=user, movie_id=int(movie_id), watched_at=seen, progress=int(progress))


def ratings_of(users: DemoUsers, now: datetime) -> Iterator[Rating]:
    for user, history in users:
        for movie_id, days, rating in zip(history.movie_ids, history.days_ago, history.rating, strict=True):
            if not np.isnan(rating):
                given = now - timedelta(days=float(days))
                yield Rating(user=user, movie_id=int(movie_id), rating=float(rating), rated_at=given)


def favorites_of(users: DemoUsers) -> Iterator[Favorite]:
    for user, history in users:
        for movie_id in history.movie_ids[history.favorite]:
            yield Favorite(user=user, movie_id=int(movie_id))


def date_favorites(user_ids: list[int]) -> None:
    """`created_at` of a favorite is the time of its rating; bulk_create would set it to now."""
    given = Rating.objects.filter(user=OuterRef("user"), movie=OuterRef("movie")).order_by()
    favorites = Favorite.objects.filter(user__in=user_ids).order_by()
    favorites.update(created_at=Subquery(given.values("rated_at")[:1]))


def in_bulk(model: Any, rows: Iterator[Any]) -> int:
    return len(model.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE))

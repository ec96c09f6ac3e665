"""Demo users in the database: `origin` is demo, the email address ends in @demo.invalid.

They cannot log in. Their rows are written in bulk, some hundred users per transaction, and the community
that follow from it (community averages, last activities) are brought in line in the same transaction.
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
from apps.recommendations.services.learning.demo_tastes import Diary, Inventor, Shelf

ORIGIN = "demo"
BATCH_SIZE = 200
ROWS_AT_ONCE = 2000
LEAST_MOVIES = 20
Progress = Callable[[int], Any]
Invented = list[tuple[Any, Diary]]


class TooFewMovies(Exception):
    """There are too few movies for demo users to have a taste."""


def demo_users() -> QuerySet:
    return get_user_model().objects.filter(origin=ORIGIN)


def seed_demo(*, users: int, seed: int, progress: Progress = lambda done: None) -> Counter[str]:
    """Create the first `users` users of this seed; existing ones are not changed. Counts new rows."""
    inventor = Inventor(read_shelf(), seed)
    here = set(demo_users().values_list("email", flat=True))
    missing = [number for number in range(1, users + 1) if address(seed, number) not in here]
    counts: Counter[str] = Counter(here=users - len(missing))
    for start in range(0, len(missing), BATCH_SIZE):
        numbers = missing[start : start + BATCH_SIZE]
        counts += write_people(seed, [(number, inventor.person(number)) for number in numbers])
        progress(len(numbers))
    return counts


def remove_demo(*, progress: Progress = lambda done: None) -> int:
    """Delete all demo users of any seed, with their data."""
    removed = 0
    while people := list(demo_users().order_by("pk")[:BATCH_SIZE]):
        with transaction.atomic():
            delete_ratings(user_ids=[person.pk for person in people])
            for person in people:
                erase_account_data(person)
            get_user_model().objects.filter(pk__in=[person.pk for person in people]).delete()
        removed += len(people)
        progress(len(people))
    return removed


def address(seed: int, number: int) -> str:
    return f"demo-{seed}-{number:05}@demo.invalid"


def read_shelf() -> Shelf:
    """Every movie with a date that any list shows, in the order of TMDb's ids."""
    movies = Movie.objects.filter(adult=False, tmdb_id__isnull=False, release_date__isnull=False)
    columns = ("pk", "tmdb_id", "release_date", "vote_average", "vote_count")
    rows = list(movies.order_by("tmdb_id").values_list(*columns))
    if len(rows) < LEAST_MOVIES:
        raise TooFewMovies("There are too few movies to have a taste. Run load_catalogue first.")
    genre_ids = list(Genre.objects.order_by("tmdb_id", "pk").values_list("pk", flat=True))
    pks, tmdb_ids, dates, averages, votes = zip(*rows, strict=True)
    return Shelf(
        movie_ids=np.array(pks),
        tmdb_ids=np.array(tmdb_ids),
        genre_ids=np.array(genre_ids),
        genres=genre_matrix(list(pks), genre_ids),
        years=np.array([day.year for day in dates], dtype=float),
        quality=np.array(averages),
        votes=np.array(votes, dtype=float),
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
def write_people(seed: int, invented: list[tuple[int, Diary]]) -> Counter[str]:
    now = timezone.now()
    diaries = make_accounts(seed, invented, now)
    watches = in_bulk(WatchHistory, viewings(diaries, now))
    ratings = in_bulk(Rating, ratings_of(diaries, now))
    favorites = in_bulk(Favorite, favorites_of(diaries))
    date_favorites([user.pk for user, _ in diaries])
    refresh_community(int(pk) for _, diary in diaries for pk in diary.movie_ids[~np.isnan(diary.rating)])
    kinds = (LastActivity.Kind.WATCHED, LastActivity.Kind.RATINGS, LastActivity.Kind.FAVORITES)
    touch_many({(user.pk, kind) for user, _ in diaries for kind in kinds})
    return Counter(users=len(diaries), watches=watches, ratings=ratings, favorites=favorites)


def make_accounts(seed: int, invented: list[tuple[int, Diary]], now: datetime) -> Invented:
    """Bulk rows send no signals, so the profiles are made here."""
    people = get_user_model()
    users = people.objects.bulk_create(
        people(
            email=address(seed, number),
            username=f"demo-{seed}-{number:05}",
            first_name="Demo",
            last_name=f"Person {number}",
            password=make_password(None),
            origin=ORIGIN,
            date_joined=now - timedelta(days=diary.joined_days_ago),
        )
        for number, diary in invented
    )
    diaries = [diary for _, diary in invented]
    profile: Any = people._meta.get_field("profile").related_model
    profile.objects.bulk_create(
        profile(user=user, favorite_genres=diary.favorite_genres)
        for user, diary in zip(users, diaries, strict=True)
    )
    return list(zip(users, diaries, strict=True))


def viewings(people: Invented, now: datetime) -> Iterator[WatchHistory]:
    for user, diary in people:
        for movie_id, days, progress in zip(diary.movie_ids, diary.days_ago, diary.progress, strict=True):
            seen = now - timedelta(days=float(days))
            yield WatchHistory(user=user, movie_id=int(movie_id), watched_at=seen, progress=int(progress))


def ratings_of(people: Invented, now: datetime) -> Iterator[Rating]:
    for user, diary in people:
        for movie_id, days, rating in zip(diary.movie_ids, diary.days_ago, diary.rating, strict=True):
            if not np.isnan(rating):
                given = now - timedelta(days=float(days))
                yield Rating(user=user, movie_id=int(movie_id), rating=float(rating), rated_at=given)


def favorites_of(people: Invented) -> Iterator[Favorite]:
    for user, diary in people:
        for movie_id in diary.movie_ids[diary.favorite]:
            yield Favorite(user=user, movie_id=int(movie_id))


def date_favorites(user_ids: list[int]) -> None:
    """`created_at` of a favorite is the time of its rating; bulk_create would set it to now."""
    given = Rating.objects.filter(user=OuterRef("user"), movie=OuterRef("movie")).order_by()
    favorites = Favorite.objects.filter(user__in=user_ids).order_by()
    favorites.update(created_at=Subquery(given.values("rated_at")[:1]))


def in_bulk(model: Any, rows: Iterator[Any]) -> int:
    return len(model.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE))

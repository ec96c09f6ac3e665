"""Fills the database of DATABASE_URL with an invented catalogue and its users: `world.py MOVIES USERS RATINGS`.

Popularity and activity have long tails. Rows are inserted in bulk; nothing is done if the movies are there already.
"""

import itertools
import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "movie_backend.settings")

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.db import connection, models  # noqa: E402

from apps.core.upsert import defaults_of, upsert  # noqa: E402
from apps.favorites.models import Favorite, Rating, WatchlistItem  # noqa: E402
from apps.movies.models import Genre, Movie, WatchHistory  # noqa: E402
from apps.movies.models.text import search_document  # noqa: E402
from apps.users.models import UserProfile  # noqa: E402
from benchmarks.sizes import PASSWORD  # noqa: E402

GENRES = [
    "Action",
    "Adventure",
    "Animation",
    "Comedy",
    "Crime",
    "Documentary",
    "Drama",
    "Family",
    "Fantasy",
    "History",
    "Horror",
    "Music",
    "War",
]
WORDS = [
    "night",
    "city",
    "river",
    "star",
    "king",
    "last",
    "dark",
    "love",
    "road",
    "blood",
    "summer",
    "island",
    "winter",
    "ghost",
    "garden",
    "stone",
    "iron",
    "glass",
]
VALUES = [2, 4, 5, 6, 7, 7.5, 8, 8.5, 9, 10]
BATCH, LIBRARY_BATCH = 5_000, 50_000
FIRST = date(1950, 1, 1)
RATED_FROM = datetime(2026, 1, 1, tzinfo=UTC)


LIBRARY: dict[type[models.Model], tuple[str, ...]] = {
    Rating: ("user", "movie", "rating", "rated_at"),
    Favorite: ("user", "movie"),
    WatchHistory: ("user", "movie", "watched_at"),
    WatchlistItem: ("user", "movie", "position"),
}


def batches(total: int) -> Iterator[range]:
    for start in range(0, total, BATCH):
        yield range(start, min(start + BATCH, total))


def add_movies(count: int, draw: np.random.Generator) -> None:
    genres = [Genre.objects.get_or_create(name=name)[0].pk for name in GENRES]
    popularity = np.sort(draw.pareto(1.5, count) + np.exp(draw.normal(1, 1, count)))[::-1]
    for numbers in batches(count):
        rows = []
        for number in numbers:
            title = " ".join(draw.choice(WORDS, size=draw.integers(1, 5))).title()
            rows.append(
                Movie(
                    tmdb_id=30_000_000 + number,
                    title=title,
                    overview=" ".join(draw.choice(WORDS, size=40)),
                    release_date=FIRST + timedelta(days=int(draw.integers(0, 27_000))),
                    runtime=int(draw.integers(70, 180)),
                    vote_average=round(float(draw.uniform(3, 9)), 1),
                    vote_count=int(10 ** draw.uniform(0, 4.3)),
                    popularity=round(float(popularity[number]), 3),
                    original_language=str(draw.choice(["en", "en", "en", "fr", "ja", "es"])),
                    poster_path=f"/p{number}.jpg",
                    search_text=search_document([title]),
                )
            )
        made = Movie.objects.bulk_create(rows)
        links = [
            Movie.genres.through(movie_id=movie.pk, genre_id=int(genre))
            for movie in made
            for genre in draw.choice(genres, size=draw.integers(1, 4), replace=False)
        ]
        Movie.genres.through.objects.bulk_create(links, batch_size=BATCH)


def add_users(count: int) -> list[int]:
    user_model, password = get_user_model(), make_password(PASSWORD)
    for numbers in batches(count):
        rows = [user_model(username=f"u{n}", email=f"u{n}@example.org", password=password) for n in numbers]
        made = user_model.objects.bulk_create(rows)
        UserProfile.objects.bulk_create(UserProfile(user=user) for user in made)
    return list(user_model.objects.order_by("pk").values_list("pk", flat=True))


def store(pending: dict[type[models.Model], list[Any]]) -> None:
    for model, rows in pending.items():
        fields = LIBRARY[model]
        upsert(model, fields, rows, unique=(), update=(), defaults=defaults_of(model, fields))
        rows.clear()


def add_library(users: list[int], ratings: int, draw: np.random.Generator) -> None:
    movies = np.array(Movie.objects.order_by("-popularity", "-id").values_list("pk", flat=True))
    reach = np.cumsum(1 / np.arange(1, len(movies) + 1) ** 0.8)
    activity = np.exp(draw.normal(0, 1, len(users)))
    each = np.clip(activity / activity.sum() * ratings, 20, len(movies) // 3).astype(int)
    pending: dict[type[models.Model], list[Any]] = {model: [] for model in LIBRARY}
    for user, size in zip(users, each, strict=True):
        chosen = np.unique(np.searchsorted(reach, draw.random(size) * reach[-1]))
        ids = draw.permutation(movies[chosen]).tolist()
        moments = [
            (RATED_FROM + timedelta(seconds=second)).isoformat()
            for second in draw.integers(0, 25_000_000, len(ids)).tolist()
        ]
        values = draw.choice(VALUES, len(ids)).tolist()
        pending[Rating] += zip(itertools.repeat(user), ids, values, moments, strict=False)
        pending[Favorite] += ((user, movie) for movie in ids[::6])
        pending[WatchHistory] += zip(itertools.repeat(user), ids[::6], moments[::6], strict=False)
        pending[WatchlistItem] += ((user, movie, place) for place, movie in enumerate(ids[1::6], 1))
        if len(pending[Rating]) >= LIBRARY_BATCH:
            store(pending)
    store(pending)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE movies_movie SET community_count = known.n, community_average = known.mean FROM "
            "(SELECT movie_id, COUNT(*) AS n, AVG(rating) AS mean FROM favorites_rating GROUP BY movie_id) AS known "
            "WHERE known.movie_id = movies_movie.id"
        )
        cursor.execute("ANALYZE")


def main() -> None:
    movies, users, ratings = map(int, sys.argv[1:4])
    if Movie.objects.count() >= movies:
        return
    draw = np.random.default_rng(7)
    add_movies(movies, draw)
    add_library(add_users(users), ratings, draw)
    print(
        f"{Movie.objects.count()} movies, {len(GENRES)} genres, {users} users, {Rating.objects.count()} ratings"
    )


if __name__ == "__main__":
    main()

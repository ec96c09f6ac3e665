"""Fills the database of DATABASE_URL with an invented catalogue and its users: `world.py MOVIES USERS RATINGS`.

Popularity and activity have long tails. A movie has genres, about six tags, a director and eight actors; every twelfth is
part of a collection. Rows are inserted in bulk; what is there already is not made again.
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
from apps.movies.models import Collection, Credit, Genre, Movie, Person, Tag, WatchHistory  # noqa: E402
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


PEOPLE_OF_A_MOVIE, TAGS_OF_A_MOVIE = 9, 6  # the first of the people directs
TAGS = 4_000
COLLECTED = 12  # every so manieth movie is part of a collection, of three parts

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


def long_tail(count: int) -> np.ndarray:
    """(count,), cumulative weights: the first is drawn most often."""
    return np.cumsum(1 / np.arange(1, count + 1) ** 0.8)


def drawn(reach: np.ndarray, size: int, draw: np.random.Generator) -> np.ndarray:
    """At most `size` different numbers below the length of `reach`."""
    return np.unique(np.searchsorted(reach, draw.random(size) * reach[-1]))


def add_features(draw: np.random.Generator) -> None:
    """People, tags and collections of all movies."""
    movies = list(Movie.objects.order_by("pk").values_list("pk", flat=True))
    people = len(movies)
    for numbers in batches(people):
        names = [f"{' '.join(draw.choice(WORDS, size=2)).title()} {number}" for number in numbers]
        Person.objects.bulk_create(
            Person(tmdb_id=40_000_000 + number, name=name, search_text=search_document([name]))
            for number, name in zip(numbers, names, strict=True)
        )
    Tag.objects.bulk_create(Tag(tmdb_id=n, name=f"{WORDS[n % len(WORDS)]} {n}") for n in range(1, TAGS + 1))
    person_ids = np.array(Person.objects.order_by("pk").values_list("pk", flat=True))
    tag_ids = np.array(Tag.objects.order_by("pk").values_list("pk", flat=True))
    person_reach, tag_reach = long_tail(len(person_ids)), long_tail(len(tag_ids))
    through = Movie.tags.through
    for numbers in batches(len(movies)):
        credits_, links = [], []
        for movie in (movies[number] for number in numbers):
            cast = draw.permutation(person_ids[drawn(person_reach, PEOPLE_OF_A_MOVIE, draw)]).tolist()
            for place, person in enumerate(cast):
                part = ("crew", "", "Director", 0) if not place else ("cast", f"Role {place}", "", place - 1)
                credits_.append((movie, person, *part))
            links += [(movie, tag) for tag in tag_ids[drawn(tag_reach, TAGS_OF_A_MOVIE, draw)].tolist()]
        fields = ("movie", "person", "kind", "character", "job", "position")
        upsert(Credit, fields, credits_, unique=(), update=(), defaults={})
        upsert(through, ("movie", "tag"), links, unique=(), update=(), defaults={})
    span = 3 * COLLECTED
    numbers = {number // span for number in Movie.objects.values_list("tmdb_id", flat=True)}
    Collection.objects.bulk_create(
        Collection(tmdb_id=number, name=f"Saga {number}", search_text=search_document([f"Saga {number}"]))
        for number in sorted(numbers)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE movies_movie SET collection_id = saga.id FROM movies_collection AS saga "  # our own numbers
            f"WHERE saga.tmdb_id = movies_movie.tmdb_id / {span} AND movies_movie.tmdb_id % {COLLECTED} = 0"
        )


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
    reach = long_tail(len(movies))
    activity = np.exp(draw.normal(0, 1, len(users)))
    each = np.clip(activity / activity.sum() * ratings, 20, len(movies) // 3).astype(int)
    pending: dict[type[models.Model], list[Any]] = {model: [] for model in LIBRARY}
    for user, size in zip(users, each, strict=True):
        ids = draw.permutation(movies[drawn(reach, size, draw)]).tolist()
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


def main() -> None:
    movies, users, ratings = map(int, sys.argv[1:4])
    draw = np.random.default_rng(7)
    if Movie.objects.count() < movies:
        add_movies(movies, draw)
        add_library(add_users(users), ratings, draw)
    if not Credit.objects.exists():
        add_features(np.random.default_rng(8))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(
        f"{Movie.objects.count()} movies, {len(GENRES)} genres, {users} users, {Rating.objects.count()} ratings"
    )


if __name__ == "__main__":
    main()

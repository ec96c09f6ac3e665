"""Lists made from columns in memory and by SQL are the same, in every order and for every filter that columns know."""

import random
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from apps.core.http.filters import RelevanceOrderingFilter
from apps.movies.filters import valid_filter
from apps.movies.models import Genre, Movie
from apps.movies.models.text import search_document
from apps.movies.services import columns
from apps.movies.services.columns import CONDITIONS, SORTABLE, current_columns, load_columns, read_columns
from apps.movies.services.listing import listing_of
from apps.movies.views.movies import MovieViewSet

MOVIES = "/api/v1/movies/movies/"
VALUES = {
    "genre": ["1", "2,3", "3"],
    "genre_all": ["1,2", "3", "1,1"],
    "genre_not": ["1", "2,3"],
    "year": ["1999", "2001"],
    "year_min": ["1999", "1"],
    "year_max": ["2000", "9999"],
    "release_date_after": ["2000-01-01", "1999-12-31"],
    "release_date_before": ["2000-01-01"],
    "rating_min": ["5", "7.5"],
    "rating_max": ["5", "7.5"],
    "votes_min": ["10", "0"],
    "popularity_min": ["3.5"],
    "runtime_min": ["90"],
    "runtime_max": ["100", "0"],
    "language": ["en", "fr,ja", "EN"],
    "exclude": ["1,2,3", "99999"],
    "adult": ["false", "true"],
}


@pytest.fixture
def catalogue(db) -> list[Movie]:
    """80 movies with many equal and many missing values."""
    draw = random.Random(7)
    genres = [Genre.objects.create(pk=number, name=f"Genre {number}") for number in (1, 2, 3)]
    movies = Movie.objects.bulk_create(
        Movie(
            title=f"Movie {number}",
            release_date=draw.choice([None, date(1999, 12, 31), date(2000, 1, 1), date(2001, 6, 1)]),
            runtime=draw.choice([None, 90, 100, 0]),
            vote_average=draw.choice([0, 5, 7.5]),
            vote_count=draw.choice([0, 9, 10]),
            popularity=draw.choice([0, 3.5, 3.6]),
            original_language=draw.choice(["en", "fr", "ja", ""]),
            adult=draw.random() < 0.1,
        )
        for number in range(80)
    )
    of_genres = Movie.genres.through
    of_genres.objects.bulk_create(
        of_genres(movie=movie, genre=genre)
        for movie in movies
        for genre in draw.sample(genres, draw.randrange(4))
    )
    for movie in movies:
        movie.created_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=draw.randrange(3))
    Movie.objects.bulk_update(movies, ["created_at"])
    Movie.objects.filter(pk=movies[0].pk).delete()
    return movies


def listed(query: dict[str, str]) -> tuple[list[int], list[int] | None]:
    """The ids that SQL finds, and those that columns find."""
    request = Request(APIRequestFactory().get(MOVIES, query))
    view = MovieViewSet(request=request, action="list")
    filterset, order = valid_filter(request), RelevanceOrderingFilter()
    ordering = order.get_ordering(request, Movie.objects.all(), view)
    queryset = order.filter_queryset(request, filterset.qs, view)
    found = listing_of(filterset, ordering, lambda: queryset).found
    by_sql = list(queryset.values_list("pk", flat=True))
    return by_sql, found.tolist() if isinstance(found, np.ndarray) else None


def test_every_filter_and_every_ordering_finds_the_same_movies_as_sql(catalogue):
    assert set(VALUES) == set(CONDITIONS)
    load_columns()
    sizes = set()
    for ordering in [term for name in sorted(SORTABLE - {"id"}) for term in (name, f"-{name}")]:
        for name, values in VALUES.items():
            for value in values:
                by_sql, by_columns = listed({name: value, "ordering": ordering})
                assert by_columns == by_sql, (name, value, ordering)
                sizes.add(len(by_sql))
    assert len(sizes) > 15


def test_random_combinations_of_filters_find_the_same_movies_as_sql(catalogue):
    load_columns()
    draw = random.Random(11)
    for _ in range(300):
        names = draw.sample(sorted(VALUES), draw.randrange(5))
        query = {name: draw.choice(VALUES[name]) for name in names}
        by_sql, by_columns = listed(query)
        assert by_columns == by_sql, query


def test_pages_have_the_genres_that_the_database_has(catalogue, anonymous):
    Genre.objects.create(pk=9, name="Without movies")
    path, query = MOVIES, {"page_size": 100, "adult": "true", "votes_min": "0"}
    columns.forget_columns()
    by_sql = anonymous.get(path, query).json()
    load_columns()
    assert anonymous.get(path, query | {"votes_min": "-0"}).json()["results"] == by_sql["results"]
    Genre.objects.filter(pk=2).update(name="A first name")
    movie = Movie.objects.exclude(genres=1).first()
    movie.genres.add(1)
    columns.forget_columns()
    expected = anonymous.get(path, query | {"exclude": "0"}).json()["results"]
    load_columns()
    assert anonymous.get(path, query | {"exclude": "00"}).json()["results"] == expected != by_sql["results"]


@pytest.mark.parametrize(
    "query", [{"ordering": "title"}, {"search": "movie"}, {"tag": ""}, {"community_rating_min": "5"}]
)
def test_what_columns_do_not_know_is_left_to_sql(catalogue, query):
    load_columns()
    by_sql, by_columns = listed(query)
    assert by_columns is None or by_columns == by_sql


def test_columns_of_an_older_version_are_not_used(catalogue):
    load_columns()
    assert current_columns() is not None
    movie = Movie.objects.filter(adult=False).first()
    Movie.objects.filter(pk=movie.pk).update(vote_count=77)
    assert current_columns() is None
    assert listed({"votes_min": "77"}) == ([movie.pk], None)
    load_columns()
    assert listed({"votes_min": "77"}) == ([movie.pk], [movie.pk])


TITLES = ["Heat", "The Heat", "Heatwave", "Ronin", "It", "The Italian Job", "Alien 3", ""]
SEARCHES = ["heat", "the heat", "it", "ronin", "alien iii", "heatt", "movie 7", "job"]


def change_something(draw: random.Random) -> None:
    """One write of a random kind to a random movie."""
    movie = draw.choice(Movie.all_objects.order_by("pk"))
    chosen = Movie.all_objects.filter(pk=movie.pk)
    title = draw.choice(TITLES)
    writes = [
        lambda: chosen.update(title=title, search_text=search_document([title])),
        lambda: chosen.update(vote_count=draw.choice([0, 9, 10, 11]), popularity=draw.choice([0, 3.5, 99])),
        lambda: chosen.update(
            runtime=None, release_date=date(2000, 1, 1), original_language="it", adult=False
        ),
        lambda: movie.genres.set(draw.sample(list(Genre.objects.all()), draw.randrange(3))),
        lambda: Genre.objects.create(
            pk=100 + Genre.objects.count(), name=f"Genre of {Genre.objects.count()}"
        ).movies.add(movie),
        lambda: Movie.objects.create(
            title=title, search_text=search_document([title]), vote_count=10
        ).genres.add(1),
        lambda: chosen.update(deleted_at=None if movie.deleted_at else timezone.now()),
        chosen.delete,
    ]
    draw.choices(writes, weights=[4, 4, 2, 4, 1, 4, 4, 1])[0]()


def test_columns_that_are_brought_up_to_date_find_the_same_movies_as_sql(catalogue, monkeypatch):
    load_columns()
    draw, rereads, read = random.Random(5), [], columns.read_columns
    monkeypatch.setattr(columns, "read_columns", lambda number: rereads.append(number) or read(number))
    for _ in range(60):
        for _ in range(draw.randrange(1, 4)):
            change_something(draw)
        load_columns()
        assert current_columns() is not None
        name, ordering = draw.choice(sorted(VALUES)), draw.choice(sorted(SORTABLE - {"id"}))
        for query in (
            {name: draw.choice(VALUES[name]), "ordering": ordering},
            {"search": draw.choice(SEARCHES)},
            {"search": draw.choice(SEARCHES), "genre": draw.choice(["1", "2"]), "ordering": f"-{ordering}"},
        ):
            by_sql, by_columns = listed(query)
            assert by_columns == by_sql, query
    assert len(current_columns().titles.changed) > 20
    assert not rereads


@pytest.mark.parametrize("most", ["versions.MOST_CHANGED", "columns.MOST_DOCUMENTS"])
def test_after_many_changes_all_is_read_anew(catalogue, monkeypatch, most):
    load_columns()
    monkeypatch.setattr(f"apps.{'core.caching' if 'versions' in most else 'movies.services'}.{most}", 2)
    for movie in Movie.objects.filter(adult=False).order_by("pk")[:4]:
        Movie.objects.filter(pk=movie.pk).update(title="Heat", search_text=search_document(["Heat"]))
    load_columns()
    assert not current_columns().titles.changed
    by_sql, by_columns = listed({"search": "heat"})
    assert len(by_columns) == 4
    assert by_columns == by_sql


def test_a_restored_movie_that_the_columns_do_not_have_is_read(catalogue):
    movie = Movie.objects.order_by("pk")[5]
    Movie.objects.filter(pk=movie.pk).update(deleted_at=timezone.now())
    load_columns()
    Movie.all_objects.filter(pk=movie.pk).update(deleted_at=None, adult=False, vote_count=77)
    load_columns()
    assert listed({"votes_min": "77"}) == ([movie.pk], [movie.pk])


def test_more_genres_than_bits_are_left_to_sql(catalogue, monkeypatch):
    monkeypatch.setattr(columns, "MOST_GENRES", 2)
    load_columns()
    assert listed({"genre": "1"})[1] is None


def test_columns_of_a_large_catalogue_are_shared(make_movies, settings, tmp_path, monkeypatch):
    settings.SHARED_DIR = tmp_path
    monkeypatch.setattr(columns, "SHARED_FROM", 1)
    make_movies(12)
    load_columns()
    first = current_columns()
    with monkeypatch.context() as patched:
        patched.setattr(columns, "read_columns", None)
        load_columns()  # as another process would
    second = current_columns()
    assert second is not first
    order = ["-vote_average", "-id"]
    assert second.find({"adult": False}, order).tolist() == first.find({"adult": False}, order).tolist()
    assert second.bits == first.bits
    make_movies(1)
    load_columns()
    assert len(current_columns().ids) == 13


def test_an_empty_catalogue_has_columns(db):
    assert read_columns(1).find({"adult": False}, ["-popularity", "-id"]).tolist() == []


def test_pages_and_counts_are_those_of_sql(catalogue, anonymous, django_assert_num_queries):
    load_columns()
    by_sql = listed({"genre": "2", "ordering": "runtime"})[0]
    with django_assert_num_queries(3):  # genre, version, movies
        page = anonymous.get(MOVIES, {"genre": "2", "ordering": "runtime", "page": 2, "page_size": 10}).json()
    assert page["count"] == len(by_sql)
    assert [movie["id"] for movie in page["results"]] == by_sql[10:20]

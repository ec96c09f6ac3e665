"""Movie.community_average and community_count are right after every way of writing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.favorites.models import Rating
from apps.favorites.services.community import FEWEST, community_detail, refresh_community
from apps.favorites.services.library import Remove, apply
from apps.movies.models import Movie

URL = "/api/v1/favorites/ratings/"


def figures(movie):
    movie.refresh_from_db()
    return movie.community_count, movie.community_average


def test_they_follow_creating_changing_and_deleting(as_owner, as_stranger, make_movie):
    movie = make_movie()
    row = as_owner.post(URL, {"movie": movie.pk, "rating": 8}).data
    as_stranger.post(URL, {"movie": movie.pk, "rating": 5})
    assert figures(movie) == (2, 6.5)
    as_owner.patch(f"{URL}{row['id']}/", {"rating": 10})
    assert figures(movie) == (2, 7.5)
    as_owner.delete(f"{URL}{row['id']}/")
    assert figures(movie) == (1, 5)


def test_they_follow_the_end_of_an_account(owner, as_owner, as_stranger, make_movie):
    movie = make_movie()
    for person, rating in ((as_owner, 10), (as_stranger, 4)):
        person.post(URL, {"movie": movie.pk, "rating": rating})
    owner.delete()
    assert figures(movie) == (1, 4)


def test_the_last_rating_leaves_no_average(as_owner, make_movie):
    movie = make_movie()
    row = as_owner.post(URL, {"movie": movie.pk, "rating": 8}).data
    as_owner.delete(f"{URL}{row['id']}/")
    assert figures(movie) == (0, None)


def test_many_ratings_are_counted_at_once(owner, make_movies, django_assert_max_num_queries):
    movies = make_movies(30)
    Rating.objects.bulk_create(Rating(user=owner, movie=movie, rating=7) for movie in movies)
    with django_assert_max_num_queries(4):
        refresh_community([movie.pk for movie in movies])
    assert {figures(movie) for movie in movies} == {(1, 7)}
    with django_assert_max_num_queries(15):
        apply(user_id=owner.pk, changes=[Remove(kind="ratings", movie_id=movie.pk) for movie in movies])
    assert {figures(movie) for movie in movies} == {(0, None)}


@pytest.mark.parametrize(("rating", "star"), [(1, "1"), (7, "7"), (7.5, "7"), (10, "10")])
def test_the_histogram_has_ten_stars(owner, make_movie, rate, rating, star):
    movie = make_movie()
    rate(owner, movie, rating)
    movie.refresh_from_db()
    shown = community_detail(movie)
    assert list(shown["histogram"]) == [str(n) for n in range(1, 11)]
    assert [name for name, count in shown["histogram"].items() if count] == [star]
    assert (shown["count"], shown["average"]) == (1, rating)


def test_averages_and_histograms_of_all_ratings_are_read_from_an_index_alone(make_movie):
    """A well-known movie has tens of thousands of ratings."""
    movie = make_movie()
    with CaptureQueriesContext(connection) as captured:
        refresh_community([movie.pk])
        community_detail(Movie(pk=movie.pk, community_count=FEWEST))
    updates = [query["sql"] for query in captured if query["sql"].startswith("UPDATE")]
    histograms = [query["sql"] for query in captured if "FLOOR" in query["sql"].upper()]
    assert len(updates) == len(histograms) == 1
    on_postgresql = connection.vendor == "postgresql"
    name = "Index Only Scan using" if on_postgresql else "COVERING INDEX"
    with connection.cursor() as cursor:
        if on_postgresql:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        plans = []
        for sql in (*updates, *histograms):
            cursor.execute(f"EXPLAIN {'' if on_postgresql else 'QUERY PLAN '}{sql}".replace("%", "%%"))
            plans.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
    assert plans[0].count(f"{name} rating_values_of_movie") == 4, plans[0]
    assert plans[1].count(f"{name} rating_values_of_movie") == 1, plans[1]

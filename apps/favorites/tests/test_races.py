"""Two requests at the same moment: one row, no error, right figures. On real threads and connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from apps.favorites.models import Favorite, Playlist, Rating, WatchlistItem

THREADS = 4


@pytest.fixture
def at_once(transactional_db):
    """Run `call(0)` … `call(n-1)` at the same moment, each on its own connection; their answers."""

    def run(call, count=THREADS):
        barrier = Barrier(count)

        def one(number):
            barrier.wait()
            try:
                return call(number)
            finally:
                connection.close()

        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(one, range(count)))

    return run


@pytest.mark.parametrize(
    ("name", "model", "fields"),
    [("favorites", Favorite, {}), ("ratings", Rating, {"rating": 7}), ("watchlist", WatchlistItem, {})],
)
def test_the_same_post_twice_at_once_makes_one_row(
    at_once, owner, client_of, make_movie, name, model, fields
):
    movie = make_movie()
    answers = at_once(
        lambda _: client_of(owner).post(f"/api/v1/favorites/{name}/", {"movie": movie.pk, **fields})
    )
    assert sorted(answer.status_code for answer in answers) == [200] * (THREADS - 1) + [201]
    assert model.objects.count() == 1


def test_people_who_rate_at_once_are_all_counted(at_once, make_user, client_of, make_movie):
    movie = make_movie()
    people = [make_user() for _ in range(THREADS)]
    answers = at_once(
        lambda n: client_of(people[n]).post(
            "/api/v1/favorites/ratings/", {"movie": movie.pk, "rating": n + 1}
        )
    )
    assert {answer.status_code for answer in answers} == {201}
    movie.refresh_from_db()
    assert (movie.community_count, movie.community_average) == (THREADS, 2.5)


def test_making_a_playlist_private_wins_over_edits_that_do_not_say_otherwise(at_once, owner, client_of):
    playlist = Playlist.objects.create(user=owner, title="Mine", visibility="public")
    path = f"/api/v1/favorites/playlists/{playlist.pk}/"
    edits = [{"visibility": "private"}, {"title": "Renamed"}, {"description": "New"}]
    statuses = at_once(lambda number: client_of(owner).patch(path, edits[number % 3]).status_code, 9)
    assert set(statuses) == {200}
    playlist.refresh_from_db()
    assert (playlist.visibility, playlist.title, playlist.description) == ("private", "Renamed", "New")


def test_movies_that_are_planned_at_once_get_places_of_their_own(at_once, owner, client_of, make_movies):
    movies = make_movies(12)
    path = "/api/v1/favorites/watchlist/"
    statuses = at_once(
        lambda number: client_of(owner).post(path, {"movie": movies[number].pk}).status_code, 12
    )
    places = list(WatchlistItem.objects.filter(user=owner).values_list("position", flat=True))
    assert set(statuses) == {201}
    assert len(set(places)) == len(places) == len(statuses)

import pytest

from apps.favorites.models import Favorite, Rating, WatchlistItem
from apps.movies.models import WatchHistory

URL = "/api/v1/favorites/sync/"
ACTIVITIES = "/api/v1/favorites/last-activities/"
KINDS = ("favorites", "ratings", "watched", "watchlist")


def counts(**given):
    return {kind: given.get(kind, 0) for kind in KINDS}


@pytest.fixture
def body(make_movie):
    one, two, three = (make_movie() for _ in range(3))
    return {
        "favorites": {"add": [one.pk, {"tmdb_id": two.tmdb_id}]},
        "ratings": {
            "add": [{"movie": one.pk, "rating": 8.5, "review": "Yes", "rated_at": "2020-01-01T00:00:00Z"}]
        },
        "watched": {"add": [{"movie": two.pk, "watched_at": "2020-02-02T20:00:00Z"}, three.pk]},
        "watchlist": {"add": [{"movie": one.pk, "note": "Again"}, two.pk]},
    }


def test_it_adds_some_of_everything_and_the_same_again_changes_nothing(as_owner, body):
    first, again = as_owner.post(URL, body), as_owner.post(URL, body)
    assert first.status_code == 200
    assert first.data["added"] == counts(favorites=2, ratings=1, watched=2, watchlist=1)
    assert again.data["added"] == again.data["updated"] == again.data["removed"] == counts()
    assert Rating.objects.get().rated_at.year == 2020
    assert WatchlistItem.objects.get().note == "Again"


def test_what_was_watched_is_not_on_the_watchlist(as_owner, body):
    as_owner.post(URL, body)
    assert not WatchlistItem.objects.filter(movie__in=WatchHistory.objects.values("movie")).exists()


def test_it_updates_and_removes(owner, as_owner, body):
    as_owner.post(URL, body)
    one, two = Rating.objects.get().movie, Favorite.objects.first().movie_id
    answer = as_owner.post(
        URL,
        {
            "ratings": {"add": [{"movie": one.pk, "rating": 3}]},
            "favorites": {"remove": [two]},
            "watched": {"remove": [{"tmdb_id": WatchHistory.objects.first().movie.tmdb_id}]},
        },
    ).data
    assert answer["updated"] == counts(ratings=1)
    assert answer["removed"] == counts(favorites=1, watched=1)
    rating = Rating.objects.get()
    assert (rating.rating, rating.review) == (3, "Yes")
    assert rating.rated_at.year > 2020
    one.refresh_from_db()
    assert (one.community_count, one.community_average) == (1, 3)


def test_it_tells_what_it_did_not_find(as_owner, make_movie):
    answer = as_owner.post(URL, {"favorites": {"add": [999_999, make_movie().pk, {"tmdb_id": 4711}]}}).data
    assert answer["not_found"]["favorites"] == [{"movie": 999_999}, {"tmdb_id": 4711}]
    assert answer["added"] == counts(favorites=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        [],
        {"favorites": []},
        {"favorites": {"add": 5}},
        {"favorites": {"add": [None]}},
        {"ratings": {"add": [1]}},
        {"ratings": {"add": [{"movie": 1, "rating": 11}]}},
        {"watched": {"add": [{"movie": 1, "watched_at": "2999-01-01T00:00:00Z"}]}},
        {"watched": {"add": [{"movie": 1, "progress": 101}]}},
        {"watchlist": {"add": [{"movie": 1, "note": "x" * 1001}]}},
        {"favorites": {"add": list(range(1, 502))}},
    ],
)
def test_a_mistake_anywhere_changes_nothing(as_owner, make_movie, wrong):
    good = {"watchlist": {"add": [make_movie().pk]}} if isinstance(wrong, dict) and wrong else {}
    answer = as_owner.post(URL, good | wrong if isinstance(wrong, dict) else wrong, format="json")
    assert answer.status_code == 400
    assert not WatchlistItem.objects.exists()


def test_it_touches_only_the_callers_rows(as_owner, as_stranger, anonymous, body):
    as_owner.post(URL, body)
    movies = [favorite.movie_id for favorite in Favorite.objects.all()]
    answer = as_stranger.post(URL, {"favorites": {"remove": movies}}).data
    assert answer["removed"] == counts()
    assert Favorite.objects.count() == 2
    assert anonymous.post(URL, body).status_code == 401


@pytest.mark.parametrize("count", [5, 120])
def test_its_cost_does_not_grow_with_the_number_of_movies(
    as_owner, make_movies, django_assert_max_num_queries, count
):
    ids = [movie.pk for movie in make_movies(count)]
    body = {
        "favorites": {"add": ids},
        "ratings": {"add": [{"movie": pk, "rating": 7} for pk in ids]},
        "watched": {"add": ids},
        "watchlist": {"add": ids},
    }
    with django_assert_max_num_queries(45):
        assert as_owner.post(URL, body).status_code == 200


def test_last_activities_say_what_changed_deletions_too(as_owner, as_stranger, anonymous, make_movie):
    assert set(as_owner.get(ACTIVITIES).data) >= {"all", *KINDS, "playlists"}
    assert as_owner.get(ACTIVITIES).data["all"] is None
    row = as_owner.post("/api/v1/favorites/favorites/", {"movie": make_movie().pk}).data
    before = as_owner.get(ACTIVITIES).data
    assert before["favorites"] == before["all"]
    assert before["ratings"] is None
    as_owner.delete(f"/api/v1/favorites/favorites/{row['id']}/")
    assert as_owner.get(ACTIVITIES).data["favorites"] > before["favorites"]
    assert as_stranger.get(ACTIVITIES).data["all"] is None
    assert anonymous.get(ACTIVITIES).status_code == 401

"""`?cursor=` on histories."""

import itertools
import json
from base64 import urlsafe_b64encode

import pytest
from django.utils import timezone

from apps.core.tests.contract import api_schema
from apps.favorites.models import Favorite, Rating, WatchlistItem
from apps.movies.models import WatchHistory

URL = "/api/v1/movies/watch-history/"


def walk(client, url, *, between=lambda shown: None, **query):
    """The ids on every page. `between` is called after each page with the ids so far."""
    page, ids = client.get(url, {"cursor": "", **query}), []
    while True:
        ids += [row["id"] for row in page.json()["results"]]
        if page.json()["next"] is None:
            return ids
        between(ids)
        page = client.get(page.json()["next"])


def test_it_walks_rows_of_one_moment_once_each(owner, as_owner, make_movies):
    moment = timezone.now()
    movies = make_movies(25)
    WatchHistory.objects.bulk_create(
        WatchHistory(user=owner, movie=movie, watched_at=moment) for movie in movies
    )
    ids = walk(as_owner, URL, page_size=4)
    assert ids == list(WatchHistory.objects.values_list("pk", flat=True))
    assert len(set(ids)) == 25


@pytest.mark.parametrize("ordering", ["rating", "-rating", "-rated_at"])
def test_it_follows_the_ordering(owner, as_owner, make_movies, ordering):
    Rating.objects.bulk_create(
        Rating(user=owner, movie=movie, rating=1 + n % 4) for n, movie in enumerate(make_movies(11))
    )
    ids = walk(as_owner, "/api/v1/favorites/ratings/", page_size=3, ordering=ordering)
    tie = "-pk" if ordering.startswith("-") else "pk"
    assert ids == list(Rating.objects.order_by(ordering, tie).values_list("pk", flat=True))


REVIEWS = "/api/v1/movies/movies/{movie_id}/ratings/"
LISTS = {
    "/api/v1/favorites/ratings/": Rating,
    "/api/v1/favorites/favorites/": Favorite,
    "/api/v1/favorites/watchlist/": WatchlistItem,
    "/api/v1/movies/watch-history/": WatchHistory,
    REVIEWS: Rating,
}
ORDERINGS = {Rating: ["rated_at", "-rating", "rating"], WatchlistItem: ["position", "-position"]}
CASES = [
    (path, {"ordering": ordering} if ordering else {})
    for path, model in LISTS.items()
    for ordering in ("", *ORDERINGS.get(model, ["created_at"]))
]


def test_every_list_with_a_cursor_is_among_these():
    schema = api_schema()
    with_cursor = {
        path
        for path, operations in schema["paths"].items()
        if any(parameter["name"] == "cursor" for parameter in operations.get("get", {}).get("parameters", []))
    }
    assert with_cursor == set(LISTS)


@pytest.fixture
def filled(owner, as_owner, make_movies, django_user_model):
    """A list of 20 rows: its address, the rows, and a function that adds one."""

    def filled(path):
        movies = make_movies(60)
        readers = django_user_model.objects.bulk_create(
            django_user_model(username=f"reader{n}", email=f"reader{n}@example.com") for n in range(60)
        )
        unused = zip(movies, readers, itertools.count(1), strict=False)

        def add():
            movie, reader, number = next(unused)
            fields = {"user": owner, "movie": movie}
            if path == REVIEWS:
                fields = {"user": reader, "movie": movies[0]}
            if LISTS[path] is Rating:
                fields["rating"] = number % 10 + 1
            if LISTS[path] is WatchlistItem:
                fields["position"] = number
            return LISTS[path].objects.create(**fields)

        return path.format(movie_id=movies[0].pk), [add() for _ in range(20)], add

    return filled


@pytest.mark.parametrize(("path", "query"), CASES)
def test_of_rows_that_are_deleted_between_pages_no_other_is_skipped(as_owner, filled, path, query):
    url, rows, _ = filled(path)
    model, gone = type(rows[0]), set()

    def delete(shown):
        """The last row that was shown, the first one, one of the middle, and one that was not shown yet."""
        left = [row.pk for row in rows if row.pk not in gone]
        chosen = {
            shown[-1],
            shown[0],
            shown[len(shown) // 2],
            next((pk for pk in left if pk not in shown), 0),
        }
        gone.update(chosen)
        model.objects.filter(pk__in=chosen).delete()

    shown = walk(as_owner, url, between=delete, page_size=5, **query)
    assert len(shown) == len(set(shown))
    assert {row.pk for row in rows} - gone <= set(shown)


@pytest.mark.parametrize(("path", "query"), CASES)
def test_of_rows_that_are_added_between_pages_none_is_shown_twice(as_owner, filled, path, query):
    url, rows, add = filled(path)

    def add_some(shown):
        """Before all others, and after them."""
        add()
        if isinstance(rows[0], WatchlistItem):
            new = add()
            as_owner.patch(f"{url}{new.pk}/", {"position": 1})

    shown = walk(as_owner, url, between=add_some, page_size=5, **query)
    assert len(shown) == len(set(shown))
    assert {row.pk for row in rows} <= set(shown)


def test_a_watchlist_with_rows_that_come_and_go_is_shown_once(as_owner, filled):
    """Rows that are put on top move the others, also those that a cursor names, while those are deleted."""
    url, rows, add = filled("/api/v1/favorites/watchlist/")
    gone = set()

    def change(shown):
        as_owner.patch(f"{url}{add().pk}/", {"position": 1})
        for pk in shown[-2:]:
            as_owner.delete(f"{url}{pk}/")
        gone.update(shown[-2:])

    shown = walk(as_owner, url, between=change, page_size=5)
    assert len(shown) == len(set(shown))
    assert {row.pk for row in rows} - gone <= set(shown)


def test_a_row_that_comes_meanwhile_repeats_nothing(owner, as_owner, make_movies, make_movie):
    WatchHistory.objects.bulk_create(WatchHistory(user=owner, movie=movie) for movie in make_movies(4))
    first = as_owner.get(URL, {"cursor": "", "page_size": 2}).json()
    as_owner.post(URL, {"movie": make_movie().pk})
    second = as_owner.get(first["next"]).json()
    shown = [row["id"] for row in first["results"] + second["results"]]
    assert len(shown) == len(set(shown)) == 4


@pytest.mark.parametrize(
    "values",
    [
        [None, 5],
        [True, 5],
        ["2026-01-01T00:00:00Z", None],
        ["2026-01-01T00:00:00Z", True],
        ["2026-01-01T00:00:00Z", 1e300],
        ["2026-01-01T00:00:00Z", -1],
        ["2026-01-01T00:00:00Z", 2**70],
        [[], 5],
        {"a": 1},
        None,
    ],
)
def test_a_cursor_with_other_values_is_a_400(as_owner, values):
    cursor = urlsafe_b64encode(json.dumps(values).encode()).decode()
    assert as_owner.get(URL, {"cursor": cursor}).status_code == 400


@pytest.mark.parametrize(
    "cursor", ["x", "%00", "bm90IGpzb24", "WzEsMl0", "WyJhIiwiYiJd", "W10", "ÿÿ", "e30", "WyJOYU4iLDFd"]
)
def test_a_cursor_that_is_not_ours_is_a_400(as_owner, cursor):
    response = as_owner.get(f"{URL}?cursor={cursor}")
    assert response.status_code == 400


def test_a_cursor_follows_one_own_column(as_owner):
    url = "/api/v1/favorites/favorites/"
    assert as_owner.get(url, {"cursor": "", "ordering": "movie__title"}).status_code == 400
    assert as_owner.get(url, {"cursor": "", "ordering": "created_at,updated_at"}).status_code == 400


def test_reviews_by_likes_have_no_cursor(anonymous, make_movie):
    url = f"/api/v1/movies/movies/{make_movie().pk}/ratings/"
    assert anonymous.get(url, {"cursor": "", "ordering": "-like_count"}).status_code == 400
    assert anonymous.get(url, {"cursor": ""}).status_code == 200

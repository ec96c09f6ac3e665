"""The lists and search through TMDb: where an answer comes from, and what an outage looks like."""

from datetime import timedelta

import pytest
import requests
import time_machine
from django.utils import timezone

from apps.movies.models import Movie
from apps.movies.tests.conftest import KEY

pytestmark = pytest.mark.django_db
MOVIES = "/api/v1/movies/movies/"
PATHS = {
    "popular/": "movie/popular",
    "top_rated/": "movie/top_rated",
    "now_playing/": "movie/now_playing",
    "upcoming/": "movie/upcoming",
    "trending/": "trending/movie/day",
    "trending/?time_window=week": "trending/movie/week",
    "search/?q=wonka": "search/movie",
}


def ask(client, path: str) -> tuple[str, list[str]]:
    answer = client.get(f"{MOVIES}{path}")
    assert answer.status_code == 200, answer.content
    assert KEY not in answer.content.decode() + str(answer.headers)
    return answer.headers["X-Data-Source"], [movie["title"] for movie in answer.json()["results"]]


def later(**units: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**units))


def numbered(first: int, count: int, *, total: int) -> dict:
    results = [{"id": n, "title": f"Film {n}", "genre_ids": [18]} for n in range(first, first + count)]
    return {"results": results, "total_pages": -(-total // 20), "total_results": total}


def goes_down(tmdb) -> None:
    tmdb.mock.reset()
    for path in PATHS.values():
        tmdb.answer(path, body=requests.ConnectionError("down"))


@pytest.mark.parametrize(("path", "at_tmdb"), PATHS.items())
def test_a_list_comes_from_tmdb_and_then_from_the_cache(anonymous, tmdb, path, at_tmdb):
    tmdb.answer(at_tmdb, "popular")
    first, again = ask(anonymous, path), ask(anonymous, path)
    assert (first[0], again[0]) == ("tmdb", "cache")
    assert first[1] == again[1] and first[1][0] == "Wonka"
    assert Movie.objects.count() == 5 and len(tmdb.calls) == 1


def test_a_cached_list_costs_two_queries_however_long_it_is(anonymous, tmdb, django_assert_num_queries):
    tmdb.answer("movie/popular", numbered(1, 20, total=40))
    tmdb.answer("movie/popular", numbered(21, 20, total=40))
    for size in (5, 40):
        ask(anonymous, f"popular/?page_size={size}")
        with django_assert_num_queries(2):
            ask(anonymous, f"popular/?page_size={size}")


def test_an_outage_is_answered_from_the_stale_copy_for_a_week(anonymous, tmdb):
    tmdb.answer("movie/popular", "popular")
    seen = ask(anonymous, "popular/")[1]
    goes_down(tmdb)
    with later(hours=2):
        assert ask(anonymous, "popular/") == ("stale", seen)
    with later(days=6):
        assert ask(anonymous, "popular/") == ("stale", seen)


@pytest.mark.parametrize("path", PATHS)
def test_an_outage_without_a_copy_is_answered_from_our_own_data(anonymous, tmdb, make_movie, path):
    make_movie("Wonka Again")
    goes_down(tmdb)
    assert ask(anonymous, path) == ("local", ["Wonka Again"])


def test_a_refused_key_is_an_outage_too(anonymous, tmdb, make_movie):
    make_movie("Ours")
    tmdb.answer("movie/popular", "invalid-key", status=401)
    assert ask(anonymous, "popular/") == ask(anonymous, "popular/") == ("local", ["Ours"])
    assert len(tmdb.calls) == 1


def test_an_outage_ends(anonymous, tmdb):
    goes_down(tmdb)
    assert ask(anonymous, "popular/")[0] == "local"
    tmdb.mock.reset()
    tmdb.answer("movie/popular", "popular")
    assert ask(anonymous, "popular/")[0] == "tmdb"


def test_a_filter_is_answered_from_our_own_data(anonymous, tmdb, make_movie):
    make_movie("Laughs", genres=("Comedy",))
    assert ask(anonymous, "popular/?genre=Comedy") == ("local", ["Laughs"])
    assert not tmdb.calls


def test_our_pages_are_cut_from_tmdbs(anonymous, tmdb):
    tmdb.answer("movie/popular", numbered(1, 20, total=50))
    tmdb.answer("movie/popular", numbered(21, 20, total=50))
    tmdb.answer("movie/popular", numbered(41, 10, total=50))
    read = [
        title for page in range(1, 5) for title in ask(anonymous, f"popular/?page_size=15&page={page}")[1]
    ]
    assert read == [f"Film {n}" for n in range(1, 51)]
    assert len(tmdb.calls) == 3
    assert anonymous.get(f"{MOVIES}popular/?page_size=15&page=5").status_code == 404
    assert anonymous.get(f"{MOVIES}popular/?page_size=15").json()["count"] == 50


def test_a_movie_that_moved_to_the_next_page_meanwhile_is_not_shown_twice(anonymous, tmdb):
    tmdb.answer("movie/popular", numbered(1, 20, total=40))
    tmdb.answer("movie/popular", numbered(19, 20, total=40))
    first, second = ask(anonymous, "popular/")[1], ask(anonymous, "popular/?page=2")[1]
    assert not set(first) & set(second) and second[0] == "Film 21"


@pytest.mark.parametrize("page", ["501", "999999999", "0", "-1", "abc", "1.5", "", "9" * 30])
def test_a_page_that_tmdb_cannot_have_is_not_asked_for(anonymous, tmdb, page, make_movie):
    make_movie()
    tmdb.answer("movie/popular", "popular")
    answer = anonymous.get(f"{MOVIES}popular/", {"page": page})
    assert answer.status_code == (200 if page == "" else 404)
    assert len(tmdb.calls) == (1 if page == "" else 0)


def test_adult_and_deleted_movies_are_not_shown(anonymous, tmdb, recording):
    answer = recording("popular")
    answer["results"][0]["adult"] = True
    tmdb.answer("movie/popular", answer)
    ask(anonymous, "popular/")
    Movie.objects.get(tmdb_id=answer["results"][1]["id"]).delete()
    assert ask(anonymous, "popular/")[1] == [movie["title"] for movie in answer["results"][2:]]


def test_every_language_has_its_own_copy(anonymous, tmdb, settings):
    tmdb.answer("movie/popular", "popular")
    ask(anonymous, "popular/")
    settings.TMDB_LANGUAGE = "de-DE"
    assert ask(anonymous, "popular/")[0] == "tmdb"


def test_a_cache_that_has_outlived_the_database_mends_itself(anonymous, tmdb):
    tmdb.answer("movie/popular", "popular")
    ask(anonymous, "popular/")
    Movie.all_objects.update(tmdb_id=None)
    assert ask(anonymous, "popular/")[0] == "local"
    assert ask(anonymous, "popular/")[0] == "tmdb"


def test_search_words_share_a_copy_whatever_their_case(anonymous, tmdb):
    tmdb.answer("search/movie", "search")
    assert ask(anonymous, "search/?q=RRRrrrr")[0] == "tmdb"
    assert ask(anonymous, "search/?q=%20rrrrrrr%20")[0] == "cache"


def test_a_bad_search_is_not_passed_on(anonymous, tmdb):
    assert anonymous.get(f"{MOVIES}search/?q=").status_code == 400
    assert anonymous.get(f"{MOVIES}search/?q={'x' * 201}").status_code == 400
    assert anonymous.get(f"{MOVIES}trending/?time_window=year").status_code == 400
    assert not tmdb.calls


def test_health_and_info_say_how_tmdb_is(anonymous, tmdb):
    goes_down(tmdb)
    assert anonymous.get("/health/").json()["tmdb"] == "circuit closed"
    for _ in range(2):
        ask(anonymous, "popular/")
    assert anonymous.get("/health/").json()["tmdb"] == "circuit open"
    assert anonymous.get("/health/").status_code == 200
    info = anonymous.get("/api/v1/core/info/").json()
    assert info["data_source"] == "tmdb" and "not endorsed" in info["attribution"]["text"]

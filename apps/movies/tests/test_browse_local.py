"""The lists of a home page and search, without TMDb: from our own data, never empty for a filled catalogue."""

from datetime import date

import pytest
import time_machine

MOVIES = "/api/v1/movies/movies/"
TODAY = "2026-06-15"
LISTS = ["popular", "trending", "top_rated", "now_playing", "upcoming", "search"]


@pytest.fixture
def titles(anonymous):
    def ask(path: str) -> list[str]:
        with time_machine.travel(TODAY):
            answer = anonymous.get(f"{MOVIES}{path}")
        assert answer.status_code == 200, answer.content
        assert answer.headers["X-Data-Source"] == "local"
        assert "public" in answer.headers["Cache-Control"]
        return [movie["title"] for movie in answer.json()["results"]]

    return ask


@pytest.fixture
def cinema(make_movie):
    def make(title: str, day: date, popularity: float, **fields):
        return make_movie(title, release_date=day, popularity=popularity, **fields)

    make("old", date(1999, 1, 1), 90, vote_average=9, vote_count=5000)
    make("few votes", date(1998, 1, 1), 1, vote_average=10, vote_count=3)
    make("last year", date(2025, 9, 1), 80, vote_average=6)
    make("spring", date(2026, 4, 1), 70, vote_average=6)
    make("playing", date(2026, 6, 1), 60, vote_average=6)
    make("soon", date(2026, 6, 20), 50, vote_average=6)
    make("later", date(2026, 12, 20), 95, vote_average=6)


def test_each_list_is_what_its_name_says(titles, cinema):
    assert titles("popular/")[:2] == ["later", "old"]
    assert titles("top_rated/")[0] == "old"
    assert "few votes" not in titles("top_rated/")
    assert titles("now_playing/") == ["playing"]
    assert titles("upcoming/") == ["soon", "later"]
    assert titles("trending/") == titles("popular/")  # nobody has watched anything yet


def test_a_catalogue_that_ends_in_the_past_answers_the_newest_it_knows(titles, make_movie):
    for year in range(1950, 2020):
        for day in (1, 2):
            make_movie(f"{year}-{day}", release_date=date(year, 1, day), popularity=2100 - year)
    for path in ("now_playing/", "trending/", "upcoming/", "top_rated/"):
        assert len(titles(path)) == 20
    assert titles("upcoming/")[0] == "2019-2"
    assert titles("now_playing/?page=5")[-1] == "2019-1"


def test_an_empty_catalogue_has_empty_lists(titles, db):
    for name in LISTS:
        assert titles(f"{name}/?q=x") == []


def test_search_finds_all_words_and_puts_the_exact_title_first(titles, make_movie):
    make_movie("Men in Black: Alien Crisis", popularity=80)
    make_movie("Aliens", popularity=70)
    make_movie("Alien³", popularity=60)
    make_movie("Alien", popularity=50)
    make_movie("WALL·E", original_title="WALL·E", popularity=1)
    make_movie("La Haine", original_title="La Haine", popularity=1)
    assert titles("search/?q=alien")[0] == "Alien"
    assert set(titles("search/?q=black alien")) == {"Men in Black: Alien Crisis"}
    assert titles("search/?q=wall-e") == ["WALL·E"]
    assert titles("search/?q=HAINÉ") == ["La Haine"]
    assert titles("search/?q=%22';--%25_") == []


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("search/", "q"),
        ("search/?q=", "q"),
        ("search/?q=%20%20", "q"),
        ("search/?q=" + "x" * 201, "q"),
        ("trending/?time_window=year", "time_window"),
        ("popular/?genre=nonsense", "genre"),
    ],
)
def test_a_bad_question_is_400_with_a_sentence(anonymous, db, path, field):
    answer = anonymous.get(f"{MOVIES}{path}")
    assert answer.status_code == 400
    assert answer.json()[field]


def test_filters_and_pages_work_on_every_list(anonymous, make_movies, django_assert_max_num_queries):
    make_movies(60)
    for name in LISTS:
        with django_assert_max_num_queries(9):
            answer = anonymous.get(f"{MOVIES}{name}/?q=film&genre=Drama&page_size=5&page=2")
        assert answer.status_code == 200
        assert {movie["genres"][0]["name"] for movie in answer.json()["results"]} == {"Drama"}
        assert anonymous.get(f"{MOVIES}{name}/?q=film&page=99").status_code == 404

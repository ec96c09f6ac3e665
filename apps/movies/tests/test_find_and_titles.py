"""A movie by its ids elsewhere, and its titles in other languages."""

import pytest

from apps.movies.models import Movie
from apps.movies.services.catalogue import persist_tmdb_movie_detail
from apps.movies.services.merge import merge_movies
from apps.movies.services.search import search_movies

MOVIES = "/api/v1/movies/movies/"
FIND = f"{MOVIES}find/"
LANGUAGES = {
    "alternative_titles": {"titles": [{"iso_3166_1": "US", "title": "The Fight Club", "type": "working title"}, {"title": 5}]},
    "translations": {
        "translations": [
            {"iso_639_1": "fr", "iso_3166_1": "FR", "data": {"title": "Le Club", "overview": "Un homme."}},
            {"iso_639_1": "fr", "iso_3166_1": "CA", "data": {"title": "Club de combat", "overview": ""}},
            {"iso_639_1": "de", "iso_3166_1": "DE", "data": {"title": "", "overview": "Ein Mann."}},
            {"iso_639_1": "xx9", "iso_3166_1": "DE", "data": {"title": "odd"}},
            {"iso_639_1": "it", "iso_3166_1": "IT", "data": {"title": "", "overview": ""}},
            "odd",
        ]
    },
    "external_ids": {"imdb_id": "tt0137523", "wikidata_id": "Q190050"},
}  # fmt: skip


@pytest.fixture
def fight_club(db, recording) -> Movie:
    movie = persist_tmdb_movie_detail(detail=recording("detail") | LANGUAGES)
    assert movie
    return movie


@pytest.mark.parametrize("query", ["imdb_id=tt0137523", "tmdb_id=550", "wikidata_id=Q190050"])
def test_a_movie_is_found_by_each_id(anonymous, fight_club, query):
    answer = anonymous.get(f"{FIND}?{query}")
    assert answer.json()["id"] == fight_club.pk
    assert answer.json()["external_ids"] == {
        "imdb_id": "tt0137523",
        "tmdb_id": 550,
        "wikidata_id": "Q190050",
    }
    fight_club.delete()
    assert anonymous.get(f"{FIND}?{query}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["", "imdb_id=550", "tmdb_id=x", "tmdb_id=0", "wikidata_id=190050", "imdb_id=tt0137523&tmdb_id=550"],
)
def test_no_id_or_several_or_a_malformed_one_is_400(anonymous, db, query):
    response = anonymous.get(f"{FIND}?{query}")
    assert response.status_code == 400
    assert "pattern" not in response.content.decode()


def test_a_movie_that_is_not_stored_is_fetched_and_an_unknown_id_asked_once(anonymous, db, tmdb):
    tmdb.answer("find/tt0137523", {"movie_results": [{"id": 550}]})
    tmdb.answer("movie/550", "detail")
    tmdb.answer("find/tt9999999", {"movie_results": []})
    assert anonymous.get(f"{FIND}?imdb_id=tt0137523").json()["title"] == "Fight Club"
    calls = len(tmdb.calls)
    assert [anonymous.get(f"{FIND}?imdb_id=tt9999999").status_code for _ in range(3)] == [404] * 3
    assert len(tmdb.calls) == calls + 1


@pytest.mark.parametrize(
    ("language", "title", "overview"),
    [
        ("fr", "Le Club", "Un homme."),
        ("fr-CA", "Club de combat", "Un homme."),
        ("FR-be", "Le Club", "Un homme."),
        ("de", "Fight Club", "Ein Mann."),
        ("ja", "Fight Club", None),
    ],
)
def test_title_and_overview_in_a_language_fall_back_each_for_itself(
    anonymous, fight_club, language, title, overview
):
    detail = anonymous.get(f"{MOVIES}{fight_club.pk}/?language={language}").json()
    assert (detail["title"], detail["overview"]) == (title, overview or fight_club.overview)
    assert anonymous.get(f"{MOVIES}{fight_club.pk}/?language=klingon").status_code == 400


def test_other_titles_are_shown_and_found_and_follow_tmdb(anonymous, fight_club, recording):
    detail = anonymous.get(f"{MOVIES}{fight_club.pk}/").json()
    assert [row["title"] for row in detail["alternative_titles"]] == [
        "The Fight Club",
        "Le Club",
        "Club de combat",
    ]
    assert {row["language"] for row in detail["translations"]} == {"fr", "de"}
    assert search_movies("club de combat")[0].get() == fight_club
    persist_tmdb_movie_detail(
        detail=recording("detail") | {"alternative_titles": {"titles": []}, "translations": {}}
    )
    assert not search_movies("club de combat")[0].exists()
    assert not fight_club.translations.exists()


def test_locked_titles_and_translations_stay(fight_club, recording):
    Movie.objects.filter(pk=fight_club.pk).update(locked_fields=["other_titles", "translations"])
    persist_tmdb_movie_detail(
        detail=recording("detail") | {"alternative_titles": {"titles": []}, "translations": {}}
    )
    assert fight_club.translations.count() == 3
    assert search_movies("club de combat")[0].exists()


@pytest.mark.parametrize("address", ["", "popular/", "search/?q=fight"])
def test_lists_have_titles_in_another_language(anonymous, fight_club, make_movie, address):
    make_movie("Fight Nobody Translated")
    join = "&" if "?" in address else "?"

    def listed(language: str) -> set[str]:
        response = anonymous.get(f"{MOVIES}{address}{join}title_language={language}")
        assert response.status_code == 200
        return {movie["title"] for movie in response.data["results"]}

    assert listed("fr-CA") == {"Club de combat", "Fight Nobody Translated"}
    assert listed("xx") == {"Fight Club", "Fight Nobody Translated"}
    assert anonymous.get(f"{MOVIES}{address}{join}title_language=english").status_code == 400


def test_a_translated_list_takes_one_query_more(
    anonymous, fight_club, make_movies, django_assert_max_num_queries
):
    make_movies(15)
    with django_assert_max_num_queries(7):  # two ask for the version, which servers know for 20 ms
        assert anonymous.get(f"{MOVIES}?title_language=fr").status_code == 200


@pytest.mark.parametrize("query", ["imdb_id=tt0000002", "tmdb_id=2", "wikidata_id=Q2"])
def test_the_ids_of_a_merged_duplicate_find_the_movie(anonymous, make_movie, query):
    movie = make_movie("Heat", tmdb_id=1, imdb_id="tt0000001", wikidata_id="Q1")
    duplicate = make_movie("Heat", tmdb_id=2, imdb_id="tt0000002", wikidata_id="Q2")
    merge_movies(keep=movie, duplicates=[duplicate])
    assert anonymous.get(f"{FIND}?{query}").json()["id"] == movie.pk
    assert anonymous.get(f"{MOVIES}{duplicate.pk}/").json()["id"] == movie.pk

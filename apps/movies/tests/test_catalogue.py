"""TMDb's answers as rows: complete, tolerant, cheap, and respectful of what curators have set."""

from datetime import date, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.movies.models import Credit, Genre, Movie, Person, Tag, WatchOption
from apps.movies.services.catalogue import (
    persist_tmdb_genres,
    persist_tmdb_movie_detail,
    persist_tmdb_movies,
)

pytestmark = pytest.mark.django_db


def page(recording, **changes) -> list[dict]:
    return [movie | changes for movie in recording("popular")["results"]]


def queries_of(work) -> tuple[int, int]:
    """All queries and the writing ones."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        work()
    writes = [q for q in queries if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    return len(queries), len(writes)


def test_a_page_becomes_rows_with_genres(recording):
    persisted = persist_tmdb_movies(results=page(recording))
    wonka = Movie.objects.get(tmdb_id=787699)
    assert (persisted.created, len(persisted.tmdb_ids)) == (5, 5)
    assert (wonka.title, wonka.release_date, wonka.search_text) == ("Wonka", date(2023, 12, 6), "| wonka |")
    assert {genre.name for genre in wonka.genres.all()} == {"Comedy", "Family", "Fantasy"}


@pytest.mark.parametrize("copies", [1, 4])
def test_a_page_costs_ten_queries_at_most_and_a_second_time_no_writes(recording, copies):
    results = [
        movie | {"id": movie["id"] + 10_000_000 * copy}
        for copy in range(copies)
        for movie in recording("popular")["results"]
    ]
    assert queries_of(lambda: persist_tmdb_movies(results=results))[0] <= 10
    queries, writes = queries_of(lambda: persist_tmdb_movies(results=results))
    assert queries <= 10 and writes == 0
    assert Movie.objects.count() == 5 * copies


def test_what_changed_is_updated_and_the_rest_is_not(recording):
    persist_tmdb_movies(results=page(recording))
    results = page(recording)
    results[0]["popularity"] = 1.5
    persisted = persist_tmdb_movies(results=results)
    assert (persisted.created, persisted.updated, persisted.unchanged) == (0, 1, 4)
    assert Movie.objects.get(tmdb_id=results[0]["id"]).popularity == 1.5


def test_an_unchanged_movie_is_confirmed_once_a_day(recording):
    persist_tmdb_movies(results=page(recording))
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        persist_tmdb_movies(results=page(recording))
        assert Movie.objects.filter(synced_at__gt=timezone.now() - timedelta(hours=1)).count() == 5


def test_a_movie_that_comes_twice_is_one_row(recording):
    persisted = persist_tmdb_movies(results=page(recording) + page(recording))
    assert len(persisted.tmdb_ids) == Movie.objects.count() == 5


@pytest.mark.parametrize(
    ("changes", "column", "value"),
    [
        ({"release_date": ""}, "release_date", None),
        ({"release_date": None}, "release_date", None),
        ({"release_date": "0000-00-00"}, "release_date", None),
        ({"poster_path": None}, "poster_path", ""),
        ({"overview": None}, "overview", ""),
        ({"overview": "nul\0 and \ud800 surrogate"}, "overview", "nul and  surrogate"),
        ({"vote_average": float("nan")}, "vote_average", 0),
        ({"vote_average": 11}, "vote_average", 0),
        ({"vote_count": -3}, "vote_count", 0),
        ({"vote_count": 10**12}, "vote_count", 0),
        ({"popularity": 1e12}, "popularity", 0),
        ({"popularity": "high"}, "popularity", 0),
        ({"original_language": "x" * 40}, "original_language", "x" * 10),
        ({"title": "T" * 700}, "title", "T" * 500),
        ({"title": None, "original_title": "Shoah"}, "title", "Shoah"),
    ],
)
def test_oddities_become_usable_values(recording, changes, column, value):
    persist_tmdb_movies(results=page(recording, **changes)[:1])
    assert getattr(Movie.objects.get(), column) == value


@pytest.mark.parametrize(
    "odd",
    [
        {"id": None},
        {"id": "12"},
        {"id": 0},
        {"id": 2**40},
        {"id": True},
        {"title": None, "original_title": ""},
    ],
)
def test_what_has_no_id_or_no_title_is_left_out_and_spoils_nothing(recording, odd):
    results = page(recording)
    results[2] |= odd
    assert persist_tmdb_movies(results=results).created == 4


def test_a_key_that_tmdb_left_out_keeps_what_we_have(recording):
    persist_tmdb_movies(results=page(recording))
    bare = {"id": 787699, "title": "Wonka!"}
    persist_tmdb_movies(results=[bare])
    wonka = Movie.objects.get(tmdb_id=787699)
    assert (wonka.title, wonka.vote_count, wonka.genres.count()) == ("Wonka!", 1401, 3)


def test_a_genre_that_we_do_not_know_waits_for_its_name(recording):
    results = page(recording, genre_ids=[18, 424242])[:1]
    persist_tmdb_movies(results=results)
    assert [genre.name for genre in Movie.objects.get().genres.all()] == ["Drama"]
    persist_tmdb_genres(genres=[{"id": 424242, "name": "Slow Cinema"}, {"id": None}, {"name": "No id"}])
    persist_tmdb_movies(results=results)
    assert {genre.name for genre in Movie.objects.get().genres.all()} == {"Drama", "Slow Cinema"}


def test_a_curators_genre_of_the_same_name_gets_tmdbs_id(recording):
    Genre.objects.create(name="Drama")
    persist_tmdb_genres(genres=recording("genres")["genres"])
    assert Genre.objects.get(name="Drama").tmdb_id == 18 and Genre.objects.count() == 19
    assert persist_tmdb_genres(genres=recording("genres")["genres"]) == 0


def test_what_a_curator_has_locked_survives(recording):
    persist_tmdb_movies(results=page(recording))
    wonka = Movie.objects.get(tmdb_id=787699)
    wonka.title, wonka.locked_fields = "Wonka (our cut)", ["title", "genres"]
    wonka.save()
    wonka.genres.clear()
    persist_tmdb_movies(results=page(recording, title="Other", genre_ids=[18], vote_count=7))
    wonka.refresh_from_db()
    assert (wonka.title, wonka.vote_count, wonka.genres.count()) == ("Wonka (our cut)", 7, 0)
    assert wonka.search_text == "| wonka our cut | wonkaourcut | wonka |"


def test_a_movie_that_a_curator_has_deleted_stays_deleted(recording):
    persist_tmdb_movies(results=page(recording))
    Movie.objects.get(tmdb_id=787699).delete()
    persist_tmdb_movies(results=page(recording, vote_count=9))
    assert Movie.objects.count() == 4 and Movie.all_objects.count() == 5


def test_a_detail_becomes_a_movie_with_everything_that_belongs_to_it(recording):
    movie = persist_tmdb_movie_detail(detail=recording("detail"))
    movie = Movie.objects.get(pk=movie.pk)
    assert (movie.imdb_id, movie.runtime, movie.budget, movie.status) == (
        "tt0137523",
        139,
        63_000_000,
        "Released",
    )
    assert movie.videos[0]["name"] == "20th Anniversary Trailer"
    assert movie.recommended_tmdb_ids[:2] == [1099066, 1136573]
    assert movie.tags.count() == 14 and movie.details_synced_at and movie.synced_at
    cast = movie.credits.filter(kind="cast").order_by("position")
    assert (cast[0].person.name, cast[0].character, cast.count()) == ("Edward Norton", "Narrator", 25)
    assert movie.credits.get(job="Director").person.name == "David Fincher"
    assert not movie.credits.filter(job="Casting").exists()
    ages = dict(movie.certifications.values_list("country", "min_age"))
    assert (ages["US"], ages["DE"], ages["AU"], ages["FR"]) == (17, 18, 18, 16) and "AE" not in ages
    netflix = movie.watch_options.filter(region="DE", kind="flatrate").order_by("position").first()
    assert netflix.provider.name == "Netflix"


def test_amounts_that_nothing_can_be_are_unknown(recording):
    absurd = {"budget": 10**30, "revenue": 9_223_372_036_854_775_807, "runtime": 10**9}
    movie = persist_tmdb_movie_detail(detail=recording("detail") | absurd)
    assert (movie.budget, movie.revenue, movie.runtime) == (0, 0, None)


def test_stored_amounts_that_nothing_can_be_become_unknown(make_movie):
    absurd = make_movie(
        budget=2**63 - 1, revenue=2**63 - 1, runtime=100_000, popularity=1e9, vote_count=2**31 - 1
    )
    plausible = make_movie(budget=380_000_000, revenue=2_923_000_000, runtime=51_420)
    import_module("apps.movies.migrations.0017_unknown_amounts").forget(apps, None)
    absurd.refresh_from_db(), plausible.refresh_from_db()
    assert (absurd.budget, absurd.revenue, absurd.runtime) == (0, 0, None)
    assert (absurd.popularity, absurd.vote_count) == (0, 0)
    assert (plausible.budget, plausible.revenue, plausible.runtime) == (380_000_000, 2_923_000_000, 51_420)


def test_a_detail_a_second_time_writes_only_when_it_was_told(recording):
    persist_tmdb_movie_detail(detail=recording("detail"))
    counts = Credit.objects.count(), Person.objects.count(), Tag.objects.count(), WatchOption.objects.count()
    queries, writes = queries_of(lambda: persist_tmdb_movie_detail(detail=recording("detail")))
    assert writes == 1 and queries <= 25
    assert counts == (
        Credit.objects.count(),
        Person.objects.count(),
        Tag.objects.count(),
        WatchOption.objects.count(),
    )


def test_parts_that_are_gone_at_tmdb_go_and_parts_that_were_not_told_stay(recording):
    movie = persist_tmdb_movie_detail(detail=recording("detail"))
    told = recording("detail")
    told["credits"], told["keywords"]["keywords"] = {"cast": [], "crew": []}, []
    del told["watch/providers"], told["videos"]
    persist_tmdb_movie_detail(detail=told)
    movie.refresh_from_db()
    assert not movie.credits.exists() and not movie.tags.exists()
    assert movie.watch_options.exists() and movie.videos


def test_a_collection_comes_and_goes_with_the_detail(recording):
    saga = {"id": 10, "name": "A Saga", "poster_path": None, "backdrop_path": "/b.jpg"}
    movie = persist_tmdb_movie_detail(detail=recording("detail") | {"belongs_to_collection": saga})
    assert Movie.objects.get(pk=movie.pk).collection.name == "A Saga"
    persist_tmdb_movie_detail(detail=recording("detail"))
    assert Movie.objects.get(pk=movie.pk).collection is None


def test_keywords_of_one_name_under_two_ids_are_one_tag(recording):
    told = recording("detail")
    told["keywords"]["keywords"] = [{"id": 1, "name": "heist"}, {"id": 2, "name": "heist"}]
    movie = persist_tmdb_movie_detail(detail=told)
    assert [tag.name for tag in movie.tags.all()] == ["heist"]


def test_the_barest_detail_is_enough(recording):
    movie = persist_tmdb_movie_detail(detail=recording("latest"))
    assert (movie.title, movie.runtime, movie.release_date) == ("Better Than Me", None, None)

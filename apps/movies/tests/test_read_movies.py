"""The catalogue as anybody reads it: lists, pages, one movie's page, conditional GET."""

import pytest

from apps.movies.models import Certification, Credit, Movie, Person, Provider, Tag, WatchOption

MOVIES = "/api/v1/movies/movies/"


def test_a_list_has_the_fields_of_the_contract(anonymous, make_movie):
    make_movie("Heat", genres=("Crime",), poster_path="/heat.jpg", overview="Two men.")
    answer = anonymous.get(MOVIES)
    assert answer.status_code == 200
    assert set(answer.json()) == {"count", "next", "previous", "results"}
    movie = answer.json()["results"][0]
    assert set(movie) == {
        *("id", "tmdb_id", "title", "original_title", "overview", "release_date", "runtime", "genres"),
        *("poster_path", "poster_url", "backdrop_path", "backdrop_url", "vote_average", "vote_count"),
        *("popularity", "original_language", "adult"),
    }
    assert set(movie["genres"][0]) == {"id", "tmdb_id", "name"}
    assert movie["poster_url"] == "https://image.tmdb.org/t/p/w500/heat.jpg"
    assert movie["backdrop_url"] is None


def test_a_list_is_most_popular_first_and_pages_are_cut_to_100(anonymous, make_movies):
    make_movies(130)
    first = anonymous.get(MOVIES).json()
    assert first["count"] == 130
    assert len(first["results"]) == 20
    popularity = [row["popularity"] for row in first["results"]]
    assert popularity == sorted(popularity, reverse=True)
    assert len(anonymous.get(f"{MOVIES}?page_size=1000").json()["results"]) == 100


@pytest.mark.parametrize("page", ["abc", "0", "-1", "999", "9" * 40, "1.5"])
def test_a_page_that_is_not_there_is_404(anonymous, make_movie, page):
    make_movie()
    answer = anonymous.get(f"{MOVIES}?page={page}")
    assert answer.status_code == 404
    assert set(answer.json()) == {"detail", "code"}


def full_movie(make_movie) -> Movie:
    movie = make_movie("Alien", genres=("Horror", "Science Fiction"), tagline="In space")
    movie.tags.add(Tag.objects.create(name="space"))
    people = Person.objects.bulk_create(
        Person(tmdb_id=n, name=f"Actor {n}", profile_path=f"/{n}.jpg") for n in range(25)
    )
    Credit.objects.bulk_create(
        Credit(movie=movie, person=person, kind="cast", character="Crew", position=n)
        for n, person in enumerate(people)
    )
    for job in ("Director", "Writer", "Editor"):
        Credit.objects.create(movie=movie, person=people[0], kind="crew", job=job)
    Certification.objects.create(movie=movie, country="US", rating="R", min_age=17)
    Certification.objects.create(movie=movie, country="DE", rating="16", min_age=16)
    provider = Provider.objects.create(tmdb_id=8, name="Netflix", logo_path="/n.jpg")
    WatchOption.objects.create(movie=movie, provider=provider, region="US", kind="flatrate")
    return movie


def test_a_movie_shows_everything_about_it(anonymous, make_movie):
    movie = anonymous.get(f"{MOVIES}{full_movie(make_movie).pk}/").json()
    assert movie["tagline"] == "In space"
    assert [tag["name"] for tag in movie["tags"]] == ["space"]
    assert [person["name"] for person in movie["credits"]["cast"]] == [f"Actor {n}" for n in range(20)]
    assert movie["credits"]["directors"][0]["job"] == "Director"
    assert len(movie["credits"]["writers"]) == 1
    assert movie["certification"] == {"region": "US", "rating": "R", "min_age": 17}
    assert movie["watch_providers"]["flatrate"][0]["name"] == "Netflix"
    assert movie["me"] is None


def test_a_movie_shows_the_country_that_was_asked_for(anonymous, make_movie):
    movie = full_movie(make_movie)
    german = anonymous.get(f"{MOVIES}{movie.pk}/?region=de").json()
    assert german["certification"]["rating"] == "16"
    assert german["watch_providers"]["flatrate"] == []
    assert anonymous.get(f"{MOVIES}{movie.pk}/?region=FR").json()["certification"] is None
    assert anonymous.get(f"{MOVIES}{movie.pk}/?region=Germany").status_code == 400


@pytest.mark.parametrize("pk", ["0", "-1", "abc", "9" * 18, "9" * 31, "1.0", "%E2%88%9E"])
def test_an_id_that_is_not_there_is_404(anonymous, db, pk):
    answer = anonymous.get(f"{MOVIES}{pk}/")
    assert answer.status_code == 404
    assert set(answer.json()) == {"detail", "code"}


@pytest.mark.parametrize("who", ["anonymous", "as_owner"])
def test_queries_stay_the_same_with_more_movies(request, django_assert_max_num_queries, make_movies, who):
    client = request.getfixturevalue(who)
    client.get(f"{MOVIES}{make_movies(1)[0].pk}/")  # what a process reads once, it has read
    counts = []
    for size in (100, 1100):
        movies = make_movies(size)
        with django_assert_max_num_queries(8) as listing:  # thrice the version, known for 20 ms
            assert client.get(f"{MOVIES}?genre=Drama&ordering=-vote_average").status_code == 200
        with django_assert_max_num_queries(11) as detail:
            assert client.get(f"{MOVIES}{movies[0].pk}/").status_code == 200
        counts.append((len(listing), len(detail)))
    assert counts[0] == counts[1]


def test_a_reader_who_has_the_newest_copy_gets_304(anonymous, as_owner, make_movie):
    url = f"{MOVIES}{make_movie().pk}/"
    for client, cache_control in ((anonymous, "public"), (as_owner, None)):
        answer = client.get(url)
        assert answer.headers["ETag"]
        assert "Authorization" in answer.headers["Vary"]
        if cache_control:
            assert cache_control in answer.headers["Cache-Control"]
        again = client.get(url, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        assert not again.content


def test_a_changed_movie_has_another_etag(anonymous, make_movie):
    movie = make_movie("Before")
    first = anonymous.get(f"{MOVIES}{movie.pk}/").headers["ETag"]
    movie.title = "After"
    movie.save()
    assert anonymous.get(f"{MOVIES}{movie.pk}/").headers["ETag"] != first

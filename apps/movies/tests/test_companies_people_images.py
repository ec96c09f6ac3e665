"""Studios and countries, people's own pages, and images by language."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.movies.models import Company, Credit, Movie, Person, ProductionCountry
from apps.movies.services.catalogue import persist_tmdb_movie_detail

API = "/api/v1/movies/"
STUDIO = {"id": 711, "name": "Fox 2000", "logo_path": "/fox.png", "origin_country": "US"}
PITT = {
    "id": 287,
    "name": "Brad Pitt",
    "biography": "An American actor.",
    "birthday": "1963-12-18",
    "deathday": None,
    "place_of_birth": "Shawnee, Oklahoma, USA",
    "external_ids": {"imdb_id": "nm0000093", "wikidata_id": "Q35332"},
}
IMAGES = {
    "id": 550,
    "posters": [
        {"file_path": "/en.jpg", "iso_639_1": "en", "width": 2000, "height": 3000, "vote_average": 5.1},
        {"file_path": "/fr.jpg", "iso_639_1": "fr", "width": 1000, "height": 1500, "vote_average": 5.9},
        {"file_path": "/plain.jpg", "iso_639_1": None, "width": "big", "height": None, "vote_average": None},
        {"file_path": None, "iso_639_1": "de"},
        "nonsense",
    ],
    "backdrops": [],
}


@pytest.fixture
def fight_club(db, recording) -> Movie:
    countries = [{"iso_3166_1": "DE", "name": "Germany"}, {"iso_3166_1": "US"}, {"iso_3166_1": 7}]
    detail = recording("detail") | {"production_companies": [STUDIO], "production_countries": countries}
    movie = persist_tmdb_movie_detail(detail=detail)
    assert movie is not None
    return movie


def titles(client, query: str) -> list[str]:
    response = client.get(f"{API}movies/?{query}")
    assert response.status_code == 200, response.data
    return [row["title"] for row in response.data["results"]]


def test_studios_and_countries_are_stored_shown_and_filtered(anonymous, fight_club, make_movie):
    make_movie("Other")
    detail = anonymous.get(f"{API}movies/{fight_club.pk}/").json()
    [studio] = detail["companies"]
    assert (studio["name"], studio["country"], studio["tmdb_id"]) == ("Fox 2000", "US", 711)
    assert detail["countries"] == ["DE", "US"]
    for query in (f"company={studio['id']}", "company=fox 2000", "country=de", "country=FR,US"):
        assert titles(anonymous, query) == [fight_club.title], query
    assert titles(anonymous, "country=FR") == []
    for query in ("company=nonsense", "country=Germany", "country=1"):
        assert anonymous.get(f"{API}movies/?{query}").status_code == 400, query
    assert anonymous.get(f"{API}companies/?search=fox").json()["results"] == [studio]
    assert anonymous.get(f"{API}companies/{studio['id']}/").json() == studio
    assert anonymous.get(f"{API}countries/").json() == [
        {"country": "DE", "movies": 1},
        {"country": "US", "movies": 1},
    ]


def test_a_sync_replaces_studios_and_countries_unless_they_are_locked(fight_club, recording):
    other = recording("detail") | {
        "production_companies": [STUDIO | {"id": 1, "name": "Other"}],
        "production_countries": [{"iso_3166_1": "FR"}],
    }
    Movie.objects.filter(pk=fight_club.pk).update(locked_fields=["companies", "production_countries"])
    persist_tmdb_movie_detail(detail=other)
    assert [company.name for company in fight_club.companies.all()] == ["Fox 2000"]
    Movie.objects.filter(pk=fight_club.pk).update(locked_fields=[])
    persist_tmdb_movie_detail(detail=other)
    assert [company.name for company in fight_club.companies.all()] == ["Other"]
    assert [row.country for row in fight_club.production_countries.all()] == ["FR"]
    persist_tmdb_movie_detail(
        detail=other | {"production_companies": ["x", {"id": -1}, {"id": 5}], "production_countries": None}
    )
    assert not fight_club.companies.exists()
    assert Company.objects.count() == 2
    assert ProductionCountry.objects.count() == 1


def test_a_person_has_biography_days_and_ids_from_tmdb(db, anonymous, tmdb):
    person = Person.objects.create(tmdb_id=287, name="Brad Pitt")
    tmdb.answer("person/287", PITT)
    page = anonymous.get(f"{API}people/{person.pk}/").json()
    assert (page["birthday"], page["deathday"], page["biography"]) == ("1963-12-18", None, PITT["biography"])
    assert page["external_ids"] == {"imdb_id": "nm0000093", "tmdb_id": 287, "wikidata_id": "Q35332"}
    anonymous.get(f"{API}people/{person.pk}/?x=1")
    assert len(tmdb.calls) == 1


def test_an_old_page_is_served_while_tmdb_is_down_and_unknown_people_are_asked_for_once(db, anonymous, tmdb):
    old = timezone.now() - timedelta(days=40)
    kept = Person.objects.create(tmdb_id=1, name="Kept", biography="Old.", details_synced_at=old)
    gone = Person.objects.create(tmdb_id=2, name="Gone", biography="Stays.")
    tmdb.answer("person/1", status=500)
    tmdb.answer("person/2", "not-found", status=404)
    assert anonymous.get(f"{API}people/{kept.pk}/").json()["biography"] == "Old."
    assert anonymous.get(f"{API}people/{gone.pk}/").json()["biography"] == "Stays."
    gone.refresh_from_db()
    assert gone.details_synced_at is not None


def test_without_a_key_a_person_is_what_we_have(anonymous, db):
    person = Person.objects.create(name="Bundled")
    page = anonymous.get(f"{API}people/{person.pk}/").json()
    assert page["external_ids"] == {"imdb_id": None, "tmdb_id": None, "wikidata_id": None}
    assert page["filmography"] == {"cast": [], "crew": []}
    assert anonymous.get(f"{API}people/{person.pk + 1}/").status_code == 404


def test_a_filmography_is_paged(anonymous, make_movie, django_assert_max_num_queries):
    person = Person.objects.create(tmdb_id=5, name="Busy")
    for year in range(1900, 2010):
        movie = make_movie(f"Film {year}", release_date=date(year, 1, 1), adult=year == 2009)
        Credit.objects.create(movie=movie, person=person, kind="cast", character="X")
    Credit.objects.create(movie=movie, person=person, kind="crew", job="Director")
    address = f"{API}people/{person.pk}/credits/"
    with django_assert_max_num_queries(6):
        page = anonymous.get(f"{address}?page_size=3&page=2").json()
    assert page["count"] == 109
    assert [row["movie"]["title"] for row in page["results"]] == ["Film 2005", "Film 2004", "Film 2003"]
    assert anonymous.get(f"{address}?kind=crew").json()["count"] == 0  # of an adult movie
    assert anonymous.get(f"{address}?kind=both").status_code == 400
    assert anonymous.get(f"{API}people/{person.pk + 1}/credits/").status_code == 404
    assert len(anonymous.get(f"{API}people/{person.pk}/").json()["filmography"]["cast"]) == 100


def test_images_by_language(anonymous, tmdb, make_movie):
    movie = make_movie("Fight Club", tmdb_id=550)
    tmdb.answer("movie/550/images", IMAGES)
    address = f"{API}movies/{movie.pk}/images/"
    images = anonymous.get(address).json()
    assert [image["path"] for image in images["posters"]] == ["/fr.jpg", "/en.jpg", "/plain.jpg"]
    assert images["posters"][0]["url"].endswith("/w500/fr.jpg")
    assert (images["backdrops"], images["logos"]) == ([], [])
    assert [image["path"] for image in anonymous.get(f"{address}?language=EN,none").json()["posters"]] == [
        "/en.jpg",
        "/plain.jpg",
    ]
    assert anonymous.get(f"{address}?language=english").status_code == 400
    assert len(tmdb.calls) == 1
    assert anonymous.get(f"{API}movies/{movie.pk + 1}/images/").status_code == 404


def test_images_without_tmdb_are_our_own(anonymous, make_movie):
    movie = make_movie("Fight Club", poster_path="/own.jpg")
    images = anonymous.get(f"{API}movies/{movie.pk}/images/").json()
    assert [image["path"] for image in images["posters"]] == ["/own.jpg"]
    assert images["backdrops"] == []


def test_images_while_tmdb_is_down_are_our_own(anonymous, tmdb, make_movie):
    movie = make_movie("Fight Club", tmdb_id=550, poster_path="/own.jpg")
    tmdb.answer("movie/550/images", status=500)
    images = anonymous.get(f"{API}movies/{movie.pk}/images/").json()
    assert [image["path"] for image in images["posters"]] == ["/own.jpg"]

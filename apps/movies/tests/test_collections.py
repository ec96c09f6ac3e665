"""Collections, whole credits, and the lists that filter forms are built from."""

from datetime import date

import pytest

from apps.movies.models import Certification, Collection, Credit, Person, Provider, Tag, WatchOption

API = "/api/v1/movies/"


@pytest.fixture
def saga(make_movie) -> Collection:
    collection = Collection.objects.create(tmdb_id=5, name="Alien Collection")
    for title, year in (("Aliens", 1986), ("Alien", 1979), ("Alien³", 1992)):
        make_movie(title, release_date=date(year, 1, 1), collection=collection)
    make_movie("Adult Alien", adult=True, collection=collection)
    make_movie("Heat")
    return collection


def test_a_collection_has_its_parts_in_order(anonymous, saga, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        detail = anonymous.get(f"{API}collections/{saga.pk}/").json()
    assert [part["title"] for part in detail["parts"]] == ["Alien", "Aliens", "Alien³"]
    listed = anonymous.get(f"{API}collections/?search=alien").json()["results"]
    assert [row["name"] for row in listed] == ["Alien Collection"]
    assert anonymous.get(f"{API}collections/{saga.pk + 1}/").status_code == 404


@pytest.mark.parametrize("value", ["{pk}", "alien collection", "ALIEN COLLECTION"])
def test_movies_are_filtered_by_collection(anonymous, saga, value):
    query = value.format(pk=saga.pk)
    assert anonymous.get(f"{API}movies/?collection={query}").json()["count"] == 3
    assert anonymous.get(f"{API}movies/?collection=nonsense").status_code == 400


def test_tags_all_and_none_of(anonymous, make_movie):
    space, heist = Tag.objects.create(name="space"), Tag.objects.create(name="heist")
    make_movie("Both").tags.set([space, heist])
    make_movie("Space").tags.set([space])
    make_movie("None")

    def found(query: str) -> set[str]:
        return {row["title"] for row in anonymous.get(f"{API}movies/?{query}").json()["results"]}

    assert found("tag_all=space,heist") == {"Both"}
    assert found("tag_not=heist") == {"Space", "None"}
    assert anonymous.get(f"{API}movies/?tag_not=nonsense").status_code == 400


def test_credits_are_whole_and_paged(anonymous, make_movie, django_assert_max_num_queries):
    movie = make_movie("Crowd")
    for number in range(30):
        person = Person.objects.create(tmdb_id=number + 1, name=f"Actor {number}")
        Credit.objects.create(movie=movie, person=person, kind="cast", position=number, character="Extra")
    with django_assert_max_num_queries(3):
        page = anonymous.get(f"{API}movies/{movie.pk}/credits/?page_size=25").json()
    assert (page["count"], len(page["results"]), page["results"][3]["name"]) == (30, 25, "Actor 3")
    movie.delete()
    assert anonymous.get(f"{API}movies/{movie.pk}/credits/").status_code == 404


def test_lists_for_filter_forms(anonymous, make_movie):
    movie, other = make_movie("A", original_language="en"), make_movie("B", original_language="en")
    make_movie("C", original_language="fr")
    for rating, age, at in (("R", 17, movie), ("PG", 8, other)):
        Certification.objects.create(movie=at, country="US", rating=rating, min_age=age)
    provider = Provider.objects.create(tmdb_id=8, name="Netflix")
    Provider.objects.create(tmdb_id=9, name="Elsewhere")
    WatchOption.objects.create(movie=movie, provider=provider, region="DE", kind="rent")
    assert [row["name"] for row in anonymous.get(f"{API}providers/?region=de").json()] == ["Netflix"]
    assert anonymous.get(f"{API}certifications/?region=US").json() == [
        {"rating": "PG", "min_age": 8},
        {"rating": "R", "min_age": 17},
    ]
    assert anonymous.get(f"{API}languages/").json() == [
        {"language": "en", "movies": 2},
        {"language": "fr", "movies": 1},
    ]
    assert anonymous.get(f"{API}providers/?region=Germany").status_code == 400

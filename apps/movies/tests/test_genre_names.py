"""Names of genres and keywords: a curator's stay, TMDb's come before built-in ones."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from apps.movies.models import Genre, Movie, Tag
from apps.movies.services.bulk_rows import named_rows
from apps.movies.services.catalogue import link_genres, persist_tmdb_genres

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_bundle")]
COMEDY = 35


def store_page() -> None:
    """A page of a TMDb list, which has ids of genres only."""
    link_genres([(movie, {"genre_ids": [COMEDY]}) for movie in Movie.objects.all()])


def store_detail(name: str) -> None:
    link_genres([(movie, {"genres": [{"id": COMEDY, "name": name}]}) for movie in Movie.objects.all()])


def rename_by_api(curator, client, row) -> None:
    kind = "genres" if isinstance(row, Genre) else "tags"
    assert curator.patch(f"/api/v1/movies/{kind}/{row.pk}/", {"name": "Laughs"}).status_code == 200


def rename_in_admin(curator, client, row) -> None:
    url = reverse(f"admin:movies_{row._meta.model_name}_change", args=[row.pk])
    assert client.post(url, {"name": "Laughs", "tmdb_id": row.tmdb_id}).status_code == 302


@pytest.fixture
def genre(make_movie, client, superuser):
    client.force_login(superuser)
    make_movie("Airplane!")
    return Genre.objects.create(tmdb_id=COMEDY, name="Comedy")


@pytest.mark.parametrize("rename", [rename_by_api, rename_in_admin])
def test_a_curators_name_is_not_changed_by_anything_else(rename, as_curator, client, genre):
    rename(as_curator, client, genre)
    for write in (
        store_page,
        lambda: store_detail("Comédie"),
        lambda: persist_tmdb_genres(genres=[{"id": COMEDY, "name": "Comedy"}]),
        lambda: call_command("load_catalogue", verbosity=0),
    ):
        write()
        assert Genre.objects.get(tmdb_id=COMEDY).name == "Laughs"
    assert not Genre.objects.filter(name__in=("Comedy", "Comédie")).exists()


def test_tmdbs_name_in_another_language_is_not_changed_by_a_built_in_one(genre):
    persist_tmdb_genres(genres=[{"id": COMEDY, "name": "Comédie"}])
    store_page()
    call_command("load_catalogue", verbosity=0)
    assert Genre.objects.get(tmdb_id=COMEDY).name == "Comédie"
    store_detail("Comédies")
    assert Genre.objects.get(tmdb_id=COMEDY).name == "Comédies"


def test_a_built_in_name_makes_a_genre_that_is_missing(make_movie):
    movie = make_movie("Airplane!")
    store_page()
    assert [genre.name for genre in movie.genres.all()] == ["Comedy"]


@pytest.mark.parametrize("rename", [rename_by_api, rename_in_admin])
def test_a_curators_keyword_keeps_its_name(rename, as_curator, client, superuser):
    client.force_login(superuser)
    tag = Tag.objects.create(tmdb_id=7, name="joke")
    named_rows(Tag, {7: "jokes"})
    tag.refresh_from_db()
    assert tag.name == "jokes"
    rename(as_curator, client, tag)
    named_rows(Tag, {7: "jokes"})
    tag.refresh_from_db()
    assert tag.name == "Laughs"

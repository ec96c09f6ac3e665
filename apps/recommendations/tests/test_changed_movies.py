"""Shared arrays that are brought up to date say of the catalogue what a full reading of it says."""

import random
from datetime import date

import numpy as np
import pytest
from django.utils import timezone

from apps.movies.models import Collection, Credit, Genre, Movie, Person, Tag
from apps.recommendations.services.dataset import Snapshot, load_snapshot
from apps.recommendations.services.serving import model_cache as caching
from apps.recommendations.services.serving import shared_state
from apps.recommendations.services.serving.model_cache import ModelCache
from apps.recommendations.services.serving.shared_state import LoadedState, load_shared
from apps.recommendations.services.serving.versions import forget_versions, read_versions

COLUMNS = (
    "item_ids",
    "leading_genre",
    "vote_average",
    "vote_count",
    "popularity",
    "release_day",
    "collection",
    "part",
    "adult",
    "community_average",
    "community_count",
    "genre_table",
    "votes",
    "collection_order",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(make_movies, settings, tmp_path, monkeypatch):
    """40 movies whose arrays are shared, built in this process."""
    settings.SHARED_DIR = tmp_path
    monkeypatch.setattr(caching, "SHARED_FROM", 1)
    movies = make_movies(40)
    tags = [Tag.objects.create(name=f"keyword {number}") for number in range(5)]
    person = Person.objects.create(name="Agnès Varda")
    saga = Collection.objects.create(name="The Saga")
    for number, movie in enumerate(movies):
        movie.tags.add(tags[number % 5])
    Credit.objects.create(movie=movies[3], person=person, kind="crew", job="Director", position=0)
    Movie.objects.filter(pk__in=[movie.pk for movie in movies[:3]]).update(collection=saga)

    def build(is_urgent: bool, max_age: float) -> bool:
        shared_state.build_shared(read_versions(), max_age=max_age)
        return True

    monkeypatch.setattr(shared_state, "_build_in_a_process", build)
    return movies


def loaded() -> LoadedState:
    forget_versions()
    return load_shared(read_versions(), max_age=3600, is_urgent=True)


def said_of_movies(snapshot: Snapshot) -> dict[int, tuple]:
    """By id all that is not an array, with the names of features and of what they stand for."""
    catalogue, said = snapshot.catalogue, {}
    for place, movie_id in enumerate(catalogue.item_ids.tolist()):
        start, end = catalogue.features.indptr[place : place + 2]
        tokens = [catalogue.feature_names[column] for column in catalogue.features.indices[start:end]]
        said[movie_id] = (
            snapshot.titles[place],
            bool(snapshot.visible[place]),
            int(snapshot.tmdb_ids[place]),
            catalogue.languages[catalogue.language[place]],
            sorted((token, snapshot.labels.get(token)) for token in tokens),
        )
    return said


def change_something(draw: random.Random) -> None:
    movie = draw.choice(Movie.all_objects.order_by("pk"))
    chosen = Movie.all_objects.filter(pk=movie.pk)
    number = draw.randrange(1000)
    writes = [
        lambda: chosen.update(
            title=f"Title {number}", vote_count=number, popularity=number, adult=number < 100
        ),
        lambda: chosen.update(
            release_date=date(1900 + number % 100, 1, 1), original_language=draw.choice(["en", "it", "ja"])
        ),
        lambda: chosen.update(hidden_from_recommendations=number < 500, community_count=number),
        lambda: chosen.update(collection=draw.choice([None, *Collection.objects.all()])),
        lambda: movie.genres.set(draw.sample(list(Genre.objects.order_by("pk")), number % 3)),
        lambda: movie.tags.set([Tag.objects.get_or_create(name=f"keyword {number % 9}")[0]]),
        lambda: Credit.objects.create(
            movie=movie,
            person=Person.objects.create(name=f"Person {number}"),
            kind="cast",
            position=number % 9,
        ),
        lambda: Movie.objects.create(title=f"New {number}", original_language="fr").tags.add(
            Tag.objects.first()
        ),
        lambda: chosen.update(deleted_at=None if movie.deleted_at else timezone.now()),
        chosen.delete,
    ]
    draw.choices(writes, weights=[3, 3, 3, 3, 3, 3, 3, 3, 3, 1])[0]()


def test_after_any_changes_the_arrays_say_what_a_full_reading_says(catalogue, monkeypatch):
    loaded()
    monkeypatch.setattr(shared_state, "load_state", None)
    draw = random.Random(3)
    for _ in range(40):
        for _ in range(draw.randrange(1, 4)):
            change_something(draw)
        state, read = loaded().snapshot, load_snapshot("")
        for name in COLUMNS:
            assert np.array_equal(getattr(state.catalogue, name), getattr(read.catalogue, name)), name
        assert said_of_movies(state) == said_of_movies(read)
    features = state.catalogue.features
    assert np.allclose(features.multiply(features).sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(
    "change",
    [
        lambda movie: movie.genres.add(Genre.objects.create(name="Film noir")),
        lambda movie: Movie.objects.bulk_create(Movie(title=f"Movie {n}") for n in range(2001)),
    ],
    ids=["a genre that no movie had", "more movies than are noted"],
)
def test_what_cannot_be_brought_up_to_date_is_read_whole(catalogue, change, monkeypatch):
    loaded()
    reads, read = [], shared_state.load_state
    monkeypatch.setattr(shared_state, "load_state", lambda versions: reads.append(1) or read(versions))
    change(catalogue[0])
    assert said_of_movies(loaded().snapshot) == said_of_movies(load_snapshot(""))
    assert reads


def test_arrays_that_are_too_old_are_read_whole(catalogue, monkeypatch):
    state = loaded()
    Movie.objects.filter(pk=catalogue[0].pk).update(title="Another")
    assert loaded().loaded_at == state.loaded_at  # of the full reading
    monkeypatch.setattr(shared_state.time, "time", lambda: state.loaded_at + 3601)
    assert loaded().loaded_at > state.loaded_at


def test_a_change_of_genres_or_keywords_alone_is_noticed(catalogue, make_genre):
    cache = ModelCache()
    cache.get(read_versions())
    for change in (
        lambda: catalogue[5].genres.set([make_genre("Horror")]),
        lambda: catalogue[5].tags.set([Tag.objects.get(name="keyword 1")]),
    ):
        before = read_versions().catalogue_version
        change()
        forget_versions()
        assert read_versions().catalogue_version != before
    state = cache.get(read_versions(), wait=True)
    labels = [label for _, label in said_of_movies(state.snapshot)[catalogue[5].pk][-1]]
    assert {"Horror", "keyword 1"} <= set(labels)

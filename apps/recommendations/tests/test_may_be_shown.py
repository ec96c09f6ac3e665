"""Every surface leaves out the same movies, at once, also while the catalogue in memory is older than the database."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.favorites.models import Favorite, Rating
from apps.movies.models import Collection, Credit, Movie, Person, Tag, WatchHistory
from apps.recommendations.models import RecommendationFeedback, TasteSettings, WeightProfile
from apps.recommendations.services.generation import personal_lists
from apps.recommendations.services.serving.model_cache import model_cache
from apps.recommendations.services.serving.versions import read_versions
from apps.recommendations.services.surfaces.preview import preview

URL = "/api/v1/recommendations/"
EVERYTHING = {"limit": 100, "page_size": 100}

pytestmark = pytest.mark.django_db


@pytest.fixture
def movies(owner, make_movies) -> list[Movie]:
    movies = make_movies(24)
    for movie in (movies[0], movies[4]):
        Rating.objects.create(user=owner, movie=movie, rating=9)
    return movies


@pytest.fixture
def target(movies) -> Movie:
    return movies[8]


@pytest.fixture
def surfaces(as_owner, as_stranger, anonymous, owner, movies) -> dict[str, Callable[[], set[int]]]:
    """Of each surface the ids of its movies."""
    group = as_owner.post(f"{URL}groups/", {"name": "Friday"}).json()
    as_stranger.post(f"{URL}groups/join/", {"code": group["code"]})

    def listed(client, path, query=EVERYTHING):
        return {row.get("movie", row)["id"] for row in client.get(f"{URL}{path}", query).json()["results"]}

    def feed():
        rows = as_owner.get(f"{URL}feed/").json()["rows"]
        return {movie["id"] for row in rows for movie in row["movies"]}

    def refreshed():
        found = as_owner.post(f"{URL}refresh/?limit=60").json()
        return {row["movie"]["id"] for row in found["recommendations"]}

    def for_a_visitor():
        body = {"ratings": [{"tmdb_id": movies[0].tmdb_id, "rating": 9}], "limit": 50}
        found = anonymous.post(f"{URL}preview/", body, format="json").json()
        return {row["movie"]["id"] for row in found["recommendations"]}

    def for_staff():
        profiles = list(WeightProfile.objects.all())
        return {
            row.movie_id
            for column in preview(user_id=owner.pk, profiles=profiles, limit=50)
            for row, _ in column.places
        }

    def in_a_file():
        users = get_user_model().objects.filter(pk=owner.pk)
        (entry,) = personal_lists(users=users, limit=60)
        return {movie.pk for movie in movies if movie.tmdb_id in entry.tmdb_ids}

    return {
        "list": lambda: listed(as_owner, "", {"page_size": 100}),
        "filtered list": lambda: listed(as_owner, "", {"year_min": 1900, "page_size": 100}),
        "refreshed list": refreshed,
        "feed": feed,
        "group": lambda: listed(as_owner, f"groups/{group['id']}/picks/"),
        "onboarding": lambda: listed(as_owner, "onboarding/"),
        "file": in_a_file,
        "preview for staff": for_staff,
        "popular list": lambda: listed(anonymous, ""),
        "preview for visitors": for_a_visitor,
        "similar": lambda: listed(anonymous, f"similar/{movies[0].pk}/"),
    }


IMPERSONAL = {"popular list", "preview for visitors", "similar"}  # they know nothing of the user


@pytest.fixture
def old_catalogue(monkeypatch, movies) -> None:
    """From now on this process has the catalogue as it was."""
    state = model_cache.get(read_versions())
    monkeypatch.setattr(model_cache, "get", lambda versions, *, wait=False: replace(state, versions=versions))


def assert_leaves(movie: Movie, surfaces: dict, change: Callable[[], object], *, but: set[str] = frozenset()):
    assert [name for name, ids in surfaces.items() if movie.pk not in ids()] == []
    change()
    still = {name for name, ids in surfaces.items() if movie.pk in ids()}
    assert still == but


@pytest.mark.parametrize(
    "changes",
    [{"adult": True}, {"hidden_from_recommendations": True}, {"deleted_at": timezone.now()}],
    ids=["adult", "hidden", "deleted"],
)
def test_a_movie_that_may_not_be_shown_leaves_every_surface(surfaces, target, old_catalogue, changes):
    assert_leaves(target, surfaces, lambda: Movie.all_objects.filter(pk=target.pk).update(**changes))


def test_a_movie_that_gets_a_muted_genre_leaves_every_personal_surface(
    surfaces, owner, target, make_genre, old_catalogue
):
    muted = make_genre("Western")
    TasteSettings.objects.create(user=owner, mutes={"genres": [muted.pk]})
    assert_leaves(target, surfaces, lambda: target.genres.add(muted), but=IMPERSONAL)


@pytest.mark.parametrize("kind", ["keywords", "director", "cast", "decades", "languages"])
def test_every_kind_of_mute_is_read_from_the_database(as_owner, owner, movies, target, kind, old_catalogue):
    tag, person = Tag.objects.create(name="heist"), Person.objects.create(name="Ann", tmdb_id=7)
    mutes = {
        "keywords": {"keywords": [tag.pk]},
        "decades": {"decades": [1890]},
        "languages": {"languages": ["xx"]},
    }
    TasteSettings.objects.create(user=owner, mutes=mutes.get(kind, {"people": [person.pk]}))
    before = as_owner.get(URL, {"page_size": 100}).json()
    if kind == "keywords":
        target.tags.add(tag)
    elif kind == "director":
        Credit.objects.create(movie=target, person=person, kind=Credit.Kind.CREW, job="Director")
    elif kind == "cast":
        Credit.objects.create(movie=target, person=person, kind=Credit.Kind.CAST, position=0)
    elif kind == "decades":
        Movie.objects.filter(pk=target.pk).update(release_date="1895-12-28")
    else:
        Movie.objects.filter(pk=target.pk).update(original_language="xx")
    after = as_owner.get(URL, {"page_size": 100}).json()
    assert target.pk not in {row["movie"]["id"] for row in after["results"]}
    assert after["count"] == len(after["results"]) == before["count"] - 1


@pytest.mark.parametrize("path", ["", "feed/"])
def test_queries_do_not_grow_with_the_mutes(as_owner, owner, movies, path):
    as_owner.get(f"{URL}{path}")
    taste, texts = TasteSettings.objects.create(user=owner), []
    for muted in (1, 100):
        taste.mutes = {"keywords": [*range(1, muted + 1)], "people": [*range(1, muted + 1)]}
        taste.save()
        as_owner.get(f"{URL}{path}")
        with CaptureQueriesContext(connection) as captured:
            as_owner.get(f"{URL}{path}", {"page_size": 9})
        texts.append([query["sql"] for query in captured])
    few, many = texts
    assert len(few) == len(many)
    assert sum(map(len, many)) < sum(map(len, few)) + 1000


EVENTS = {
    "rated": lambda user, movie: Rating.objects.create(user=user, movie=movie, rating=3),
    "favorite": lambda user, movie: Favorite.objects.create(user=user, movie=movie),
    "watched": lambda user, movie: WatchHistory.objects.create(user=user, movie=movie, progress=40),
    **{
        kind: lambda user, movie, kind=kind: RecommendationFeedback.objects.create(
            user=user, movie=movie, feedback_type=kind
        )
        for kind in ("dislike", "not_interested")
    },
}


@pytest.mark.parametrize("event", EVENTS)
def test_a_movie_with_an_event_leaves_every_personal_surface(surfaces, owner, target, event):
    assert_leaves(target, surfaces, lambda: EVENTS[event](owner, target), but=IMPERSONAL)


def test_a_part_of_a_saga_waits_for_the_one_before_on_every_surface(surfaces, movies, target):
    """Similar movies are the exception: they are asked for by someone who looks at one of the saga."""
    saga = Collection.objects.create(tmdb_id=1, name="Saga")

    def join() -> None:
        Movie.objects.filter(pk__in=[movies[1].pk, target.pk]).update(collection=saga)
        Movie.objects.filter(pk=movies[1].pk).update(release_date="1950-01-01")
        model_cache.clear()
        RecommendationFeedback.objects.all().delete()
        Rating.objects.create(user_id=Rating.objects.first().user_id, movie=movies[2], rating=5)

    assert_leaves(target, surfaces, join, but={"similar"})
    assert movies[1].pk in surfaces["list"]()

"""Stored responses: who gets them, what they depend on, and that a change is in the next one."""

import io
import json
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import get_resolver
from django.utils import timezone
from django.utils.datastructures import CaseInsensitiveMapping
from rest_framework_simplejwt.tokens import AccessToken

from apps.core.caching import response_store
from apps.core.caching.response_store import StoredResponse, store
from apps.core.http.application import Application
from apps.core.http.mixins import StoredMixin
from apps.core.http.permissions import CURATORS
from apps.core.http.response_cache import route_of
from apps.core.tests import world
from apps.core.tests.contract import api_schema
from apps.core.tests.routes import operations
from apps.favorites.models import Favorite, Rating
from apps.favorites.services.library import AddFavorite, Rate, apply
from apps.movies.models import Genre, Movie
from apps.recommendations.models import (
    Recommendation,
    RecommendationFeedback,
    TasteSettings,
    WeightProfile,
)
from apps.users.models import LoginSession
from apps.users.services.sessions import open_session

LIST = "/api/v1/movies/movies/"


class Answer:
    def __init__(self, status: int, headers: Mapping[str, str], body: bytes, was_stored: bool):
        self.status, self.headers, self.body, self.was_stored = status, headers, body, was_stored

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@contextmanager
def without_closing_connections():
    """A request would end the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def ask(monkeypatch, db):
    """GET through the WSGI application, as a server calls it."""
    application, django_calls = Application(), []
    call = WSGIHandler.__call__

    def spied(self, environ, start_response):
        django_calls.append(environ["PATH_INFO"])
        return call(self, environ, start_response)

    monkeypatch.setattr(WSGIHandler, "__call__", spied)

    def get(address: str, user: Any = None, method: str = "GET", **headers: str) -> Answer:
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "testserver",
            "SERVER_PORT": "80", "HTTP_HOST": "testserver", "REMOTE_ADDR": "192.0.2.1", "wsgi.input": io.BytesIO(),
            "wsgi.url_scheme": "http", "SERVER_PROTOCOL": "HTTP/1.1", **headers,
        }  # fmt: skip
        if user is not None:
            environ["HTTP_AUTHORIZATION"] = f"Bearer {AccessToken.for_user(user)}"
        started: list[Any] = []
        count = len(django_calls)
        with without_closing_connections():
            body = b"".join(application(environ, lambda *arguments: started.append(arguments)))
        status, sent = started[0]
        return Answer(int(status.split()[0]), CaseInsensitiveMapping(sent), body, len(django_calls) == count)

    return get


def cached_routes() -> dict[str, type[StoredMixin]]:
    """A valid path of each route whose responses are stored for everybody -> its view."""
    movie = Movie.objects.create(tmdb_id=949, imdb_id="tt0113277", title="Heat")
    made = world.fill(7, movie)
    paths = [operation.address(made) for operation in operations() if operation.method == "get"]
    routes = {path: route.view_class for path in paths if (route := route_of(path))}
    return {path: view for path, view in routes.items() if not view.is_per_user}


def complete(path: str) -> str:
    """With the parameters that a route requires."""
    return path + {"search/": "?q=heat", "suggest/": "?q=heat", "find/": "?imdb_id=tt0113277"}.get(
        path.rstrip("/").rpartition("/")[2] + "/", ""
    )


def test_a_response_is_made_once_and_sent_again_as_it_is(ask, make_movie):
    make_movie(title="Heat")
    first, second = ask(LIST), ask(LIST)
    assert not first.was_stored
    assert second.was_stored
    assert second.body == first.body
    same = {"ETag", "Content-Type", "Cache-Control", "Vary", "Content-Length", "Content-Security-Policy"}
    assert {name: first.headers[name] for name in same} == {name: second.headers[name] for name in same}
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]
    assert ask(LIST, CONTENT_TYPE="application/json", CONTENT_LENGTH="").was_stored  # as axios sends it
    assert ask(LIST, HTTP_X_REQUEST_ID="from-the-proxy").headers["X-Request-ID"] == "from-the-proxy"


@pytest.mark.parametrize("etag", ["*", "the same", 'W/"other", the same'])
def test_a_stored_response_that_the_client_has_is_304(ask, make_movie, etag):
    make_movie()
    known = ask(LIST).headers["ETag"]
    answer = ask(LIST, HTTP_IF_NONE_MATCH=etag.replace("the same", known))
    assert answer.was_stored
    assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", known)
    assert ask(LIST, HTTP_IF_NONE_MATCH='"other"').status == 200


def test_unknown_parameters_change_neither_the_response_nor_its_key(ask, make_movie):
    for _ in range(3):
        make_movie()
    first = ask(f"{LIST}?page_size=1&ordering=title")
    answer = ask(f"{LIST}?utm_source=x&ordering=title&page_size=1&_=123")
    assert answer.was_stored
    assert answer.body == first.body
    assert "utm_source" not in first.json["next"]
    fresh = ask(f"{LIST}?utm_source=x&page_size=2")
    assert not fresh.was_stored
    assert "utm_source" not in fresh.json["next"]


def test_what_a_response_depends_on_is_in_its_key(ask, make_movie, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example"]
    make_movie()
    ask(LIST)
    variants = [
        (f"{LIST}?page_size=1", {}),
        (LIST, {"HTTP_HOST": "other.example"}),
        (LIST, {"HTTP_ORIGIN": "https://app.example"}),
        (f"{LIST}?ordering=title", {}),
        ("/api/v1/movies/movies/popular/", {}),
    ]
    for address, headers in variants:
        assert not ask(address, **headers).was_stored, (address, headers)
        assert ask(address, **headers).was_stored, (address, headers)
    with_origin = ask(LIST, HTTP_ORIGIN="https://app.example")
    assert with_origin.headers["Access-Control-Allow-Origin"] == "https://app.example"
    foreign = ask(LIST, HTTP_ORIGIN="https://foreign.example")
    assert "Access-Control-Allow-Origin" not in foreign.headers


def test_errors_are_not_stored(ask, db):
    for address in (f"{LIST}?year_min=soon", f"{LIST}?page=99", f"{LIST}12345/", "/api/v1/movies/nothing/"):
        assert ask(address).status in (400, 404)
        assert not ask(address).was_stored, address


def test_other_methods_and_representations_are_djangos(ask, make_movie):
    make_movie()
    ask(LIST)
    assert not ask(LIST, method="HEAD").was_stored
    assert not ask(LIST, method="OPTIONS").was_stored
    assert ask(LIST, HTTP_ACCEPT="text/html").status == 406
    assert ask(LIST, HTTP_ACCEPT="text/html, */*").was_stored


def test_nothing_personal_is_shared(ask, owner, stranger, make_movie, as_owner):
    movie = make_movie(title="Heat")
    as_owner.post("/api/v1/favorites/favorites/", {"movie": movie.pk})
    detail = f"{LIST}{movie.pk}/"
    assert ask(detail, owner).json["me"]["favorite"] is True
    assert ask(detail, stranger).json["me"]["favorite"] is False
    assert ask(detail).json["me"] is None
    assert ask(f"{LIST}?hide=favorites", owner).json["count"] == 0
    assert ask(f"{LIST}?hide=favorites", stranger).json["count"] == 1
    assert ask(f"{LIST}?hide=favorites").json["count"] == 1


def test_a_detail_is_stored_for_each_user_until_something_of_theirs_or_of_the_movie_changes(
    ask, logged_in, make_movie
):
    movie = make_movie(title="Heat")
    detail = f"{LIST}{movie.pk}/"
    (owner, token), (_, other) = logged_in("ann"), logged_in("bob")

    def shown(token: str) -> tuple[Any, Any, Any]:
        answer = ask(detail, HTTP_AUTHORIZATION=token)
        assert ask(detail, HTTP_AUTHORIZATION=token).was_stored
        return answer.json["title"], answer.json["me"]["rating"], answer.json["community"]["count"]

    assert shown(token) == shown(other) == ("Heat", None, 0)
    apply(user_id=owner.pk, changes=[Rate(movie_id=movie.pk, rating=9)])
    assert shown(token) == ("Heat", 9, 1)
    assert shown(other)[:2] == ("Heat", None)
    Movie.objects.filter(pk=movie.pk).update(title="Heat 2")
    assert shown(token) == ("Heat 2", 9, 1)
    assert shown(other)[0] == "Heat 2"


PERSONAL = [
    "favorites/favorites/",
    "favorites/ratings/",
    "favorites/watchlist/",
    "movies/watch-history/",
    "auth/users/me/",
]


@pytest.fixture
def logged_in(make_user) -> Callable[[str], tuple[Any, str]]:
    def log_in(name: str) -> tuple[Any, str]:
        user = make_user(name)
        return user, f"Bearer {open_session(user=user).access}"

    return log_in


@pytest.mark.parametrize("path", PERSONAL)
def test_responses_of_a_user_are_stored_for_that_user_only(ask, logged_in, make_movie, path):
    movie = make_movie(title="Heat")
    (ada, token), (_, other) = logged_in("ada"), logged_in("bob")
    address = f"/api/v1/{path}"
    before = ask(address, HTTP_AUTHORIZATION=token)
    assert before.status == 200
    assert "no-store" in before.headers["Cache-Control"]
    assert ask(address, HTTP_AUTHORIZATION=token).was_stored
    assert not ask(address, HTTP_AUTHORIZATION=other).was_stored
    assert ask(address).status == 401
    changes = [
        lambda: apply(user_id=ada.pk, changes=[Rate(movie_id=movie.pk, rating=8)]),
        lambda: apply(user_id=ada.pk, changes=[AddFavorite(movie_id=movie.pk)]),
        lambda: ada.groups.add(Group.objects.get(name=CURATORS)),
        lambda: type(ada.profile).objects.filter(user=ada).update(preferred_language="fr"),
        lambda: Movie.objects.filter(pk=movie.pk).update(title="Heat, restored"),
        lambda: Rating.objects.filter(user=ada).delete(),
    ]
    for number, change in enumerate(changes):
        assert ask(address, HTTP_AUTHORIZATION=token).was_stored, number
        change()
        assert not ask(address, HTTP_AUTHORIZATION=token).was_stored, number
    LoginSession.objects.filter(user=ada).update(ended_at=timezone.now())
    assert ask(address, HTTP_AUTHORIZATION=token).status == 401


def test_responses_of_a_user_are_not_in_the_shared_cache(ask, logged_in, settings, monkeypatch):
    original, shared = settings.REDIS_URL, []
    settings.REDIS_URL = "redis://unused"
    monkeypatch.setattr(response_store.cache, "set", lambda key, *_, **__: shared.append(key), raising=False)
    monkeypatch.setattr(response_store.cache, "get", lambda key, *_: None, raising=False)
    _, token = logged_in("ada")
    for path in PERSONAL:
        ask(f"/api/v1/{path}", HTTP_AUTHORIZATION=token)
        assert ask(f"/api/v1/{path}", HTTP_AUTHORIZATION=token).was_stored
    assert shared == []
    ask(LIST)
    assert len(shared) == 1
    settings.REDIS_URL = original


@pytest.mark.parametrize("path", ["/api/v1/recommendations/", "/api/v1/recommendations/feed/"])
def test_a_response_of_recommendations_is_stored_until_something_of_the_user_changes(
    ask, logged_in, make_movies, path
):
    make_movies(8)
    ada, token = logged_in("ada")
    ask(path, HTTP_AUTHORIZATION=token)  # generates the list, which changes what the user has
    answers = [ask(path, HTTP_AUTHORIZATION=token) for _ in range(3)]
    assert [answer.was_stored for answer in answers] == [False, True, True]
    row = Recommendation.objects.filter(user=ada).order_by("rank", "pk").first()
    changes = [
        lambda: Recommendation.objects.filter(pk=row.pk).update(is_clicked=True),
        lambda: RecommendationFeedback.objects.create(user=ada, movie_id=row.movie_id, feedback_type="like"),
        lambda: TasteSettings.objects.update_or_create(user=ada, defaults={"mutes": {"decades": [1960]}}),
        lambda: WeightProfile.objects.update(knobs={"diversity": 0.9}),
        lambda: Movie.objects.filter(pk=row.movie_id).update(hidden_from_recommendations=True),
    ]
    for number, change in enumerate(changes):
        ask(path, HTTP_AUTHORIZATION=token)
        assert ask(path, HTTP_AUTHORIZATION=token).was_stored, number
        change()
        assert not ask(path, HTTP_AUTHORIZATION=token).was_stored, number


def test_single_rows_of_a_user_are_not_stored(ask, logged_in, make_movie):
    ada, token = logged_in("ada")
    apply(user_id=ada.pk, changes=[AddFavorite(movie_id=make_movie().pk)])
    row = Favorite.objects.get(user=ada)
    for _ in range(2):
        answer = ask(f"/api/v1/favorites/favorites/{row.pk}/", HTTP_AUTHORIZATION=token)
        assert (answer.status, answer.was_stored) == (200, False)


def test_users_get_the_stored_list_only_with_a_valid_token(ask, owner, stranger, make_movie):
    make_movie()
    assert not ask(LIST, owner).was_stored
    answer = ask(LIST, stranger)
    assert answer.was_stored
    assert "no-store" in answer.headers["Cache-Control"]
    assert ask(LIST, HTTP_AUTHORIZATION="Bearer nonsense").status == 401
    stranger.is_active = False
    stranger.save()
    assert ask(LIST, stranger).status == 401


def test_a_login_is_not_read_again_for_a_stored_list(
    ask, logged_in, make_movie, django_assert_num_queries, settings
):
    settings.THROTTLES = True
    make_movie()
    _, token = logged_in("ada")
    for _ in range(2):
        ask(LIST, HTTP_AUTHORIZATION=token)
    with django_assert_num_queries(1) as context:  # the data versions
        answer = ask(LIST, HTTP_AUTHORIZATION=token)
    assert answer.was_stored, context.captured_queries
    assert 'user"' in answer.headers["RateLimit-Policy"]


@pytest.mark.parametrize("path", PERSONAL)
def test_a_stored_response_of_a_user_asks_for_the_users_number_alone(
    ask, logged_in, django_assert_num_queries, path
):
    _, token = logged_in("ada")
    for _ in range(2):
        ask(f"/api/v1/{path}", HTTP_AUTHORIZATION=token)
    with django_assert_num_queries(2) as context:  # the data versions, and the user's
        answer = ask(f"/api/v1/{path}", HTTP_AUTHORIZATION=token)
    assert answer.was_stored, context.captured_queries


ENDS_OF_A_LOGIN = {
    "logout": lambda user: user.login_sessions.update(ended_at=timezone.now()),
    "deleted login": lambda user: user.login_sessions.all().delete(),
    "new password": lambda user: (user.set_password("another-horse-battery"), user.save()),
    "inactive account": lambda user: type(user).objects.filter(pk=user.pk).update(is_active=False),
    "deleted account": lambda user: user.delete(),
}


@pytest.mark.parametrize("path", [LIST, *(f"/api/v1/{path}" for path in PERSONAL)])
@pytest.mark.parametrize("end", ENDS_OF_A_LOGIN)
def test_the_end_of_a_login_is_known_at_the_next_request(ask, logged_in, make_movie, end, path):
    make_movie()
    (user, token), (_, another) = logged_in("ada"), logged_in("bob")
    for _ in range(2):
        assert ask(path, HTTP_AUTHORIZATION=token).status == 200
        assert ask(path, HTTP_AUTHORIZATION=another).status == 200
    ENDS_OF_A_LOGIN[end](user)
    assert ask(path, HTTP_AUTHORIZATION=token).status == 401
    assert ask(path, HTTP_AUTHORIZATION=another).was_stored


def test_a_known_login_ends_with_its_token(ask, logged_in, make_movie, time_machine, settings):
    make_movie()
    _, token = logged_in("ada")
    for _ in range(2):
        assert ask(LIST, HTTP_AUTHORIZATION=token).status == 200
    lifetime = settings.SIMPLE_JWT["ACCESS_TOKEN_LIFETIME"]
    time_machine.move_to(timezone.now() + lifetime + timedelta(seconds=1))
    assert ask(LIST, HTTP_AUTHORIZATION=token).status == 401


@pytest.mark.parametrize("sent", ["", "Bearer", "Basic YTpi", "Bearer  ", "Bearer x y"])
def test_what_is_no_token_is_left_to_django(ask, make_movie, sent):
    make_movie()
    ask(LIST)
    for _ in range(2):
        assert not ask(LIST, HTTP_AUTHORIZATION=sent).was_stored


def test_stored_responses_count_against_the_rate_limit(ask, make_movie, settings, monkeypatch):
    make_movie()
    settings.THROTTLES = True
    monkeypatch.setitem(settings.THROTTLE_RATES, "public", "3/hour")
    answers = [ask(LIST) for _ in range(4)]
    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert [answer.was_stored for answer in answers[:3]] == [False, True, True]
    assert "r=0;" in answers[2].headers["RateLimit"]


def test_a_response_is_not_older_than_its_view_allows(ask, make_movie, time_machine):
    make_movie()
    ask(LIST)
    time_machine.move_to(timezone.now() + timedelta(seconds=61), tick=True)
    assert not ask(LIST).was_stored


def test_memory_is_bounded(settings):
    settings.RESPONSE_CACHE_BYTES = 100_000
    for number in range(50):
        store.put(f"key {number}", StoredResponse(b"x" * 10_000, [], '"e"', 2e12))
    assert store._bytes <= 100_000
    assert store.get("key 49") is not None
    assert settings.REDIS_URL or store.get("key 0") is None


def test_every_stored_route_is_open_the_same_for_all_users_and_names_its_parameters(
    ask, owner, stranger, settings
):
    settings.RESPONSE_CACHE_BYTES = 0
    routes = cached_routes()
    assert len(routes) >= 15
    schema = api_schema()
    patterns = get_resolver()
    for path, view_class in routes.items():
        visitor = ask(complete(path))
        assert visitor.status == 200, path
        if not route_of(path).is_personal:
            assert ask(complete(path), owner).json == ask(complete(path), stranger).json == visitor.json, path
        documented = next(
            operation["get"].get("parameters", [])
            for template, operation in schema["paths"].items()
            if "get" in operation and patterns.resolve(path).func == func_of(template, path)
        )
        names = {parameter["name"] for parameter in documented if parameter["in"] == "query"}
        assert names <= view_class.known_parameters(), path


def func_of(template: str, path: str) -> Any:
    """The view of `template`, if `path` fits it."""
    ours, theirs = template.split("/"), path.split("/")
    fits = len(ours) == len(theirs) and all(
        a == b or a.startswith("{") for a, b in zip(ours, theirs, strict=True)
    )
    return get_resolver().resolve(path).func if fits else None


def test_a_change_of_any_tracked_table_is_in_the_next_response(ask, make_movie):
    routes = cached_routes()
    for path in routes:
        ask(complete(path))
        assert ask(complete(path)).was_stored, path
    Genre.objects.create(name="Neo noir")
    for path in routes:
        assert not ask(complete(path)).was_stored, path

"""Every pair of writes to one object, at once. The pairs follow from the schema, so a new operation is raced too.

`RACERS` requests (8; `make torture` sets 30) start together on whichever database the suite runs. There is no 5xx; an
acknowledged DELETE happens once and stays; acknowledged changes of different fields are all there; lists have grown
by as many rows as were acknowledged as created. With RACE_SERVER=on the requests go through gunicorn.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import requests
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from rest_framework.test import APIClient

from apps.core.tests.routes import operations as schema_operations
from apps.core.tests.routes_and_roles import BODIES, PEOPLE, ROUTES
from apps.core.tests.serving import serving
from apps.core.tests.test_routes_and_roles import build_world, path_in
from apps.users.services.sessions import open_session

RACERS = int(os.environ.get("RACERS", "8"))
WRITES = {"POST", "PUT", "PATCH", "DELETE"}
# Their DELETE may be repeated and then changes nothing.
REPEATABLE_DELETES = {
    "/api/v1/favorites/ratings/{id}/like/",
    "/api/v1/recommendations/groups/{id}/members/{username}/",
    "/api/v1/recommendations/groups/{id}/result/",
    "/api/v1/recommendations/groups/{id}/votes/{movie_id}/",
    "/api/v1/auth/email/change/",
}
ACCOUNT = "/api/v1/auth/users/me/"
# These end the login that all racers share, or belong to nobody.
ENDING = (
    "logout",
    "logout/all",
    "logout/others",
    "password/change",
    "password/reset/confirm",
    "token/blacklist",
)
ENDS_LOGINS = {f"POST /api/v1/auth/{name}/" for name in (*ENDING, "email/change/revert")}

pytestmark = pytest.mark.django_db(transaction=True)


class ServerClient:
    """The part of APIClient that races use, over HTTP."""

    def __init__(self, port: int, token: str = ""):
        self.address = f"http://127.0.0.1:{port}"
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def send(path: str, data: Any, format: str = "json") -> requests.Response:
            body: dict[str, Any] = {"params": data} if method == "get" else {"json": data}
            if format == "multipart":
                body = {"files": data}
            return requests.request(method, f"{self.address}{path}", headers=self.headers, timeout=60, **body)

        return send


@pytest.fixture(scope="module")
def served(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[int | None]:
    """The port of a gunicorn on the database of the tests; None where requests are made in this process."""
    if not os.environ.get("RACE_SERVER"):
        yield None
        return
    with django_db_blocker.unblock():
        database = connection.settings_dict
        address = "{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
        url = f"sqlite:///{database['NAME']}" if connection.vendor == "sqlite" else f"postgres://{address}"
        environment = {"DATABASE_URL": url, "DJANGO_SECRET_KEY": settings.SECRET_KEY, "THROTTLES": "off"}
        with serving(tmp_path_factory.mktemp("served"), **environment) as server:
            yield server.port


class Race:
    """A fresh world, and requests to it that start at the same time."""

    def __init__(self, users: dict[str, Any], world: dict[str, Any], port: int | None):
        self.users, self.world, self.port = users, world, port
        self.tokens = {name: open_session(user=user).access for name, user in users.items()} if port else {}

    def client(self, route: str) -> APIClient:
        """Of the first role that may send this request."""
        may = [name for name, status in zip(PEOPLE, ROUTES[route], strict=True) if status < 400]
        name = "user" if "user" in may else "superuser"
        if self.port:
            return ServerClient(self.port, self.tokens[name] if may else "")  # type: ignore[return-value]
        client = APIClient(raise_request_exception=False)
        if "user" in may or "superuser" in may:
            user = self.users[name]
            client.force_authenticate(get_user_model().objects.get(pk=user.pk))
        return client

    def send(self, route: str, body: Any = None) -> Any:
        method, path = route.split()
        data = BODIES.get(route, lambda _: {})(self.world) if body is None else body
        options = {"format": "multipart"} if "file" in data else {}
        return getattr(self.client(route), method.lower())(path_in(self.world, path), data, **options)

    def run(self, *requests: tuple[str, Any]) -> list[tuple[str, int]]:
        """Send RACERS requests at once, taking turns between the given ones. Returns (route, status) of each."""
        barrier = Barrier(RACERS)

        def start(number: int) -> tuple[str, int]:
            route, body = requests[number % len(requests)]
            barrier.wait()
            try:
                return route, self.send(route, body).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(RACERS) as pool:
            outcomes = list(pool.map(start, range(RACERS)))
        assert not [
            outcome for outcome in outcomes if outcome[1] >= 500 and outcome[1] != ROUTES[outcome[0]][-1]
        ]
        return outcomes

    def count(self, path: str) -> int | None:
        """How many rows the list at this path has; None if it is no list."""
        if ROUTES.get(f"GET {path}", (0, 0))[1] != 200:
            return None
        page = self.send(f"GET {path}", {}).json()
        return len(page) if isinstance(page, list) else page.get("count")


@pytest.fixture
def new_race(make_user, make_movies, make_genre, served, settings) -> Callable[[], Race]:
    if served:
        settings.PASSWORD_HASHERS = ["apps.users.hashers.Argon2Hasher"]  # the server's

    def build() -> Race:
        owner = make_user()
        superuser = make_user(is_staff=True, is_superuser=True)
        users = {"user": owner, "superuser": superuser}
        return Race(users, build_world(owner, make_user, make_movies, make_genre), served)

    return build


def root_of(route: str) -> str:
    return route.split("/")[3]


def by_area(routes: Iterable[str]) -> list[Any]:
    """Lists of routes as parameters: the first of each area of the API, and exhaustively the others of each."""
    areas: dict[str, list[str]] = {}
    for route in routes:
        areas.setdefault(root_of(route), []).append(route)
    firsts = [of_area[0] for of_area in areas.values()]
    others = [
        pytest.param(of_area[1:], id=area, marks=pytest.mark.exhaustive)
        for area, of_area in sorted(areas.items())
        if of_area[1:]
    ]
    return [pytest.param(firsts, id="one of each area"), *others]


def routes_of(*methods: str) -> list[str]:
    return [route for route in ROUTES if route.split()[0] in methods]


def writes_within(delete: str) -> list[str]:
    """The deletion, and the other writes to what it deletes."""
    path = delete.split()[1]
    others = [route for route in routes_of(*WRITES) if route.split()[1].startswith(path)]
    return [delete, *(route for route in others if route != delete)]


DELETES = [
    route for route in routes_of("DELETE") if "{" in route and route.split()[1] not in REPEATABLE_DELETES
]
PATCHES = [route for route in routes_of("PATCH") if f"GET {route.split()[1]}" in ROUTES]
WRITES_OF_AN_ACCOUNT = [
    route
    for route in routes_of(*WRITES)
    if ROUTES[route][1] < 300 and route not in ENDS_LOGINS and route != f"DELETE {ACCOUNT}"
]


@pytest.mark.parametrize("deletes", by_area(DELETES))
def test_a_delete_happens_once_and_is_final(deletes, new_race):
    for delete in deletes:
        path = delete.split()[1]
        for other in writes_within(delete):
            race = new_race()
            outcomes = race.run((delete, None), (other, None))
            acknowledged = [status for route, status in outcomes if route == delete and status == 204]
            assert len(acknowledged) <= 1, (delete, other, Counter(outcomes))
            if acknowledged and f"GET {path}" in ROUTES:
                assert race.send(f"GET {path}", {}).status_code == 404, (delete, other)


def changeable_fields(race: Race, route: str) -> dict[str, Any]:
    """Two fields of the object that a PATCH alone changes to a sample value."""
    path = route.split()[1]
    samples = next(op.body for op in schema_operations() if op.path == path and op.method == "patch")
    found: dict[str, Any] = {}
    for name, value in samples.items():
        if len(found) == 2:
            break
        before = race.send(f"GET {path}", {}).json()
        with transaction.atomic():
            changed = race.send(route, {name: value})
            transaction.set_rollback(True)
        if changed.status_code == 200 and before.get(name) != value and changed.json().get(name) == value:
            found[name] = value
    return found


@pytest.mark.parametrize("patches", by_area(PATCHES))
def test_changes_of_different_fields_are_all_kept(patches, new_race):
    for patch in patches:
        path = patch.split()[1]
        fields = changeable_fields(new_race(), patch)
        if len(fields) < 2:
            continue
        race = new_race()
        outcomes = race.run(*((patch, {name: value}) for name, value in fields.items()))
        now = race.send(f"GET {path}", {}).json()
        assert {status for _, status in outcomes} <= {200, 409}, (patch, Counter(outcomes))
        if all(status == 200 for _, status in outcomes):
            assert {name: now[name] for name in fields} == fields, patch


@pytest.mark.parametrize("posts", by_area(routes_of("POST")))
def test_what_is_created_is_counted_once(posts, new_race):
    for post in posts:
        path = post.split()[1]
        race = new_race()
        before = race.count(path)
        outcomes = race.run((post, None))
        created = sum(status in (201, 202) for _, status in outcomes)
        if before is not None:
            assert race.count(path) - before == created, (post, Counter(outcomes))


@pytest.mark.parametrize("writes", by_area(WRITES_OF_AN_ACCOUNT))
def test_an_account_that_is_erased_meanwhile_leaves_nothing(writes, new_race):
    """With the tokens of the account, whose requests get 401 as soon as it is gone."""
    erase = f"DELETE {ACCOUNT}"
    for write in writes:
        race = new_race()
        token = open_session(user=race.users["user"]).access

        def client(route: str, token: str = token, port: int | None = race.port) -> APIClient:
            if port:
                return ServerClient(port, token)  # type: ignore[return-value]
            client = APIClient(raise_request_exception=False)
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
            return client

        race.client = client  # type: ignore[method-assign]
        outcomes = race.run((write, None), (write, None), (write, None), (erase, None))
        erased = [status for route, status in outcomes if route == erase]
        assert 204 in erased, (write, Counter(outcomes))
        assert not get_user_model().objects.filter(pk=race.users["user"].pk).exists(), write

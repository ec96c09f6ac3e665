"""Two servers behind one address, on one PostgreSQL and one Redis, behave as one."""

import itertools
import json
import os
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import redis

PASSWORD = "plum-orbit-42"
FAILURES_TO_OPEN = 6  # of the circuit to TMDb


class Address:
    """Asks the servers in turn, as a load balancer would."""

    def __init__(self, *servers: Any):
        self.turn = itertools.cycle(servers)

    def ask(self, path: str, body: Any = None, *, token: str = "", method: str = "") -> tuple[int, Any]:
        request = urllib.request.Request(
            f"{next(self.turn).address}/api/v1/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"}
            | ({"Authorization": f"Bearer {token}"} if token else {}),
            method=method or None,
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, json.loads(response.read() or b"null")
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")

    def register(self, name: str) -> dict[str, Any]:
        status, account = self.ask("auth/users/", {"email": f"{name}@example.com", "password": PASSWORD})
        assert status == 201, account
        return account


@pytest.fixture
def address(serve) -> Address:
    return Address(serve(), serve())


def test_a_token_of_one_is_good_at_the_other_until_a_logout_at_either(address):
    account = address.register("ann")
    tokens = {"token": account["access"]}
    assert [address.ask("auth/users/me/", **tokens)[0] for _ in range(4)] == [200] * 4
    status, pair = address.ask("auth/token/refresh/", {"refresh": account["refresh"]})
    assert status == 200
    assert address.ask("auth/logout/all/", {}, token=pair["access"])[0] in (200, 204, 205)
    assert [address.ask("auth/users/me/", token=pair["access"])[0] for _ in range(4)] == [401] * 4
    assert [address.ask("auth/token/refresh/", {"refresh": pair["refresh"]})[0] for _ in range(2)] == [
        401
    ] * 2


def test_limits_are_counted_together(serve):
    limits = {"THROTTLES": "on", "THROTTLE_ANON": f"{20 + os.getpid() % 7}/hour", "REDIS_URL": own_redis()}
    address = Address(serve(**limits), serve(**limits))
    allowed = int(limits["THROTTLE_ANON"].split("/")[0])
    statuses = [address.ask("core/info/")[0] for _ in range(allowed + 6)]
    assert statuses == [200] * allowed + [429] * 6


def own_redis() -> str:
    """Another number of the same Redis, so that limits of earlier runs do not count."""
    server, _, number = os.environ["REDIS_URL"].rpartition("/")
    return f"{server}/{(int(number or 0) + 1) % 16}"


def test_what_is_written_at_one_is_read_at_the_other(address):
    token = address.register("bob")["access"]
    for tmdb_id in (603, 550, 680):
        status, rating = address.ask("favorites/ratings/", {"tmdb_id": tmdb_id, "rating": 9}, token=token)
        assert status == 201
        movie = rating["movie"]["id"]
        for _ in range(2):
            assert address.ask(f"movies/movies/{movie}/", token=token)[1]["me"]["rating"] == 9
        seen = [rated_movies(address, token) for _ in range(2)]
        assert seen[0] == seen[1]
        assert movie not in seen[0]


def rated_movies(address: Address, token: str) -> list[int]:
    """The ids that are recommended, in order."""
    status, page = address.ask("recommendations/?page_size=20", token=token)
    assert status == 200
    return [entry["movie"]["id"] for entry in page["results"]]


def test_an_edited_movie_is_new_at_both_at_once(address, manage):
    token = address.register("cleo")["access"]
    manage(
        "shell",
        "-c",
        "from django.contrib.auth import get_user_model as u; u().objects.update(is_superuser=True)",
    )
    movie = address.ask("movies/movies/?search=matrix")[1]["results"][0]["id"]
    assert [address.ask(f"movies/movies/{movie}/")[0] for _ in range(4)] == [200] * 4
    status, _ = address.ask(f"movies/movies/{movie}/", {"title": "Renamed"}, token=token, method="PATCH")
    assert status == 200
    assert [address.ask(f"movies/movies/{movie}/")[1]["title"] for _ in range(4)] == ["Renamed"] * 4


def test_both_serve_the_same_model_soon_after_it_is_published(address, manage):
    manage("seed_demo", "--users", "60", "--seed", "1")
    manage("train_recommender")
    token = address.register("dan")["access"]
    address.ask("favorites/ratings/", {"tmdb_id": 603, "rating": 9}, token=token)
    versions = {address.ask("core/info/")[1]["recommender"]["model_version"] for _ in range(4)}
    assert len(versions) == 1
    assert None not in versions


class BrokenTMDb(BaseHTTPRequestHandler):
    """Answers every call with a 500, and counts the calls."""

    calls = 0

    def do_GET(self) -> None:
        BrokenTMDb.calls += 1
        self.send_error(500)

    def log_message(self, *words: Any) -> None:
        """Silent."""


@pytest.fixture
def broken_tmdb() -> Iterator[str]:
    """Its address; the circuit is closed before and after."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BrokenTMDb)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    forget_circuit()
    BrokenTMDb.calls = 0
    yield f"http://127.0.0.1:{server.server_port}/3"
    forget_circuit()
    server.shutdown()
    server.server_close()


def forget_circuit() -> None:
    with redis.Redis.from_url(own_redis()) as cache:
        for key in cache.scan_iter("*circuit:TMDb:*"):
            cache.delete(key)


def test_a_circuit_that_one_opens_is_open_at_the_other(serve, broken_tmdb):
    settings = {
        "TMDB_API_KEY": "0123456789abcdef0123456789abcdef",
        "TMDB_API_BASE_URL": broken_tmdb,
        "REDIS_URL": own_redis(),
    }
    one, other = Address(serve(**settings)), Address(serve(**settings))
    unknown = (f"movies/movies/tmdb/{tmdb_id}/" for tmdb_id in itertools.count(900_000_001))
    while BrokenTMDb.calls < FAILURES_TO_OPEN:
        before = BrokenTMDb.calls
        assert one.ask(next(unknown))[0] == 503
        assert BrokenTMDb.calls > before
    calls = BrokenTMDb.calls
    started = time.monotonic()
    assert [other.ask(next(unknown))[0] for _ in range(3)] == [503] * 3
    assert time.monotonic() - started < 3
    assert BrokenTMDb.calls == calls

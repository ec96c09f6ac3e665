"""An hour of a service's life in a minute: every request that failed or was slow is explained by its log line."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import psycopg2
import pytest

SLOW = 1.0  # seconds
CAUSES = ("queries_ms", "tmdb_ms", "cache_waits_ms", "recommendation_ms")
EXPLAINED = 0.6  # part of a slow request's time that its line has to account for
Json = dict[str, Any]


class TMDb(BaseHTTPRequestHandler):
    """A TMDb that has one movie in every list, and moods."""

    mood = "well"

    def do_GET(self) -> None:
        if self.mood == "slow":
            time.sleep(1.2)
        movie = {"id": 603, "title": "The Matrix", "genre_ids": [], "popularity": 30.0}
        page = {"page": 1, "results": [movie], "total_pages": 1, "total_results": 1}
        self.send_response(500 if self.mood == "ill" else 200)
        self.end_headers()
        self.wfile.write(json.dumps(page).encode())

    def log_message(self, *words: Any) -> None:
        """Silent."""


@pytest.fixture
def tmdb() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), TMDb)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


class Hour:
    """Asks, and keeps what the client saw of each request by its id."""

    def __init__(self, server: Any):
        self.server, self.seen = server, {}

    def ask(self, path: str, body: Any = None, *, token: str = "", method: str = "") -> Any:
        headers = {"X-Request-ID": f"hour-{len(self.seen)}", "Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.server.address}{path}", data=data, headers=headers, method=method or None
        )
        started = time.perf_counter()
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                status, answer = response.status, response.read()
        except urllib.error.HTTPError as error:
            status, answer = error.code, error.read()
        self.seen[headers["X-Request-ID"]] = status, time.perf_counter() - started
        return json.loads(answer) if answer.startswith((b"{", b"[")) else answer.decode()

    def lines(self) -> dict[str, Json]:
        """The access lines by request id; every line of the log has to be JSON."""
        lines = map(json.loads, self.server.log.read_text().splitlines())
        return {line["request_id"]: line for line in lines if line["logger"] == "movies.access"}


def quiet_minutes(hour: Hour) -> str:
    account = {"email": "ann@example.com", "password": "plum-orbit-42"}
    token = hour.ask("/api/v1/auth/users/", account)["access"]
    for tmdb_id in (603, 550, 680):
        hour.ask("/api/v1/favorites/ratings/", {"tmdb_id": tmdb_id, "rating": 9}, token=token)
        hour.ask("/api/v1/recommendations/", token=token)
    for path in ("movies/?search=matrix", "genres/", "movies/popular/", "movies/popular/", "watch-history/"):
        hour.ask(f"/api/v1/movies/{path}", token=token)
    return token


def mistakes(hour: Hour, token: str) -> None:
    hour.ask("/api/v1/favorites/ratings/", {"tmdb_id": 603, "rating": 99}, token=token)
    hour.ask("/api/v1/movies/movies/999999999/")
    hour.ask("/api/v1/favorites/favorites/")
    hour.ask("/api/v1/auth/login/", {"email": "ann@example.com", "password": "wrong"})
    hour.ask("/api/v1/movies/genres/", {"name": "x"}, token=token)
    hour.ask("/api/v1/nowhere/")


def tmdb_in_trouble(hour: Hour) -> None:
    TMDb.mood = "slow"
    hour.ask("/api/v1/movies/movies/top_rated/")
    TMDb.mood = "ill"
    for tmdb_id in range(900_000_001, 900_000_006):
        hour.ask(f"/api/v1/movies/movies/tmdb/{tmdb_id}/")
    TMDb.mood = "well"


def a_lock_in_the_database(hour: Hour, token: str, database: str) -> None:
    with psycopg2.connect(database) as connection, connection.cursor() as cursor:
        cursor.execute("LOCK TABLE favorites_favorite IN ACCESS EXCLUSIVE MODE")
        waiting = threading.Thread(
            target=hour.ask, args=["/api/v1/favorites/favorites/"], kwargs={"token": token}
        )
        waiting.start()
        time.sleep(1.5)
    waiting.join()


def test_every_failed_or_slow_request_is_explained(serve, tmdb, own_database):
    server = serve(
        TMDB_API_KEY="0123456789abcdef0123456789abcdef",
        TMDB_API_BASE_URL=f"http://127.0.0.1:{tmdb.server_port}/3",
        METRICS="on",
    )
    hour = Hour(server)
    token = quiet_minutes(hour)
    mistakes(hour, token)
    quiet = set(hour.seen)
    tmdb_in_trouble(hour)
    a_lock_in_the_database(hour, token, own_database)
    lines = hour.lines()
    for request_id, (status, seconds) in hour.seen.items():
        line = lines[request_id]
        assert line["status"] == status
        if status >= 400:
            assert line.get("code") or line.get("refused") or line["route"] == "unmatched", line
        if seconds > SLOW and request_id not in quiet:  # a quiet minute is slow only on a busy machine
            assert sum(line.get(cause, 0) for cause in CAUSES) >= EXPLAINED * 1000 * seconds, line
    assert sum(seconds > SLOW for name, (_, seconds) in hour.seen.items() if name not in quiet) >= 2
    assert counted(hour.ask("/metrics")) >= Counter(str(status) for status, _ in hour.seen.values())
    for secret in ("ann@", "matrix", "plum-orbit", "0123456789abcdef", token):
        assert secret not in server.log.read_text()


def counted(metrics: str) -> Counter[str]:
    """Requests by status, as Prometheus would see them."""
    counts: Counter[str] = Counter()
    for line in metrics.splitlines():
        if line.startswith("http_requests_total{"):
            counts[line.partition('status="')[2].partition('"')[0]] += int(float(line.rpartition(" ")[2]))
    return counts

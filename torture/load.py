"""Users who write and read at the same time, remember what was acknowledged, and check afterwards that it is there."""

import http.client
import json
import random
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

PASSWORD = "plum-orbit-42-load"
TIMEOUT = 60.0
API = "/api/v1"


class Client:
    """One connection at a time. An answer is (status, body); a connection that was cut off is status 0."""

    def __init__(self, port: int, token: str = ""):
        self.port, self.token = port, token
        self.connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            sent["Content-Type"] = "application/json"
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
            self.connection.request(method, API + path, None if body is None else json.dumps(body), sent)
            response = self.connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException):
            self.close()
            return 0, None
        if response.will_close:
            self.close()
        return response.status, json.loads(text) if text else None

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


@dataclass
class Account:
    """What one user was told. `unsure` values may have been written: the answer was an error or lost."""

    token: str
    ratings: dict[int, float] = field(default_factory=dict)
    unsure_ratings: dict[int, set[float]] = field(default_factory=dict)
    favorites: dict[int, bool] = field(default_factory=dict)
    unsure_favorites: set[int] = field(default_factory=set)
    viewings: set[str] = field(default_factory=set)
    unsure_viewings: set[str] = field(default_factory=set)


@dataclass
class Report:
    statuses: Counter = field(default_factory=Counter)
    longest: float = 0.0
    latencies: list[float] = field(default_factory=list)
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    recovery: float | None = None


class Load:
    """`writers` and `readers` threads between `start` and `stop`; `verify` compares with the server."""

    def __init__(self, port: int, *, writers: int = 6, readers: int = 3, pause: float = 0.02):
        self.port, self.pause = port, pause
        self.report, self.lock, self.ending = Report(), threading.Lock(), threading.Event()
        self.healed_at: float | None = None
        client = Client(port)
        self.movies = [row["id"] for row in client.ask("GET", "/movies/movies/?page_size=100")[1]["results"]]
        self.accounts = [self._register(client) for _ in range(writers)]
        client.close()
        jobs = [(self.write, account) for account in self.accounts] + [(self.read, None)] * readers
        self.threads = [threading.Thread(target=job, args=(account,), daemon=True) for job, account in jobs]

    def _register(self, client: Client) -> Account:
        email = f"{uuid.uuid4().hex}@load.example"
        status, answer = client.ask("POST", "/auth/users/", {"email": email, "password": PASSWORD})
        assert status == 201, answer
        return Account(answer["access"])

    def start(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def stop(self) -> Report:
        self.ending.set()
        for thread in self.threads:
            thread.join(timeout=TIMEOUT + 10)
        return self.report

    def timed(self, client: Client, *request: Any, **headers: str) -> tuple[int, Any]:
        began = time.monotonic()
        status, answer = client.ask(*request, **headers)
        ended = time.monotonic()
        with self.lock:
            self.report.statuses[status] += 1
            self.report.longest = max(self.report.longest, ended - began)
            self.report.latencies.append(ended - began)
            if (
                self.healed_at
                and self.report.recovery is None
                and 200 <= status < 300
                and began >= self.healed_at
            ):
                self.report.recovery = ended - self.healed_at
        time.sleep(self.pause if 200 <= status < 500 else 0.1)
        return status, answer

    def read(self, _: Any) -> None:
        client, chance = Client(self.port), random.Random(threading.get_ident())
        paths = ["/movies/movies/", "/movies/genres/", "/recommendations/", "/movies/movies/popular/"]
        while not self.ending.is_set():
            movie = chance.choice(self.movies)
            self.timed(client, "GET", chance.choice([*paths, f"/movies/movies/{movie}/"]))
        client.close()

    def write(self, account: Account) -> None:
        client, chance = Client(self.port, account.token), random.Random(account.token)
        while not self.ending.is_set():
            chance.choice([self.rate, self.favor, self.watch])(client, account, chance)
        client.close()

    def acknowledge(self) -> None:
        with self.lock:
            self.report.acknowledged += 1

    def rate(self, client: Client, account: Account, chance: random.Random) -> None:
        movie, rating = chance.choice(self.movies), chance.randint(2, 20) / 2
        status, _ = self.timed(client, "POST", "/favorites/ratings/", {"movie": movie, "rating": rating})
        if status in (200, 201):
            account.ratings[movie] = rating
            account.unsure_ratings.pop(movie, None)
            self.acknowledge()
        elif status == 0 or status >= 500:
            account.unsure_ratings.setdefault(movie, set()).add(rating)

    def favor(self, client: Client, account: Account, chance: random.Random) -> None:
        movie = chance.choice(self.movies)
        wanted = not account.favorites.get(movie, False)
        if wanted:
            status, _ = self.timed(client, "POST", "/favorites/favorites/", {"movie": movie})
        else:
            status, _ = self.timed(client, "DELETE", f"/favorites/favorites/movie/{movie}/")
        if status in (200, 201, 204):
            account.favorites[movie] = wanted
            account.unsure_favorites.discard(movie)
            self.acknowledge()
        elif status == 0 or status >= 500:
            account.unsure_favorites.add(movie)
        elif status == 404:
            account.favorites[movie] = False

    def watch(self, client: Client, account: Account, chance: random.Random) -> None:
        """Each viewing has a moment and a key of its own; it is sent again until it is acknowledged."""
        moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(150_000_000))
        name = moment.isoformat()
        if name in account.viewings | account.unsure_viewings:
            return
        body = {"movie": chance.choice(self.movies), "watched_at": name}
        account.unsure_viewings.add(name)
        for _ in range(5):
            status, _ = self.timed(client, "POST", "/movies/watch-history/", body, Idempotency_Key=name)
            if status in (200, 201):
                account.viewings.add(name)
                account.unsure_viewings.discard(name)
                self.acknowledge()
            if status not in (0, 409, 500, 503) or self.ending.is_set():
                return

    def verify(self) -> Report:
        """Count acknowledged writes that are not there, and rows that are there more than once."""
        for account in self.accounts:
            client = Client(self.port, account.token)
            ratings = self.rows(client, "/favorites/ratings/")
            found = Counter(row["movie"]["id"] for row in ratings)
            self.report.doubled += sum(count - 1 for count in found.values())
            now = {row["movie"]["id"]: row["rating"] for row in ratings}
            for movie, rating in account.ratings.items():
                allowed = {rating} | account.unsure_ratings.get(movie, set())
                self.report.lost += now.get(movie) not in allowed
            favorites = Counter(row["movie"]["id"] for row in self.rows(client, "/favorites/favorites/"))
            self.report.doubled += sum(count - 1 for count in favorites.values())
            for movie, wanted in account.favorites.items():
                if movie not in account.unsure_favorites:
                    self.report.lost += wanted != bool(favorites[movie])
            viewings = Counter(
                datetime.fromisoformat(row["watched_at"]).isoformat()
                for row in self.rows(client, "/movies/watch-history/")
            )
            self.report.doubled += sum(count - 1 for count in viewings.values())
            self.report.lost += len(account.viewings - set(viewings))
            client.close()
        return self.report

    def rows(self, client: Client, path: str) -> list[dict[str, Any]]:
        found, page = [], 1
        while True:
            status, answer = client.ask("GET", f"{path}?page_size=100&page={page}")
            assert status == 200, (status, answer)
            found += answer["results"]
            if not answer["next"]:
                return found
            page += 1

"""How fast the server as shipped answers: `make bench` (SCALE=S, M or L), `make bench-check`.

Builds an invented world, starts gunicorn, drives it with wrk, and prints for each request the p10 of one connection as a
multiple of that of a bare Django view (bare.py) in the same run, so that figures of different machines can be compared.
S runs on SQLite and local memory; M and L on the servers of DATABASE_URL and REDIS_URL, whose database must be empty
or of an earlier run. `--check` fails if a ratio is over its budget.
"""

import argparse
import http.client
import itertools
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from apps.core.tests.serving import free_port  # noqa: E402
from benchmarks.sizes import PASSWORD, SCALES  # noqa: E402

API = "/api/v1"
MOVIES = f"{API}/movies/movies/"
SECONDS = 3
START_SECONDS = 600
USERS = 8
FIRST_USERS = 24  # of each request that a user sends once
SCRIPT = """
local paths, tokens, number, unique = {%s}, {%s}, %d, "%s"
request = function()
  number = number + 1
  local headers = {["Content-Type"] = "application/json"}
  if #tokens > 0 then headers["Authorization"] = "Bearer " .. tokens[(number %% #tokens) + 1] end
  local path = paths[(number %% #paths) + 1]
  if unique ~= "" then path = path .. unique .. number end
  return wrk.format("%s", path, headers, %s)
end
done = function(summary, latency)
  local failed = summary.errors.status + summary.errors.read + summary.errors.timeout + summary.errors.connect
  io.write(string.format("FOUND %%d %%d %%d %%d %%d %%d\\n", latency:percentile(10), latency:percentile(50),
    latency:percentile(99), summary.requests, failed, summary.duration))
end
"""


@dataclass(frozen=True)
class Case:
    """A kind of request. budget: the greatest multiple of the bare view.

    unique: a parameter whose value is another number in each request, so that none was asked before.
    """

    name: str
    paths: list[str]
    budget: float
    is_users: bool = False
    method: str = "GET"
    body: str = "nil"  # an expression of Lua
    unique: str = ""


@dataclass(frozen=True)
class Measured:
    """Of one connection: milliseconds and the median of the queries; of eight: requests a second, if measured."""

    name: str
    ratio: float
    budget: float
    p10: float
    p50: float
    p99: float
    queries: float
    per_second: float | None
    failed: int


class AccessLog:
    """What a server says of its requests, one JSON object a line."""

    def __init__(self, path: Path) -> None:
        self._file = path.open()
        self.queries()

    def queries(self) -> float:
        """The median number of queries of the requests since this was asked last."""
        counts = []
        for line in self._file:
            fact = json.loads(line) if line.startswith("{") else {}
            if "queries" in fact and "route" in fact:
                counts.append(fact["queries"])
        return statistics.median(counts) if counts else 0


def last_page(count: int) -> str:
    return f"{MOVIES}?page={max(min(2000, count // 20 - 1), 1)}"


def cases(movies: list[int], count: int) -> list[Case]:
    genres = ("Drama", "Comedy", "Horror", "War", "Crime", "Music", "Family", "Fantasy")
    new_filters = [
        f"{MOVIES}?genre={genre}&year_min={year}&votes_min={votes}"
        for year, genre, votes in itertools.product(range(1950, 2020, 2), genres, range(0, 40, 3))
    ]
    typed = [
        f"{MOVIES}?search={start}{rest}"
        for start in ("nig", "riv", "gar", "win", "gho", "isl", "sto")
        for rest in "aeinrst"
    ]
    ids = ",".join(map(str, movies[:100]))
    rate = f"'{{\"movie\":' .. ({movies[50]} + number % 40) .. ',\"rating\":' .. (1 + number % 10) .. '}}'"
    return [
        Case("list, asked before", [MOVIES], 2),
        Case("list, asked before, users", [MOVIES], 2, is_users=True),
        Case("detail, asked before", [f"{MOVIES}{pk}/" for pk in movies], 2),
        # It has the user's states and match, so that it is a response of one user, as `me` is.
        Case("detail, asked before, users", [f"{MOVIES}{pk}/" for pk in movies[:10]], 2, is_users=True),
        Case("popular, asked before", [f"{MOVIES}popular/"], 2),
        Case("trending, asked before", [f"{MOVIES}trending/"], 2),
        Case("similar, asked before", [f"{API}/recommendations/similar/{pk}/" for pk in movies], 4),
        Case("list, filters never asked before", new_filters, 20, unique="&exclude="),
        Case("page 2000 (of fewer: the last)", [last_page(count)], 30, unique="&exclude="),
        Case("search while typing, never asked before", typed, 30, unique="&exclude="),
        Case("me", [f"{API}/auth/users/me/"], 8, is_users=True),
        Case("favorites", [f"{API}/favorites/favorites/"], 12, is_users=True),
        Case("ratings", [f"{API}/favorites/ratings/"], 12, is_users=True),
        Case("watchlist", [f"{API}/favorites/watchlist/"], 12, is_users=True),
        Case("history", [f"{API}/movies/watch-history/"], 12, is_users=True),
        Case("states of 100", [f"{MOVIES}states/"], 14, True, "POST", f"'{{\"movies\":[{ids}]}}'"),
        Case("recommendations, stored", [f"{API}/recommendations/"], 14, is_users=True),
        Case("match", [f"{API}/recommendations/match/{pk}/" for pk in movies], 50, is_users=True),
        Case("onboarding", [f"{API}/recommendations/onboarding/"], 120, is_users=True),
        Case("recommendations, made", [f"{API}/recommendations/refresh/"], 120, True, "POST", "'{}'"),
        Case("feed, asked again within a minute", [f"{API}/recommendations/feed/"], 12, is_users=True),
        Case("rate a movie", [f"{API}/favorites/ratings/"], 40, True, "POST", rate),
    ]


def cases_with_mutes() -> list[Case]:
    """Requests of users with 200 mutes and 200 boosts."""
    made = [f"{API}/recommendations/refresh/"]
    return [
        Case("recommendations, made, 200 mutes and boosts", made, 120, True, "POST", "'{}'"),
        Case(
            "match, 200 mutes and boosts",
            [f"{API}/recommendations/match/{pk}/" for pk in range(1, 50)],
            50,
            True,
        ),
    ]


def first_cases() -> list[Case]:
    """Requests that each user sends once, of users whom no process knows."""
    return [
        Case("feed, a user's first", [f"{API}/recommendations/feed/"], 120, is_users=True),
        Case("recommendations, a user's first", [f"{API}/recommendations/"], 120, is_users=True),
        Case(
            "recommendations of a genre, a user's first",
            [f"{API}/recommendations/?genre=Drama"],
            120,
            is_users=True,
        ),
    ]


def drive(port: int, case: Case, tokens: list[str], connections: int) -> dict[str, float]:
    quoted = [
        ",".join(f'"{text}"' for text in texts) for texts in (case.paths, tokens if case.is_users else [])
    ]
    start = int(time.time() * 1000) % 10**9  # each run begins elsewhere
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % (*quoted, start, case.unique, case.method, case.body))
        script.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--timeout", "60s", "-s", script.name]
        output = subprocess.run(
            [*command, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True
        ).stdout
    found = re.search(r"FOUND (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)", output)
    assert found, output
    p10, p50, p99, count, failed, microseconds = map(int, found.groups())
    times = {"p10": p10 / 1000, "p50": p50 / 1000, "p99": p99 / 1000}
    return times | {"per_second": count / (microseconds / 1e6), "failed": failed}


def measure(port: int, bare_port: int, case: Case, tokens: list[str], log: AccessLog) -> Measured:
    bare = drive(bare_port, Case("bare", ["/bare"], 1), [], 1)
    if not (case.unique or case.is_users):
        for (
            path
        ) in case.paths:  # at a large scale more of them than are answered in the seconds of the next line
            ask(port, case.method, path)
    drive(port, case, tokens, 2)  # so that each process knows it
    log.queries()
    one = drive(port, case, tokens, 1)
    queries = log.queries()
    eight = drive(port, case, tokens, 8)
    failed = int(one["failed"] + eight["failed"])
    ratio = one["p10"] / bare["p10"]
    return Measured(
        case.name,
        round(ratio, 1),
        case.budget,
        one["p10"],
        one["p50"],
        one["p99"],
        queries,
        round(eight["per_second"]),
        failed,
    )


def measure_first(port: int, bare_port: int, case: Case, users: Iterable[int], log: AccessLog) -> Measured:
    """One request of each user; between them the bare view is asked over the same kind of connection."""
    tokens = [login(port, user) for user in users]
    log.queries()
    times: list[float] = []
    bare: list[float] = []
    failed = 0
    with connected(port) as ours, connected(bare_port) as bares:
        for token in tokens:
            status, taken = timed(ours, case.paths[0], {"Authorization": f"Bearer {token}"})
            times.append(taken)
            failed += status >= 400
            bare += [timed(bares, "/bare", {})[1] for _ in range(5)]
    p10, p50, p99 = (quantile(times, share) for share in (0.1, 0.5, 0.99))
    ratio = round(p10 / quantile(bare, 0.1), 1)
    return Measured(case.name, ratio, case.budget, p10, p50, p99, log.queries(), None, failed)


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[round(share * (len(values) - 1))]


@contextmanager
def connected(port: int) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.connect()
    try:
        yield connection
    finally:
        connection.close()


def timed(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> tuple[int, float]:
    """Status and milliseconds."""
    began = time.perf_counter()
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    response.read()
    return response.status, (time.perf_counter() - began) * 1000


def login(port: int, user: int) -> str:
    body = {"email": f"u{user}@example.org", "password": PASSWORD}
    return str(ask(port, "POST", f"{API}/auth/login/", body)[1]["access"])


@contextmanager
def gunicorn(
    application: str, environment: dict[str, str], log_path: Path, *options: str
) -> Iterator[tuple[int, int]]:
    """The port of a running server that writes to `log_path`, and the id of its process."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", *options]
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment | {"PORT": str(port)}, stdout=log, stderr=log
        )
        try:
            wait_for(port)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(timeout=60)


@contextmanager
def mutes_and_boosts(port: int, tokens: list[str]) -> Iterator[None]:
    """These users have 100 keywords and 100 people muted, and as many others boosted."""
    tags, people = (
        [
            row["id"]
            for page in (1, 2)
            for row in ask(port, "GET", f"{path}?page_size=100&page={page}")[1]["results"]
        ]
        for path in (f"{API}/movies/tags/", f"{API}/movies/people/")
    )
    parts = {"mutes": slice(0, 100), "boosts": slice(100, 200)}
    taste = {name: {"keywords": tags[part], "people": people[part]} for name, part in parts.items()}
    nothing: dict[str, Any] = {name: {"keywords": [], "people": []} for name in parts}
    for token in tokens:
        assert ask(port, "PATCH", f"{API}/recommendations/taste/", taste, token)[0] == 200
    yield
    for token in tokens:
        ask(port, "PATCH", f"{API}/recommendations/taste/", nothing, token)


def ask(port: int, method: str, path: str, body: Any = None, token: str = "") -> tuple[int, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    connection.request(method, path, body and json.dumps(body), headers)
    response = connection.getresponse()
    text = response.read()
    connection.close()
    return response.status, json.loads(text) if text.startswith(b"{") else None


def wait_for(port: int) -> None:
    """Until the server is ready; the bare one knows no such path."""
    give_up, said = time.monotonic() + START_SECONDS, None
    while time.monotonic() < give_up:
        try:
            status, said = ask(port, "GET", "/health/ready/")
            if status < 500:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit(f"The server was not ready after {START_SECONDS} seconds; it says: {said}")


def memory_of(parent: int) -> list[int]:
    """Proportional set size of each worker, in MiB."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    texts = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in children]
    return [int(re.search(r"^Pss:\s+(\d+)", text, flags=re.M)[1]) // 1024 for text in texts]  # type: ignore[index]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", choices=sorted(SCALES), default="S")
    parser.add_argument("--check", action="store_true", help="fail if a request is over its budget")
    parser.add_argument(
        "--as-it-is", action="store_true", help="build and train nothing, use the database as it is"
    )
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench.json")
    given = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is needed: apt-get install wrk, or brew install wrk.")
    with tempfile.TemporaryDirectory(prefix="movies-bench-") as folder:
        sys.exit(run(given, Path(folder)))


def run(given: argparse.Namespace, folder: Path) -> int:
    environment = {
        **os.environ,
        "DEBUG": "false", "HTTPS": "off", "THROTTLES": "off", "ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_SECRET_KEY": "for-benchmarks-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH",
        "LOG_FORMAT": "json",
    }  # fmt: skip
    if given.scale == "S":
        environment |= {"DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}", "REDIS_URL": ""}
    elif "DATABASE_URL" not in environment:
        raise SystemExit("M and L need DATABASE_URL and REDIS_URL.")
    if not given.as_it_is:
        build(given.scale, environment)
    began = time.monotonic()
    bare_options = ("--config", "/dev/null", "--workers", "2", "--threads", "8", "--keep-alive", "75")
    with (
        gunicorn("movie_backend.wsgi:application", environment, folder / "log") as (port, process),
        gunicorn("benchmarks.bare:application", environment, folder / "bare", *bare_options) as (
            bare_port,
            _,
        ),
    ):
        started = time.monotonic() - began
        log = AccessLog(folder / "log")
        tokens = [login(port, user) for user in range(USERS)]
        first = ask(port, "GET", f"{MOVIES}?page_size=100")[1]
        movies = [movie["id"] for movie in first["results"]]
        print("| request | × bare view | budget | queries | p10 | p50 | p99 ms | 8 connections | failed |")
        print("|---|---|---|---|---|---|---|---|---|", flush=True)
        results = [
            shown(measure(port, bare_port, case, tokens, log)) for case in cases(movies, first["count"])
        ]
        with mutes_and_boosts(port, tokens):
            results += [shown(measure(port, bare_port, case, tokens, log)) for case in cases_with_mutes()]
        unknown = unknown_users(SCALES[given.scale][1])
        results += [
            shown(measure_first(port, bare_port, case, itertools.islice(unknown, FIRST_USERS), log))
            for case in first_cases()
        ]
        memory = memory_of(process)
    print(f"Started in {started:.1f} s; memory of the workers (PSS): {', '.join(map(str, memory))} MiB")
    given.json.parent.mkdir(exist_ok=True)
    given.json.write_text(
        json.dumps(
            {
                "scale": given.scale,
                "started_seconds": round(started, 1),
                "memory_mib": memory,
                "results": [asdict(row) for row in results],
            },
            indent=1,
        )
    )
    missed = [
        f"{row.name}: {row.ratio} × (budget {row.budget:g})" for row in results if row.ratio > row.budget
    ]
    missed += [f"{row.name}: {row.failed} failed requests" for row in results if row.failed]
    if given.check and missed:
        print("Over budget:", *missed, sep="\n- ")
        return 1
    return 0


def build(scale: str, environment: dict[str, str]) -> None:
    commands = [
        ["manage.py", "migrate", "--verbosity", "0"],
        ["benchmarks/world.py", *map(str, SCALES[scale])],
        ["manage.py", "train_recommender", "--no-tune", "--no-card"],  # the same weights in each run
    ]
    for command in commands:
        began = time.monotonic()
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)
        print(f"{' '.join(command)}: {time.monotonic() - began:.0f} s", flush=True)


def unknown_users(users: int) -> Iterator[int]:
    """Users whose requests are not measured otherwise; in another run over the same database mostly others."""
    start = int(time.time()) % users
    return (user for step in range(users) if (user := (start + step) % users) >= USERS)


def shown(row: Measured) -> Measured:
    print(
        f"| {row.name} | {row.ratio} | {row.budget:g} | {row.queries:g} | {row.p10:.2f} | {row.p50:.2f} | {row.p99:.1f} "
        f"| {'' if row.per_second is None else f'{row.per_second:.0f}/s'} | {row.failed} |",
        flush=True,
    )
    return row


if __name__ == "__main__":
    main()

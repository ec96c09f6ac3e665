"""Services that accept connections and never answer, or answer badly: broker, mail server, TMDb, a proxy that cuts.

Part of `make torture`. Each case starts the web server with that service in its settings, and measures the requests that
need it.
"""

import http.server
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from torture.load import PASSWORD, Client, Load  # noqa: E402
from torture.servers import Gunicorn  # noqa: E402

BUDGET = 5.0


@contextmanager
def black_hole() -> Iterator[int]:
    """A port that accepts connections and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(512)
        yield listener.getsockname()[1]


class BadTMDb(http.server.BaseHTTPRequestHandler):
    """Every fault of an HTTP service in turn: error, limit, nonsense, half an answer, closed connection, delay."""

    def do_GET(self) -> None:
        fault = random.choice(["500", "429", "text", "half", "close", "slow"])
        if fault == "close":
            return
        if fault == "slow":
            time.sleep(8)
        self.send_response(int(fault) if fault.isdigit() else 200)
        body = b"<html>" if fault == "text" else json.dumps({"results": [{"id": 1}]}).encode()
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):  # we do not wait that long
            self.wfile.write(body[: len(body) // 2] if fault == "half" else body)

    def log_message(self, *arguments: Any) -> None:
        """Quiet."""


@contextmanager
def bad_tmdb() -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), BadTMDb)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


class CuttingProxy:
    """Forwards connections and cuts some of them after a random number of bytes."""

    def __init__(self, port: int):
        self.target, self.listener = port, socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                return
            budget = random.choice([200, 2_000, 50_000, 10**9])
            for pair in ((client, server), (server, client)):
                threading.Thread(target=self.forward, args=(*pair, budget), daemon=True).start()

    def forward(self, source: socket.socket, target: socket.socket, budget: int) -> None:
        try:
            while budget > 0 and (data := source.recv(min(budget, 65_536))):
                target.sendall(data)
                budget -= len(data)
        except OSError:
            pass
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A tmpfs that can be full. Needs root."""
    place = folder / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=False)


def fill(place: Path) -> Path:
    filler = place / "filler"
    with suppress(OSError), filler.open("wb") as file:
        while True:
            file.write(bytes(1024 * 1024))
            file.flush()
    return filler


def full_sqlite() -> bool:
    """Writes get 503, reads go on, readiness fails; afterwards every acknowledged write is there."""
    if os.geteuid():
        print("| SQLite's disk full | skipped: needs root | | |", flush=True)
        return True
    with tempfile.TemporaryDirectory(prefix="movies-outside-") as name, small_disk(Path(name), 200) as place:
        web = Gunicorn(Path(name), DATABASE_URL=f"sqlite:///{place}/movies.sqlite3")
        try:
            load = Load(web.port).start()
            time.sleep(3)
            filler = fill(place)
            time.sleep(8)
            ready = web.server.request("GET", "/health/ready/")[0]
            filler.unlink()
            time.sleep(4)
            load.stop()
            seen = load.verify()
        finally:
            web.stop()
        is_fine = ready == 503 and not seen.lost and not seen.doubled and not seen.statuses[500]
        print(
            f"| SQLite's disk full | {dict(seen.statuses)}, ready {ready} | {seen.longest:.1f} s | {'' if is_fine else 'FAILED'} |",
            flush=True,
        )
        return is_fine


CLOCK = """
import datetime, os, threading, time
def follow():
    import time_machine
    travel, current = None, 0
    while True:
        time.sleep(0.3)
        wanted = int(open(os.environ["CLOCK_FILE"]).read() or 0)
        if wanted != current:
            if travel: travel.stop()
            there = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=wanted)
            travel = time_machine.travel(there, tick=True) if wanted else None
            if travel: travel.start()
            current = wanted
def start(): threading.Thread(target=follow, daemon=True).start()
os.register_at_fork(after_in_child=start)
"""


def clock_jump() -> bool:
    """The clock of the web processes goes on by an hour, back by two, and is right again."""
    with tempfile.TemporaryDirectory(prefix="movies-outside-") as name:
        offset = Path(name) / "offset"
        offset.write_text("0")
        (Path(name) / "sitecustomize.py").write_text(CLOCK)
        clock = {"PYTHONPATH": name, "CLOCK_FILE": str(offset), "ACCESS_TOKEN_MINUTES": "180"}
        web = Gunicorn(Path(name), DATABASE_URL=f"sqlite:///{name}/movies.sqlite3", **clock)
        try:
            load = Load(web.port).start()
            for seconds in (0, 3600, -3600, 0):
                offset.write_text(str(seconds))
                time.sleep(5)
            load.stop()
            seen = load.verify()
        finally:
            web.stop()
        # Tokens that the earlier clock made in the future are refused (401) until it is right again.
        is_fine = not seen.lost and not seen.doubled and not seen.statuses[500] and not seen.statuses[0]
        print(
            f"| the clock jumps by an hour | {dict(seen.statuses)} | {seen.longest:.1f} s | {'' if is_fine else 'FAILED'} |",
            flush=True,
        )
        return is_fine


def waits(web: Gunicorn, *requests: tuple[str, str, Any], token: str = "") -> tuple[float, list[int]]:
    """The longest wait of the requests, and their statuses."""
    longest, statuses = 0.0, []
    client = Client(web.port, token)
    for method, path, body in requests:
        began = time.monotonic()
        statuses.append(client.ask(method, path, body)[0])
        longest = max(longest, time.monotonic() - began)
    return longest, statuses


def registration(number: int) -> tuple[str, str, Any]:
    return "POST", "/auth/users/", {"email": f"ada{number}@outside.example", "password": PASSWORD}


RESET = ("POST", "/auth/password/reset/", {"email": "ada1@outside.example"})


def report(name: str, longest: float, statuses: list[int], allowed: set[int]) -> bool:
    is_fine = longest <= BUDGET and set(statuses) <= allowed
    print(
        f"| {name} | {sorted(set(statuses))} | {longest:.1f} s | {'' if is_fine else 'FAILED'} |", flush=True
    )
    return is_fine


def main() -> None:
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    results: list[bool] = []
    print("| service | statuses | longest |  |\n|---|---|---|---|", flush=True)

    def case(
        name: str, allowed: set[int], ask: Callable[[Gunicorn], tuple[float, list[int]]], **environment: str
    ) -> None:
        if only not in name:
            return
        with tempfile.TemporaryDirectory(prefix="movies-outside-") as folder:
            database = f"sqlite:///{folder}/movies.sqlite3"
            web = Gunicorn(Path(folder), **{"DATABASE_URL": database} | environment)
            try:
                results.append(report(name, *ask(web), allowed))
            finally:
                web.stop()

    accounts = [registration(1), registration(2), RESET, RESET, ("GET", "/core/info/", None)]
    with black_hole() as port:
        for broker in (f"redis://127.0.0.1:{port}/0", f"amqp://guest:guest@127.0.0.1:{port}//"):
            name = f"broker {broker.split(':')[0]} never answers"
            verified = {"EMAIL_VERIFICATION": "optional"}
            case(
                name, {200, 201, 202}, lambda web: waits(web, *accounts), CELERY_BROKER_URL=broker, **verified
            )
        case(
            "cache never answers",
            {200, 201, 202},
            lambda web: waits(web, *accounts),
            REDIS_URL=f"redis://127.0.0.1:{port}/0",
        )
        case(
            "mail server never answers", {200, 201, 202}, lambda web: waits(web, *accounts),
            EMAIL_URL=f"smtp://127.0.0.1:{port}", EMAIL_VERIFICATION="optional",
        )  # fmt: skip
    with bad_tmdb() as port:
        reads = [
            ("GET", f"/movies/movies/{name}/", None)
            for name in ("trending", "popular", "upcoming", "tmdb/603", "tmdb/27205")
        ]
        case(
            "TMDb answers badly", {200, 404, 503}, lambda web: waits(web, *reads * 4),
            TMDB_API_KEY="0" * 32, TMDB_API_BASE_URL=f"http://127.0.0.1:{port}/3",
        )  # fmt: skip

    def through_proxy(web: Gunicorn) -> tuple[float, list[int]]:
        load = Load(web.port)
        load.port = CuttingProxy(web.port).port
        load.start()
        time.sleep(15)
        seen = load.stop()
        load.port = web.port
        seen = load.verify()
        assert not seen.lost, f"{seen.lost} acknowledged writes lost"
        assert not seen.doubled, f"{seen.doubled} rows doubled"
        return seen.longest, [status for status in seen.statuses if status]

    case("a proxy that cuts connections", {200, 201, 204, 400, 404, 408}, through_proxy)
    results.extend(
        test() for name, test in (("SQLite's disk full", full_sqlite), ("clock", clock_jump)) if only in name
    )
    sys.exit(not all(results))


if __name__ == "__main__":
    main()

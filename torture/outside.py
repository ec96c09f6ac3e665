"""Services that accept connections and never answer, or answer badly: broker, mail server, TMDb, a proxy that cuts.

Part of `make torture`. Each case starts the web server with that service in its settings, and measures the requests that
need it.
"""

import http.server
import json
import random
import socket
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
    sys.exit(not all(results))


if __name__ == "__main__":
    main()

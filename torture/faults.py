"""Break what the service stands on while users write and read, then check every acknowledged write: `make torture`.

Everything runs on loopback, with a PostgreSQL, a Redis and a gunicorn of its own on free ports. For each fault a line
says what the clients saw, the longest wait, how many writes were acknowledged, lost and doubled, and how long after the
end of the fault the first request succeeded. It fails if a write was lost or doubled, if a wait was longer than the
fault allows, or if an answer was a 500.
"""

import argparse
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from torture.load import Load, Report  # noqa: E402
from torture.servers import IS_ROOT, Gunicorn, Postgres, Redis  # noqa: E402

BUDGET = 5.0  # seconds that a request may take while the database is away
HANG_BUDGET = 20.0  # … and while it accepts queries and never answers


@dataclass
class World:
    postgres: Postgres
    redis: Redis
    web: Gunicorn
    folder: Path
    seconds: float


Fault = Callable[[World], Any]


@dataclass(frozen=True)
class Case:
    """`fault` is a context manager: the fault lasts from its beginning to its end."""

    name: str
    fault: Callable[[World], Any]
    longest: float = BUDGET
    quick: bool = False
    needs_root: bool = False


@contextmanager
def nothing(world: World) -> Iterator[None]:
    time.sleep(world.seconds)
    yield


@contextmanager
def killed_worker(world: World) -> Iterator[None]:
    os.kill(world.web.workers()[0], signal.SIGKILL)
    yield


@contextmanager
def restarted_postgres(world: World) -> Iterator[None]:
    world.postgres.stop("fast")
    world.postgres.start()
    yield


@contextmanager
def crashed_postgres(world: World) -> Iterator[None]:
    world.postgres.stop("immediate")
    world.postgres.start()
    yield


@contextmanager
def absent_postgres(world: World) -> Iterator[None]:
    world.postgres.stop("fast")
    time.sleep(world.seconds)
    world.postgres.start()
    yield


@contextmanager
def hung_postgres(world: World) -> Iterator[None]:
    world.postgres.signal(signal.SIGSTOP)
    time.sleep(world.seconds)
    world.postgres.signal(signal.SIGCONT)
    yield


@contextmanager
def long_hung_postgres(world: World) -> Iterator[None]:
    yield from hung_postgres.__wrapped__(replace(world, seconds=30.0))  # type: ignore[attr-defined]


@contextmanager
def exhausted_connections(world: World) -> Iterator[None]:
    held: list[Any] = []
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'movies' AND pid <> pg_backend_pid()"
    end = time.monotonic() + world.seconds
    world.postgres.execute(kill)
    while time.monotonic() < end:
        try:
            held.append(world.postgres.connect())
        except Exception:
            time.sleep(0.05)
    for connection in held:
        connection.close()
    yield


@contextmanager
def full_postgres(world: World) -> Iterator[None]:
    world.postgres.fill_disk()
    time.sleep(world.seconds)
    world.postgres.free_disk()
    try:
        world.postgres.connect().close()
    except Exception:  # it stops when it cannot write its log
        world.postgres.start()
    yield


@contextmanager
def readonly_postgres(world: World) -> Iterator[None]:
    def set_to(value: str) -> None:
        reload = "SELECT pg_reload_conf()"
        world.postgres.execute(f"ALTER SYSTEM SET default_transaction_read_only = {value}", reload)

    set_to("on")
    time.sleep(world.seconds)
    connection = world.postgres.connect()
    connection.cursor().execute("SET default_transaction_read_only = off")
    connection.cursor().execute("ALTER SYSTEM SET default_transaction_read_only = off")
    connection.cursor().execute("SELECT pg_reload_conf()")
    connection.close()
    yield


@contextmanager
def absent_redis(world: World) -> Iterator[None]:
    world.redis.stop()
    time.sleep(world.seconds)
    world.redis.start()
    yield


@contextmanager
def hung_redis(world: World) -> Iterator[None]:
    world.redis.process.send_signal(signal.SIGSTOP)
    time.sleep(world.seconds)
    world.redis.process.send_signal(signal.SIGCONT)
    yield


@contextmanager
def flushed_redis(world: World) -> Iterator[None]:
    for _ in range(20):
        world.redis.client().flushall()
        time.sleep(world.seconds / 20)
    yield


@contextmanager
def full_redis(world: World) -> Iterator[None]:
    client = world.redis.client()
    client.config_set("maxmemory-policy", "noeviction")
    client.config_set("maxmemory", "1mb")
    time.sleep(world.seconds)
    client.config_set("maxmemory", "0")
    yield


@contextmanager
def reset_redis_connections(world: World) -> Iterator[None]:
    """As in a failover: connections are closed in the middle of commands."""
    end = time.monotonic() + world.seconds
    while time.monotonic() < end:
        world.redis.client().execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        time.sleep(0.02)
    yield


@contextmanager
def reloaded_web(world: World) -> Iterator[None]:
    world.web.process.send_signal(signal.SIGHUP)
    time.sleep(world.seconds)
    yield


@contextmanager
def restarted_web(world: World) -> Iterator[None]:
    world.web.stop()
    world.web.start()
    yield


@contextmanager
def repeated_release(world: World) -> Iterator[None]:
    world.web.manage("migrate", "--verbosity", "0")
    world.web.manage("load_catalogue", "--verbosity", "0")
    yield


@contextmanager
def two_trainings(world: World) -> Iterator[None]:
    threads = [threading.Thread(target=world.web.manage, args=("train_recommender",)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    yield


@contextmanager
def corrupt_models(world: World) -> Iterator[None]:
    """Every stored model loses its end, and a newest one is nonsense."""
    connection = world.postgres.connect("movies")
    cursor = connection.cursor()
    cursor.execute("UPDATE recommendations_modelartifact SET payload = substring(payload from 1 for 100)")
    connection.close()
    world.web.process.send_signal(signal.SIGHUP)
    time.sleep(world.seconds)
    yield


@contextmanager
def slow_clients(world: World) -> Iterator[None]:
    with ExitStack() as stack:
        for _ in range(64):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", world.web.port)))
            client.sendall(
                b"POST /api/v1/auth/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{"
            )
        time.sleep(world.seconds)
        yield


CASES = [
    Case("none", nothing, quick=True),
    Case("kill -9 a worker", killed_worker, quick=True),
    Case("PostgreSQL restarted", restarted_postgres, quick=True),
    Case("PostgreSQL crashed", crashed_postgres),
    Case("PostgreSQL away", absent_postgres, quick=True),
    Case("PostgreSQL hung", hung_postgres, longest=HANG_BUDGET, quick=True),
    Case("PostgreSQL hung for 30 s", long_hung_postgres, longest=HANG_BUDGET + 5),
    Case("connections exhausted", exhausted_connections, quick=True),
    Case("PostgreSQL's disk full", full_postgres, needs_root=True, quick=True),
    Case("PostgreSQL read-only", readonly_postgres, quick=True),
    Case("Redis away", absent_redis, quick=True),
    Case("Redis hung", hung_redis, quick=True),
    Case("Redis flushed 20 times", flushed_redis),
    Case("Redis full", full_redis),
    Case("Redis connections reset", reset_redis_connections, quick=True),
    Case("gunicorn reloaded (HUP)", reloaded_web, quick=True),
    Case("gunicorn restarted", restarted_web, longest=30),
    Case("64 stalled clients", slow_clients, quick=True),
    Case("migrate and load_catalogue again", repeated_release),
    Case("two trainings", two_trainings, longest=15),
    Case("stored models damaged", corrupt_models),
]


def try_case(case: Case, world: World) -> Report:
    load = Load(world.web.port).start()
    time.sleep(2)
    with case.fault(world):
        load.healed_at = time.monotonic()
        time.sleep(3)
    load.stop()
    return load.verify()


def passed(case: Case, report: Report) -> bool:
    is_intact = not report.lost and not report.doubled and report.recovery is not None
    return is_intact and report.longest <= case.longest and not report.statuses[500]


def line(case: Case, report: Report) -> str:
    statuses = ", ".join(f"{count} × {status or 'cut'}" for status, count in sorted(report.statuses.items()))
    recovery = "never" if report.recovery is None else f"{report.recovery:.1f} s"
    counts = f"{report.acknowledged} / {report.lost} / {report.doubled}"
    return f"| {case.name} | {statuses} | {report.longest:.1f} s | {counts} | {recovery} |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="half of the faults, and shorter ones")
    parser.add_argument("--only", default="", help="names that contain this")
    given = parser.parse_args()
    chosen = [case for case in CASES if (case.quick or not given.quick) and given.only in case.name]
    failed: list[str] = []
    with (
        tempfile.TemporaryDirectory(prefix="movies-torture-", ignore_cleanup_errors=True) as name,
        ExitStack() as stack,
    ):
        folder = Path(name)
        postgres = Postgres(folder)
        stack.callback(postgres.remove)
        redis = Redis(folder)
        stack.callback(redis.stop)
        web = Gunicorn(folder, DATABASE_URL=postgres.url, REDIS_URL=redis.url)
        stack.callback(web.stop)
        world = World(postgres, redis, web, folder, seconds=4.0 if given.quick else 10.0)
        print(
            "| fault | clients saw | longest | acknowledged / lost / doubled | first success after its end |"
        )
        print("|---|---|---|---|---|", flush=True)
        for case in chosen:
            if case.needs_root and not IS_ROOT:
                print(f"| {case.name} | skipped: needs root | | | |", flush=True)
                continue
            report = try_case(case, world)
            print(line(case, report), flush=True)
            if not passed(case, report):
                failed.append(case.name)
        if failed:
            shutil.copy(folder / "gunicorn.log", ROOT / "var" / "torture.log")
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}. The log of the server is in var/torture.log.")


if __name__ == "__main__":
    main()

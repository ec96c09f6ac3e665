"""Half of the top throughput for an hour: does memory, do connections and threads stay bounded, is p99 stable? `make soak`.

Requests are due at fixed times, and a latency counts from when its request was due. A third of the time is warm-up.
"""

import argparse
import statistics
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from torture.load import Client, Load  # noqa: E402
from torture.servers import Gunicorn, Postgres, Redis  # noqa: E402

GROWTH = 0.05  # of resident memory after the warm-up
EVERY = 15.0  # seconds between two samples


class PacedLoad(Load):
    """Sends `rate` requests a second."""

    def __init__(self, port: int, rate: float, **options: Any):
        super().__init__(port, pause=0, **options)
        self.interval, self.slots = 1 / rate, threading.Lock()
        self.next_due = time.monotonic()

    def timed(self, client: Client, *request: Any, **headers: str) -> tuple[int, Any]:
        with self.slots:
            due = self.next_due = max(self.next_due + self.interval, time.monotonic() - 5)
        time.sleep(max(0.0, due - time.monotonic()))
        status, answer = client.ask(*request, **headers)
        with self.lock:
            self.report.statuses[status] += 1
            self.report.latencies.append(time.monotonic() - due)
        return status, answer


def top_throughput(port: int, seconds: float = 15) -> float:
    load = Load(port, pause=0).start()
    time.sleep(seconds)
    return sum(load.stop().statuses.values()) / seconds


def p99(latencies: list[float]) -> float:
    return statistics.quantiles(latencies, n=100)[98] if len(latencies) > 100 else max(latencies, default=0.0)


def connections(postgres: Postgres) -> int:
    connection = postgres.connect()
    cursor = connection.cursor()
    cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = 'movies'")
    count = cursor.fetchone()[0]
    connection.close()
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="movies-soak-", ignore_cleanup_errors=True) as name,
        ExitStack() as stack,
    ):
        folder = Path(name)
        postgres = Postgres(folder)
        stack.callback(postgres.remove)
        redis = Redis(folder)
        stack.callback(redis.stop)
        # The clients do not refresh their tokens.
        web = Gunicorn(folder, DATABASE_URL=postgres.url, REDIS_URL=redis.url, ACCESS_TOKEN_MINUTES="1440")
        stack.callback(web.stop)
        rate = top_throughput(web.port) / 2
        print(f"{rate:.0f} requests a second for {given.minutes:g} minutes")
        print(
            "| minute | p99 | memory of the workers | threads | connections |\n|---|---|---|---|---|",
            flush=True,
        )
        load = PacedLoad(web.port, rate, writers=8, readers=8)
        load.start()
        began, samples = time.monotonic(), []
        while time.monotonic() - began < given.minutes * 60:
            time.sleep(EVERY)
            with load.lock:
                latencies, load.report.latencies = load.report.latencies, []
            samples.append((p99(latencies), web.memory(), web.threads(), connections(postgres)))
            latest, minute = samples[-1], (time.monotonic() - began) / 60
            print(
                f"| {minute:.1f} | {latest[0] * 1000:.0f} ms | {latest[1] / 2**20:.0f} MiB | {latest[2]} | {latest[3]} |",
                flush=True,
            )
        load.stop()
        report = load.verify()
    warm = samples[len(samples) // 3 :]
    half = max(len(warm) // 4, 1)
    growth = statistics.mean(s[1] for s in warm[-half:]) / statistics.mean(s[1] for s in warm[:half]) - 1
    errors = sum(count for status, count in report.statuses.items() if status == 0 or status >= 500)
    print(
        f"Memory grew by {growth:.1%} after the warm-up; {errors} errors; {report.lost} lost, {report.doubled} doubled."
    )
    bounded = max(s[2] for s in warm) <= 2 * min(s[2] for s in warm) and max(s[3] for s in warm) <= 40
    sys.exit(bool(growth > GROWTH or errors or report.lost or report.doubled or not bounded))


if __name__ == "__main__":
    main()

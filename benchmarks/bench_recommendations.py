"""How long recommendations take, in milliseconds of server time: `python benchmarks/bench_recommendations.py`.

Fills a scratch database (of the kind that DATABASE_URL names; it is dropped at the end) with invented movies
and people, trains on them, and prints the median and the slowest of some requests of each kind, by the clock
and by this process's own work, with the queries that each takes; then lists a second in bulk.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {"DJANGO_SETTINGS_MODULE": "movie_backend.settings", "THROTTLES": "off", "LOG_LEVEL": "ERROR"}

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402

from apps.favorites.models import Rating  # noqa: E402
from apps.movies.models import Movie  # noqa: E402
from apps.movies.services.bundled_catalogue import load_catalogue  # noqa: E402
from apps.recommendations.services.generation import (  # noqa: E402
    personal_lists,
    refresh_lists,
    users_to_serve,
)
from apps.recommendations.services.learning.training import train_recommender  # noqa: E402

API = "/api/v1/recommendations/"
RATINGS_EACH = 60


def fill(movies: int, people: int) -> list[Any]:
    """The bundled catalogue cut to size; people of six camps, each with likes among the camp's movies."""
    load_catalogue()
    Movie.objects.exclude(pk__in=Movie.objects.popular()[:movies].values("pk")).delete()
    ids = list(Movie.objects.popular().values_list("pk", flat=True))
    person = get_user_model()
    users = person.objects.bulk_create(
        person(username=f"person{number}", email=f"person{number}@example.com", password="!")
        for number in range(people)
    )
    for number, user in enumerate(users):
        camp = random.Random(number).sample(ids[number % 6 :: 6][:400], min(RATINGS_EACH, len(ids) // 12))
        Rating.objects.bulk_create(
            Rating(user=user, movie_id=pk, rating=random.Random(pk).choice((5, 7, 8, 9, 10))) for pk in camp
        )
    return users


def measure(send: Callable[[], Any], repeat: int) -> tuple[list[float], list[float], int]:
    """Milliseconds of each by the clock and of this process's own work, and the queries of one."""
    times, work = [], []
    for _ in range(repeat):
        started, worked = perf_counter(), process_time()
        answer = send()
        work.append((process_time() - worked) * 1000)
        times.append((perf_counter() - started) * 1000)
        assert answer.status_code < 300, answer.content
    with CaptureQueriesContext(connection) as queries:
        send()
    return times, work, len(queries)


def report(users: list[Any], repeat: int) -> None:
    client, nobody = APIClient(), APIClient()
    client.force_authenticate(users[0])
    newcomers = iter(users[1:])
    movie = Movie.objects.popular().first().pk

    def first_list() -> Any:
        client.force_authenticate(next(newcomers))
        return client.get(API)

    rows: dict[str, Callable[[], Any]] = {
        "list from scratch": first_list,
        "list made anew": lambda: client.post(f"{API}refresh/"),
        "list as stored": lambda: client.get(API),
        "list with a filter": lambda: client.get(API, {"genre": "Drama", "year_min": 1990}),
        "list for nobody": lambda: nobody.get(API),
        "similar": lambda: nobody.get(f"{API}similar/{movie}/"),
        "match": lambda: client.get(f"{API}match/{movie}/"),
        "feed": lambda: client.get(f"{API}feed/"),
    }
    print(f"{'':22}{'median':>8}{'slowest':>9}{'work':>8}{'queries':>9}")
    for name, send in rows.items():
        send()
        times, work, queries = measure(send, repeat)
        print(f"{name:22}{median(times):8.1f}{max(times):9.1f}{median(work):8.1f}{queries:9}")


def report_bulk() -> None:
    for name, run in (
        (
            "lines of a file",
            lambda: len(list(personal_lists(users=users_to_serve(active_days=None), limit=20))),
        ),
        ("stored", lambda: refresh_lists(users=users_to_serve(active_days=None))),
    ):
        started, worked = perf_counter(), process_time()
        made = run()
        seconds, work = perf_counter() - started, process_time() - worked
        print(f"{made} lists, {name}: {made / seconds:.0f} a second, {made / work:.0f} a second of work")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--movies", type=int, default=5000)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--repeat", type=int, default=30)
    options = parser.parse_args()
    setup_test_environment(debug=False)
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            users = fill(options.movies, options.people)
            facts = train_recommender().facts
            print(f"{Movie.objects.count()} movies, {facts['interactions']} ratings of {len(users)} people")
            report(users, options.repeat)
            report_bulk()
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()

"""How long catalogue requests take, in milliseconds of server time: `python benchmarks/bench_catalogue.py`.

Fills a scratch database (of the kind that DATABASE_URL names; it is dropped at the end) with invented movies
and prints the median and the slowest of some requests of each kind, with the queries that each takes.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {"DJANGO_SETTINGS_MODULE": "movie_backend.settings", "THROTTLES": "off", "LOG_LEVEL": "ERROR"}

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402

from apps.movies.models import Genre, Movie, WatchHistory  # noqa: E402
from apps.movies.models.text import search_document  # noqa: E402
from apps.movies.services.tmdb_mapping import GENRE_NAMES  # noqa: E402

API = "/api/v1/movies/movies/"
WORDS = [
    "night",
    "city",
    "river",
    "star",
    "king",
    "last",
    "dark",
    "love",
    "road",
    "blood",
    "summer",
    "island",
]
REQUESTS = {
    "list": "",
    "list, page 50": "?page=50",
    "two genres, by rating": "?genre=Drama,Comedy&ordering=-vote_average",
    "a genre but not another": "?genre=Drama&genre_not=Horror&year_min=1990",
    "newest": "?ordering=-release_date",
    "titles A-Z": "?ordering=title",
    "years and votes": "?year_min=2000&year_max=2009&votes_min=1000&rating_min=7",
    "list search": "?search=night river",
    "rare word": "?search=amelie",
    "search": "search/?q=dark island",
    "popular": "popular/",
    "trending": "trending/",
    "now playing": "now_playing/",
}


def fill(count: int) -> None:
    """Movies with two or three genres each; votes and popularity fall steeply, as real ones do."""
    first = Movie.objects.count()
    random.seed(first)
    genres = [
        Genre.objects.get_or_create(tmdb_id=k, defaults={"name": name})[0] for k, name in GENRE_NAMES.items()
    ]
    Movie.objects.bulk_create((invented(first + number) for number in range(count)), batch_size=2000)
    through = Movie.genres.through
    pks = Movie.objects.order_by("pk").values_list("pk", flat=True)[first:]
    links = (through(movie_id=pk, genre=g) for pk in pks for g in random.sample(genres, random.randint(2, 3)))
    through.objects.bulk_create(links, batch_size=5000)


def invented(number: int) -> Movie:
    title = " ".join(random.sample(WORDS, random.randint(1, 3))) + f" {number % 97}"
    return Movie(
        tmdb_id=10_000_000 + number,
        title=title.title(),
        original_title=title.title(),
        search_text=search_document([title]),
        overview="A story. " * 30,
        release_date=date(2026, 12, 31) - timedelta(days=random.randrange(40_000)),
        runtime=random.randint(70, 180),
        vote_average=round(random.uniform(3, 9), 1),
        vote_count=int(10 ** random.uniform(0, 4.3)),
        popularity=round(10 ** random.uniform(-1, 2.5), 3),
        original_language=random.choice(("en", "en", "fr", "ja", "es")),
    )


def measure(send: Callable[[], Any], repeat: int) -> tuple[list[float], list[float], int]:
    """Milliseconds of each by the clock and of this process's own work, and the queries of one."""
    times, work = [], []
    for _ in range(repeat):
        started, worked = perf_counter(), process_time()
        answer = send()
        work.append((process_time() - worked) * 1000)
        times.append((perf_counter() - started) * 1000)
        assert answer.status_code == 200, answer.content
    with CaptureQueriesContext(connection) as queries:
        send()
    return times, work, len(queries)


def report(client: APIClient, repeat: int) -> None:
    pks = list(Movie.objects.order_by("?").values_list("pk", flat=True)[:100])
    watched = ["?hide=watched"] if client.handler._force_user else []
    rows = [(name, lambda path=path: client.get(API + path)) for name, path in REQUESTS.items()]
    rows += [("not watched yet", lambda path=path: client.get(API + path)) for path in watched]
    rows += [("detail", lambda: client.get(f"{API}{random.choice(pks)}/"))]
    if watched:
        rows += [("states of 100", lambda: client.post(f"{API}states/", {"movies": pks}))]
    for name, send in rows:
        cache.clear()
        send()
        times, work, queries = measure(send, repeat)
        print(
            f"  {name:28}{median(times):8.1f} ms   slowest {max(times):7.1f}   "
            f"own work {median(work):6.1f}   {queries:2} queries"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--movies", type=int, nargs="+", default=[5_000], help="Sizes of the catalogue.")
    parser.add_argument("--repeat", type=int, default=15)
    options = parser.parse_args()
    setup_test_environment()
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/benchmark.sqlite3"
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            run(sorted(options.movies), options.repeat)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


def run(sizes: list[int], repeat: int) -> None:
    user = get_user_model().objects.create_user(email="somebody@example.com", password=None)
    for size in sizes:
        fill(size - Movie.objects.count())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        seen = Movie.objects.popular()[: 300 - user.watch_history.count()]
        WatchHistory.objects.bulk_create(WatchHistory(user=user, movie=movie) for movie in seen)
        for who, person in (("anonymous", None), ("logged in", user)):
            client = APIClient()
            client.force_authenticate(person)
            print(f"{connection.vendor}, {size:,} movies, {who}")
            report(client, repeat)


if __name__ == "__main__":
    main()

"""How long search takes, in milliseconds of server time: `python benchmarks/bench_search.py --movies 50000`.

Fills a scratch database (of the kind that DATABASE_URL names; it is dropped at the end) with the bundled catalogue and
movies whose titles are made of its words, as frequent as they are there, and with as many people. `--plans` prints the
plans of the queries too.
"""

import argparse
import os
import random
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "movie_backend.settings",
    "THROTTLES": "off",
    "LOG_LEVEL": "ERROR",
    "TASKS_IN_THREADS": "false",
}

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from apps.movies.models import Movie, Person  # noqa: E402
from apps.movies.models.text import search_document  # noqa: E402
from apps.movies.services.bundled_catalogue import load_catalogue  # noqa: E402
from apps.movies.services.columns import current_columns, forget_columns, load_columns  # noqa: E402
from apps.movies.services.listing import in_order  # noqa: E402
from apps.movies.services.search import search_columns, search_movies  # noqa: E402
from apps.movies.services.suggest import suggest  # noqa: E402

TYPED = [
    "matrix", "the matrix", "star wars", "spiderman", "godfather part 2", "it", "up", "m", "love", "man", "night",
    "schindlers list", "lotr", "the", "lord of the rings", "8 1/2", "nolan", "leonardo dicaprio", "godfathr", "matirx",
    "terminater", "pirates of the caribean", "xqzvwy", "pirates of the carribean", "harry poter prisoner azkban",
    "lord of the rngs felowship", "eternl sunshine spotless mnd", "how to trane your dragn", "inglorius basterds",
    "indiana jones temple dom", "the silense of the lambs", "no country for old man", "crouching tiger hiden dragon",
]  # fmt: skip
BEGINNINGS = ["s", "st", "sta", "star", "star w", "the", "the d", "lo", "god", "2"]


def fill(count: int) -> None:
    random.seed(1)
    load_catalogue()
    titles = list(Movie.objects.order_by("pk").values_list("title", flat=True))
    words = [word for title in titles for word in title.split()]
    lengths = [len(title.split()) for title in titles]
    Movie.objects.bulk_create(
        (
            invented(number, " ".join(random.choices(words, k=random.choice(lengths))))
            for number in range(count)
        ),
        batch_size=2000,
    )
    names = [" ".join(random.choices(words, k=2)) for _ in range(count)]
    Person.objects.bulk_create(
        (
            Person(
                tmdb_id=10_000_000 + n,
                name=name[:300],
                search_text=search_document([name]),
                popularity=n % 97,
            )
            for n, name in enumerate(names)
        ),
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")


def invented(number: int, title: str) -> Movie:
    return Movie(
        tmdb_id=10_000_000 + number,
        title=title[:500],
        search_text=search_document([title]),
        overview="A story. " * 30,
        release_date=date(2026, 12, 31) - timedelta(days=random.randrange(40_000)),
        vote_average=round(random.uniform(3, 9), 1),
        vote_count=int(10 ** random.uniform(0, 4.3)),
        popularity=round(10 ** random.uniform(-1, 2.5), 3),
        original_language="en",
    )


def measure(ask, text: str, repeat: int) -> list[float]:
    times = []
    ask(text)
    for _ in range(repeat):
        started = perf_counter()
        ask(text)
        times.append((perf_counter() - started) * 1000)
    return times


def first_page(text: str) -> None:
    list(search_movies(text).movies.for_list()[:20])


def first_page_in_memory(text: str) -> None:
    columns = current_columns()
    assert columns is not None
    columns.searches.clear()
    in_order(columns.ids[search_columns(text, columns).places[:20]].tolist())


def report(name: str, ask, texts: list[str], repeat: int) -> None:
    medians = {text: median(measure(ask, text, repeat)) for text in texts}
    for text, milliseconds in medians.items():
        print(f"  {name} {text!r:28}{milliseconds:8.1f} ms")
    print(f"  {name} in the middle {median(medians.values()):.1f} ms, slowest {max(medians.values()):.1f} ms")


def print_plans(ask, text: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        ask(text)
    explain = "EXPLAIN (ANALYZE, BUFFERS)" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    for query in queries.captured_queries:
        if "genre" in query["sql"]:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"{explain} {query['sql'].replace('%', '%%')}", [])
            print(f"  -- {text}")
            for row in cursor.fetchall():
                print(f"     {row[-1]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--movies", type=int, default=50_000)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--plans", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/benchmark.sqlite3"
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            fill(options.movies)
            print(f"{connection.vendor}, {Movie.objects.count():,} movies, {Person.objects.count():,} people")
            report("search", first_page, TYPED, options.repeat)
            report("suggest", suggest, BEGINNINGS, options.repeat)
            started = perf_counter()
            load_columns()
            print(f"  columns loaded in {perf_counter() - started:.1f} s")
            report("search, columns in memory", first_page_in_memory, TYPED, options.repeat)
            report("suggest, columns in memory", suggest, BEGINNINGS, options.repeat)
            forget_columns()
            for text in ("matrix", "love", "godfathr") if options.plans else ():
                print_plans(first_page, text)
            for text in ("s", "star") if options.plans else ():
                print_plans(suggest, text)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()

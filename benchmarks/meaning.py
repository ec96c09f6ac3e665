"""Measure search by meaning on the movies of the database, with the model of MEANING_MODEL: recall@10 and the time of a query.

    DATABASE_URL=… MEANING_MODEL=… python benchmarks/meaning.py

Run `encode_movies` first. Expected movies that the catalogue lacks are not counted.
"""

import csv
import os
import re
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean, median, quantiles
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {"DJANGO_SETTINGS_MODULE": "movie_backend.settings", "LOG_LEVEL": "ERROR"}

import django

django.setup()

import numpy as np  # noqa: E402

from apps.movies.models import Movie  # noqa: E402
from apps.movies.services.meaning.encoder import load_encoder  # noqa: E402
from apps.movies.services.meaning.search import encoded_query, meant_movies  # noqa: E402
from apps.movies.services.meaning.vectors import index_of  # noqa: E402

QUERIES = list(csv.DictReader((Path(__file__).parent / "meaning_queries.csv").open(encoding="utf-8")))
TITLE = re.compile(r"(.+) \((\d{4})\)")
PLACES = 10
SIZE = 50_000


def main() -> None:
    shares: dict[str, list[float]] = defaultdict(list)
    missed = []
    for row in QUERIES:
        expected = [ids for name in row["expected"].split("|") if (ids := ids_of(name))]
        if not expected:
            continue
        found = meant_movies(row["query"], limit=PLACES)
        share = mean(bool(ids & set(found)) for ids in expected)
        shares[row["kind"]].append(share)
        if share < 1:
            missed.append(f"{row['query']} -> {', '.join(titles(found[:3]))}")
    for kind, values in shares.items():
        print(f"{kind:9} {len(values):3} queries, recall@{PLACES} {mean(values):.3f}")
    every = [share for values in shares.values() for share in values]
    print(f"all       {len(every):3} queries, recall@{PLACES} {mean(every):.3f}")
    print("Not all found:", *missed, sep="\n  ")
    measure_time()


def ids_of(name: str) -> set[int]:
    title, year = TITLE.fullmatch(name).groups()
    return set(Movie.objects.filter(title=title, release_date__year=year).values_list("pk", flat=True))


def titles(ids: list[int]) -> list[str]:
    movies = Movie.objects.in_bulk(ids)
    return [str(movies[pk]) for pk in ids]


def measure_time() -> None:
    """Encoding the query and comparing it, with the vectors repeated until there are SIZE of them."""
    index = index_of(load_encoder().name)
    index._vectors = np.tile(index._vectors, (-(-SIZE // len(index)), 1))[:SIZE]
    index._known = np.tile(index._known, -(-SIZE // len(index)))[:SIZE]
    index._ids = np.arange(1, SIZE + 1)
    milliseconds = []
    for row in QUERIES:
        encoded_query.cache_clear()
        started = perf_counter()
        meant_movies(row["query"])
        milliseconds.append(1000 * (perf_counter() - started))
    print(
        f"{SIZE} movies: median {median(milliseconds):.1f} ms, p95 {quantiles(milliseconds, n=20)[-1]:.1f} ms a query"
    )


if __name__ == "__main__":
    main()

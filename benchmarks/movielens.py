"""MovieLens files as the ranking core's arrays, for the measurements here. The product's own way: import_movielens."""

import csv
import re
from datetime import date
from pathlib import Path

import numpy as np

from apps.recommendations.ranking import Catalogue, Interactions, build_catalogue

TODAY = date(2026, 1, 1).toordinal()


def load(directory: Path) -> tuple[Catalogue, Interactions]:
    """Catalogue by title, year and genres; ratings times two, in the order of the file."""
    table = np.genfromtxt(directory / "ratings.csv", delimiter=",", skip_header=1)
    interactions = Interactions.of_ratings(
        table[:, 0].astype(int), table[:, 1].astype(int), table[:, 2] * 2, table[:, 3]
    )
    with (directory / "movies.csv").open(encoding="utf-8") as lines:
        movies = list(csv.DictReader(lines))
    names = sorted({name for movie in movies for name in movie["genres"].split("|")})
    years = [int(found.group(1)) if (found := re.search(r"\((\d{4})\)", m["title"])) else 0 for m in movies]
    catalogue = build_catalogue(
        item_ids=[int(movie["movieId"]) for movie in movies],
        genres=[[names.index(name) for name in movie["genres"].split("|")] for movie in movies],
        tokens=[
            [*(f"genre:{name}" for name in movie["genres"].split("|")), f"decade:{year // 10}"]
            for movie, year in zip(movies, years, strict=True)
        ],
        release_day=[date(year, 7, 1).toordinal() if year else 0 for year in years],
    )
    return catalogue, interactions

"""Rows that are likely to be the same film, and their differences."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear, Lower

from apps.movies.models import Movie
from apps.movies.models.text import canonical, fold

MOST_GROUPS = 50
COMPARED = (
    ("TMDb id", "tmdb_id"),
    ("IMDb id", "imdb_id"),
    ("Original title", "original_title"),
    ("Release date", "release_date"),
    ("Minutes", "runtime"),
    ("Language", "original_language"),
    ("Overview", "overview"),
    ("Votes", "vote_count"),
    ("Average", "vote_average"),
    ("Ratings here", "community_count"),
    ("Poster", "poster_path"),
)
NEEDED = ("pk", "title", "release_date", "imdb_id", "tmdb_id", "vote_count", "runtime")


@dataclass(frozen=True)
class Row:
    label: str
    values: list[Any]

    @property
    def differs(self) -> bool:
        return len({str(value) for value in self.values if value not in (None, "")}) > 1


def likely_duplicates(*, limit: int = MOST_GROUPS) -> list[list[Movie]]:
    """Groups of movies with one IMDb id, or with one title (as search spells it) and years that touch.

    Films of one title and year with different IMDb ids are different films: only those that lack one are listed.
    Two queries find the candidates; one reads them.
    """
    by_imdb = Movie.objects.exclude(imdb_id="").values("imdb_id").annotate(number=Count("pk"))
    imdb_ids = list(
        by_imdb.filter(number__gt=1).order_by("imdb_id").values_list("imdb_id", flat=True)[:limit]
    )
    by_title = Movie.objects.annotate(lowered=Lower("title")).values("lowered").annotate(number=Count("pk"))
    titles = list(
        by_title.filter(number__gt=1).order_by("lowered").values_list("lowered", flat=True)[: 20 * limit]
    )
    candidates = Movie.objects.annotate(lowered=Lower("title"), year=ExtractYear("release_date"))
    groups: dict[Any, list[Movie]] = defaultdict(list)
    for movie in candidates.filter(imdb_id__in=imdb_ids).only(*NEEDED).order_by("-vote_count", "pk"):
        groups[movie.imdb_id].append(movie)
    shown = {movie.pk for group in groups.values() for movie in group}
    for movie in candidates.filter(lowered__in=titles).only(*NEEDED).order_by("release_date", "pk"):
        if movie.pk not in shown:
            groups[canonical(fold(movie.title))].append(movie)
    found = [part for group in groups.values() for part in touching(group)]
    return found[:limit]


def touching(group: list[Movie]) -> list[list[Movie]]:
    """Split movies of one title by years: those at most one year apart belong together, if they can be one film."""
    parts: list[list[Movie]] = []
    for movie in sorted(group, key=lambda one: (one.release_date is None, one.release_date or 0, one.pk)):
        year = movie.release_date.year if movie.release_date else None
        last = parts[-1][-1].release_date if parts else None
        if parts and year and last and year - last.year <= 1:
            parts[-1].append(movie)
        else:
            parts.append([movie])
    return [part for part in parts if len(part) > 1 and may_be_one(part)]


def may_be_one(part: list[Movie]) -> bool:
    ids = [movie.imdb_id for movie in part if movie.imdb_id]
    return len(set(ids)) < len(part)


def are_different(movies: Sequence[Movie]) -> bool:
    """Whether they have different ids at TMDb or IMDb, so that they are probably different films."""
    ids = ({getattr(movie, name) for movie in movies} - {None, ""} for name in ("tmdb_id", "imdb_id"))
    return any(len(values) > 1 for values in ids)


def compared(movies: Sequence[Movie]) -> list[Row]:
    """Side by side: one row per fact, one value per movie."""
    return [Row(label, [getattr(movie, name) for movie in movies]) for label, name in COMPARED]

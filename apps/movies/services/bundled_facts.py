"""People, keywords and sagas of the bundled catalogue, for movies whose details TMDb has not delivered.

The file has names only, so that people and collections of it have no tmdb_id until TMDb names them in the same movie.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from apps.core.upsert import defaults_of, upsert
from apps.movies.models import Collection, Credit, Movie, Person, Tag
from apps.movies.models.text import search_document
from apps.movies.services.bulk_rows import Values, relink

DIRECTOR = "Director"
VOTES_PER_POINT = 1000.0  # a person's popularity is the votes of their movies, in thousands


@dataclass(frozen=True)
class Facts:
    """Names. cast: in the order of billing."""

    directors: list[str]
    cast: list[str]
    keywords: list[str]
    collection: str


# What a credit is compared by: (movie id, person id, kind, job).
Part = tuple[int, int, str, str]


def load_facts(facts: Mapping[int, Facts]) -> None:
    """Bring the rows in line with the facts (by TMDb id), in a fixed number of queries, writing only what differs.

    Left alone are deleted movies, movies with TMDb's details, and locked parts.
    """
    columns = ("pk", "tmdb_id", "vote_count", "collection_id", "locked_fields")
    ours = Movie.objects.filter(details_synced_at=None, tmdb_id__isnull=False).order_by("pk").only(*columns)
    movies = {movie: facts[movie.tmdb_id] for movie in ours if movie.tmdb_id in facts}
    free = {
        part: {movie: given for movie, given in movies.items() if part not in movie.locked_fields}
        for part in ("credits", "tags", "collection")
    }
    load_credits(free["credits"])
    load_keywords(free["tags"])
    load_collections(free["collection"])


def load_credits(movies: Mapping[Movie, Facts]) -> None:
    votes: dict[str, int] = defaultdict(int)
    directing: dict[str, int] = defaultdict(int)
    for movie, facts in movies.items():
        for name in {*facts.directors, *facts.cast}:
            votes[name] += movie.vote_count
        for name in facts.directors:
            directing[name] += 1
        for name in facts.cast:
            directing[name] -= 1

    def person(name: str) -> Values:
        known_for = "Directing" if directing[name] > 0 else "Acting"
        popularity = round(votes[name] / VOTES_PER_POINT, 3)
        return {"known_for": known_for, "popularity": popularity, "search_text": search_document([name])}

    people = rows_by_name(Person, votes, person)
    wanted: dict[Part, int] = {}
    for movie, facts in movies.items():
        for position, name in enumerate(facts.cast):
            wanted.setdefault((movie.pk, people[name], Credit.Kind.CAST, ""), position)
        for position, name in enumerate(facts.directors, len(facts.cast)):
            wanted.setdefault((movie.pk, people[name], Credit.Kind.CREW, DIRECTOR), position)
    ids = {movie.pk for movie in movies}
    stored = Credit.objects.filter(movie__details_synced_at=None).order_by("pk")
    existing: dict[Part, int] = {
        (movie_id, person_id, kind, job): pk
        for pk, movie_id, person_id, kind, job in stored.values_list(
            "pk", "movie_id", "person_id", "kind", "job"
        )
        if movie_id in ids
    }
    delete(Credit, [pk for part, pk in existing.items() if part not in wanted])
    missing = [(*part, position) for part, position in wanted.items() if part not in existing]
    columns = ("movie", "person", "kind", "job")
    defaults = {"character": ""}
    upsert(
        Credit, (*columns, "position"), missing, unique=(*columns, *defaults), update=(), defaults=defaults
    )


def load_keywords(movies: Mapping[Movie, Facts]) -> None:
    names = {name for facts in movies.values() for name in facts.keywords}
    tags = rows_by_name(Tag, names)
    wanted = {movie.pk: {tags[name] for name in facts.keywords} for movie, facts in movies.items()}
    for part in batches(sorted(wanted)):
        relink(Movie.tags.through, "tag_id", {movie: wanted[movie] for movie in part})


def load_collections(movies: Mapping[Movie, Facts]) -> None:
    collections = collections_of(movies.values())
    changed = []
    for movie, facts in movies.items():
        collection = collections.get(facts.collection)
        if collection and movie.collection_id is None:
            movie.collection_id = collection
            changed.append(movie)
    Movie.all_objects.bulk_update(changed, ["collection"])


def collections_of(facts: Iterable[Facts]) -> dict[str, int]:
    """Primary keys of all their collections by name."""
    names = {one.collection for one in facts if one.collection}
    return rows_by_name(Collection, names, lambda name: {"search_text": search_document([name])})


def rows_by_name(
    model: type[Model], names: Iterable[str], values: Callable[[str], Values] = lambda name: {}
) -> dict[str, int]:
    """Primary keys by name; missing rows are created. Of rows with one name the oldest is used.

    values: of fields besides the name, of a new row; the same fields for all.
    """
    rows = model._default_manager.order_by("-pk")
    wanted = set(names)
    known = {
        name: pk for name, pk in rows.values_list("name", "pk") if name in wanted
    }  # the last is the oldest
    missing = [{"name": name, **values(name)} for name in sorted(wanted - set(known))]
    if missing:
        fields = list(missing[0])
        rows_of_values = [[row[name] for name in fields] for row in missing]
        upsert(model, fields, rows_of_values, unique=(), update=(), defaults=defaults_of(model, fields))
        for part in batches([row["name"] for row in missing]):
            created = rows.filter(Q(name__in=part))
            known |= {name: pk for name, pk in created.values_list("name", "pk") if name not in known}
    return known


def delete(model: type[Model], ids: list[int]) -> None:
    for part in batches(ids):
        model._default_manager.filter(pk__in=part).delete()


def batches(values: list[Any], size: int = 500) -> Iterable[list[Any]]:
    return (values[start : start + size] for start in range(0, len(values), size))

"""What a search box offers while its user types: movies, people, collections and keywords."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connections
from django.db.models import Model, Q, QuerySet

from apps.movies.models import Collection, Movie, Person, Tag
from apps.movies.models.search import (
    COMMON_WORDS,
    AllOf,
    AnyOf,
    Pattern,
    beginning_of,
    matching,
    required_words,
)
from apps.movies.models.text import canonical, fold
from apps.movies.services.columns import Columns, current_columns
from apps.movies.services.search import BEST_KNOWN, Match, find_match, has, people_named, ranked

MOST = 10
LIMITS = {"movie": 6, "person": 3, "collection": 2, "tag": 2}
# One or two letters begin too many titles to rank them all: only the best known are looked at.
FEW_LETTERS = 2


@dataclass(frozen=True)
class Suggestion:
    """`kind`: movie, person, collection or tag. `row`: the Movie, Person, Collection or Tag."""

    kind: str
    row: Any


def suggest(query: str) -> tuple[list[Suggestion], str | None]:
    """At most MOST suggestions, movies first, and `did_you_mean`. The last word may be incomplete."""
    text = fold(query)
    found = _suggestions(text) if text else []
    if found or len(text) <= FEW_LETTERS:
        return found, None
    match = find_match(text, current_columns())
    found = _suggestions(match.did_you_mean) if match.did_you_mean else []
    if not found:
        found = [Suggestion("movie", movie) for movie in _matching(match)[: LIMITS["movie"]]]
        found += [Suggestion("person", person) for person in people_named(text)[: LIMITS["person"]]]
    return found, match.did_you_mean


def _suggestions(text: str) -> list[Suggestion]:
    rows: dict[str, Any] = {
        "movie": _movies(text, LIMITS["movie"]),
        "person": _beginning(Person.objects.all(), text, "-popularity"),
        "collection": Collection.objects.filter(search_text__contains=f" {text}").order_by("name", "pk"),
        "tag": Tag.objects.filter(_name_begins(Tag, text)).order_by("name", "pk"),
    }
    found = [Suggestion(kind, row) for kind, limit in LIMITS.items() for row in rows[kind][:limit]]
    return found[:MOST]


def _matching(match: Match) -> QuerySet[Movie]:
    """The movies of a search that found what titles and people do not begin with, such as a part of a saga."""
    return ranked(_suggested_movies().filter(match.fit.condition), match.text)


def _suggested_movies() -> QuerySet[Movie]:
    return Movie.objects.filter(adult=False).defer("overview", "videos", "other_titles")


def _movies(text: str, most: int) -> Any:
    movies = _suggested_movies()
    columns = current_columns()
    if columns is not None:
        ids = _movie_ids(text, columns)[:most].tolist()
        rows = movies.in_bulk(ids)
        return [rows[movie_id] for movie_id in ids if movie_id in rows]
    if _has_few_letters(text):
        known = Movie.objects.filter(adult=False).order_by("-popularity", "-pk").values("pk")[:BEST_KNOWN]
        return ranked(movies.filter(has(f"| {text}"), pk__in=known), text, unfinished=True)
    return ranked(movies.filter(matching(Movie, _typed(text))), text, unfinished=True)


def _movie_ids(text: str, columns: Columns) -> Any:
    """The same movies as an array of ids, best first."""
    mask = ~columns.adult
    if _has_few_letters(text):
        order = columns.order(("-popularity", "-id"))
        known = order[mask[order]][:BEST_KNOWN]
        mask = np.zeros_like(mask)
        mask[known] = True
        mask &= columns.titles.containing(f"| {text}")
    else:
        mask &= columns.titles.fitting(_typed(text))
    return columns.ids[columns.titles.ranked(mask, text, unfinished=True)]


def _beginning(people: QuerySet[Person], text: str, order: str) -> QuerySet[Person]:
    if _has_few_letters(text):
        known = people.order_by("-popularity", "-pk").values("pk")[:BEST_KNOWN]
        return people.filter(has(f" {text}"), pk__in=known).order_by(order, "-pk")
    return people.filter(matching(Person, _typed(text))).order_by(order, "-pk")


def _has_few_letters(text: str) -> bool:
    """Not counting common words: «the d» has one."""
    return sum(len(word) for word in text.split() if word not in COMMON_WORDS) <= FEW_LETTERS


def _typed(text: str) -> Pattern:
    """Every word begins a word, also the last one if it is short; or a name begins with the letters."""
    forms = dict.fromkeys([text, canonical(text)])
    patterns: list[Pattern] = []
    for form in forms:
        *complete, last = required_words(form)
        last = f" {last}" if len(last) > 1 and not last.isdigit() else f" {last} "
        patterns.append(AllOf((*(beginning_of(word) for word in complete), last)))
    return AnyOf((*patterns, f"| {canonical(text).replace(' ', '')}"))


def _name_begins(model: type[Model], text: str) -> Q:
    """By the index of the unique name; names of keywords are lower case."""
    if connections[model._default_manager.db].vendor == "sqlite":
        return Q(name__gte=text, name__lt=text + "\U0010ffff")
    return Q(name__startswith=text)

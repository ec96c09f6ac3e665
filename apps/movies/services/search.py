"""Search for movies by title, and by people when no title fits. The result depends on the query and the catalogue only.

The condition is the first of these that any movie fulfils:

1. every word begins a word of a title, in any spelling that `models.text` knows; abbreviations (lotr) are written out;
2. the movie has a person with that name in cast or crew;
3. every word occurs within words of a title;
4. as 1 or 2 with misspelt words corrected: one edit up to 7 letters, two above. `did_you_mean` has the corrected query.

Movies are ranked by how well a title fits (`services.relevance`), then by votes and popularity. With columns in memory
(`services.columns`) their index answers what SQL is asked for otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Case, FloatField, Q, QuerySet, SmallIntegerField, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from apps.movies.models import Credit, Movie, Person
from apps.movies.models.search import (
    COMMON_WORDS,
    AllOf,
    AnyOf,
    Pattern,
    beginning_of,
    infix_pattern,
    matching,
    word_pattern,
)
from apps.movies.models.text import fold
from apps.movies.services.columns import Columns, current_columns
from apps.movies.services.meaning.encoder import is_configured
from apps.movies.services.meaning.search import meant_below
from apps.movies.services.relevance import INFIX, MAIN_TITLE, PRIOR, TITLE_BEGINS, relevance_of
from apps.movies.services.spelling import correct, corrected

PEOPLE = 20
FEW = 20  # below fewer results than these, movies with the meaning of the query are added
SAME_TITLE = 200  # movies with just one common word as their title
BEST_KNOWN = 1000  # movies that are looked at if too many titles would fit
ABBREVIATIONS = {
    "lotr": "lord of the rings",
    "hp": "harry potter",
    "t2": "terminator 2 judgment day",
    "mib": "men in black",
    "mi": "mission impossible",
    "sw": "star wars",
    "potc": "pirates of the caribbean",
    "gotg": "guardians of the galaxy",
    "tdk": "the dark knight",
    "bttf": "back to the future",
    "rotk": "the return of the king",
    "fotr": "the fellowship of the ring",
    "bvs": "batman v superman",
    "dofp": "days of future past",
    "fnf": "fast and furious",
    "lxg": "the league of extraordinary gentlemen",
    "id4": "independence day",
    "hsm": "high school musical",
    "jp": "jurassic park",
    "poa": "prisoner of azkaban",
    "catws": "captain america the winter soldier",
    "gits": "ghost in the shell",
    "nbk": "natural born killers",
    "tcm": "the texas chain saw massacre",
    "rhps": "the rocky horror picture show",
}


@dataclass(frozen=True, eq=False)
class Fit:
    """Which movies fit. mask: the same over the columns in memory, if they were given."""

    condition: Q
    mask: np.ndarray | None = None


NOTHING = Fit(Q(pk__in=[]))


@dataclass(frozen=True, eq=False)
class Match:
    """Which movies fit, the text that ranks them, and the corrected query if it was misspelt."""

    fit: Fit
    text: str
    did_you_mean: str | None = None


@dataclass(frozen=True, eq=False)
class FoundPlaces:
    """What a search finds in columns: places, best first."""

    places: np.ndarray
    did_you_mean: str | None


def search_columns(query: str, columns: Columns) -> FoundPlaces:
    def search() -> FoundPlaces:
        match = find_match(query, columns)
        mask = match.fit.mask
        places = columns.titles.ranked(mask, match.text) if mask is not None else np.zeros(0, dtype=np.int64)
        return FoundPlaces(places, match.did_you_mean)

    return columns.remembered(query, search)


class Searched(NamedTuple):
    """Movies, best first. is_by_meaning: below few that fit are those with the meaning of the query."""

    movies: QuerySet[Movie]
    did_you_mean: str | None
    is_by_meaning: bool = False


def search_movies(query: str) -> Searched:
    match = find_match(query, current_columns())
    movies = ranked(Movie.objects.filter(match.fit.condition), match.text)
    if is_configured():
        found = list(movies.values_list("pk", flat=True)[:FEW])
        meant = meant_below(query) if len(found) < FEW else []
        if meant:
            movies = in_given_order(list(dict.fromkeys([*found, *meant])))
            return Searched(movies, match.did_you_mean, is_by_meaning=True)
    return Searched(movies, match.did_you_mean)


def in_given_order(ids: Sequence[int]) -> QuerySet[Movie]:
    """The movies with these ids, in this order."""
    places = [When(pk=pk, then=place) for place, pk in enumerate(ids)]
    return Movie.objects.filter(pk__in=ids).order_by(
        Case(*places, default=len(ids), output_field=SmallIntegerField()), "-pk"
    )


def find_match(query: str, columns: Columns | None = None) -> Match:
    text = fold(query)
    if not text:
        return Match(NOTHING, "")
    written_out = ABBREVIATIONS.get(text)
    if written_out and not _titles(f"| {text} |", columns):
        text = written_out
    found = _direct(text, columns)
    if found is None:
        corrected = correct(text, columns)
        found = _direct(corrected, columns) if corrected else None
        if found:
            return Match(found, corrected, did_you_mean=corrected)
    return Match(found or NOTHING, text)


def ranked(movies: QuerySet[Movie], text: str) -> QuerySet[Movie]:
    """Order by tier, then by votes and popularity. text: folded."""
    if not text:
        return movies.order_by("-popularity", "-pk")
    relevance = relevance_of(text)
    is_main = reduce(or_, (Q(search_text__startswith=title) for title in relevance.main_titles))
    tier = Case(
        When(is_main, then=MAIN_TITLE),
        *(When(has(pattern), then=tier) for tier, pattern in relevance.tiers.items()),
        default=INFIX,
        output_field=SmallIntegerField(),
    )
    begins = When(has(relevance.begins), then=Value(TITLE_BEGINS))
    factor = Case(begins, default=Value(1.0), output_field=FloatField())
    return movies.order_by(tier, (factor * PRIOR).desc(), "-pk")


def movies_of_people(people: QuerySet[Person]) -> Q | None:
    """The movies of the most popular of them; None without any."""
    ids = list(people.order_by("-popularity", "-pk").values_list("pk", flat=True)[:PEOPLE])
    if not ids:
        return None
    return Q(pk__in=Credit.objects.order_by().filter(person__in=ids).values("movie_id"))


def search_people(query: str) -> tuple[QuerySet[Person], str | None]:
    """People whose names fit, whole words first, then by popularity; and `did_you_mean`."""
    text, did_you_mean = fold(query), None
    people = Person.objects.filter(_people_condition(text))
    if not people.exists():
        did_you_mean, _ = corrected(Person, text)
        people = Person.objects.filter(_people_condition(did_you_mean or ""))
        text = did_you_mean or text
    tier = Case(
        When(has(f"| {text} |"), then=0),
        When(reduce(lambda a, b: a & b, (has(f" {word} ") for word in text.split() or [""])), then=1),
        default=2,
        output_field=SmallIntegerField(),
    )
    return people.order_by(tier, "-popularity", "-pk"), did_you_mean


def is_common(text: str) -> bool:
    """Whether the folded text has so few letters, or so common words, that it occurs in too many titles to rank them all."""
    return len(text) > 0 and (len(text) == 1 or set(text.split()) <= COMMON_WORDS)


def names_beginning(text: str) -> list[int]:
    """Of the best known movies those with a title that begins with the words, and of all those with just that title."""
    best_known = Movie.objects.order_by("-popularity", "-pk").values("pk")[:BEST_KNOWN]
    ids = set(Movie.objects.filter(has(f"| {text} "), pk__in=best_known).values_list("pk", flat=True))
    same_title = Movie.objects.filter(title__in=[text, text.title(), text.upper()])
    return sorted(ids | set(same_title.values_list("pk", flat=True)[:SAME_TITLE]))


def _direct(text: str, columns: Columns | None) -> Fit | None:
    """What the first of steps 1 to 3 finds that finds any movie."""
    if is_common(text):
        by_title = _these(Q(pk__in=names_beginning(text)), columns)
    else:
        by_title = _titles(word_pattern(text), columns)
    if by_title:
        return by_title
    by_person = movies_of_people(Person.objects.filter(_people_condition(text)))
    found = _these(by_person, columns) if by_person is not None else None
    return found or _titles(infix_pattern(text), columns)


def _titles(pattern: Pattern, columns: Columns | None) -> Fit | None:
    """The movies whose titles fit; None without one."""
    condition = matching(Movie, pattern)
    if columns is None:
        return Fit(condition) if Movie.objects.filter(condition).exists() else None
    mask = columns.titles.fitting(pattern)
    return Fit(condition, mask) if mask.any() else None


def _these(condition: Q, columns: Columns | None) -> Fit | None:
    """The movies of a condition that only SQL knows; None without one."""
    movies = Movie.objects.filter(condition).order_by()
    if columns is None:
        return Fit(condition) if movies.exists() else None
    mask = columns.mask_of_ids(list(movies.values_list("pk", flat=True)))
    return Fit(condition, mask) if mask.any() else None


def _people_condition(text: str) -> Q:
    if not text:
        return Q(pk__in=[])
    words = AllOf(tuple(beginning_of(word) for word in text.split()))
    joined = text.replace(" ", "")
    return matching(Person, AnyOf((words, f"| {joined}")) if len(joined) >= 4 else words)


def has(pattern: Pattern) -> Any:
    """The condition that `search_text` fits the pattern, for rows that were found by an index: it uses none itself."""
    if isinstance(pattern, str):
        return Q(GreaterThan(StrIndex("search_text", Value(pattern)), 0))
    return reduce(and_ if isinstance(pattern, AllOf) else or_, (has(part) for part in pattern.parts))

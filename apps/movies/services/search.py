"""Search for movies by title, and by people when no title fits. The result depends on the query and the catalogue only.

The condition is the first of these that any movie fulfils:

1. every word begins a word of a title, in any spelling that `models.text` knows; abbreviations (lotr) are written out;
   the movie is of a saga with that name. «die hard 4» is the fourth part, unless a title begins so. If nothing fits, a
   year at the end is that of the release. If no title begins so, a title that one edit makes of the query follows;
2. the movie has a person with that name in cast or crew;
3. every word occurs within words of a title, below a title of which the query is a misspelling (alian);
4. as 1 or 2 with misspelt words corrected: one edit up to 7 letters, two above. `did_you_mean` has the corrected query;
5. the query contains a whole title, or a title has all of at least three words but one.

Movies are ranked by how well a title fits (`services.relevance`), then by votes and popularity. With columns in memory
(`services.columns`) their index answers what SQL is asked for otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any, NamedTuple

import numpy as np
from anyascii import anyascii
from django.db.models import Case, FloatField, Q, QuerySet, SmallIntegerField, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from apps.movies.models import Credit, Movie, Person
from apps.movies.models.search import (
    COMMON_WORDS,
    SHORTEST_JOINED,
    AllOf,
    AnyOf,
    Pattern,
    beginning_of,
    fits,
    infix_pattern,
    matching,
    nearly_pattern,
    weakest,
    word_pattern,
)
from apps.movies.models.text import canonical, fold
from apps.movies.services.columns import Columns, current_columns
from apps.movies.services.meaning.encoder import is_configured
from apps.movies.services.meaning.search import meant_below
from apps.movies.services.readings import (
    numbered,
    people_readings,
    phrases_within,
    saga_named,
    split_number,
    split_year,
    without_kind,
    written_out,
)
from apps.movies.services.relevance import INFIX, MAIN_TITLE, PRIOR, TITLE_BEGINS, relevance_of
from apps.movies.services.spelling import correct, corrected_person, nearest_name, nearest_title

PEOPLE = 20
SHORTEST_JOINED_WITHIN = 6  # letters that are looked for anywhere in a person's name
FEW = 20  # below fewer results than these, movies with the meaning of the query are added
SAME_TITLE = 200  # movies with just one common word as their title
BEST_KNOWN = 1000  # movies that are looked at if too many titles would fit


@dataclass(frozen=True, eq=False)
class Fit:
    """Which movies fit. mask: the same over the columns in memory, if they were given."""

    condition: Q
    mask: np.ndarray | None = None


NOTHING = Fit(Q(pk__in=[]))


@dataclass(frozen=True, eq=False)
class Match:
    """Which movies fit, the text that ranks them ("" if titles do not matter), and the corrected query if it was misspelt."""

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
    """Movies, best first. in_order: their ids, if below few that fit are those with the meaning of the query; then `movies`
    are in no order.
    """

    movies: QuerySet[Movie]
    did_you_mean: str | None
    in_order: list[int] | None = None


def search_movies(query: str) -> Searched:
    match = find_match(query, current_columns())
    movies = ranked(Movie.objects.filter(match.fit.condition), match.text)
    if is_configured():
        found = list(movies.values_list("pk", flat=True)[:FEW])
        meant = meant_below(query) if len(found) < FEW else []
        if meant:
            ids = list(dict.fromkeys([*found, *meant]))
            return Searched(Movie.objects.filter(pk__in=ids), match.did_you_mean, ids)
    return Searched(movies, match.did_you_mean)


def find_match(query: str, columns: Columns | None = None) -> Match:
    text = fold(query)
    found = _found(text, columns) if text else None
    if found is None and not text.isascii():
        found = _found(fold(anyascii(text)), columns)
    return found or Match(NOTHING, text)


def _found(text: str, columns: Columns | None) -> Match | None:
    """What the first step finds that finds any movie."""
    plain = without_kind(text)
    if plain != text and not _titles(f"| {text} ", columns):
        text = plain
    direct = _direct(text, columns)
    if direct:
        return _with_near_title(direct, columns)
    return (
        _by_year(text, columns)
        or _by_content(text, columns)
        or _corrected(text, columns)
        or _nearly(text, columns)
    )


def _direct(text: str, columns: Columns | None) -> Match | None:
    """Step 1: by titles and names of sagas."""
    longer = written_out(text)
    if longer and not _titles(f"| {text} |", columns):
        found = _direct(longer, columns)
        if found:
            return found
    found = _by_number(text, columns)
    if found:
        return found
    if is_common(text):
        by_title = _these(Q(pk__in=names_beginning(text, columns)), columns)
    else:
        by_title = _titles(word_pattern(text), columns)
    if by_title:
        return Match(by_title, text)
    return _saga(saga_named(text), text, columns)


def _with_near_title(match: Match, columns: Columns | None) -> Match:
    """If no title begins so, also the title that one edit makes of it, below the others: «dark night»."""
    if " " not in match.text or _titles(f"| {match.text} ", columns):
        return match
    title, edits = nearest_title(match.text, columns)
    near = _titles(f"| {title} |", columns) if edits == 1 else None
    if near is None:
        return match
    both = _either(match.fit, near, columns)
    return replace(match, fit=both, did_you_mean=title) if both else match


def _either(one: Fit, other: Fit, columns: Columns | None) -> Fit | None:
    """What fits one or the other; None if the other has nothing that the one lacks."""
    if one.mask is not None and other.mask is not None:
        is_more = (other.mask & ~one.mask).any()
        return Fit(one.condition | other.condition, one.mask | other.mask) if is_more else None
    is_more = Movie.objects.filter(other.condition).exclude(one.condition).exists()
    return Fit(one.condition | other.condition) if is_more else None


def _by_number(text: str, columns: Columns | None) -> Match | None:
    """«die hard 4»: the saga with this part first, unless a title begins so."""
    name, number = split_number(text)
    if number is None or _titles(f"| {canonical(text)} ", columns):
        return None
    parts = saga_named(name, with_part=number)
    part = numbered(parts, number) if parts else None
    return _saga(parts, fold(part.title), columns) if part else None


def _saga(parts: list[Movie], text: str, columns: Columns | None) -> Match | None:
    fit = _these(Q(pk__in=[movie.pk for movie in parts]), columns) if parts else None
    return Match(fit, text) if fit else None


def _by_year(text: str, columns: Columns | None) -> Match | None:
    """«king kong 2005»: what the words find, of that year; of the years around it, or of all, if there is none."""
    words, year = split_year(text)
    found = _found(words, columns) if year else None
    if not year or not found:
        return found
    did_you_mean = f"{found.did_you_mean} {year}" if found.did_you_mean else None
    for around in (0, 1):
        released = Q(release_date__range=(date(year - around, 1, 1), date(year + around, 12, 31)))
        narrowed = _these(found.fit.condition & released, columns)
        if narrowed:
            return replace(found, fit=narrowed, did_you_mean=did_you_mean)
    return replace(found, did_you_mean=did_you_mean)


def _by_content(text: str, columns: Columns | None) -> Match | None:
    """Steps 2 and 3: by people, then by parts of words."""
    for by_person in _conditions_of_people(text):
        found = _these(by_person, columns)
        if found:
            return Match(found, "")
    found = _titles(infix_pattern(text), columns)
    return _below_near_title(Match(found, text), columns) if found else None


def _below_near_title(match: Match, columns: Columns | None) -> Match:
    """A misspelt title comes before titles that have the letters within a word: «alian» is in «Italian»."""
    better, _ = nearest_name(Movie, match.text, columns)
    if not better:
        return match
    near = _direct(better, columns)
    both = _either(near.fit, match.fit, columns) if near else None
    return replace(near, fit=both or near.fit, did_you_mean=better) if near else match


def _conditions_of_people(text: str) -> Iterator[Q]:
    """Movies of people with that name, then those that two people have in common: «joel and ethan coen»."""
    if len(text) == 1:
        return  # an initial of many
    one, _, other = text.partition(" and ")
    for names in [[text], [one, other]] if len(one) > 1 and len(other) > 1 else [[text]]:
        found = [condition for name in names if (condition := movies_of_people(people_named(name)))]
        if len(found) == len(names):
            yield reduce(and_, found)


def _corrected(text: str, columns: Columns | None) -> Match | None:
    for spelling in dict.fromkeys([text, canonical(text)]):
        better = correct(spelling, columns)
        found = _direct(better, columns) or _by_content(better, columns) if better else None
        if found:
            return replace(found, did_you_mean=better)
    return None


def _nearly(text: str, columns: Columns | None) -> Match | None:
    """Step 5: titles within the query, then titles with all words but one."""
    for phrase in phrases_within(text):
        if _titles(f"| {phrase} |", columns):
            return _direct(phrase, columns)
    pattern = nearly_pattern(text)
    found = _titles(pattern, columns) if pattern is not None else None
    return Match(found, text) if found else None


def ranked(movies: QuerySet[Movie], text: str, *, unfinished: bool = False) -> QuerySet[Movie]:
    """Order by tier, then by votes and popularity.

    text: folded; without one there are no tiers. unfinished: its last word may be the beginning of one.
    """
    if not text:
        return movies.order_by(PRIOR.desc(), "-pk")
    relevance = relevance_of(text, unfinished=unfinished)
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
    people = people_named(text)
    if not people.exists():
        did_you_mean = corrected_person(text) or None
        people = people_named(did_you_mean or "")
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


def names_beginning(text: str, columns: Columns | None) -> list[int]:
    """Of the best known movies those with a title that begins with the words, and of all those with just that title."""
    begins, name = f"| {text} ", f"| {text} |"
    if columns is not None:
        best_known = columns.order(("-popularity", "-id"))[:BEST_KNOWN]
        known = columns.ids[best_known[columns.titles.containing(begins)[best_known]]].tolist()
    else:
        ids = Movie.objects.order_by("-popularity", "-pk").values("pk")[:BEST_KNOWN]
        known = list(Movie.objects.filter(has(begins), pk__in=ids).values_list("pk", flat=True))
    are_common = set(text.split()) <= COMMON_WORDS
    if columns is not None:
        titles = columns.titles
        same_title = columns.ids[titles.entitled(text) if are_common else titles.containing(name)].tolist()
    elif are_common:  # the index of words has them too often
        titled = Movie.objects.filter(title__in=[text, text.title(), text.upper()])
        same_title = sorted(titled.values_list("pk", flat=True))
    else:
        same_title = sorted(Movie.objects.filter(matching(Movie, name)).values_list("pk", flat=True))
    return sorted({*known, *same_title[:SAME_TITLE]})


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


def people_named(text: str) -> QuerySet[Person]:
    """People whose names fit the folded text; of its readings the first that fits anyone."""
    patterns = [
        pattern for reading in people_readings(text) if reading for pattern in _patterns_of_name(reading)
    ]
    if not patterns:
        return Person.objects.none()
    people = Person.objects.filter(matching(Person, weakest(patterns)))
    # In this order PostgreSQL takes the index; for any one row it would read the table.
    known = people.order_by("-popularity", "-pk").values_list("search_text", flat=True)[:PEOPLE]
    documents = list(known)
    fitting = (pattern for pattern in patterns if any(fits(document, pattern) for document in documents))
    pattern = next(fitting, None)
    return Person.objects.filter(matching(Person, pattern)) if pattern is not None else Person.objects.none()


def _patterns_of_name(text: str) -> Iterator[Pattern]:
    words, joined = AllOf(tuple(beginning_of(word) for word in text.split())), text.replace(" ", "")
    yield AnyOf((words, f"| {joined}")) if len(joined) >= SHORTEST_JOINED else words
    if len(joined) >= SHORTEST_JOINED_WITHIN:
        yield joined  # «deniro» of Robert De Niro


def has(pattern: Pattern) -> Any:
    """The condition that `search_text` fits the pattern, for rows that were found by an index: it uses none itself."""
    if isinstance(pattern, str):
        return Q(GreaterThan(StrIndex("search_text", Value(pattern)), 0))
    return reduce(and_ if isinstance(pattern, AllOf) else or_, (has(part) for part in pattern.parts))

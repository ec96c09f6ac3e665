"""Search for movies by title, and by people when no title fits. The result depends on the query and the catalogue only.

The condition is the first of these that any movie fulfils:

1. every word begins a word of a title, in any spelling that `models.text` knows; abbreviations (lotr) are written out;
2. the movie has a person with that name in cast or crew;
3. every word occurs within words of a title;
4. as 1 or 2 with misspelt words corrected: one edit up to 7 letters, two above. `did_you_mean` has the corrected query.

Movies are ranked by how well a title fits (`TIERS`), then by votes and popularity.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, F, FloatField, Model, Q, QuerySet, SmallIntegerField, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from rapidfuzz.distance import OSA

from apps.movies.models import Credit, Movie, Person
from apps.movies.models.search import (
    COMMON_WORDS,
    AllOf,
    AnyOf,
    Pattern,
    beginning_of,
    infix_pattern,
    matching,
    required_words,
    word_pattern,
)
from apps.movies.models.text import canonical, fold
from apps.movies.services.meaning.encoder import is_configured
from apps.movies.services.meaning.search import meant_below

# Votes that one point of popularity is worth: a new film that everybody watches is ahead of an old one with some votes.
VOTES_PER_POPULARITY = 25.0
PRIOR = F("vote_count") + VOTES_PER_POPULARITY * F("popularity") + 1.0
MAIN_TITLE, ANY_NAME, WHOLE_WORDS, BEGINNINGS, INFIX = range(5)  # the tiers of the ranking
TITLE_BEGINS = 3.0  # factor of the prior for titles that begin with the query
CANDIDATES = 300  # rows, the best known first, among which a correction is looked for
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


@dataclass(frozen=True)
class Match:
    """Which movies fit (`condition`), the text that ranks them, and the corrected query if it was misspelt."""

    condition: Q
    text: str
    did_you_mean: str | None = None


def search_movies(query: str) -> tuple[QuerySet[Movie], str | None]:
    """The movies that fit, best first, and `did_you_mean`. Below few of them are those with the meaning of the query."""
    match = find_match(query)
    movies = ranked(Movie.objects.filter(match.condition), match.text)
    if is_configured():
        found = list(movies.values_list("pk", flat=True)[:FEW])
        meant = meant_below(query) if len(found) < FEW else []
        if meant:
            movies = in_given_order(list(dict.fromkeys([*found, *meant])))
    return movies, match.did_you_mean


def in_given_order(ids: Sequence[int]) -> QuerySet[Movie]:
    """The movies with these ids, in this order."""
    places = [When(pk=pk, then=place) for place, pk in enumerate(ids)]
    return Movie.objects.filter(pk__in=ids).order_by(
        Case(*places, default=len(ids), output_field=SmallIntegerField()), "-pk"
    )


def find_match(query: str) -> Match:
    text = fold(query)
    if not text:
        return Match(Q(pk__in=[]), "")
    written_out = ABBREVIATIONS.get(text)
    if written_out and not Movie.objects.filter(matching(Movie, f"| {text} |")).exists():
        text = written_out
    found = _direct(text)
    if found is None:
        corrected = correct(text)
        found = _direct(corrected) if corrected else None
        if found:
            return Match(found, corrected, did_you_mean=corrected)
    return Match(found if found is not None else Q(pk__in=[]), text)


def ranked(movies: QuerySet[Movie], text: str) -> QuerySet[Movie]:
    """Order by tier, then by votes and popularity. text: folded."""
    if not text:
        return movies.order_by("-popularity", "-pk")
    spelled = canonical(text)
    joined = spelled.replace(" ", "")
    names = dict.fromkeys([text, spelled, joined])
    titles = dict.fromkeys([text, f"the {text}", f"a {text}"])
    whole_words = [
        reduce(lambda a, b: a & b, (has(f" {word} ") for word in required_words(form)))
        for form in dict.fromkeys([text, spelled])
    ]
    tier = Case(
        When(reduce(or_, (Q(search_text__startswith=f"| {title} |") for title in titles)), then=MAIN_TITLE),
        When(reduce(or_, (has(f"| {name} |") for name in names)), then=ANY_NAME),
        When(reduce(or_, whole_words), then=WHOLE_WORDS),
        When(reduce(or_, (has(f" {word}") for word in required_words(text))), then=BEGINNINGS),
        default=INFIX,
        output_field=SmallIntegerField(),
    )
    begins = reduce(or_, (has(f"| {name} ") for name in names))
    factor = Case(When(begins, then=Value(TITLE_BEGINS)), default=Value(1.0), output_field=FloatField())
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
        did_you_mean, _ = _corrected(Person, text)
        people = Person.objects.filter(_people_condition(did_you_mean or ""))
        text = did_you_mean or text
    tier = Case(
        When(has(f"| {text} |"), then=0),
        When(reduce(lambda a, b: a & b, (has(f" {word} ") for word in text.split() or [""])), then=1),
        default=2,
        output_field=SmallIntegerField(),
    )
    return people.order_by(tier, "-popularity", "-pk"), did_you_mean


def correct(text: str) -> str:
    """The folded query with misspelt words replaced by the nearest in one title or one person's name; "" without one."""
    by_title, title_edits = _corrected(Movie, text)
    if by_title and title_edits <= 1:
        return by_title
    by_person, person_edits = _corrected(Person, text)
    if by_person and (not by_title or person_edits < title_edits):
        return by_person
    return by_title or ""


def is_common(text: str) -> bool:
    """Whether the folded text has so few letters, or so common words, that it occurs in too many titles to rank them all."""
    return len(text) > 0 and (len(text) == 1 or set(text.split()) <= COMMON_WORDS)


def names_beginning(text: str) -> Q:
    """Of the best known movies those with a title that begins with the words, and of all those with just that title."""
    best_known = Movie.objects.order_by("-popularity", "-pk").values("pk")[:BEST_KNOWN]
    ids = set(Movie.objects.filter(has(f"| {text} "), pk__in=best_known).values_list("pk", flat=True))
    same_title = Movie.objects.filter(title__in=[text, text.title(), text.upper()])
    return Q(pk__in=sorted(ids | set(same_title.values_list("pk", flat=True)[:SAME_TITLE])))


def tolerance(word: str) -> int:
    """Edits that a word may differ by."""
    if len(word) < 4 or word.isdigit():
        return 0
    return 1 if len(word) <= 7 else 2


def _direct(text: str) -> Q | None:
    """The condition of steps 1 to 3 that some movie fulfils."""
    by_title = names_beginning(text) if is_common(text) else matching(Movie, word_pattern(text))
    if Movie.objects.filter(by_title).exists():
        return by_title
    by_person = movies_of_people(Person.objects.filter(_people_condition(text)))
    if by_person is not None and Movie.objects.filter(by_person).exists():
        return by_person
    by_part = matching(Movie, infix_pattern(text))
    return by_part if Movie.objects.filter(by_part).exists() else None


def _people_condition(text: str) -> Q:
    if not text:
        return Q(pk__in=[])
    words = AllOf(tuple(beginning_of(word) for word in text.split()))
    joined = text.replace(" ", "")
    return matching(Person, AnyOf((words, f"| {joined}")) if len(joined) >= 4 else words)


def _corrected(model: type[Model], text: str) -> tuple[str, int]:
    """The correction with the fewest edits, and their number; of several that of the best known row. ("", 0) without one."""
    words = required_words(text)
    if not any(tolerance(word) for word in words):
        return "", 0
    pattern = AllOf(tuple(_near(word) for word in words))
    order = PRIOR.desc() if model is Movie else F("popularity").desc()
    rows = model._default_manager.filter(matching(model, pattern)).order_by(order, "-pk")
    best: tuple[int, dict[str, str]] | None = None
    for document in rows.values_list("search_text", flat=True)[:CANDIDATES]:
        replaced, edits = _nearest(words, set(document.split()))
        if replaced and (best is None or edits < best[0]):
            best = (edits, replaced)
    if best is None or best[0] == 0:
        return "", 0
    return " ".join(best[1].get(word, word) for word in text.split()), best[0]


def _near(word: str) -> Pattern:
    """Words within `tolerance` of it, or most of them: an edit leaves the beginning or the end, or swaps two letters."""
    edits = tolerance(word)
    if not edits:
        return beginning_of(word)
    size = max(len(word) // (edits + 1), 2 * edits)
    swapped = {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)}
    return AnyOf((f" {word[:size]}", f"{word[-size:]} ", *(f" {other} " for other in sorted(swapped))))


def _nearest(words: list[str], document: set[str]) -> tuple[dict[str, str], int]:
    """For each word the nearest of the document, and the edits in all; ({}, 0) if a word has none."""
    replaced, total = {}, 0
    for word in words:
        allowed = tolerance(word)
        if word in document:
            replaced[word] = word
            continue
        near = [
            (edits, other)
            for other in document
            if abs(len(other) - len(word)) <= allowed
            and (edits := OSA.distance(word, other, score_cutoff=allowed)) <= allowed
        ]
        if not allowed or not near:
            return {}, 0
        edits, replaced[word] = min(near)
        total += edits
    return replaced, total


def has(text: str) -> Any:
    """The condition that `search_text` contains the text, for rows that were found by an index: it uses none itself."""
    return Q(GreaterThan(StrIndex("search_text", Value(text)), 0))

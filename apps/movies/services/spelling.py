"""Misspelt words and titles: the nearest in a title or a person's name. One edit up to 7 letters, two above.

Words of two or three letters are near too many others: one edit in them counts only if the query is a whole name.
"""

from collections.abc import Iterable

from django.db.models import F, Model
from rapidfuzz.distance import OSA

from apps.movies.models import Movie, Person
from apps.movies.models.numbers import written_numbers
from apps.movies.models.search import AllOf, AnyOf, Pattern, beginning_of, matching, required_words
from apps.movies.services.columns import Columns
from apps.movies.services.relevance import PRIOR

SHORTEST_SHARED = 4  # letters of a word that a misspelt title has in common with the query
SHORTEST_LOOKED_FOR = 3  # letters of a word by which a name of short words is looked for
MOST_WORDS_OF_NAME = 2  # of a misspelt person, if a title has all words of the query
MOST_WORDS_OF_PERSON = 4  # «jean claud van damme»; longer queries are titles
MOST_WORDS_WITH_SHORT = 3  # of a person with a misspelt short word: «robert downey jt»
ENOUGH_LOOKED_FOR = 2  # longer words, by which a name is looked for without its others
CANDIDATES = 300  # rows, the best known first, among which a correction is looked for


def correct(text: str, columns: Columns | None = None) -> str:
    """The folded query with misspelt words replaced by the nearest in one title or one person's name; else a title that
    is as near to the whole query; "" without one.
    """
    by_title, title_edits = corrected(Movie, text, columns)
    if by_title and title_edits <= 1:
        return by_title
    whole_title, edits = nearest_title(text, columns)
    if whole_title and (not by_title or edits < title_edits):
        return whole_title
    if by_title and len(required_words(text)) > MOST_WORDS_OF_NAME:
        return by_title
    by_person, person_edits = (
        corrected(Person, text) if len(text.split()) <= MOST_WORDS_OF_PERSON else ("", 0)
    )
    if by_person and (not by_title or person_edits < title_edits):
        return by_person
    return by_title or nearest_whole_name(text, columns) or other_first_name(text)


def corrected_person(text: str) -> str:
    """The correction of a person's name; "" without one."""
    return corrected(Person, text)[0] or nearest_name(Person, text)[0] or other_first_name(text)


def other_first_name(text: str) -> str:
    """The name with the same last word and two first letters, of the best known: Stephen Spielberg. "" without one."""
    words = text.split()
    if len(words) < 2 or min(len(words[0]), len(words[-1])) < SHORTEST_SHARED:
        return ""
    beginning = words[0][:2]
    documents = _best_known(Person, AllOf((f" {beginning}", f" {words[-1]} |")), None)
    names = (document.removeprefix("| ").split(" |")[0] for document in documents)
    return next((name for name in names if name.startswith(beginning)), "")


def corrected(model: type[Model], text: str, columns: Columns | None = None) -> tuple[str, int]:
    """The correction with the fewest edits, and their number; of several that of the best known row. ("", 0) without one."""
    words = required_words(text)
    if not any(tolerance(word) for word in words):
        return "", 0
    pattern = AllOf(tuple(_near(word) for word in words))
    best: tuple[int, dict[str, str]] | None = None
    for document in _best_known(model, pattern, columns):
        replaced, edits = _nearest(words, set(document.split()))
        if replaced and (best is None or edits < best[0]):
            best = (edits, replaced)
    if best is None or best[0] == 0:
        return "", 0
    return " ".join(best[1].get(word, word) for word in text.split()), best[0]


def nearest_title(text: str, columns: Columns | None = None) -> tuple[str, int]:
    """The name of a movie with the fewest edits, if the query is all of it: «no country for old man». ("", 0) without one.

    Looked for among the best known movies that have one of the longer words.
    """
    allowed, words = tolerance(text.replace(" ", "")), text.split()
    if len(words) < 2:
        return "", 0
    pattern = AnyOf(
        tuple(f" {word} " for word in words if len(word) >= SHORTEST_SHARED and not word.isdigit())
    )
    best = ("", 0)
    for document in _best_known(Movie, pattern, columns) if pattern.parts else ():
        for name in document.removeprefix("| ").removesuffix(" |").split(" | "):
            edits = OSA.distance(text, name, score_cutoff=allowed)
            if edits <= allowed and _numbers(name) == _numbers(text) and (not best[0] or edits < best[1]):
                best = (name, edits)
    return best


def nearest_whole_name(text: str, columns: Columns | None = None) -> str:
    """The title or the person's name with fewer edits: «jonny dep», «faght clu». "" without one.

    Only for queries with a short word: `corrected` has looked for the others.
    """
    if " " not in text or not any(map(_is_short, text.split())):
        return ""
    title, title_edits = nearest_name(Movie, text, columns)
    if title_edits == 1:
        return title
    if len(text.split()) > MOST_WORDS_WITH_SHORT:
        return title
    person, person_edits = nearest_name(Person, text)
    return person if person and (not title or person_edits < title_edits) else title


def nearest_name(model: type[Model], text: str, columns: Columns | None = None) -> tuple[str, int]:
    """The name of as many words with the fewest edits, each word within its tolerance. ("", 0) without one.

    Of several words, short ones may have one edit too.
    """
    words = text.split()
    longer = [word for word in words if tolerance(word)]
    looked_for = [word for word in words if len(word) >= SHORTEST_LOOKED_FOR and not word.isdigit()]
    if len(longer) >= ENOUGH_LOOKED_FOR:
        looked_for = sorted(longer, key=len)[-ENOUGH_LOOKED_FOR:]  # others cost more than they narrow
    best = ("", 0)
    if not looked_for or (len(words) == 1 and _is_short(text)):
        return best
    pattern = AllOf(tuple(_near(word, or_short=True) for word in looked_for))
    for document in _best_known(model, pattern, columns):
        for name in document.removeprefix("| ").removesuffix(" |").split(" | "):
            edits = _edits_of_words(words, name.split())
            if edits and (not best[0] or edits < best[1]):
                best = (name, edits)
    return best


def _edits_of_words(words: list[str], others: list[str]) -> int:
    """The edits in all; 0 if a word has none of the others at its place."""
    total = 0
    for word, other in zip(words, others, strict=False):
        if word == other:
            continue
        allowed = tolerance(word) or (1 if _is_short(word) and not other.isdigit() else 0)
        edits = OSA.distance(word, other, score_cutoff=allowed) if allowed else 1
        if edits > allowed:
            return 0
        total += edits
    return total if len(words) == len(others) else 0


def _is_short(word: str) -> bool:
    return len(word) in (2, 3) and not written_numbers([word])[0].isdigit()


def _numbers(text: str) -> list[str]:
    return [word for word in text.split() if word.isdigit()]


def tolerance(word: str) -> int:
    """Edits that a word may differ by."""
    if len(word) < 4 or written_numbers([word])[0].isdigit():
        return 0
    return 1 if len(word) <= 7 else 2


def _best_known(model: type[Model], pattern: Pattern, columns: Columns | None) -> Iterable[str]:
    """The documents of at most CANDIDATES rows that fit."""
    if columns is not None and model is Movie:
        return columns.titles.best_known(columns.titles.fitting(pattern), CANDIDATES)
    order = PRIOR.desc() if model is Movie else F("popularity").desc()
    rows = model._default_manager.filter(matching(model, pattern)).order_by(order, "-pk")
    return rows.values_list("search_text", flat=True)[:CANDIDATES]


def _near(word: str, *, or_short: bool = False) -> Pattern:
    """Words within `tolerance` of it, or most of them: an edit leaves the beginning or the end, or swaps two letters."""
    edits = tolerance(word) or (1 if or_short and _is_short(word) else 0)
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
            for other in document - set(replaced.values())
            if abs(len(other) - len(word)) <= allowed
            and (edits := OSA.distance(word, other, score_cutoff=allowed)) <= allowed
        ]
        if not allowed or not near:
            return {}, 0
        edits, replaced[word] = min(near)
        total += edits
    return replaced, total

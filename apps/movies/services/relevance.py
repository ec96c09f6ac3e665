"""How well a movie fits a search: declared once for SQL (`services.search`) and for memory (`services.title_index`)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F

from apps.movies.models.search import AllOf, AnyOf, Pattern, required_words
from apps.movies.models.text import canonical

# Votes that one point of popularity is worth: a new film that everybody watches is ahead of an old one with some votes.
VOTES_PER_POPULARITY = 25.0
TITLE_BEGINS = 3.0  # factor of the prior for titles that begin with the query
MAIN_TITLE, ANY_NAME, WHOLE_WORDS, BEGINNINGS, INFIX = range(5)  # the tiers, best first


def prior(vote_count: Any, popularity: Any) -> Any:
    """By which movies of one tier are ordered: of numbers, arrays or SQL expressions."""
    return vote_count + VOTES_PER_POPULARITY * popularity + 1.0


PRIOR = prior(F("vote_count"), F("popularity"))


@dataclass(frozen=True)
class Relevance:
    """A movie is of the first of these tiers that it fulfils, else of INFIX.

    main_titles: texts of which a document of MAIN_TITLE begins with one. tiers: the patterns of the tiers after it.
    begins: of titles whose prior is multiplied by TITLE_BEGINS.
    """

    main_titles: tuple[str, ...]
    tiers: dict[int, Pattern]
    begins: Pattern


def relevance_of(text: str, *, unfinished: bool = False) -> Relevance:
    """text: folded, not empty. unfinished: its last word may be the beginning of one."""
    end = "" if unfinished else " "
    spelled = canonical(text)
    names = tuple(dict.fromkeys([text, spelled, spelled.replace(" ", "")]))
    forms = dict.fromkeys([text, spelled])
    return Relevance(
        main_titles=tuple(f"| {title} |" for title in dict.fromkeys([text, f"the {text}", f"a {text}"])),
        tiers={
            ANY_NAME: AnyOf(tuple(f"| {name} |" for name in names)),
            WHOLE_WORDS: AnyOf(tuple(AllOf(_words(required_words(form), end)) for form in forms)),
            BEGINNINGS: AnyOf(tuple(f" {word}" for word in required_words(text))),
        },
        begins=AnyOf(tuple(f"| {name}{end}" for name in _with_articles(names, unfinished))),
    )


def _words(words: list[str], end: str) -> tuple[str, ...]:
    return (*(f" {word} " for word in words[:-1]), f" {words[-1]}{end}")


def _with_articles(names: tuple[str, ...], unfinished: bool) -> tuple[str, ...]:
    """Who types «godf» has not decided on an article yet."""
    return (*names, *(f"the {name}" for name in names)) if unfinished else names

"""Sentences and reasons, made of the numbers that ranked a movie: nothing here is guessed."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from apps.recommendations.models import Recommendation
from apps.recommendations.ranking import Ranking, Reason, shared_features
from apps.recommendations.services.dataset import Snapshot

LEARNED = ("collaborative", "sequence", "association")
OWN_TASTE = ("genre_affinity", "taste")
MOSTLY = 0.6  # of the personal part of a score; from here on a list row is named after one source
NAMED_AFTER = [  # in the order of the sources that `types_of` tells apart
    kind.value
    for kind in (
        Recommendation.Type.TRENDING,
        Recommendation.Type.COLLABORATIVE,
        Recommendation.Type.CONTENT_BASED,
        Recommendation.Type.PERSONALIZED,
    )
]
DECIMALS = 5
# What two movies have in common, as a person would say it; kinds that are missing here are not worth telling.
SHARED = {
    "director": "directed by {}",
    "collection": "part of {}",
    "cast": "with {}",
    "keyword": "about {}",
}
TOLD_FEATURES = 8  # looked through for one that is worth telling


def facts_of(
    ranking: Ranking, places: range, snapshot: Snapshot, ratings: Mapping[int, float], personal: bool
) -> Iterator[dict[str, Any]]:
    """Why each of these places came: its type, sentence, signals and reasons (JSON), by the names of a stored row.

    ratings: this person's, by movie id. personal: whether anything is known of the person.
    """
    types, signals = types_of(ranking, places, personal), signals_of(ranking, places)
    for place, kind, parts in zip(places, types, signals, strict=True):
        yield {
            "recommendation_type": kind,
            "explanation": explanation(ranking, place, snapshot, personal),
            "signals": parts,
            "because_of": json.dumps(because_of(ranking, place, snapshot, ratings)),
        }


def signals_of(ranking: Ranking, places: range) -> list[str]:
    """Of each place signal → weight, value, contribution as JSON; the contributions sum to the score.

    Written by a template, as these numbers are most of what a stored list is made of.
    """
    tables = [ranking.weights[places], ranking.values[places], ranking.contributions[places]]
    numbers = np.round(np.stack(tables, axis=2).astype(np.float64), DECIMALS).reshape(
        len(places), 3 * len(ranking.signals)
    )
    parts = (f'"{name}": {{"weight": %r, "value": %r, "contribution": %r}}' for name in ranking.signals)
    template = f"{{{', '.join(parts)}}}"
    return [template % tuple(row) for row in numbers.tolist()]


def types_of(ranking: Ranking, places: range, personal: bool) -> list[str]:
    """Where most of the personal part of each score comes from; `trending` when there is none."""
    learned = _share(ranking, places, LEARNED)
    content, taste = _share(ranking, places, ("content",)), _share(ranking, places, OWN_TASTE)
    whole = learned + content + taste
    nobodys = ~ranking.personal[places] | (whole <= 0) | (not personal)
    sources = [nobodys, *(part >= MOSTLY * whole for part in (learned, content, taste))]
    return np.select(sources, NAMED_AFTER, Recommendation.Type.HYBRID.value).tolist()


def _share(ranking: Ranking, places: range, signals: tuple[str, ...]) -> np.ndarray:
    columns = [column for column, name in enumerate(ranking.signals) if name in signals]
    return ranking.contributions[places][:, columns].astype(np.float64).sum(axis=1)


def because_of(
    ranking: Ranking, place: int, snapshot: Snapshot, ratings: Mapping[int, float]
) -> list[dict[str, Any]]:
    """The movies of this person's history that speak most for it. ratings: by movie id."""
    reasons = ranking.because_of[place]
    return [
        {
            "movie_id": movie_id,
            "title": snapshot.titles[reason.item],
            "your_rating": ratings.get(movie_id),
        }
        for reason, movie_id in zip(reasons, snapshot.ids(r.item for r in reasons), strict=True)
    ]


def explanation(ranking: Ranking, place: int, snapshot: Snapshot, personal: bool) -> str:
    item = int(ranking.items[place])
    seen_part = int(ranking.saga_after[place])
    if seen_part >= 0:
        return f"The next part after {snapshot.titles[seen_part]}, which you have seen."
    if not personal or not ranking.personal[place]:
        return _liked_by_many(snapshot, item)
    if ranking.because_of[place]:
        return _because(ranking.because_of[place], item, snapshot)
    genre = snapshot.labels.get(f"genre:{ranking.leading_genre[place]}")
    return f"Because you like {genre}." if genre else _liked_by_many(snapshot, item)


def _because(reasons: tuple[Reason, ...], item: int, snapshot: Snapshot) -> str:
    titles = _and([snapshot.titles[reason.item] for reason in reasons[:2]])
    if reasons[0].signal == "sequence":
        return f"People who liked {titles} often liked this next."
    if reasons[0].signal in ("collaborative", "association"):
        return f"People who liked {titles} like this too."
    first = snapshot.titles[reasons[0].item]
    shared = shared_words(snapshot, item, reasons[0].item)
    return f"Because you liked {first}: also {shared}." if shared else f"Because you liked {titles}."


def shared_words(snapshot: Snapshot, one: int, other: int) -> str:
    """What two items (positions) have in common that is worth telling, "" if nothing is."""
    shared = shared_features(snapshot.catalogue, one, other, TOLD_FEATURES)
    for token in shared:
        phrase, label = SHARED.get(token.partition(":")[0]), snapshot.labels.get(token)
        if phrase and label:
            return phrase.format(label)
    genres = [
        snapshot.labels[token] for token in shared if token.startswith("genre:") and token in snapshot.labels
    ]
    return _and(genres[:2])


def _liked_by_many(snapshot: Snapshot, item: int) -> str:
    catalogue = snapshot.catalogue
    average, votes = float(catalogue.vote_average[item]), int(catalogue.vote_count[item])
    if votes:
        return f"Rated {average:.1f} by {votes:,} people."
    return "New in the catalogue."


def _and(words: list[str]) -> str:
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} and {words[-1]}"

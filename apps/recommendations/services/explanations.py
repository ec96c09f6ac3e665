"""Sentences and reasons, made of the numbers that ranked a movie: nothing here is guessed."""

from collections.abc import Mapping
from typing import Any

from apps.recommendations.models import Recommendation
from apps.recommendations.ranking import Ranking, Reason, shared_features
from apps.recommendations.services.dataset import Snapshot

LEARNED = ("collaborative", "sequence", "association")
OWN_TASTE = ("genre_affinity", "taste")
MOSTLY = 0.6  # of the personal part of a score; from here on a list row is named after one source
DECIMALS = 5
# What two movies have in common, as a person would say it; kinds that are missing here are not worth telling.
SHARED = {
    "director": "directed by {}",
    "collection": "part of {}",
    "cast": "with {}",
    "keyword": "about {}",
}
TOLD_FEATURES = 8  # looked through for one that is worth telling


def signals_of(ranking: Ranking, place: int) -> dict[str, dict[str, float]]:
    """Signal → weight, value, contribution; the contributions sum to the score."""
    return {
        name: {
            "weight": round(float(ranking.weights[place, column]), DECIMALS),
            "value": round(float(ranking.values[place, column]), DECIMALS),
            "contribution": round(float(ranking.contributions[place, column]), DECIMALS),
        }
        for column, name in enumerate(ranking.signals)
    }


def type_of(ranking: Ranking, place: int, personal: bool) -> str:
    """Where most of the personal part of the score comes from; `trending` when there is none."""
    shares = dict(zip(ranking.signals, ranking.contributions[place].tolist(), strict=True))
    learned = sum(shares.get(name, 0) for name in LEARNED)
    content, taste = shares.get("content", 0), sum(shares.get(name, 0) for name in OWN_TASTE)
    whole = learned + content + taste
    if not personal or not ranking.personal[place] or whole <= 0:
        return Recommendation.Type.TRENDING
    for part, name in (
        (learned, Recommendation.Type.COLLABORATIVE),
        (content, Recommendation.Type.CONTENT_BASED),
        (taste, Recommendation.Type.PERSONALIZED),
    ):
        if part >= MOSTLY * whole:
            return name
    return Recommendation.Type.HYBRID


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
    for token in shared_features(snapshot.catalogue, one, other, TOLD_FEATURES):
        phrase, label = SHARED.get(token.partition(":")[0]), snapshot.labels.get(token)
        if phrase and label:
            return phrase.format(label)
    genres = [
        snapshot.labels[token]
        for token in shared_features(snapshot.catalogue, one, other, TOLD_FEATURES)
        if token.startswith("genre:") and token in snapshot.labels
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

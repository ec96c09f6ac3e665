"""Explanations of recommendations, from the numbers that ranked each movie."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
import orjson

from apps.movies.services.titled_text import marked
from apps.recommendations.models import Recommendation
from apps.recommendations.ranking import SIGNALS, Ranking, Reason, shared_features
from apps.recommendations.services.dataset import Snapshot

MOSTLY = 0.6  # share of the personal part of a score from which one source names the type
# `Signal.explained_by` → type of a recommendation that it explains for the most part.
TYPES = {
    "similar_users": Recommendation.Type.COLLABORATIVE,
    "content": Recommendation.Type.CONTENT_BASED,
    "taste": Recommendation.Type.PERSONALIZED,
}
DECIMALS = 5
# Phrases for what two movies have in common, by kind of feature.
SHARED = {
    "director": "directed by {}",
    "collection": "part of {}",
    "cast": "with {}",
    "keyword": "about {}",
}
# Reasons that members of a group see of each other, by `Signal.explained_by`.
MEMBER_REASONS = {
    "similar_users": "Liked by users with the same taste{genre}",
    "content": "Like movies that this member likes{genre}",
    "taste": "Fits the taste that this member has set{genre}",
}
FEATURES_MAX = 8  # shared features that are searched for one with a phrase


def explanation_columns(
    ranking: Ranking,
    places: Sequence[int],
    snapshot: Snapshot,
    *,
    personal: bool,
    only_watched: Collection[int] = (),
) -> Iterator[dict[str, str]]:
    """Type and sentence of each place, by column of Recommendation. Titles in sentences are marked (`TitledText`).

    personal: whether anything is known about the user. only_watched: positions of the history that are explained as
    watched, not as liked.
    """
    for place, kind in zip(places, types_of(ranking, places, personal), strict=True):
        yield {
            "recommendation_type": kind,
            "explanation": explanation(ranking, place, snapshot, personal, only_watched),
        }


def details_of(
    ranking: Ranking, places: Sequence[int], snapshot: Snapshot, ratings: Mapping[int, float]
) -> Iterator[str]:
    """`Recommendation.details` of each place. ratings: the user's, by movie id."""
    for place, signals in zip(places, signals_of(ranking, places), strict=True):
        reasons = orjson.dumps(because_of(ranking, place, snapshot, ratings)).decode()
        yield f"[{signals},{reasons}]"


def signals_of(ranking: Ranking, places: Sequence[int]) -> list[str]:
    """JSON of each place: signal → weight, value. Their products sum to the score.

    It is formatted by a template, because these numbers are most of the content of a stored list.
    """
    tables = np.stack([ranking.weights[places], ranking.values[places]], axis=2)
    numbers = np.round(tables.astype(np.float64), DECIMALS).reshape(len(places), 2 * len(ranking.signals))
    template = ",".join(f'"{name}":[%r,%r]' for name in ranking.signals).join(("{", "}"))
    return [template % tuple(row) for row in numbers.tolist()]


def types_of(ranking: Ranking, places: Sequence[int], personal: bool) -> list[str]:
    """The source of most of the personal part of each score; `trending` without a personal part."""
    parts = [_contribution(ranking, places, source) for source in TYPES]
    total = sum(parts)
    impersonal = ~ranking.personal[places] | (total <= 0) | (not personal)
    conditions = [impersonal, *(part >= MOSTLY * total for part in parts)]
    types = [kind.value for kind in (Recommendation.Type.TRENDING, *TYPES.values())]
    return np.select(conditions, types, Recommendation.Type.HYBRID.value).tolist()


def _contribution(ranking: Ranking, places: Sequence[int], source: str) -> np.ndarray:
    columns = [i for i, name in enumerate(ranking.signals) if SIGNALS[name].explained_by == source]
    return ranking.contributions[places][:, columns].astype(np.float64).sum(axis=1)


def because_of(
    ranking: Ranking, place: int, snapshot: Snapshot, ratings: Mapping[int, float]
) -> list[tuple[int, str, float | None]]:
    """Id, title and rating of the movies of the user's history that contribute most."""
    movies = [snapshot.movie(reason.item) for reason in ranking.because_of[place]]
    return [(movie_id, title, ratings.get(movie_id)) for movie_id, title in movies]


def explanation(
    ranking: Ranking, place: int, snapshot: Snapshot, personal: bool, only_watched: Collection[int] = ()
) -> str:
    item = int(ranking.items[place])
    seen_part = int(ranking.collection_after[place])
    if seen_part >= 0:
        return f"The next part after {_title(snapshot, seen_part)}, which you have seen."
    if not personal or not ranking.personal[place]:
        return _liked_by_many(snapshot, item)
    return _personal_sentence(ranking, place, snapshot, only_watched)


def _personal_sentence(
    ranking: Ranking, place: int, snapshot: Snapshot, only_watched: Collection[int]
) -> str:
    """Names the leading signal first."""
    item, leading = int(ranking.items[place]), leading_signal(ranking, place)
    reasons, genre = ranking.because_of[place], snapshot.labels.get(f"genre:{ranking.leading_genre[place]}")
    if SIGNALS[leading].lead or not SIGNALS[leading].is_personal:
        start = SIGNALS[leading].lead or _liked_by_many(snapshot, item).rstrip(".")
        also = _also(reasons, genre, item, snapshot, only_watched)
        return f"{start}; {also}." if also else f"{start}."
    if leading == "taste":
        return "It fits the taste that you have set."
    if leading == "genre_affinity" and genre:
        return f"Because you like {genre}."
    if reasons:
        return _because(_of_signal_first(reasons, leading), item, snapshot, only_watched)
    return f"Because you like {genre}." if genre else _liked_by_many(snapshot, item)


def reason_of_member(ranking: Ranking, place: int, snapshot: Snapshot, personal: bool) -> str:
    """Why a movie suits a member of a group, for the others: without a title of what the member has seen."""
    item = int(ranking.items[place])
    leading = SIGNALS[leading_signal(ranking, place)]
    genre = snapshot.labels.get(f"genre:{ranking.leading_genre[place]}")
    if not personal or not ranking.personal[place] or not leading.is_personal:
        start = _liked_by_many(snapshot, item)
        return f"{start.rstrip('.')}; likes {genre}." if personal and genre else start
    return MEMBER_REASONS[leading.explained_by].format(genre=f", likes {genre}" if genre else "") + "."


def leading_signal(ranking: Ranking, place: int) -> str:
    """The signal with the greatest contribution to the score."""
    return ranking.signals[int(ranking.contributions[place].argmax())]


def _of_signal_first(reasons: tuple[Reason, ...], signal: str) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: reason.signal != signal))


def _also(
    reasons: tuple[Reason, ...],
    genre: str | None,
    item: int,
    snapshot: Snapshot,
    only_watched: Collection[int],
) -> str:
    """What else speaks for an item for this user; "" for nothing."""
    if not reasons:
        return f"also {genre}, which you like" if genre else ""
    first = reasons[0]
    title, verb = _title(snapshot, first.item), verb_of(first.item in only_watched)
    if SIGNALS[first.signal].explained_by == "content":
        shared = shared_phrase(snapshot, item, first.item)
        return f"{f'also {shared}, ' if shared else ''}like {title}, which you {verb}"
    return f"people who liked {title} like it too"


def _because(
    reasons: tuple[Reason, ...], item: int, snapshot: Snapshot, only_watched: Collection[int]
) -> str:
    """The sentence of the first reason's signal. A second title needs the same signal and the same verb."""
    first, signal = reasons[0], SIGNALS[reasons[0].signal]
    watched = first.item in only_watched
    if signal.explained_by == "content":
        shared = shared_phrase(snapshot, item, reasons[0].item)
        if shared:
            return f"Because you {verb_of(watched)} {_title(snapshot, first.item)}: also {shared}."
    alike = [
        reason
        for reason in reasons[:2]
        if reason.signal == first.signal and (reason.item in only_watched) == watched
    ]
    sentence = signal.reason.replace("you liked", f"you {verb_of(watched)}")
    return sentence.format(titles=_and([_title(snapshot, reason.item) for reason in alike]))


def _title(snapshot: Snapshot, item: int) -> str:
    return marked(*snapshot.movie(item))


def verb_of(watched: bool) -> str:
    return "watched" if watched else "liked"


def shared_phrase(snapshot: Snapshot, one: int, other: int) -> str:
    """A phrase for what two items (positions) have in common; "" if there is none."""
    shared = shared_features(snapshot.catalogue, one, other, FEATURES_MAX)
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
        return f"Rated {average:.1f} on average, with {votes:,} votes."
    return "New in the catalogue."


def _and(words: list[str]) -> str:
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} and {words[-1]}"

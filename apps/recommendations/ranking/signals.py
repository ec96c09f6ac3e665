"""Each signal as a vector over the catalogue. How they are weighed and ordered: ranker.py and rerank.py."""

from dataclasses import dataclass

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints
from apps.recommendations.ranking.evidence import Evidence, decayed, gather
from apps.recommendations.ranking.history import History, Taste
from apps.recommendations.ranking.model import ItemModel
from apps.recommendations.ranking.profile import Profile

SEQUENCE_PEOPLE = 500.0  # people at which what follows what is trusted half: order is learned more slowly
LIKES_PEOPLE = 50.0  # the same for what is liked by most and what is liked together
LEAST_LIKES_TRUST = 0.05  # without anybody, TMDb's votes stand in for likes
ASSOCIATION_LIKES = 2.0  # likes of the person at which associations are trusted half: one may be a whim
CONTENT_PEOPLE = 20.0  # people at which the extra weight of content, taste and quality is halved …
ALONE = 20.0  # … which is so many times their weight while nothing was learned
GENRE_EVIDENCE_HALF = 3.0  # sum of opinions on a genre at which its weight reaches 0.5
FAVORITE_GENRE_EVIDENCE = 3.0  # what naming a favorite genre counts, in fully liked items


@dataclass(frozen=True, eq=False)
class Raw:
    """Signals before calibration: name → vector over the items, and the evidence behind the linear ones.

    trust: factors of weights; what people teach counts less while few have, what needs no teacher counts more.
    """

    vectors: dict[str, Floats]
    evidence: dict[str, Evidence]
    genre_weights: Floats
    likes: int
    trust: dict[str, float]


def build_user_genre_profile(catalogue: Catalogue, history: History, taste: Taste) -> Floats:
    """Weight of each genre, -1…1: s / (|s| + 3), s the sum of opinions (-1…1) on items of the genre.

    It saturates, so that more of one genre never takes from another.
    """
    opinions = history.opinions
    total = np.zeros(len(catalogue.genre_ids), dtype=np.float32)
    if len(opinions.items):
        total += opinions.strength @ catalogue.genre_table[opinions.items]
    total += FAVORITE_GENRE_EVIDENCE * np.isin(np.array(catalogue.genre_ids), list(taste.favorite_genres))
    return (total / (np.abs(total) + GENRE_EVIDENCE_HALF)).astype(np.float32)


def genre_affinity(catalogue: Catalogue, weights: Floats) -> Floats:
    """Mean weight of an item's genres, below 0 taken as 0."""
    return np.maximum(catalogue.genre_table @ weights / catalogue.genre_sizes, 0).astype(np.float32)


def recency(catalogue: Catalogue, today: int, window: int, *, include_unreleased: bool) -> Floats:
    """1 for a film that comes out today, falling to 0 over `window` days; unreleased 0, or 1 if asked for."""
    age = today - catalogue.release_day
    fresh = np.clip(1 - age / window, 0, 1) * (catalogue.release_day > 0)
    return np.where(age < 0, float(include_unreleased), fresh).astype(np.float32)


def taste_signal(catalogue: Catalogue, taste: Taste) -> Floats:
    """0–1: boosted features, favorite genres and languages that an item has, each once, s / (s + 1)."""
    total = np.zeros(len(catalogue), dtype=np.float32)
    for name, weight in sorted(taste.boosts.items()):
        if (column := catalogue.feature_column.get(name)) is not None:
            total += weight * (catalogue.features[:, [column]].toarray().ravel() > 0)
    wanted = np.isin(np.array(catalogue.genre_ids), list(taste.favorite_genres)).astype(np.float32)
    if wanted.any():
        total += (catalogue.genre_table @ wanted) / catalogue.genre_sizes
    if taste.languages:
        total += 0.5 * np.isin(np.array(catalogue.languages), list(taste.languages))[catalogue.language]
    return (total / (total + 1)).astype(np.float32)


def content(catalogue: Catalogue, items: Ints, weights: Floats) -> Floats:
    """Cosine of each item's features with the weighted sum of the items' features; below 0 is 0."""
    person = weights @ catalogue.features[items]
    length = float(np.sqrt((person * person).sum()))
    if length < 1e-9:
        return np.zeros(len(catalogue), dtype=np.float32)
    return np.maximum(catalogue.features @ (person / length), 0).astype(np.float32)


def compute(
    *, catalogue: Catalogue, history: History, taste: Taste, profile: Profile, model: ItemModel, today: int
) -> Raw:
    """Every signal that the profile weighs."""
    opinions = history.opinions
    likes = opinions.likes
    used = {name for name, weight in (*profile.weights.items(), *profile.fading.items()) if weight}
    genre_weights = build_user_genre_profile(catalogue, history, taste)
    vectors: dict[str, Floats] = {}
    evidence = _learned(model, history, profile, used)
    vectors |= {name: part.totals() for name, part in evidence.items()}
    if "content" in used:
        heard = opinions.graded
        vectors["content"] = content(catalogue, opinions.items[heard], opinions.grades[heard])
    if "genre_affinity" in used:
        vectors["genre_affinity"] = genre_affinity(catalogue, genre_weights)
    if "taste" in used:
        vectors["taste"] = taste_signal(catalogue, taste)
    if "quality" in used:
        vectors["quality"] = catalogue.quality
    if "popularity" in used:
        vectors["popularity"] = catalogue.popularity_signal
    if "most_liked" in used:
        vectors["most_liked"] = catalogue.most_liked
    if "recency" in used:
        vectors["recency"] = recency(
            catalogue, today, profile.recency_days, include_unreleased=taste.include_unreleased
        )
    return Raw(vectors, evidence, genre_weights, len(likes), _trust(model.people, len(likes)))


def _trust(people: int, likes: int) -> dict[str, float]:
    alone = 1 + ALONE * CONTENT_PEOPLE / (people + CONTENT_PEOPLE)
    return {
        "sequence": people / (people + SEQUENCE_PEOPLE),
        "association": people / (people + LIKES_PEOPLE) * likes / (likes + ASSOCIATION_LIKES),
        "most_liked": max(people / (people + LIKES_PEOPLE), LEAST_LIKES_TRUST),
        "content": alone,
        "taste": alone,
        "quality": alone,
    }


def _learned(model: ItemModel, history: History, profile: Profile, used: set[str]) -> dict[str, Evidence]:
    """What the history says through the model's weights."""
    opinions, evidence = history.opinions, {}
    heard, grades = opinions.items[opinions.graded], opinions.grades[opinions.graded]
    if "collaborative" in used:
        evidence["collaborative"] = _co_liking(model, history, profile)
    if "sequence" in used:
        lately = decayed(len(heard), profile.sequence_half_life)
        evidence["sequence"] = gather(model.sequence, heard, lately * grades)
    if "association" in used:
        evidence["association"] = gather(model.association, heard, grades)
    return evidence


def _co_liking(model: ItemModel, history: History, profile: Profile) -> Evidence:
    opinions = history.opinions
    items, grades = opinions.items[opinions.graded], opinions.grades[opinions.graded]
    weights = decayed(len(items), profile.collaborative_half_life) * grades
    if not profile.dislike_weight:
        return gather(model.collaborative, items, weights)
    dislikes = opinions.dislikes
    against = np.full(len(dislikes), -profile.dislike_weight, dtype=np.float32)
    return gather(model.collaborative, np.append(items, dislikes), np.append(weights, against))

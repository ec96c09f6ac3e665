"""Exploration: some places of a list go to items that the scores do not put there, with a known chance.

An item about which little is known may be better than its score. Thompson sampling (Thompson 1933) draws a possible score
of each candidate, wider for an item with fewer likes, and shows the one with the greatest draw. The chance of that is
estimated from many draws, mixed with an equal chance for all, and then the item is drawn with exactly these chances: so
they can be logged as propensities, and no candidate's is near 0.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apps.recommendations.ranking.catalogue import Floats, Ints

CANDIDATES = 20  # for each exploring place
DRAWS = 400
EQUAL = 0.2  # part of the chances that is equal for all candidates
KNOWN_HALF = 20.0  # likes after which an item's score is about 0.7 times as uncertain
SHARE_MAX = 0.5


@dataclass(frozen=True)
class Exploration:
    """share: of the places, above 0 and at most SHARE_MAX. seed: the same seed gives the same draws."""

    share: float
    seed: int


@dataclass(frozen=True, eq=False)
class Explored:
    """items: the list. propensities: the chance with which an exploring place chose its item; NaN for other places."""

    items: Ints
    propensities: Floats


def exploring_places(length: int, share: float) -> Ints:
    """The last of each 1 / share places, so that the first ones never explore."""
    step = round(1 / share)
    return np.arange(step - 1, length, step)


def explore(
    items: Ints, candidates: Ints, scores: Floats, likes: Floats, exploration: Exploration
) -> Explored:
    """Insert explored items at the exploring places; what they displace moves down, and the list keeps its length.

    items: the list, best first. candidates: further items, best first. scores, likes: of all items of the catalogue.
    """
    places = exploring_places(len(items), exploration.share)[: len(candidates)]
    propensities = np.full(len(items), np.nan, dtype=np.float32)
    if not len(places):
        return Explored(items, propensities)
    draw = np.random.default_rng(exploration.seed)
    spread = max(float(np.std(scores[np.append(items, candidates)])), 1e-6)
    mixed = items
    for number, place in enumerate(places):
        # Candidates are dealt out to the places, so that each place draws independently of the others.
        dealt = candidates[number :: len(places)][:CANDIDATES]
        chances = thompson_chances(scores[dealt], spread / np.sqrt(1 + likes[dealt] / KNOWN_HALF), draw)
        chosen = int(draw.choice(len(dealt), p=chances))
        mixed = np.insert(mixed, place, dealt[chosen])
        propensities[place] = chances[chosen]
    return Explored(mixed[: len(items)], propensities)


def thompson_chances(scores: Floats, uncertainty: Floats, draw: np.random.Generator) -> NDArray[np.float64]:
    """With which chance each candidate is shown. Shape (candidates,), sums to 1."""
    draws = scores + uncertainty * draw.standard_normal((DRAWS, len(scores)))
    wins = np.bincount(draws.argmax(axis=1), minlength=len(scores)) / DRAWS
    return (1 - EQUAL) * wins + EQUAL / len(scores)

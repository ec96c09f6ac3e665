"""Every sentence of every list of generated users agrees with the numbers that ranked the movie."""

import re

import numpy as np
import pytest

from apps.recommendations.ranking import (
    CLASSIC,
    LEARNED,
    SIGNALS,
    History,
    Interactions,
    Kind,
    Taste,
    build_catalogue,
    train,
)
from apps.recommendations.services.dataset import Snapshot
from apps.recommendations.services.serving.explanations import explanation, leading_signal
from apps.recommendations.tests.ranking_calls import TODAY, ranked

ITEMS, GENRES = 90, ("Action", "Comedy", "Drama", "Horror")
LEADS = tuple(signal.lead for signal in SIGNALS.values() if signal.lead)


def generated(seed: int):
    """A snapshot, a model, and one user's history with ratings, watches, favorites and dismissals."""
    draw = np.random.default_rng(seed)
    genres = [sorted(draw.choice(4, draw.integers(1, 3), replace=False).tolist()) for _ in range(ITEMS)]
    catalogue = build_catalogue(
        item_ids=np.arange(ITEMS),
        genres=genres,
        tokens=[[*(f"genre:{g}" for g in own), f"director:{n % 30}"] for n, own in enumerate(genres)],
        vote_average=draw.uniform(4, 9, ITEMS),
        vote_count=draw.integers(0, 2000, ITEMS),
        popularity=draw.exponential(5, ITEMS),
        release_day=TODAY - draw.integers(0, 4000, ITEMS),
    )
    labels = {f"genre:{n}": name for n, name in enumerate(GENRES)} | {
        f"director:{n}": f"Director {n}" for n in range(30)
    }
    titles = [f"«{n}»" for n in range(ITEMS)]
    snapshot = Snapshot("1", catalogue, np.ones(ITEMS, dtype=bool), titles, [None] * ITEMS, labels)
    users = np.repeat(np.arange(40), 15)
    items = np.concatenate([draw.permutation(ITEMS)[:15] for _ in range(40)])
    model = None
    if seed % 3:
        values = draw.integers(1, 11, len(users))
        model = train(Interactions.of_ratings(users, items, values, np.arange(len(users))))
        model = model.aligned_to(catalogue.item_ids)
    count = int(draw.integers(0, 20))
    history = History.of(
        draw.permutation(ITEMS)[:count],
        kinds=draw.choice([kind.value for kind in Kind], count),
        values=draw.integers(1, 11, count),
    )
    return snapshot, model, history


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("profile", [CLASSIC, LEARNED], ids=lambda profile: profile.name)
def test_every_sentence_agrees_with_the_numbers(seed, profile):
    snapshot, model, history = generated(seed)
    taste = Taste(favorite_genres=frozenset({seed % 4})) if seed % 5 == 0 else Taste()
    opinions = history.opinions
    watched = frozenset(opinions.items[opinions.kinds == Kind.WATCHED].tolist())
    liked = {snapshot.titles[item] for item in opinions.likes} - {snapshot.titles[item] for item in watched}
    personal = bool(len(history.items) or taste.favorite_genres)
    found = ranked(snapshot.catalogue, history, profile, model=model, taste=taste, limit=40)
    for place in range(len(found)):
        sentence = explanation(found, place, snapshot, personal, watched)
        named = re.findall(r"«\d+»", sentence)
        reasons = {snapshot.titles[reason.item]: reason for reason in found.because_of[place]}
        for title in named:
            assert reasons[title].contribution > 0, sentence
            told = re.search(r"[Yy]ou (liked|watched)", sentence)
            assert told is None or (told[1] == "liked") == (title in liked), sentence
        if not personal or not found.personal[place]:
            assert "you" not in sentence, sentence
            continue
        leading = leading_signal(found, place)
        assert found.contributions[place].max() > 0
        if lead := SIGNALS[leading].lead:
            assert sentence.startswith(lead), (leading, sentence)
        elif not SIGNALS[leading].is_personal:
            assert sentence.startswith(("Rated", "New in")), (leading, sentence)
        elif leading != "taste":
            assert not sentence.startswith(LEADS), (leading, sentence)
        for genre in re.findall(r"you like (\w+)|also (\w+), which you like", sentence):
            number = GENRES.index(next(name for name in genre if name))
            opinion = opinions.strength @ snapshot.catalogue.genre_table[opinions.items][:, number]
            assert opinion + 3 * (number in taste.favorite_genres) > 0, sentence


def test_a_reason_that_contributes_next_to_nothing_is_not_named():
    snapshot, model, _ = generated(1)
    found = ranked(snapshot.catalogue, History.of([0], values=9), LEARNED, model=model, limit=40)
    certainty = 2 / 17  # the scores are multiplied by it, the contributions of reasons are not
    for place, reasons in enumerate(found.because_of):
        assert all(reason.contribution * certainty >= 0.029 * found.scores[place] for reason in reasons)
    assert any(found.because_of)

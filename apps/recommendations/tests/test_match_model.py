"""`match`: what is learned, and that it is a chance that moves with the user."""

from dataclasses import replace

import numpy as np
import pytest

from apps.recommendations.ranking import (
    CLASSIC,
    LEARNED,
    History,
    Interactions,
    ItemModel,
    Kind,
    build_catalogue,
    train,
)
from apps.recommendations.ranking.match import MATCH_MINIMUM, Matcher
from apps.recommendations.ranking.match_model import EVEN, PARTS, USUAL_WEIGHTS, MatchModel, chances
from apps.recommendations.ranking.match_training import HeldOut, fitted_slopes, learn_match, with_match
from apps.recommendations.ranking.metrics import area_under_curve, calibration_curve, calibration_error
from apps.recommendations.tests.ranking_calls import TODAY, matched, ranked

ITEMS, USERS = 120, 300
FAMILY, HORROR = 0, 1


def genre_of(item: int) -> int:
    return item % 2


@pytest.fixture(scope="module")
def catalogue():
    """Half family films, half horror films, with votes that say nothing of the genre."""
    return build_catalogue(
        item_ids=np.arange(ITEMS),
        genres=[[genre_of(item)] for item in range(ITEMS)],
        tokens=[[f"genre:{genre_of(item)}", f"keyword:{item % 7}"] for item in range(ITEMS)],
        vote_average=5.5 + (np.arange(ITEMS) // 2 % 10) / 4,
        vote_count=[1000] * ITEMS,
        popularity=[1.0] * ITEMS,
        release_day=[TODAY - 3000] * ITEMS,
    )


def ratings(seed: int = 0) -> Interactions:
    """Even users like family films, odd ones horror; all like films with better votes more."""
    draw = np.random.default_rng(seed)
    users = np.repeat(np.arange(USERS), 40)
    items = np.concatenate([draw.permutation(ITEMS)[:40] for _ in range(USERS)])
    likes = np.where(items % 2 == users % 2, 1.5, -1.5)
    values = 6.5 + likes + 0.5 * ((items // 2 % 10) - 4.5) / 4 + draw.normal(0, 1, len(users))
    return Interactions.of_ratings(users, items, np.clip(np.round(values), 1, 10), np.arange(len(users)))


@pytest.fixture(scope="module")
def model(catalogue):
    everything = ratings()
    return with_match(train(everything), catalogue, everything).aligned_to(catalogue.item_ids)


def test_it_tells_liked_from_other_films_of_one_user_and_means_what_it_says(model):
    told = model.match.measures
    assert told["auc"] > 0.8
    assert told["auc_item"] < 0.6
    assert told["calibration_error"] < 0.06


def test_two_opposite_users_get_opposite_numbers(catalogue, model):
    family = History.of(range(20), values=[9.5, 1] * 10)
    horror = History.of(range(20), values=[1, 9.5] * 10)
    for served in (model, None):  # also without any training
        for item in (40, 60):
            ours = matched(catalogue, family, CLASSIC, item, model=served).match_score
            theirs = matched(catalogue, horror, CLASSIC, item, model=served).match_score
            assert ours > theirs + 20


def test_dislikes_alone_lower_the_match_of_their_genre(catalogue, model):
    nothing, disliked = History.of(), History.of([1, 3, 5, 7], kinds=Kind.DISLIKED)
    before = matched(catalogue, nothing, CLASSIC, 41, model=model).match_score
    assert matched(catalogue, disliked, CLASSIC, 41, model=model).match_score < before


def test_a_rating_is_its_own_match(catalogue, model):
    history = History.of([3, 3], values=[9, 2])
    assert matched(catalogue, history, CLASSIC, 3, model=model).match_score == 20


def test_no_list_shows_a_low_match_while_others_remain(catalogue, model):
    history = History.of(range(20), values=[9.5, 1] * 10)
    for limit in (10, ITEMS):
        found = ranked(catalogue, history, CLASSIC, model=model, limit=limit).match_scores
        low = found < MATCH_MINIMUM
        assert not (low[:-1] & ~low[1:]).any()
    assert low.any(), "all remaining films are listed in the end"
    assert not (ranked(catalogue, history, CLASSIC, model=model, limit=10).match_scores < MATCH_MINIMUM).any()


def test_more_ratings_of_the_same_taste_never_lower_the_confidence(catalogue, model):
    last = 0.0
    for count in range(0, 41, 2):
        history = History.of(range(count), values=[9, 2] * (count // 2))
        found = matched(catalogue, history, CLASSIC, 60, model=model)
        total = sum(signal["contribution"] for signal in found.signals.values())
        assert total == pytest.approx(found.confidence, abs=1e-5)
        assert last <= found.confidence <= 1
        last = found.confidence


def test_the_artifact_keeps_it_and_older_artifacts_have_none(catalogue, model):
    loaded = ItemModel.from_bytes(model.to_bytes())
    assert loaded.match.numbers() == model.match.numbers()
    assert np.array_equal(loaded.match.factors, model.match.factors)
    old = ItemModel.from_bytes(replace(model, match=None).to_bytes())
    assert old.match is None
    history = History.of([0], values=9)
    assert 0 <= matched(catalogue, history, CLASSIC, 5, model=old).match_score <= 100


def test_items_that_the_model_does_not_know_match_by_votes_and_facts(catalogue, model):
    fewer = model.match.aligned_to(np.arange(0, ITEMS, 2)).aligned_to(catalogue.item_ids)
    assert np.isnan(fewer.bias[1::2]).all()
    assert np.isfinite(fewer.item_bias(catalogue)).all()


def test_too_few_ratings_teach_nothing(catalogue):
    few = ratings().take(np.arange(20))
    assert learn_match(catalogue, few) is None


def test_what_does_not_help_gets_no_weight(catalogue):
    """Ratings at random: nothing personal can be learned, so the personal parts have hardly any effect."""
    draw, everything = np.random.default_rng(1), ratings()
    noise = replace(everything, values=draw.integers(1, 11, len(everything)).astype(np.float32))
    weights = dict(zip(PARTS, learn_match(catalogue, noise).weights, strict=True))
    assert weights["personal"] < 0.4 * USUAL_WEIGHTS[PARTS.index("personal")]


def test_two_users_matches_differ_where_the_best_prediction_is_nearly_the_same_for_all(catalogue):
    """Of what people think of a film here most is alike. The chance leans towards the rest, at little cost."""
    draw, like_all = np.random.default_rng(2), ratings(seed=2)
    found = draw.normal(0, 1.6, ITEMS)[like_all.items]
    own = np.where(like_all.items % 2 == like_all.users % 2, 0.8, -0.8)
    values = np.clip(np.round(6.5 + found + own + draw.normal(0, 1, len(found))), 1, 10).astype(np.float32)
    learned = learn_match(catalogue, replace(like_all, values=values)).aligned_to(catalogue.item_ids)
    told = {}
    for name, match in (("leaning", learned), ("plain", replace(learned, lean=0.0))):
        users = [History.of(range(20), values=values) for values in ([8, 4] * 10, [4, 8] * 10)]
        told[name] = np.array(
            [Matcher(catalogue, user, match).scores(np.arange(20, ITEMS)) for user in users]
        )
    assert learned.lean > 0.03
    assert np.corrcoef(told["leaning"])[0, 1] < np.corrcoef(told["plain"])[0, 1] - 0.1
    assert learned.measures["auc"] > 0.8
    assert learned.measures["calibration_error"] < 0.06
    nothing = [Matcher(catalogue, History.of(), match) for match in (learned, replace(learned, lean=0.0))]
    every = np.arange(ITEMS)
    assert np.array_equal(*(matcher.scores(every) for matcher in nothing)), (
        "a new user gets the best prediction"
    )


def test_the_regression_of_long_histories_counts_less_beside_associations_with_a_single_like(
    catalogue, model
):
    shares = []
    for likes in (1, 4, 20):
        found = matched(catalogue, History.of(range(0, 2 * likes, 2), values=9), LEARNED, 60, model=model)
        names = {"collaborative", "association"} & set(found.signals)
        learned = {name: found.signals[name]["weight"] for name in names}
        shares.append(learned["collaborative"] / sum(learned.values()))
    assert shares[0] < 0.3
    assert shares == sorted(shares)
    assert shares[-1] > 0.8


def test_lists_and_single_movies_tell_the_same_chance(catalogue, model):
    folded = Matcher(catalogue, History.of(range(9), values=[9, 3, 8] * 3), model.match).folded
    every = np.arange(ITEMS)
    told = chances(model.match.weights, folded.parts(every), model.match.lean, folded.known)
    assert folded.chances(every) == pytest.approx(told, abs=1e-5)


def test_models_of_earlier_versions_lean_to_nothing(model):
    numbers = {name: value for name, value in model.match.numbers().items() if name != "lean"}
    arrays = {name: getattr(model.match, name) for name in ("item_ids", "bias", "factors")}
    assert MatchModel(**arrays, **numbers).lean == 0


def test_chances_that_lean_are_as_likely_as_they_say():
    draw = np.random.default_rng(4)
    parts = np.column_stack([np.ones(20_000), draw.normal(size=(20_000, len(PARTS) - 1))]).astype(np.float32)
    best = (-0.2, 1.5, 0.3, 0.5, 0.4, 0.2)
    high = draw.random(len(parts)) < chances(best, parts)
    answers = HeldOut(parts, high, np.arange(len(parts)), np.full(len(parts), 40))
    slopes = fitted_slopes(best, answers, 0.3)
    before, after = (chances(best, parts, 0.3, 40, each) for each in (EVEN, slopes))
    assert calibration_error(high, after) < calibration_error(high, before) * 0.75
    assert np.array_equal(before >= 0.5, after >= 0.5)
    assert fitted_slopes(best, answers, 0.0) == EVEN
    assert np.array_equal(chances(best, parts, 0.3, 0, slopes), chances(best, parts))


def test_the_measures_of_an_exact_example():
    users = np.array([1, 1, 1, 1, 2, 2])
    high = np.array([True, False, True, False, True, True])
    told = np.array([0.9, 0.1, 0.5, 0.5, 0.2, 0.2])
    assert area_under_curve(users, high, told) == pytest.approx((1 + 1 + 1 + 0.5) / 4)
    assert area_under_curve(users, np.ones(6, dtype=bool), told) == 0.5
    assert calibration_error(np.array([True, False]), np.array([0.95, 0.05])) == pytest.approx(0.05)
    assert [count for _, _, count in calibration_curve(high, told)] == [1, 2, 2, 1]

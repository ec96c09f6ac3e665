"""Properties that hold for any catalogue and history."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from apps.recommendations.ranking import (
    CLASSIC,
    LEARNED,
    History,
    ItemModel,
    Kind,
    RankingInput,
    Taste,
    build_catalogue,
    describe,
    match,
    prepare_many,
    similar,
    weighing_of,
)
from apps.recommendations.ranking.match import MATCH_MINIMUM
from apps.recommendations.tests.ranking_calls import TODAY, matched, ranked, scored

SIZE = 24
quick = settings(max_examples=40, deadline=None, derandomize=True)


@st.composite
def catalogues_and_models(draw):
    """A catalogue and a model in its positions."""
    chance = np.random.default_rng(draw(st.integers(0, 10_000)))
    genres = [chance.choice(5, chance.integers(0, 4), replace=False).tolist() for _ in range(SIZE)]
    catalogue = build_catalogue(
        item_ids=np.arange(SIZE) * 3,
        genres=genres,
        tokens=[[f"genre:{genre}" for genre in item] + [f"keyword:{chance.integers(4)}"] for item in genres],
        vote_average=chance.uniform(0, 10, SIZE),
        vote_count=chance.integers(0, 500, SIZE),
        popularity=chance.exponential(5, SIZE),
        release_day=TODAY - chance.integers(-50, 2000, SIZE),
        adult=chance.random(SIZE) < 0.1,
        collection=np.where(chance.random(SIZE) < 0.4, chance.integers(0, 3, SIZE), -1),
        part=chance.integers(0, 5, SIZE),
    )
    weights = sparse.random_array((SIZE, SIZE), density=0.4, rng=chance, dtype=np.float32).tocsr()
    likes = chance.integers(0, 30, SIZE).astype(np.float32)
    return catalogue, ItemModel(
        catalogue.item_ids,
        {"collaborative": weights, "sequence": weights.T.tocsr(), "association": weights},
        likes,
        users=40,
    )


histories = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.sampled_from(list(Kind)), st.integers(1, 10)), max_size=15
).map(lambda events: History.of(*([list(column) for column in zip(*events, strict=True)] or [[], [], []])))
profiles = st.sampled_from([CLASSIC, LEARNED])


@quick
@given(catalogues_and_models(), histories, profiles, st.integers(1, SIZE), st.floats(0, 1))
def test_signals_sum_to_scores_from_0_to_1(served, history, profile, limit, diversity):
    catalogue, model = served
    ranking = ranked(catalogue, history, profile, model=model, limit=limit, diversity=diversity)
    assert len(set(ranking.items.tolist())) == len(ranking) <= limit
    assert ((ranking.scores >= 0) & (ranking.scores <= 1 + 1e-5)).all()
    assert ((ranking.values >= 0) & (ranking.values <= 1)).all()
    assert np.allclose(ranking.contributions.sum(axis=1), ranking.scores, atol=1e-5)
    assert ((ranking.match_scores >= 0) & (ranking.match_scores <= 100)).all()


@quick
@given(catalogues_and_models(), histories, profiles, st.lists(st.integers(0, SIZE - 1), max_size=5))
def test_excluded_items_are_never_recommended(served, history, profile, excluded):
    catalogue, model = served
    ranking = ranked(catalogue, history, profile, model=model, limit=SIZE, exclude=excluded)
    never = {*excluded, *history.excluded.tolist(), *np.flatnonzero(catalogue.adult).tolist()}
    assert not never & set(ranking.items.tolist())


@quick
@given(catalogues_and_models(), histories, profiles)
def test_explanations_do_not_change_the_list(served, history, profile):
    catalogue, model = served
    first, again = (
        ranked(catalogue, history, profile, model=model, explain=explain) for explain in (True, False)
    )
    assert first.items.tolist() == again.items.tolist()
    assert first.scores.tolist() == again.scores.tolist()


@quick
@given(catalogues_and_models(), histories, profiles)
def test_at_most_three_of_a_genre_in_a_row_while_another_is_left(served, history, profile):
    catalogue, model = served
    ranking = ranked(catalogue, history, profile, model=model, limit=SIZE)
    good = ranking.match_scores >= 50
    for tier in (good & ranking.personal, good & ~ranking.personal, ~good):
        leading = catalogue.leading_genre[ranking.items[tier]].tolist()
        for end in range(3, len(leading)):
            if leading[end] != -1 and len(set(leading[end - 3 : end + 1])) == 1:
                assert set(leading[end:]) == {leading[end]}


@quick
@given(catalogues_and_models(), histories, profiles)
def test_padding_is_ranked_and_scored_below_personal_picks(served, history, profile):
    catalogue, model = served
    ranking = ranked(catalogue, history, profile, model=model, limit=SIZE)
    low = ranking.match_scores < MATCH_MINIMUM
    assert not (low[:-1] & ~low[1:]).any()
    personal = ranking.personal[~low]
    assert not (~personal[:-1] & personal[1:]).any()
    for first, rest in ((~low & ranking.personal, ~low & ~ranking.personal), (~low, low)):
        if first.any() and rest.any():
            assert ranking.scores[rest].max() <= ranking.scores[first].min() + 1e-5


@quick
@given(catalogues_and_models(), histories, profiles)
def test_one_part_of_a_collection_is_listed_in_order(served, history, profile):
    catalogue, model = served
    ranking = ranked(catalogue, history, profile, model=model, limit=SIZE)
    excluded = set(history.excluded.tolist())
    for item in ranking.items[catalogue.collection[ranking.items] >= 0]:
        collection = catalogue.collection_order[
            catalogue.collection[catalogue.collection_order] == catalogue.collection[item]
        ].tolist()
        assert sum(other in ranking.items for other in collection) == 1
        place = collection.index(item)
        seen = [collection.index(other) for other in collection if other in excluded]
        latest = max(seen, default=-1)
        skipped = collection[latest + 1 : place] if place > latest else collection[:place]
        assert set(skipped) <= excluded


@quick
@given(catalogues_and_models(), histories, st.integers(0, SIZE - 1))
def test_a_like_never_lowers_the_affinity_of_its_genres(served, history, liked):
    catalogue, model = served
    before = scored(catalogue, history, CLASSIC, model=model).signals.vectors["genre_affinity"]
    if liked in history.items:
        return
    more = History.of(
        np.append(history.items, liked), np.append(history.kinds, Kind.FAVORITE), np.append(history.values, 1)
    )
    after = scored(catalogue, more, CLASSIC, model=model).signals.vectors["genre_affinity"]
    assert (after >= before - 1e-6).all()


@quick
@given(catalogues_and_models(), histories, st.integers(0, SIZE - 1))
def test_a_like_never_lowers_the_signal_of_its_neighbours(served, history, liked):
    catalogue, model = served
    if liked in history.items:
        return
    more = History.of(
        np.append(history.items, liked), np.append(history.kinds, Kind.FAVORITE), np.append(history.values, 1)
    )
    evidence = [
        scored(catalogue, one, LEARNED, model=model).signals.vectors["collaborative"]
        for one in (history, more)
    ]
    neighbours = model.matrix("collaborative")[[liked]].toarray().ravel() > 0
    assert (evidence[1] >= evidence[0] - 1e-5)[neighbours].all()


@quick
@given(catalogues_and_models(), histories, profiles, st.integers(0, SIZE - 1))
def test_reasons_are_liked_movies_ordered_by_contribution(served, history, profile, item):
    catalogue, model = served
    ranking = ranked(catalogue, history, profile, model=model, limit=SIZE)
    likes = set(history.opinions.likes.tolist())
    for reasons in ranking.because_of:
        assert {reason.item for reason in reasons} <= likes
        contributions = [reason.contribution for reason in reasons]
        assert contributions == sorted(contributions, reverse=True)
    assert 0 <= matched(catalogue, history, profile, item, model=model).match_score <= 100


@quick
@given(
    catalogues_and_models(), st.integers(0, SIZE - 1), st.sampled_from(["hybrid", "content", "collaborative"])
)
def test_similar_movies_are_ordered_and_without_the_movie(served, item, method):
    catalogue, model = served
    found = similar(catalogue, item, model=model, method=method)
    assert item not in found.items
    assert ((found.scores > 0) & (found.scores <= 1 + 1e-5)).all()
    assert found.scores.tolist() == sorted(found.scores.tolist(), reverse=True)


@quick
@given(catalogues_and_models(), histories, st.permutations(range(SIZE)))
def test_the_order_of_the_catalogue_does_not_change_the_list(served, history, order):
    catalogue, _ = served
    ids = catalogue.item_ids
    genres = [
        [catalogue.genre_ids[catalogue.leading_genre[i]]] if catalogue.leading_genre[i] >= 0 else []
        for i in range(SIZE)
    ]
    catalogues = [
        build_catalogue(
            item_ids=ids[places],
            genres=[genres[i] for i in places],
            vote_average=catalogue.vote_average[places],
            popularity=catalogue.popularity[places],
        )
        for places in (list(range(SIZE)), list(order))
    ]
    lists = [ranked(one, history, CLASSIC, taste=Taste(favorite_genres=frozenset({1}))) for one in catalogues]
    assert lists[0].items.tolist() == lists[1].items.tolist()


@quick
@given(catalogues_and_models(), histories, profiles)
def test_a_match_has_the_numbers_of_the_whole_list(served, history, profile):
    catalogue, model = served
    taste = Taste(boosts={"genre:1": 1.0}, favorite_genres=frozenset({2}))
    inputs = RankingInput(catalogue, history, profile, TODAY, model, taste)
    prepared, weighing = prepare_many(inputs), weighing_of(inputs)
    for item in range(SIZE):
        whole = describe(prepared, np.array([item]))
        one = match(inputs, item, weighing)
        contributions = [one.signals[name]["contribution"] for name in whole.signals]
        assert np.allclose(contributions, whole.contributions[0], atol=1e-5)
        assert one.match_score == whole.match_scores[0]
        assert abs(one.confidence - sum(contributions)) < 1e-5

"""What holds for any catalogue and any person."""

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
    Taste,
    build_catalogue,
    similar,
)
from apps.recommendations.tests.ranking_calls import TODAY, matched, ranked, scored

SIZE = 24
quick = settings(max_examples=40, deadline=None, derandomize=True)


@st.composite
def worlds(draw):
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
@given(worlds(), histories, profiles, st.integers(1, SIZE), st.floats(0, 1))
def test_scores_are_shares_that_their_signals_sum_to(world, history, profile, limit, diversity):
    catalogue, model = world
    ranking = ranked(catalogue, history, profile, model=model, limit=limit, diversity=diversity)
    assert len(set(ranking.items.tolist())) == len(ranking) <= limit
    assert ((ranking.scores >= 0) & (ranking.scores <= 1 + 1e-5)).all()
    assert ((ranking.values >= 0) & (ranking.values <= 1)).all()
    assert np.allclose(ranking.contributions.sum(axis=1), ranking.scores, atol=1e-5)
    assert ((ranking.match_scores >= 0) & (ranking.match_scores <= 100)).all()


@quick
@given(worlds(), histories, profiles, st.lists(st.integers(0, SIZE - 1), max_size=5))
def test_what_is_excluded_never_comes(world, history, profile, excluded):
    catalogue, model = world
    ranking = ranked(catalogue, history, profile, model=model, limit=SIZE, exclude=excluded)
    never = {*excluded, *history.excluded.tolist(), *np.flatnonzero(catalogue.adult).tolist()}
    assert not never & set(ranking.items.tolist())


@quick
@given(worlds(), histories, profiles)
def test_the_same_question_gets_the_same_list_with_or_without_reasons(world, history, profile):
    catalogue, model = world
    first, again = (
        ranked(catalogue, history, profile, model=model, explain=explain) for explain in (True, False)
    )
    assert first.items.tolist() == again.items.tolist()
    assert first.scores.tolist() == again.scores.tolist()


@quick
@given(worlds(), histories, profiles)
def test_no_more_than_three_of_a_genre_in_a_row_while_another_is_left(world, history, profile):
    catalogue, model = world
    ranking = ranked(catalogue, history, profile, model=model, limit=SIZE)
    for part in (ranking.items[ranking.personal], ranking.items[~ranking.personal]):
        leading = catalogue.leading_genre[part].tolist()
        for end in range(3, len(leading)):
            if leading[end] != -1 and len(set(leading[end - 3 : end + 1])) == 1:
                assert set(leading[end:]) == {leading[end]}


@quick
@given(worlds(), histories, profiles)
def test_padding_stands_behind_and_below_every_personal_pick(world, history, profile):
    catalogue, model = world
    ranking = ranked(catalogue, history, profile, model=model, limit=SIZE)
    personal = ranking.personal
    assert not (~personal[:-1] & personal[1:]).any()
    if personal.any() and not personal.all():
        assert ranking.scores[~personal].max() <= ranking.scores[personal].min() + 1e-5


@quick
@given(worlds(), histories, profiles)
def test_of_a_saga_one_part_comes_and_never_a_later_before_an_earlier(world, history, profile):
    catalogue, model = world
    ranking = ranked(catalogue, history, profile, model=model, limit=SIZE)
    met = set(history.excluded.tolist())
    for item in ranking.items[catalogue.collection[ranking.items] >= 0]:
        saga = catalogue.collection_order[
            catalogue.collection[catalogue.collection_order] == catalogue.collection[item]
        ].tolist()
        assert sum(other in ranking.items for other in saga) == 1
        place = saga.index(item)
        seen = [saga.index(other) for other in saga if other in met]
        latest = max(seen, default=-1)
        skipped = saga[latest + 1 : place] if place > latest else saga[:place]
        assert set(skipped) <= met


@quick
@given(worlds(), histories, st.integers(0, SIZE - 1))
def test_more_of_a_liked_genre_never_lowers_a_film_of_it(world, history, liked):
    catalogue, model = world
    before = scored(catalogue, history, CLASSIC, model=model).signals.vectors["genre_affinity"]
    if liked in history.items:
        return
    more = History.of(
        np.append(history.items, liked), np.append(history.kinds, Kind.FAVORITE), np.append(history.values, 1)
    )
    after = scored(catalogue, more, CLASSIC, model=model).signals.vectors["genre_affinity"]
    assert (after >= before - 1e-6).all()


@quick
@given(worlds(), histories, st.integers(0, SIZE - 1))
def test_one_more_like_never_takes_from_its_neighbours(world, history, liked):
    catalogue, model = world
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
@given(worlds(), histories, profiles, st.integers(0, SIZE - 1))
def test_reasons_are_liked_films_and_add_up_to_less_than_the_score(world, history, profile, item):
    catalogue, model = world
    ranking = ranked(catalogue, history, profile, model=model, limit=SIZE)
    likes = set(history.opinions.likes.tolist())
    for reasons in ranking.because_of:
        assert {reason.item for reason in reasons} <= likes
        told = [reason.contribution for reason in reasons]
        assert told == sorted(told, reverse=True)
    assert 0 <= matched(catalogue, history, profile, item, model=model).match_score <= 100


@quick
@given(worlds(), st.integers(0, SIZE - 1), st.sampled_from(["hybrid", "content", "collaborative"]))
def test_similar_films_are_others_in_order_of_likeness(world, item, method):
    catalogue, model = world
    found = similar(catalogue, item, model=model, method=method)
    assert item not in found.items
    assert ((found.scores > 0) & (found.scores <= 1 + 1e-5)).all()
    assert found.scores.tolist() == sorted(found.scores.tolist(), reverse=True)


@quick
@given(worlds(), histories, st.permutations(range(SIZE)))
def test_the_order_in_which_films_are_given_changes_nothing(world, history, order):
    catalogue, _ = world
    ids = catalogue.item_ids
    genres = [
        [catalogue.genre_ids[catalogue.leading_genre[i]]] if catalogue.leading_genre[i] >= 0 else []
        for i in range(SIZE)
    ]
    asked = [
        build_catalogue(
            item_ids=ids[places],
            genres=[genres[i] for i in places],
            vote_average=catalogue.vote_average[places],
            popularity=catalogue.popularity[places],
        )
        for places in (list(range(SIZE)), list(order))
    ]
    lists = [ranked(one, history, CLASSIC, taste=Taste(favorite_genres=frozenset({1}))) for one in asked]
    assert lists[0].items.tolist() == lists[1].items.tolist()

"""Pure mapping: no answer of TMDb's, however odd, breaks it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.movies.services import tmdb_mapping

WORDS = st.text("aZ9/-.\0\ud800é", max_size=12)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | WORDS
INNER_KEYS = st.sampled_from(
    [
        "results",
        "cast",
        "crew",
        "keywords",
        "id",
        "name",
        "type",
        "order",
        "job",
        "US",
        "flatrate",
        "site",
        "key",
        "provider_id",
        "provider_name",
        "iso_3166_1",
        "release_dates",
        "certification",
        "imdb_id",
    ]
)
ANYTHING = st.recursive(
    SCALARS | st.just("Director"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(INNER_KEYS, inner, max_size=5),
    max_leaves=12,
)
KEYS = [
    "overview", "poster_path", "release_date", "vote_average", "vote_count", "popularity", "genre_ids", "genres",
    "runtime", "budget", "homepage", "imdb_id", "belongs_to_collection", "adult", "credits", "keywords", "videos",
    "release_dates", "external_ids", "watch/providers", "recommendations",
]  # fmt: skip


@pytest.mark.parametrize("absurd", [10**400, -(10**400), float("inf"), float("nan"), True, "9", None, [1]])
def test_absurd_numbers_become_numbers_that_can_be_stored(absurd):
    assert 0 <= tmdb_mapping.clean_integer(absurd) <= 2**31 - 1
    assert 0 <= tmdb_mapping.clean_number(absurd, 10.0) <= 10


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=6))
def test_no_answer_breaks_the_mapping(odd):
    raw = {"id": 5, "title": "Film"} | odd
    assert tmdb_mapping.detailed_movie(raw)["tmdb_id"] == 5
    tmdb_mapping.genre_ids(raw), tmdb_mapping.collection(raw), tmdb_mapping.keywords(raw)
    tmdb_mapping.credit_pairs(raw), tmdb_mapping.certifications(raw), list(tmdb_mapping.watch_options(raw))

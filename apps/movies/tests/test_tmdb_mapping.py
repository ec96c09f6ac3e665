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


@pytest.mark.parametrize(
    ("rating", "age"),
    [("PG-13", 13), ("R", 17), ("FSK 16", 16), ("12A", 12), ("U", 0), ("R 18+", 18), ("odd", None)],
)
def test_certifications_say_from_which_age(rating, age):
    assert tmdb_mapping.min_age(rating) == age


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=6))
def test_no_answer_breaks_the_mapping(odd):
    raw = {"id": 5, "title": "Film"} | odd
    assert tmdb_mapping.detailed_movie(raw)["tmdb_id"] == 5
    tmdb_mapping.genre_ids(raw), tmdb_mapping.collection(raw), tmdb_mapping.keywords(raw)
    tmdb_mapping.credit_pairs(raw), tmdb_mapping.certifications(raw), list(tmdb_mapping.watch_options(raw))

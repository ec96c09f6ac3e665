"""Movies whose texts mean what a query says."""

from functools import lru_cache
from importlib.util import find_spec

from django.conf import settings

from apps.movies.models import MovieVector
from apps.movies.services.meaning.encoder import (
    ENCODER_MAX,
    LIBRARIES,
    MeaningUnavailable,
    Vectors,
    is_configured,
    load_encoder,
)
from apps.movies.services.meaning.vectors import index_of

MOST = 200  # results of one query
BELOW = 20  # movies that are shown below exact results, at most
# What the nearest movie's similarity must be, in standard deviations from the mean of all, for a query to mean something:
# that of random letters is 4.1 at most.
CLEAR = 4.2
NEAR = 2.5  # the least similarity of a movie below exact results


def meant_movies(query: str, *, limit: int = MOST) -> list[int]:
    """Ids of the movies nearest to the query, the best first. Raises MeaningUnavailable."""
    encoder = load_encoder()
    ids, _ = index_of(encoder.name).search(encoded_query(query, encoder.name), limit)
    if not ids:
        raise MeaningUnavailable(
            "No movie has a vector of this model. An operator runs python manage.py encode_movies --all."
        )
    return ids


def meant_below(query: str) -> list[int]:
    """As `meant_movies`, but none without an encoder, or for a query that no movie is clearly closer to than others."""
    try:
        encoder = load_encoder()
    except MeaningUnavailable:
        return []
    ids, clearness = index_of(encoder.name).search(encoded_query(query, encoder.name), BELOW, least=NEAR)
    return ids if clearness >= CLEAR else []


def is_available() -> bool:
    """For `core/info/`: whether `mode=meaning` works here. Loads no model."""
    if not is_configured() or not all(find_spec(name) for name in LIBRARIES):
        return False
    return MovieVector.objects.filter(encoder=settings.MEANING_MODEL[:ENCODER_MAX]).exists()


@lru_cache(maxsize=1000)
def encoded_query(query: str, encoder: str) -> Vectors:
    vector = load_encoder().encode([query], is_query=True)[0]
    vector.flags.writeable = False
    return vector


__all__ = ["MeaningUnavailable", "is_available", "meant_below", "meant_movies"]

"""Movies whose texts mean what a query says."""

from functools import lru_cache

from apps.movies.services.meaning.encoder import MeaningUnavailable, Vectors, is_configured, load_encoder
from apps.movies.services.meaning.vectors import index_of

MOST = 200  # results of one query
BELOW = 20  # movies that are shown below exact results, at most
# How far from the mean similarity of all movies, in standard deviations, a movie below exact results must be.
CLOSE = 3.5


def meant_movies(query: str, *, limit: int = MOST) -> list[int]:
    """Ids of the movies nearest to the query, the best first. Raises MeaningUnavailable."""
    encoder = load_encoder()
    near = index_of(encoder.name).nearest(encoded_query(query, encoder.name), limit)
    if not near:
        raise MeaningUnavailable(
            "No movie has a vector yet. An operator runs python manage.py encode_movies."
        )
    return [movie_id for movie_id, _ in near]


def meant_below(query: str) -> list[int]:
    """As `meant_movies`, but only those that are clearly closer than others; none without an encoder."""
    if not is_configured():
        return []
    try:
        encoder = load_encoder()
    except MeaningUnavailable:
        return []
    return index_of(encoder.name).outstanding(encoded_query(query, encoder.name), BELOW, CLOSE)


def is_available() -> bool:
    """For `core/info/`: whether `mode=meaning` works here."""
    try:
        return is_configured() and len(index_of(load_encoder().name)) > 0
    except MeaningUnavailable:
        return False


@lru_cache(maxsize=1000)
def encoded_query(query: str, encoder: str) -> Vectors:
    vector = load_encoder().encode([query], is_query=True)[0]
    vector.flags.writeable = False
    return vector


__all__ = ["MeaningUnavailable", "is_available", "meant_below", "meant_movies"]

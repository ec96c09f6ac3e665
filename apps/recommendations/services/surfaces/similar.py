"""Movies similar to one movie, and how well a movie suits a user."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from apps.movies.models import Movie
from apps.recommendations.ranking import Similar
from apps.recommendations.ranking.similar import Method
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.explanations import DECIMALS, shared_phrase
from apps.recommendations.services.serving.visibility import shown_movies


class SimilarListing:
    """Movies similar to one movie; a slice is one page, in two queries."""

    def __init__(self, engine: RecommendationEngine, position: int, found: Similar):
        self.engine, self.position, self.found = engine, position, found

    def __len__(self) -> int:
        return len(self.found.items)

    def __getitem__(self, part: slice) -> list[Movie]:
        items, scores = self.found.items[part], self.found.scores[part]
        movies = shown_movies(self.engine.snapshot.ids(items))
        places = zip(self.engine.snapshot.ids(items), items, scores, strict=True)
        return [
            self._described(movies[movie_id], int(item), float(score))
            for movie_id, item, score in places
            if movie_id in movies
        ]

    def _described(self, movie: Any, item: int, score: float) -> Movie:
        movie.similarity = round(score, DECIMALS)
        shared = shared_phrase(self.engine.snapshot, item, self.position)
        movie.explanation = f"Also {shared}." if shared else "Liked by the same users."
        return movie


def similar_movies(
    movie_id: int, *, method: Method, limit: int, movie_ids: Sequence[int] | np.ndarray | None = None
) -> SimilarListing:
    """Raises Movie.DoesNotExist."""
    check_exists(movie_id)
    engine = RecommendationEngine().including(movie_id)
    found = engine.similar(movie_id, method=method, limit=limit, movie_ids=movie_ids)
    return SimilarListing(engine, engine.position(movie_id), found)


def match_of(user_id: int, movie_id: int) -> dict[str, Any]:
    """Raises Movie.DoesNotExist."""
    check_exists(movie_id)
    engine = RecommendationEngine().including(movie_id)
    found = engine.match(user_id, movie_id)
    return {
        "movie": movie_id,
        "match_score": found.match_score,
        "confidence_score": round(min(max(found.confidence, 0), 1), DECIMALS),
        "signals": found.signals,
    }


def match_if_loaded(user_id: int, movie_id: int) -> int | None:
    """The match score, in one query; None if this process has not loaded the catalogue or the movie."""
    engine = RecommendationEngine.if_loaded()
    if engine is None or engine.snapshot.positions([movie_id])[0] < 0:
        return None
    return engine.match_score(user_id, movie_id)


def check_exists(movie_id: int) -> None:
    """A movie that was just deleted may still be in the cached catalogue. Raises Movie.DoesNotExist."""
    if not Movie.objects.filter(pk=movie_id).exists():
        raise Movie.DoesNotExist(f"There is no movie {movie_id}.")

"""Lists of one user under several weight profiles, for staff. Nothing is stored or counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from apps.movies.models import Movie
from apps.recommendations.models import Recommendation, WeightProfile
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.ranked_lists import ListRequest
from apps.recommendations.services.serving.visibility import shown_movies
from apps.recommendations.services.serving.weight_profiles import parse_profile


@dataclass(frozen=True)
class Column:
    """One profile's list. places: each row with its movie, and the row's place in the first list or None."""

    profile: WeightProfile
    places: list[tuple[Recommendation, int | None]]


def preview(*, user_id: int, profiles: Sequence[WeightProfile], limit: int = 15) -> list[Column]:
    """Raises ProfileError if a profile cannot be used."""
    engine = RecommendationEngine(wait=True)
    user, request = engine.load_features(user_id), ListRequest(limit=limit)
    lists = [
        engine.rank(replace(user, profile=parse_profile(profile)), request).rows() for profile in profiles
    ]
    movies = shown_movies(sorted({row.movie_id for rows in lists for row in rows}), mutes=user.context.muted)
    first = {row.movie_id: place for place, row in enumerate(lists[0] if lists else (), start=1)}
    return [
        Column(
            profile,
            [(with_movie(row, movies), first.get(row.movie_id)) for row in rows if row.movie_id in movies],
        )
        for profile, rows in zip(profiles, lists, strict=True)
    ]


def with_movie(row: Recommendation, movies: Mapping[int, Movie]) -> Recommendation:
    row.movie = movies[row.movie_id]
    return row

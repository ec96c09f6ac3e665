"""The data of this app in a user's export."""

from collections import defaultdict
from typing import Any

from apps.core.types import User
from apps.movies.models import Movie
from apps.movies.services.titled_text import TitledText
from apps.recommendations.models import (
    ExposureEvent,
    GroupMembership,
    GroupVote,
    Recommendation,
    RecommendationFeedback,
    TasteSettings,
)


def movie_facts(movie: Movie) -> dict[str, Any]:
    year = movie.release_date.year if movie.release_date else None
    return {
        "id": movie.pk,
        "tmdb_id": movie.tmdb_id,
        "imdb_id": movie.imdb_id,
        "title": movie.title,
        "year": year,
    }


def export_feedback(user: User) -> list[dict[str, Any]]:
    rows = RecommendationFeedback.objects.filter(user=user).select_related("movie")
    return [
        {
            "movie": movie_facts(row.movie),
            "feedback_type": row.feedback_type,
            "comment": row.comment,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
        }
        for row in rows
    ]


def export_recommendations(user: User) -> list[dict[str, Any]]:
    rows = Recommendation.objects.filter(user=user).select_related("movie").order_by("pk")
    return [
        {
            "movie": movie_facts(row.movie),
            "recommendation_type": row.recommendation_type,
            "confidence_score": row.confidence_score,
            "explanation": TitledText.of(row.explanation),
            "is_clicked": row.is_clicked,
            "clicked_at": row.clicked_at,
            "is_rated": row.is_rated,
            "created_at": row.created_at,
        }
        for row in rows
    ]


def export_exposures(user: User) -> list[dict[str, Any]]:
    """The user's part of the exposure log, oldest first."""
    facts = ("kind", "value", "surface", "row", "place", "profile", "happened_at")
    columns = ("movie_id", "movie__tmdb_id", "movie__title", *facts)
    rows = ExposureEvent.objects.filter(user=user).order_by("happened_at", "place", "pk")
    return [
        {"movie": {"id": movie_id, "tmdb_id": tmdb_id, "title": title}, **dict(zip(facts, rest, strict=True))}
        for movie_id, tmdb_id, title, *rest in rows.values_list(*columns)
    ]


def export_taste(user: User) -> dict[str, Any]:
    settings = TasteSettings.objects.filter(user=user).first() or TasteSettings()
    names = ("boosts", "mutes", "personalised", "trainable", "reset_at", "updated_at")
    return {name: getattr(settings, name) for name in names}


def export_groups(user: User) -> list[dict[str, Any]]:
    rows = GroupMembership.objects.filter(user=user).select_related("group")
    votes = defaultdict(list)
    for vote in GroupVote.objects.filter(user=user).select_related("movie"):
        votes[vote.group_id].append(vote)
    return [
        {
            "name": row.group.name,
            "strategy": row.group.strategy,
            "joined_at": row.joined_at,
            "votes": [
                {"movie": movie_facts(vote.movie), "vote": vote.vote, "updated_at": vote.updated_at}
                for vote in votes[row.group_id]
            ],
        }
        for row in rows
    ]

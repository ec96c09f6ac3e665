"""What people say and do to recommendations. Feedback hangs on person and movie, so no refresh can lose it."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from apps.movies.models import Movie
from apps.recommendations.models import Recommendation, RecommendationFeedback
from apps.recommendations.services.feedback.daily_stats import FEEDBACK_COUNTS, count, flush_impressions

HIDING = (RecommendationFeedback.Type.DISLIKE, RecommendationFeedback.Type.NOT_INTERESTED)


@transaction.atomic
def give_feedback(
    *, user: Any, movie: Movie, feedback_type: str, comment: str = ""
) -> tuple[RecommendationFeedback, bool]:
    """Make or change the person's word on a movie; returns whether it is new."""
    shown = Recommendation.objects.filter(user=user, movie=movie).first()
    before = (
        RecommendationFeedback.objects.filter(user=user, movie=movie).values_list("feedback_type").first()
    )
    row, created = RecommendationFeedback.objects.update_or_create(
        user=user,
        movie=movie,
        defaults={"feedback_type": feedback_type, "comment": comment, "recommendation": shown},
    )
    if shown and before != (feedback_type,):
        _count(shown, **{FEEDBACK_COUNTS[RecommendationFeedback.Type(feedback_type)]: 1})
    return row, created


@transaction.atomic
def click(*, recommendation: Recommendation) -> Recommendation:
    """The first click counts; later ones change nothing."""
    first = Recommendation.objects.filter(pk=recommendation.pk, is_clicked=False)
    if first.update(is_clicked=True, clicked_at=timezone.now()):
        _count(recommendation, clicks=1)
        recommendation.is_clicked = True
    return recommendation


def follow_up_rating(*, user_id: int, movie_id: int, rating: float) -> None:
    """A movie was rated: if it had been recommended, the recommendation is told, once."""
    told = Recommendation.objects.filter(user_id=user_id, movie_id=movie_id, is_rated=False)
    row = told.only("profile", "recommendation_type").first()
    if row is not None and told.update(is_rated=True):
        _count(row, ratings=1, rating_sum=rating)


def rating_withdrawn(*, user_id: int, movie_id: int) -> None:
    Recommendation.objects.filter(user_id=user_id, movie_id=movie_id).update(is_rated=False)


def hiding_feedback(user: Any) -> QuerySet[RecommendationFeedback]:
    """The person's words that keep a movie out of every list."""
    return RecommendationFeedback.objects.filter(user=user, feedback_type__in=HIDING)


def _count(row: Recommendation, **added: float) -> None:
    count(profile=row.profile, kind=row.recommendation_type, **added)
    flush_impressions()

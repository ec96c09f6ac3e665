"""A user's feedback on recommendations: likes, dislikes, dismissals, clicks, and ratings that follow.

Feedback belongs to user and movie, so it survives the recommendation.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from rest_framework.exceptions import NotFound

from apps.core.locking import lock_user
from apps.core.types import User
from apps.favorites.services import library
from apps.favorites.services.library import Change, Effects, WriteCounts
from apps.recommendations.models import Recommendation, RecommendationFeedback
from apps.recommendations.services.feedback.daily_stats import FEEDBACK_COUNTS, flush_impressions, increment

HIDING = (RecommendationFeedback.Type.DISLIKE, RecommendationFeedback.Type.NOT_INTERESTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveFeedback(Change):
    """Like, dislike or dismiss a movie. Replaces earlier feedback on it."""

    feedback_type: str
    comment: str = ""


def write_feedback(user_id: int, changes: Sequence[GiveFeedback], effects: Effects) -> WriteCounts:
    """The library's writer of GiveFeedback (favorites.services.library)."""
    counts = WriteCounts()
    movie_ids = {change.movie_id for change in changes}
    shown = {row.movie_id: row for row in _recommended(user_id, movie_ids)}
    before = RecommendationFeedback.objects.filter(user=user_id, movie__in=movie_ids)
    types = dict(before.values_list("movie_id", "feedback_type"))
    for change in changes:
        row, created = RecommendationFeedback.objects.update_or_create(
            user_id=user_id,
            movie_id=change.movie_id,
            defaults={
                "feedback_type": change.feedback_type,
                "comment": change.comment,
                "recommendation": shown.get(change.movie_id),
            },
        )
        counts.rows[change.movie_id] = row
        (counts.added if created else counts.updated).add(change.movie_id)
        if change.movie_id in shown and types.get(change.movie_id) != change.feedback_type:
            kind = FEEDBACK_COUNTS[RecommendationFeedback.Type(change.feedback_type)]
            _count(shown[change.movie_id], **{kind: 1})
    return counts


def hide_movies(user_id: int, movie_ids: set[int]) -> list[GiveFeedback]:
    """The changes that hide the movies, without those that the user has given feedback on."""
    rows = RecommendationFeedback.objects.filter(user=user_id)
    answered = set(rows.values_list("movie_id", flat=True))
    hiding = RecommendationFeedback.Type.NOT_INTERESTED
    return [GiveFeedback(movie_id=pk, feedback_type=hiding) for pk in sorted(movie_ids - answered)]


def give_feedback(
    *, user_id: int, movie_id: int, feedback_type: str, comment: str = ""
) -> tuple[RecommendationFeedback, bool]:
    """Create or replace the user's feedback on a movie; returns the row and whether it is new."""
    change = GiveFeedback(movie_id=movie_id, feedback_type=feedback_type, comment=comment)
    counts = library.apply(user_id=user_id, changes=[change])["feedback"]
    return counts.rows[movie_id], bool(counts.added)


@transaction.atomic
def withdraw_feedback(*, user_id: int, feedback_id: int) -> None:
    """Delete the feedback; the movie may be recommended again. Raises NotFound (404) if it does not exist."""
    lock_user(user_id)
    if not RecommendationFeedback.objects.filter(user=user_id, pk=feedback_id).delete()[0]:
        raise NotFound


@transaction.atomic
def record_click(*, recommendation: Recommendation) -> Recommendation:
    """Mark the recommendation as clicked. Only the first click counts."""
    first = Recommendation.objects.filter(pk=recommendation.pk, is_clicked=False)
    if first.update(is_clicked=True, clicked_at=timezone.now()):
        _count(recommendation, clicks=1)
        recommendation.is_clicked = True
    return recommendation


def record_ratings(
    *, user_id: int, ratings: dict[int, tuple[float, datetime]], shown: Collection[int]
) -> None:
    """Mark recommendations whose movies were rated, once each, and count the ratings.

    ratings: movie id -> (rating, time). A rating from before the recommendation is no response to it: an
    imported history does not count. One of a movie that was listed, but never shown, is marked and not counted. shown:
    movies that the user was shown lately, whose impressions are not in the rows yet.
    """
    for row in _recommended(user_id, ratings, is_rated=False):
        rating, rated_at = ratings[row.movie_id]
        was_shown = row.times_shown or row.is_clicked or row.movie_id in shown
        if rated_at < row.created_at:
            continue
        if Recommendation.objects.filter(pk=row.pk, is_rated=False).update(is_rated=True) and was_shown:
            _count(row, ratings=1, rating_sum=rating)


def clear_ratings(*, user_id: int, movie_ids: Iterable[int]) -> None:
    """Unmark recommendations whose movies' ratings were deleted."""
    rated = [row.pk for row in _recommended(user_id, movie_ids, is_rated=True)]
    Recommendation.objects.filter(pk__in=rated).update(is_rated=False)


def hiding_feedback(user: User) -> QuerySet[RecommendationFeedback]:
    """The user's feedback that excludes movies from every list."""
    return RecommendationFeedback.objects.filter(user=user, feedback_type__in=HIDING)


def _recommended(user_id: int, movie_ids: Iterable[int], **fields: Any) -> list[Recommendation]:
    """The user's recommendations of these movies, which may be many: a user has a few hundred recommendations."""
    wanted = set(movie_ids)
    rows = Recommendation.objects.filter(user=user_id, **fields)
    if len(wanted) <= library.FILTERED_MOVIES_MAX:
        rows = rows.filter(movie__in=wanted)
    columns = ("profile", "recommendation_type", "movie_id", "created_at", "times_shown", "is_clicked")
    return [row for row in rows.only(*columns) if row.movie_id in wanted] if wanted else []


def _count(row: Recommendation, **added: float) -> None:
    increment(profile=row.profile, kind=row.recommendation_type, added=added)
    flush_impressions()

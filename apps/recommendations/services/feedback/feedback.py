"""A user's feedback on recommendations: likes, dislikes, dismissals, clicks, and whether a rating followed.

Feedback belongs to user and movie, so it survives the recommendation.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from rest_framework.exceptions import NotFound

from apps.core.locking import lock_user
from apps.core.types import User
from apps.favorites.services import library
from apps.favorites.services.library import Change, Effects, WriteCounts
from apps.recommendations.models import Recommendation, RecommendationFeedback
from apps.recommendations.services.exposures.log import Action, Kind, write_actions

HIDING = (RecommendationFeedback.Type.DISLIKE, RecommendationFeedback.Type.NOT_INTERESTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveFeedback(Change):
    """Like, dislike or dismiss a movie. Replaces earlier feedback on it.

    created_at, changed_at: when the user did so, by default now.
    """

    feedback_type: str
    comment: str = ""
    created_at: datetime | None = None
    changed_at: datetime | None = None


def write_feedback(user_id: int, changes: Sequence[GiveFeedback], effects: Effects) -> WriteCounts:
    """The library's writer of GiveFeedback (favorites.services.library)."""
    counts = WriteCounts()
    dated: list[RecommendationFeedback] = []
    movie_ids = {change.movie_id for change in changes}
    shown = {row.movie_id: row for row in _recommended(user_id, movie_ids)}
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
        if change.changed_at is not None:
            row.created_at, row.updated_at = change.created_at or change.changed_at, change.changed_at
            dated.append(row)
        counts.rows[change.movie_id] = row
        (counts.added if created else counts.updated).add(change.movie_id)
    RecommendationFeedback.objects.bulk_update(dated, ["created_at", "updated_at"])
    return counts


def restore_feedback(user_id: int, exported: Sequence[tuple[int, Mapping[str, str]]]) -> list[GiveFeedback]:
    """The changes that restore feedback of an export, except where the user's own is as new or newer."""
    rows = RecommendationFeedback.objects.filter(user=user_id)
    changed_at = dict(rows.values_list("movie_id", "updated_at"))
    changes = []
    for movie_id, values in exported:
        times = {name: parse_moment(values[name]) for name in ("created_at", "updated_at")}
        changed = times["updated_at"]
        is_newer = movie_id not in changed_at or (changed and changed > changed_at[movie_id])
        if is_newer and values["feedback_type"] in RecommendationFeedback.Type.values:
            changes.append(
                GiveFeedback(
                    movie_id=movie_id,
                    feedback_type=values["feedback_type"],
                    comment=values["comment"],
                    created_at=times["created_at"],
                    changed_at=changed,
                )
            )
    return changes


def parse_moment(text: str) -> datetime | None:
    """A time of an export with its offset; None for anything else, or if it is in the future."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo and moment <= timezone.now() else None


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
    """Write the click to the exposure log, and mark the recommendation as clicked."""
    click = Action(
        client_id=uuid.uuid4().hex,
        movie_id=recommendation.movie_id,
        kind=Kind.OPENED,
        happened_at=timezone.now(),
    )
    write_actions([click], user_id=recommendation.user_id)
    recommendation.is_clicked = True
    return recommendation


def mark_rated(*, user_id: int, rated_at: dict[int, datetime]) -> None:
    """Mark recommendations whose movies were rated. rated_at: by movie id.

    A rating from before the recommendation is no response to it: an imported history does not count.
    """
    rows = _recommended(user_id, rated_at, is_rated=False)
    rated = [row.pk for row in rows if rated_at[row.movie_id] >= row.created_at]
    if rated:
        Recommendation.objects.filter(pk__in=rated).update(is_rated=True)


def clear_ratings(*, user_id: int, movie_ids: Iterable[int]) -> None:
    """Unmark recommendations whose movies' ratings were deleted."""
    rated = [row.pk for row in _recommended(user_id, movie_ids, is_rated=True)]
    if rated:
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
    return [row for row in rows.only("movie_id", "created_at") if row.movie_id in wanted] if wanted else []

"""Lists as rows: stored by upsert on (user, movie), so that feedback and clicks outlive every refresh."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from apps.movies.models import Movie
from apps.movies.models.querysets import NOT_IN_LISTS
from apps.recommendations.models import Recommendation, RecommendationBatch, RecommendationFeedback
from apps.recommendations.services.impressions import NEVER_SHOWN, Shown, forget_notes

MADE_ANEW = [
    "recommendation_type",
    "confidence_score",
    "match_score",
    "explanation",
    "signals",
    "because_of",
    "rank",
    "profile",
    "batch_id",
    "updated_at",
]


@dataclass(frozen=True)
class MadeList:
    """A person's list before it is stored, best first."""

    user_id: int
    rows: Sequence[Recommendation]
    fingerprint: str
    profile: str
    model_version: str
    shown: Shown = NEVER_SHOWN


@transaction.atomic
def store_lists(lists: Sequence[MadeList], *, today: date) -> dict[int, int]:
    """Put these lists in the place of the former ones; returns how many movies each person's list has.

    The batch is written first: its row is the lock that lets two lists of one person come one after the
    other. Movies that were deleted or hidden meanwhile are left out.
    """
    batches = {made.user_id: uuid.uuid4() for made in lists}
    _store_batches(lists, batches)
    for made in lists:
        _keep_showings(made)
    user_ids = list(batches)
    Recommendation.objects.filter(user_id__in=user_ids, rank__isnull=False).update(rank=None)
    rows = _ranked_rows(lists, batches)
    Recommendation.objects.bulk_create(
        sorted(rows, key=lambda row: (row.user_id, row.movie_id)),
        update_conflicts=True,
        unique_fields=["user", "movie"],
        update_fields=MADE_ANEW,
    )
    for made in lists:
        if made.shown.pending:
            forget_notes(made.user_id, today)
    sizes: dict[int, int] = dict.fromkeys(user_ids, 0)
    for row in rows:
        sizes[row.user_id] += 1
    return sizes


def _store_batches(lists: Sequence[MadeList], batches: dict[int, uuid.UUID]) -> None:
    RecommendationBatch.objects.bulk_create(
        [
            RecommendationBatch(
                user_id=made.user_id,
                fingerprint=made.fingerprint,
                profile=made.profile,
                model_version=made.model_version,
                batch_id=batches[made.user_id],
                generated_at=timezone.now(),
            )
            for made in sorted(lists, key=lambda made: made.user_id)
        ],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["fingerprint", "profile", "model_version", "batch_id", "generated_at"],
    )


def _keep_showings(made: MadeList) -> None:
    by_count: dict[int, list[int]] = defaultdict(list)
    for movie_id, days in made.shown.pending.items():
        by_count[days].append(movie_id)
    for days, movie_ids in by_count.items():
        own = Recommendation.objects.filter(user_id=made.user_id, movie_id__in=movie_ids)
        own.update(times_shown=F("times_shown") + days)


def _ranked_rows(lists: Sequence[MadeList], batches: dict[int, uuid.UUID]) -> list[Recommendation]:
    wanted = {row.movie_id for made in lists for row in made.rows}
    here = Movie.objects.filter(pk__in=wanted, hidden_from_recommendations=False)
    living = set(here.order_by().values_list("pk", flat=True))
    ranked = []
    for made in lists:
        for rank, row in enumerate(row for row in made.rows if row.movie_id in living):
            row.rank, row.batch_id = rank, batches[made.user_id]
            ranked.append(row)
    return ranked


def with_feedback(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Each row with the id and the word of the feedback that its person gave on its movie."""
    said = RecommendationFeedback.objects.filter(user=OuterRef("user"), movie=OuterRef("movie"))
    return rows.annotate(
        feedback_id=Subquery(said.values("pk")[:1]), feedback_type=Subquery(said.values("feedback_type")[:1])
    )


def with_movies(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Each row with its movie as lists show it, in two queries."""
    not_shown = [f"movie__{name}" for name in NOT_IN_LISTS]
    return rows.select_related("movie").defer(*not_shown).prefetch_related("movie__genres")


def stored_rows(user_id: int) -> QuerySet[Recommendation]:
    """The stored list of a person, best first, without what must no longer be shown."""
    rows = Recommendation.objects.filter(user_id=user_id)
    return with_movies(with_feedback(showable(rows))).order_by("rank", "pk")


def showable(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    return rows.filter(
        rank__isnull=False, movie__deleted_at__isnull=True, movie__hidden_from_recommendations=False
    )


def keep_rows(rows: Sequence[Recommendation]) -> list[Recommendation]:
    """Rows that were ranked for a filtered list, with movies, and with their person's stored ids and marks.

    What is stored already is not written: only movies that this person was never recommended get a row.
    """
    rows = with_fresh_movies(rows)
    if not rows or rows[0].user_id is None:
        return rows
    kept = _kept(rows)
    missing = [row for row in rows if row.movie_id not in kept]
    if missing:
        Recommendation.objects.bulk_create(missing, ignore_conflicts=True)
        kept = _kept(rows)
    for row in rows:
        _take_marks(row, kept.get(row.movie_id))
    return rows


def with_fresh_movies(rows: Sequence[Recommendation]) -> list[Recommendation]:
    """The rows with their movies; those whose movie is gone are left out."""
    movies = Movie.objects.for_list().in_bulk([row.movie_id for row in rows])
    found = [row for row in rows if row.movie_id in movies]
    for row in found:
        row.movie = movies[row.movie_id]
    return found


def _kept(rows: Sequence[Recommendation]) -> dict[int, Recommendation]:
    own = Recommendation.objects.filter(user_id=rows[0].user_id, movie_id__in=[row.movie_id for row in rows])
    return {row.movie_id: row for row in with_feedback(own)}


def _take_marks(row: Any, kept: Any) -> None:
    if kept is None:
        return
    for name in ("pk", "is_clicked", "is_rated", "created_at", "feedback_id", "feedback_type"):
        setattr(row, name, getattr(kept, name))

"""Lists as rows: stored by upsert on (user, movie), so that feedback and clicks outlive every refresh."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from apps.core.upsert import upsert
from apps.movies.models import Movie
from apps.movies.models.querysets import NOT_IN_LISTS
from apps.recommendations.models import Recommendation, RecommendationBatch, RecommendationFeedback
from apps.recommendations.services.serving.impressions import NEVER_SHOWN, Shown, forget_notes

# What a list says of each of its movies; the rest of a row (clicks, showings) is not its own.
LISTED = (
    "movie_id",
    "recommendation_type",
    "confidence_score",
    "match_score",
    "explanation",
    "signals",
    "because_of",
    "profile",
)
PLACED = ("rank", "user_id", "batch_id")
MADE_ANEW = {*LISTED, *PLACED, "updated_at"} - {"movie_id", "user_id"}
NEVER_ANSWERED = {"times_shown": 0, "is_clicked": False, "is_rated": False}

ListRow = tuple[Any, ...]
list_row = itemgetter(*LISTED)  # of the columns of a ranked place


@dataclass(frozen=True)
class MadeList:
    """A person's list before it is stored, best first. rows: of `list_row`."""

    user_id: int
    rows: Sequence[ListRow]
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
    rows = _placed_rows(lists, batches)
    _take_out_of_lists(rows)
    _store_rows(rows)
    for made in lists:
        if made.shown.pending:
            forget_notes(made.user_id, today)
    return {user_id: len(ranked) for user_id, ranked in rows.items()}


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


def _placed_rows(lists: Sequence[MadeList], batches: dict[int, uuid.UUID]) -> dict[int, list[ListRow]]:
    """By person: their rows, best first, with what PLACED names behind; only movies that still stand."""
    wanted = {movie_id for made in lists for movie_id, *_ in made.rows}
    here = Movie.objects.filter(pk__in=wanted, hidden_from_recommendations=False)
    living = set(here.order_by().values_list("pk", flat=True))
    placed = {}
    for made in lists:
        own = (made.user_id, batches[made.user_id].hex)
        rows = (row for row in made.rows if row[0] in living)
        placed[made.user_id] = [(*row, rank, *own) for rank, row in enumerate(rows)]
    return placed


def _store_rows(rows: Mapping[int, list[ListRow]]) -> None:
    """In one order always, so that two runs never wait for each other's rows."""
    now = timezone.now()
    upsert(
        Recommendation,
        (*LISTED, *PLACED),
        [row for user_id in sorted(rows) for row in sorted(rows[user_id], key=itemgetter(0))],
        unique=("user_id", "movie_id"),
        update=sorted(MADE_ANEW),
        defaults={**NEVER_ANSWERED, "created_at": now, "updated_at": now},
    )


def _take_out_of_lists(rows: Mapping[int, list[ListRow]]) -> None:
    """What stood in a former list and is not in the new one keeps its row, without a rank."""
    stay = {user_id: {movie_id for movie_id, *_ in ranked} for user_id, ranked in rows.items()}
    former = Recommendation.objects.filter(user_id__in=list(rows), rank__isnull=False).order_by()
    places = former.values_list("pk", "user_id", "movie_id")
    gone = [pk for pk, user_id, movie_id in places if movie_id not in stay[user_id]]
    if gone:
        Recommendation.objects.filter(pk__in=gone).update(rank=None)


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

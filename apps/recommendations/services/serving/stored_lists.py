"""Stored lists: rows upserted by (user, movie), so that feedback and clicks survive every refresh."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from apps.core.prepared import PreparedRows, PreparedValues
from apps.core.upsert import upsert
from apps.movies.models import Movie
from apps.movies.models.querysets import add_genres
from apps.recommendations.models import Recommendation, RecommendationBatch, RecommendationFeedback
from apps.recommendations.services.serving.visibility import (
    NO_MUTES,
    Mutes,
    may_be_shown,
    muted_among,
    showable,
    shown_movies,
)

# Columns that a list writes; clicks of a row stay.
LISTED = (
    "movie_id",
    "recommendation_type",
    "confidence_score",
    "match_score",
    "explanation",
    "details",
    "profile",
    "propensity",
)
PLACED = ("rank", "user_id", "batch_id")
REPLACED = {*LISTED, *PLACED, "updated_at"} - {"movie_id", "user_id"}
WITHOUT_RESPONSE = {"is_clicked": False, "is_rated": False}

ListRow = tuple[Any, ...]
list_row = itemgetter(*LISTED)  # from the columns of a RankedList


@dataclass(frozen=True)
class GeneratedList:
    """A user's list before it is stored, best first. rows: results of `list_row`."""

    user_id: int
    rows: Sequence[ListRow]
    fingerprint: str
    profile: str
    model_version: str


@transaction.atomic
def store_lists(lists: Sequence[GeneratedList]) -> dict[int, int]:
    """Replace the stored lists; returns the number of movies by user id.

    The batches are written first: a batch is the lock that serialises two lists of one user. Movies that were deleted
    or hidden meanwhile are left out.
    """
    batches = {generated.user_id: uuid.uuid4() for generated in lists}
    _store_batches(lists, batches)
    rows = _placed_rows(lists, batches)
    _store_rows(rows)
    _remove_from_lists(batches)
    return {user_id: len(ranked) for user_id, ranked in rows.items()}


def _store_batches(lists: Sequence[GeneratedList], batches: dict[int, uuid.UUID]) -> None:
    columns = ("fingerprint", "profile", "model_version")
    upsert(
        RecommendationBatch,
        ("user_id", *columns, "batch_id"),
        [
            (user_id, *(getattr(generated, name) for name in columns), batches[user_id].hex)
            for user_id, generated in sorted((generated.user_id, generated) for generated in lists)
        ],
        unique=["user_id"],
        update=[*columns, "batch_id", "generated_at"],
        defaults={"generated_at": timezone.now()},
    )


def _placed_rows(lists: Sequence[GeneratedList], batches: dict[int, uuid.UUID]) -> dict[int, list[ListRow]]:
    """By user id the rows, best first, with the columns of PLACED appended; without movies that may not be shown."""
    wanted = {movie_id for generated in lists for movie_id, *_ in generated.rows}
    existing = {movie_id for (movie_id,) in STILL_SHOWN.rows(many=list(wanted))}
    placed = {}
    for generated in lists:
        own = (generated.user_id, batches[generated.user_id].hex)
        rows = (row for row in generated.rows if row[0] in existing)
        placed[generated.user_id] = [(*row, rank, *own) for rank, row in enumerate(rows)]
    return placed


def _store_rows(rows: Mapping[int, list[ListRow]]) -> None:
    """Rows are always written in the same order, so that two runs cannot deadlock."""
    now = timezone.now()
    upsert(
        Recommendation,
        (*LISTED, *PLACED),
        [row for user_id in sorted(rows) for row in sorted(rows[user_id], key=itemgetter(0))],
        unique=("user_id", "movie_id"),
        update=sorted(REPLACED),
        defaults={**WITHOUT_RESPONSE, "created_at": now, "updated_at": now},
    )


def _remove_from_lists(batches: Mapping[int, uuid.UUID]) -> None:
    """Rows of the previous list that are not in the new one stay, without a rank."""
    listed = Recommendation.objects.filter(user__among=list(batches), rank__isnull=False)
    listed.exclude(batch_id__in=batches.values()).update(rank=None)


STILL_SHOWN = PreparedValues(
    lambda _, ids: may_be_shown(Movie.objects.order_by()).filter(pk__among=ids).values_list("pk")
)


def with_feedback(rows: QuerySet[Recommendation]) -> Any:
    """Annotate each row with the id and type of the user's feedback on its movie."""
    feedback = RecommendationFeedback.objects.filter(user=OuterRef("user"), movie=OuterRef("movie"))
    return rows.annotate(
        feedback_id=Subquery(feedback.values("pk")[:1]),
        feedback_type=Subquery(feedback.values("feedback_type")[:1]),
    )


def stored_rows(user_id: int) -> QuerySet[Recommendation]:
    """The stored list of a user, best first, without movies that may not be shown any more."""
    return showable(Recommendation.objects.filter(user_id=user_id)).order_by("rank", "pk")


def _with_all(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    return with_feedback(rows).with_movies()


STORED = PreparedRows(lambda user_id, _: _with_all(stored_rows(user_id)))
STORED_OF_MOVIES = PreparedRows(lambda user_id, ids: _with_all(stored_rows(user_id).filter(movie__among=ids)))
STORED_MOVIES = PreparedValues(lambda user_id, _: stored_rows(user_id).values_list("movie_id"))


def stored_movies(user_id: int, mutes: Mutes) -> list[int]:
    """The movies of the stored list that may be shown and have no muted feature, best first."""
    movie_ids = [movie_id for (movie_id,) in STORED_MOVIES.rows(user_id)]
    muted = muted_among(movie_ids, mutes)
    return [movie_id for movie_id in movie_ids if movie_id not in muted]


def stored_page(user_id: int, part: slice, movie_ids: Sequence[int] | None = None) -> list[Recommendation]:
    """A part of the stored list, with movies and genres, in two queries. movie_ids: of these movies only, in their order."""
    if movie_ids is None:
        rows = STORED.rows(user_id, part=part)
    else:
        rows = STORED_OF_MOVIES.rows(user_id, movie_ids[part])
    add_genres([row.movie for row in rows])
    return rows


def store_missing_rows(
    rows: Sequence[Recommendation],
    *,
    adult: bool = False,
    mutes: Mutes = NO_MUTES,
    details_of: Callable[[Sequence[Recommendation]], Iterable[str]] | None = None,
) -> list[Recommendation]:
    """Rows of a filtered list with their movies, and with the ids, clicks and feedback of the stored rows.

    Only movies that the user was never recommended are inserted, in the order of `store_lists`. details_of: of rows
    without them.
    """
    rows = with_fresh_movies(rows, adult=adult, mutes=mutes)
    if not rows or rows[0].user_id is None:
        return rows
    stored = _stored_by_movie(rows)
    missing = sorted((row for row in rows if row.movie_id not in stored), key=lambda row: row.movie_id)
    if missing:
        _insert(missing, details_of(missing) if details_of is not None else None)
        stored = _stored_by_movie(rows)
    for row in rows:
        _copy_responses(row, stored.get(row.movie_id))
    return rows


def _insert(rows: Sequence[Recommendation], details: Iterable[str] | None) -> None:
    """What another request has inserted meanwhile stays as it is. details: if not in the rows."""
    if details is None:
        details = [row.details for row in rows]
    brief, now = [name for name in LISTED if name != "details"], timezone.now()
    values = attrgetter(*brief, "user_id")
    upsert(
        Recommendation,
        (*brief, "user_id", "details"),
        [(*values(row), own) for row, own in zip(rows, details, strict=True)],
        unique=("user_id", "movie_id"),
        update=(),
        defaults={**WITHOUT_RESPONSE, "created_at": now, "updated_at": now},
    )


def with_fresh_movies(
    rows: Sequence[Recommendation], *, adult: bool = False, mutes: Mutes = NO_MUTES
) -> list[Recommendation]:
    """The rows with their movies, without those that may not be shown any more."""
    movies = shown_movies([row.movie_id for row in rows], adult=adult, mutes=mutes)
    found = [row for row in rows if row.movie_id in movies]
    for row in found:
        row.movie = movies[row.movie_id]
    return found


# Without the columns that a list writes.
RESPONSES = ("pk", "is_clicked", "is_rated", "created_at", "feedback_id", "feedback_type")
STORED_RESPONSES = PreparedValues(
    lambda user_id, movie_ids: with_feedback(
        Recommendation.objects.filter(user_id=user_id, movie__among=movie_ids).order_by()
    ).values_list("movie_id", *RESPONSES)
)


def _stored_by_movie(rows: Sequence[Recommendation]) -> dict[int, list[Any]]:
    """Values of RESPONSES by movie id."""
    user_id = rows[0].user_id or 0
    found = STORED_RESPONSES.rows(user_id, [row.movie_id for row in rows])
    return {movie_id: responses for movie_id, *responses in found}


def _copy_responses(row: Any, stored: Sequence[Any] | None) -> None:
    for name, value in zip(RESPONSES, stored or (), strict=False):
        setattr(row, name, value)

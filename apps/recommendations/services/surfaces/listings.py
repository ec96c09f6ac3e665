"""Lists of recommendations for the API: the stored list, or one that is ranked for the request."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from uuid import UUID

import numpy as np

from apps.core.types import AnyUser, User
from apps.recommendations.models import Recommendation
from apps.recommendations.services.exposures.log import ShownMovie, ShownPage, Surface, list_id_of
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.ranked_lists import LIST_SIZE, ListRequest, RankedList
from apps.recommendations.services.serving.stored_lists import store_missing_rows, stored_movies, stored_page
from apps.recommendations.services.serving.user_context import UserContext


class StoredList:
    """The stored list of a user. A slice is one page: two queries, and its rows are recorded as shown."""

    def __init__(self, context: UserContext, *, limit: int):
        """Two or three more queries for a user with mutes."""
        self.user_id = context.user_id
        self.movie_ids = stored_movies(self.user_id, context.muted) if context.muted else None
        size = context.stored_size if self.movie_ids is None else len(self.movie_ids)
        self.size = min(size, limit)

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, part: slice) -> list[Recommendation]:
        rows = stored_page(self.user_id, slice(part.start, min(part.stop, self.size)), self.movie_ids)
        record_as_shown(rows, part.start)
        return rows


class LiveListing:
    """A list that was ranked for this request. A slice is one page; only its rows are built.

    list_id: None for lists that are not recorded.
    """

    def __init__(self, ranked: RankedList, *, adult: bool = False, list_id: UUID | None = None):
        self.ranked, self.adult, self.list_id = ranked, adult, list_id

    def __len__(self) -> int:
        return len(self.ranked)

    def __getitem__(self, part: slice) -> list[Recommendation]:
        mutes = self.ranked.user.context.muted
        rows = store_missing_rows(self.ranked.rows(part.start, part.stop), adult=self.adult, mutes=mutes)
        for row in rows:
            row.batch_id = self.list_id
        record_as_shown(rows, part.start)
        return rows


Listing = StoredList | LiveListing


def recommendations_for(
    user: AnyUser,
    *,
    limit: int | None = None,
    diversity: float | None = None,
    movie_ids: Sequence[int] | np.ndarray | None = None,
    adult: bool = False,
) -> Listing:
    """movie_ids: the movies that filters leave. Anonymous visitors get a list without personal signals."""
    engine = RecommendationEngine()
    plain = diversity is None and movie_ids is None and (limit or LIST_SIZE) <= LIST_SIZE
    if user.is_authenticated and plain:
        context = engine.up_to_date(user.pk)
        return StoredList(context, limit=limit or LIST_SIZE)
    request = ListRequest(
        limit=limit or LIST_SIZE, movie_ids=movie_ids, diversity=diversity, adult=adult, explores=True
    )
    if not user.is_authenticated:
        return LiveListing(engine.rank_for_anonymous(replace(request, adult=False)))
    features = engine.features_for_lists(user.pk)
    wanted = (limit, diversity, adult, _name_of(movie_ids) if movie_ids is not None else "")
    list_id = list_id_of(user.pk, "list", engine.fingerprint(features.context), engine.today, *wanted)
    return LiveListing(engine.rank(features, request), adult=adult, list_id=list_id)


def _name_of(movie_ids: Sequence[int] | np.ndarray) -> str:
    """The same in every process, in whatever order the ids come."""
    return sha256(np.sort(np.asarray(movie_ids, dtype=np.int64)).tobytes()).hexdigest()


def preview_for_visitor(*, ratings: dict[int, float], limit: int) -> list[Recommendation]:
    """Recommendations for someone without an account, from ratings by movie id, oldest first. Stores and counts nothing."""
    engine = RecommendationEngine()
    ranked = engine.rank(engine.visitor_features(ratings), ListRequest(limit=limit))
    return LiveListing(ranked)[0:limit]


def refreshed_for(user: User, *, limit: int) -> list[Recommendation]:
    """Generate the list again, whatever is stored; returns its first `limit` rows."""
    engine = RecommendationEngine()
    context = engine.generate(user.pk)
    return StoredList(context, limit=limit)[0:limit]


def record_as_shown(
    rows: Sequence[Recommendation], start: int = 0, surface: str = Surface.LIST, row: str = ""
) -> None:
    """start: the place of the first row. What visitors see is not recorded: it would count for the default profile."""
    if not rows or rows[0].user_id is None or rows[0].batch_id is None:
        return
    page = ShownPage(
        user_id=rows[0].user_id,
        surface=surface,
        list_id=rows[0].batch_id,
        profile=rows[0].profile,
        movies=tuple(
            ShownMovie(shown.movie_id, place, shown.recommendation_type, shown.propensity, row)
            for place, shown in enumerate(rows, start)
        ),
    )
    page.record()

"""Lists of recommendations for the API: the stored list, or one that is ranked for the request."""

from collections.abc import Sequence
from dataclasses import replace

from apps.core.types import AnyUser, User
from apps.recommendations.models import Recommendation
from apps.recommendations.services.feedback.daily_stats import count_impressions
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.impressions import record_impressions
from apps.recommendations.services.serving.ranked_lists import LIST_SIZE, ListRequest, RankedList
from apps.recommendations.services.serving.stored_lists import store_missing_rows, stored_page


class StoredList:
    """The stored list of a user. A slice is one page: two queries, and its rows count as shown."""

    def __init__(self, *, user_id: int, size: int, engine: RecommendationEngine):
        self.user_id, self.size, self.engine = user_id, size, engine

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, part: slice) -> list[Recommendation]:
        rows = stored_page(self.user_id, slice(part.start, min(part.stop, self.size)))
        return count_as_shown(rows, self.engine)


class LiveListing:
    """A list that was ranked for this request. A slice is one page; only its rows are built."""

    def __init__(self, ranked: RankedList, engine: RecommendationEngine, *, adult: bool = False):
        self.ranked, self.engine, self.adult = ranked, engine, adult

    def __len__(self) -> int:
        return len(self.ranked)

    def __getitem__(self, part: slice) -> list[Recommendation]:
        rows = store_missing_rows(self.ranked.rows(part.start, part.stop), adult=self.adult)
        return count_as_shown(rows, self.engine)


Listing = StoredList | LiveListing


def recommendations_for(
    user: AnyUser,
    *,
    limit: int | None = None,
    diversity: float | None = None,
    movie_ids: Sequence[int] | None = None,
    adult: bool = False,
) -> Listing:
    """movie_ids: the movies that filters leave. Anonymous visitors get a list without personal signals."""
    engine = RecommendationEngine()
    plain = diversity is None and movie_ids is None and (limit or LIST_SIZE) <= LIST_SIZE
    if user.is_authenticated and plain:
        context = engine.up_to_date(user.pk)
        return StoredList(user_id=user.pk, size=min(context.stored_size, limit or LIST_SIZE), engine=engine)
    request = ListRequest(limit=limit or LIST_SIZE, movie_ids=movie_ids, diversity=diversity, adult=adult)
    if not user.is_authenticated:
        return LiveListing(engine.rank_for_anonymous(replace(request, adult=False)), engine)
    return LiveListing(engine.rank(engine.load_features(user.pk), request), engine, adult=adult)


def preview_for_visitor(*, ratings: dict[int, float], limit: int) -> list[Recommendation]:
    """Recommendations for someone without an account, from ratings by movie id, oldest first. Stores and counts nothing."""
    engine = RecommendationEngine()
    ranked = engine.rank(engine.visitor_features(ratings), ListRequest(limit=limit))
    return LiveListing(ranked, engine)[0:limit]


def refreshed_for(user: User, *, limit: int) -> list[Recommendation]:
    """Generate the list again, whatever is stored; returns its first `limit` rows."""
    engine = RecommendationEngine()
    context = engine.generate(user.pk)
    return StoredList(user_id=user.pk, size=min(context.stored_size, limit), engine=engine)[0:limit]


def count_as_shown(rows: list[Recommendation], engine: RecommendationEngine) -> list[Recommendation]:
    """Count the rows as shown and record the impressions. Anonymous visitors cannot respond, so they do not count."""
    if rows and rows[0].user_id is not None:
        count_impressions(rows)
        record_impressions(
            user_id=rows[0].user_id, movie_ids=[row.movie_id for row in rows], today=engine.today
        )
    return rows

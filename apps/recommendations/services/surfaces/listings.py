"""Lists of recommendations for the API: the stored list, or one that is ranked for the request."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from apps.core.types import AnyUser, User
from apps.recommendations.models import Recommendation
from apps.recommendations.services.feedback.daily_stats import count_impressions, today
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.impressions import record_impressions
from apps.recommendations.services.serving.ranked_lists import LIST_SIZE, ListRequest, RankedList
from apps.recommendations.services.serving.stored_lists import store_missing_rows, stored_page


@dataclass(frozen=True)
class Shown:
    """Rows that a user sees. by_kind: how many of each profile and type."""

    user_id: int
    movie_ids: tuple[int, ...]
    by_kind: Counter[tuple[str, str]]

    @classmethod
    def of(cls, rows: Sequence[Recommendation]) -> "Shown | None":
        """None for anonymous visitors: they cannot respond, so that they do not count."""
        if not rows or rows[0].user_id is None:
            return None
        by_kind = Counter((row.profile, row.recommendation_type) for row in rows)
        return cls(rows[0].user_id, tuple(row.movie_id for row in rows), by_kind)

    def count(self) -> None:
        """Count the rows as shown, and record the impressions."""
        count_impressions(self.by_kind)
        record_impressions(user_id=self.user_id, movie_ids=self.movie_ids, today=today())


class StoredList:
    """The stored list of a user. A slice is one page: two queries, and its rows count as shown.

    shown: the rows of the last slice.
    """

    shown: Shown | None = None

    def __init__(self, *, user_id: int, size: int):
        self.user_id, self.size = user_id, size

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, part: slice) -> list[Recommendation]:
        rows = stored_page(self.user_id, slice(part.start, min(part.stop, self.size)))
        self.shown = count_as_shown(rows)
        return rows


class LiveListing:
    """A list that was ranked for this request. A slice is one page; only its rows are built."""

    shown: Shown | None = None

    def __init__(self, ranked: RankedList, *, adult: bool = False):
        self.ranked, self.adult = ranked, adult

    def __len__(self) -> int:
        return len(self.ranked)

    def __getitem__(self, part: slice) -> list[Recommendation]:
        rows = store_missing_rows(self.ranked.rows(part.start, part.stop), adult=self.adult)
        self.shown = count_as_shown(rows)
        return rows


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
        return StoredList(user_id=user.pk, size=min(context.stored_size, limit or LIST_SIZE))
    request = ListRequest(limit=limit or LIST_SIZE, movie_ids=movie_ids, diversity=diversity, adult=adult)
    if not user.is_authenticated:
        return LiveListing(engine.rank_for_anonymous(replace(request, adult=False)))
    return LiveListing(engine.rank(engine.load_features(user.pk), request), adult=adult)


def preview_for_visitor(*, ratings: dict[int, float], limit: int) -> list[Recommendation]:
    """Recommendations for someone without an account, from ratings by movie id, oldest first. Stores and counts nothing."""
    engine = RecommendationEngine()
    ranked = engine.rank(engine.visitor_features(ratings), ListRequest(limit=limit))
    return LiveListing(ranked)[0:limit]


def refreshed_for(user: User, *, limit: int) -> list[Recommendation]:
    """Generate the list again, whatever is stored; returns its first `limit` rows."""
    engine = RecommendationEngine()
    context = engine.generate(user.pk)
    return StoredList(user_id=user.pk, size=min(context.stored_size, limit))[0:limit]


def count_as_shown(rows: Sequence[Recommendation]) -> Shown | None:
    shown = Shown.of(rows)
    if shown is not None:
        shown.count()
    return shown

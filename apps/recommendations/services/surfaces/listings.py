"""A list of recommendations as the API pages it: what was asked for, stored if it is the plain list, else made."""

from collections.abc import Sequence
from typing import Any

from apps.recommendations.models import Recommendation
from apps.recommendations.services.feedback.daily_stats import count_impressions
from apps.recommendations.services.recommendation_engine import LIST_SIZE, Ranked, RecommendationEngine
from apps.recommendations.services.serving.impressions import note_shown
from apps.recommendations.services.serving.stored_lists import keep_rows, stored_rows
from apps.recommendations.services.serving.user_context import read_people


class StoredListing:
    """The stored list of a person; a slice of it is one page, in two queries. Pages are counted as shown."""

    def __init__(self, *, user_id: int, size: int, engine: RecommendationEngine):
        self.user_id, self.size, self.engine = user_id, size, engine

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, part: slice) -> list[Recommendation]:
        rows = list(stored_rows(self.user_id)[slice(part.start, min(part.stop, self.size))])
        return shown(rows, self.engine)


class MadeListing:
    """A list made for this request; only the rows of the page are worked out."""

    def __init__(self, ranked: Ranked):
        self.ranked = ranked

    def __len__(self) -> int:
        return len(self.ranked)

    def __getitem__(self, part: slice) -> list[Recommendation]:
        return shown(keep_rows(self.ranked.rows(part.start, part.stop)), self.ranked.engine)


Listing = StoredListing | MadeListing


def recommendations_for(
    user: Any,
    *,
    limit: int | None = None,
    diversity: float | None = None,
    movie_ids: Sequence[int] | None = None,
    adult: bool = False,
) -> Listing:
    """`movie_ids`: what the caller's filters leave. Nobody gets a list for anybody."""
    engine = RecommendationEngine()
    plain = diversity is None and movie_ids is None and (limit or LIST_SIZE) <= LIST_SIZE
    if user.is_authenticated and plain:
        person = engine.up_to_date(user.pk)
        return StoredListing(user_id=user.pk, size=min(person.stored, limit or LIST_SIZE), engine=engine)
    options: dict[str, Any] = {"limit": limit or LIST_SIZE, "movie_ids": movie_ids, "diversity": diversity}
    if not user.is_authenticated:
        return MadeListing(engine.rank_for_anybody(**options))
    portrait = engine.portrait(read_people([user.pk], events=True)[user.pk])
    return MadeListing(engine.rank(portrait, **options, adult=adult))


def refreshed_for(user: Any, *, limit: int) -> list[Recommendation]:
    """A list made anew whatever is stored; its first `limit` rows."""
    engine = RecommendationEngine()
    person = engine.generate(user.pk)
    return StoredListing(user_id=user.pk, size=min(person.stored, limit), engine=engine)[0:limit]


def shown(rows: list[Recommendation], engine: RecommendationEngine) -> list[Recommendation]:
    """Note that these rows were shown; nobody's are only counted."""
    count_impressions(rows)
    if rows and rows[0].user_id is not None:
        note_shown(user_id=rows[0].user_id, movie_ids=[row.movie_id for row in rows], today=engine.today)
    return rows

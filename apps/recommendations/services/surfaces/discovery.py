"""The feed, rows of a home page without duplicates, and the movies that a new user rates first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

import numpy as np

from apps.core.types import AnyUser
from apps.favorites.models import WatchlistItem
from apps.movies.models import Movie
from apps.movies.services.titled_text import marked
from apps.movies.services.trending import TITLES, trending_ids
from apps.recommendations.models import Recommendation
from apps.recommendations.ranking import (
    feature_affinities,
    onboarding_items,
    similar_to_all,
    taste_clusters,
)
from apps.recommendations.services.exposures.log import ShownMovie, ShownPage, Surface, list_id_of
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.explanations import verb_of
from apps.recommendations.services.serving.ranked_lists import ListRequest, RankedList, UserFeatures
from apps.recommendations.services.serving.stored_lists import store_missing_rows
from apps.recommendations.services.serving.visibility import Mutes, shown_movies

ROW_SIZE = 12
LONG = (
    ROW_SIZE * 6
)  # of rows that do not know what earlier rows show, and of the first, which begins as the user's list does
LIKED_ROWS = 2  # rows of movies similar to a recent like, for a user of one taste
NAMED = 2  # likes that stand for a taste
SMALLEST_ROW = 4  # movies of a taste's row
GEM_QUALITY = 0.7  # 0–1, of a hidden gem at least
NEW_DAYS = 365
DEFAULT_GENRES = 2


@dataclass(frozen=True)
class FeedRow:
    """`title`: with marked titles (`TitledText`). `movie_ids` best first, of which at most `size` are shown, without those of earlier rows. recommendations: those of them that may be shown, with their movies.

    propensities: of the movies at exploring places, by movie id.
    """

    kind: str
    title: str
    movie_ids: list[int]
    size: int = ROW_SIZE
    recommendations: list[Recommendation] = field(default_factory=list)
    propensities: Mapping[int, float | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Feed:
    """list_id: None for visitors. It is the same until the user's events or settings change or the day ends."""

    rows: list[FeedRow]
    list_id: UUID | None = None


def feed_for(user: AnyUser, *, among: Sequence[int] | None = None) -> Feed:
    """Rows with their movies, without empty ones, recorded as shown. A movie of one row is in no later one.

    among: ids of the movies that a filter leaves; None for all.
    """
    engine = RecommendationEngine()
    features = engine.features_for_lists(user.pk if user.is_authenticated else None)
    every_row, used, rows = _Rows(engine, features, among), set[int](), []
    for row in every_row:
        fresh = [movie_id for movie_id in row.movie_ids if movie_id not in used][: row.size]
        if fresh:
            used.update(fresh)
            every_row.leave_out(fresh)
            rows.append(replace(row, movie_ids=fresh))
    if not rows:
        return Feed([])
    rows = _with_recommendations(rows, engine.describe(features, list(used), every_row.prepared))
    if not user.is_authenticated:
        return Feed(rows)
    wanted = (hash(tuple(among)),) if among is not None else ()
    fingerprint = engine.fingerprint(features.context)
    feed = Feed(rows, list_id_of(user.pk, "feed", fingerprint, engine.today, *wanted))
    _record_as_shown(feed, user.pk, features.profile.name)
    return feed


def _with_recommendations(rows: list[FeedRow], described: RankedList) -> list[FeedRow]:
    mutes = described.user.context.muted
    listed = store_missing_rows(described.brief_rows(), mutes=mutes, details_of=described.details_of)
    found = {row.movie_id: row for row in listed}
    for row in rows:
        row.recommendations.extend(found[movie_id] for movie_id in row.movie_ids if movie_id in found)
    return [row for row in rows if row.recommendations]


def _record_as_shown(feed: Feed, user_id: int, profile: str) -> None:
    movies = tuple(
        ShownMovie(
            shown.movie_id,
            place,
            shown.recommendation_type,
            row.propensities.get(shown.movie_id),
            row.kind,
        )
        for row in feed.rows
        for place, shown in enumerate(row.recommendations)
    )
    if feed.list_id is not None:
        ShownPage(user_id, Surface.FEED, feed.list_id, profile, movies).record()


class _Rows:
    """The rows of one user, in order."""

    def __init__(self, engine: RecommendationEngine, user: UserFeatures, among: Sequence[int] | None = None):
        self.engine, self.user = engine, user
        self.among = engine.snapshot.mask(among).copy()
        self.catalogue = engine.snapshot.catalogue
        if len(self.catalogue):
            self.prepared = engine.prepare(user)
            self.allowed = self.among & self.prepared.eligible

    def leave_out(self, movie_ids: Sequence[int]) -> None:
        """Movies that are shown, from the rows that are ranked after it."""
        self.among[self.engine.snapshot.positions(movie_ids)] = False

    def __iter__(self) -> Iterator[FeedRow]:
        if not len(self.catalogue):
            return
        personal = self.user.is_personal
        title = "For you" if personal else "Good to start with"
        yield self.ranked("for_you", title, self.among, limit=LONG, explores=True)
        yield from self.because_you_liked()
        yield self.trending()
        yield self.ranked("new", "New releases", self.new())
        yield from self.top_in_genres()
        yield from self.watchlist()
        yield self.ranked("hidden_gems", "Hidden gems", self.gems())

    def ranked(
        self, kind: str, title: str, among: np.ndarray, *, limit: int = ROW_SIZE, explores: bool = False
    ) -> FeedRow:
        request = ListRequest(limit=limit, among=self.among & among, explores=explores, explain=False)
        ranked = self.engine.rank(self.user, request, self.prepared)
        chances = (
            {pk: ranked.propensity(place) for place, pk in enumerate(ranked.movie_ids)} if explores else {}
        )
        return FeedRow(kind, title, ranked.movie_ids, propensities=chances)

    def trending(self) -> FeedRow:
        """The list of every other page, without what this user may not see or has seen."""
        movie_ids, basis = trending_ids(size=LONG)
        positions = self.engine.snapshot.positions(movie_ids)
        allowed = [int(position) for position in positions if position >= 0 and self.allowed[position]]
        return FeedRow("trending", TITLES[basis], self.engine.snapshot.ids(allowed))

    def because_you_liked(self) -> Iterator[FeedRow]:
        """A row for each taste, as long as its share of the likes; for one taste a row for each of the latest likes."""
        tastes = taste_clusters(self.catalogue, self.user.history, self.engine.state.model)
        if len(tastes) > 1:
            for taste in tastes:
                size = round(ROW_SIZE * taste.share * len(tastes))
                yield self.like(taste.items[:NAMED], size=min(max(size, SMALLEST_ROW), ROW_SIZE))
        else:
            for position in self.user.history.opinions.likes[::-1][:LIKED_ROWS]:
                yield self.like(np.array([position]))

    def like(self, liked: np.ndarray, *, size: int = ROW_SIZE) -> FeedRow:
        """Movies similar to all of these (positions)."""
        model = self.engine.state.model
        found = similar_to_all(self.catalogue, liked, model=model, limit=LONG, candidates=self.allowed)
        title = f"Because you {self.done_with(liked)}"
        return FeedRow("because_you_liked", title, self.engine.snapshot.ids(found.items), size)

    def done_with(self, liked: np.ndarray) -> str:
        """A and B were liked: "liked A and B". A was only watched: "watched A and liked B"."""
        phrases, before = [], ""
        for position in liked.tolist():
            verb = verb_of(position in self.user.only_watched)
            [movie_id] = self.engine.snapshot.ids([position])
            title = marked(movie_id, self.engine.snapshot.titles[position])
            phrases.append(title if verb == before else f"{verb} {title}")
            before = verb
        return " and ".join(phrases)

    def new(self) -> np.ndarray:
        age = self.engine.today.toordinal() - self.catalogue.release_day
        return (age >= 0) & (age <= NEW_DAYS)

    def gems(self) -> np.ndarray:
        return self.catalogue.little_known & (self.catalogue.quality >= GEM_QUALITY)

    def top_in_genres(self) -> Iterator[FeedRow]:
        liked = [
            token
            for token, weight in feature_affinities(self.catalogue, self.user.history).items()
            if token.startswith("genre:") and weight > 0
        ]
        for token in liked[:1] or self.most_common_genres():
            column = self.catalogue.genre_ids.index(int(token.partition(":")[2]))
            among = self.catalogue.genre_table[:, column] > 0
            name = self.engine.snapshot.labels.get(token, "your genre")
            yield self.ranked("top_in_genre", f"Top in {name}", among)

    def most_common_genres(self) -> list[str]:
        sizes = np.asarray(self.catalogue.genres.sum(axis=0)).ravel()
        common = np.argsort(-sizes, kind="stable")[:DEFAULT_GENRES]
        return [f"genre:{self.catalogue.genre_ids[column]}" for column in common]

    def watchlist(self) -> Iterator[FeedRow]:
        if self.user.context.user_id:
            waiting = WatchlistItem.objects.filter(user_id=self.user.context.user_id)
            may = self.among & self.engine.allowed(self.user)
            ids = list(waiting.order_by("position", "id").values_list("movie_id", flat=True)[:LONG])
            positions = self.engine.snapshot.positions(ids)
            shown = positions[(positions >= 0) & may[positions]]
            yield FeedRow("watchlist", "From your watchlist", self.engine.snapshot.ids(shown))


class OnboardingListing:
    """Movies for a new user to rate; a slice is one page, in two queries."""

    def __init__(self, movie_ids: list[int], mutes: Mutes):
        self.movie_ids, self.mutes = movie_ids, mutes

    def __len__(self) -> int:
        return len(self.movie_ids)

    def __getitem__(self, part: slice) -> list[Movie]:
        movies = shown_movies(self.movie_ids[part], mutes=self.mutes)
        return [movies[movie_id] for movie_id in self.movie_ids[part] if movie_id in movies]


def onboarding_for(user: AnyUser, *, limit: int) -> OnboardingListing:
    """Well-known movies, different from each other, without those that the user has an event with.

    Of each saga one part: to rate a second one says little more.
    """
    engine = RecommendationEngine()
    features = engine.load_features(user.pk if user.is_authenticated else None)
    allowed = engine.snapshot.visible & engine.eligible(features)
    found = onboarding_items(engine.snapshot.catalogue, allowed, limit=limit)
    return OnboardingListing(engine.snapshot.ids(found), features.context.muted)

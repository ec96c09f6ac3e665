"""Rows as arrays: the catalogue, and users' histories."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isfinite
from typing import Any, NamedTuple

import numpy as np
from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    Func,
    JSONField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from apps.favorites.models import Favorite, Rating
from apps.movies.models import Collection, Credit, Genre, Movie, WatchHistory
from apps.movies.services.meaning.vectors import neighbours_by_movie
from apps.recommendations.models import RecommendationFeedback, TasteSettings
from apps.recommendations.ranking import (
    RATING_THRESHOLD_HIGH,
    Catalogue,
    History,
    Kind,
    build_catalogue,
)
from apps.recommendations.ranking.history import WATCHED_COMPLETELY

CAST_DEPTH = 8  # names of the cast that count as features, from the first billed
# Models of events, with the fields of their value and time.
HISTORY_SOURCES: dict[str, tuple[Any, str, str]] = {
    "ratings": (Rating, "rating", "rated_at"),
    "favorites": (Favorite, "pk", "created_at"),
    "watches": (WatchHistory, "progress", "watched_at"),
    "feedback": (RecommendationFeedback, "feedback_type", "updated_at"),
}
# Of these kinds a list is made from the latest MOST_EVENTS.
LONG_HISTORIES = ("ratings", "favorites", "watches")
MOST_EVENTS = 2_000
BEFORE_ALL = datetime(1, 1, 2, tzinfo=UTC)
FEEDBACK_KINDS = {
    RecommendationFeedback.Type.LIKE: Kind.LIKED,
    RecommendationFeedback.Type.DISLIKE: Kind.DISLIKED,
    RecommendationFeedback.Type.NOT_INTERESTED: Kind.NOT_INTERESTED,
}
# From the value's field to the kind, and the value on the scale of the kind.
EVENT_READERS: dict[str, Callable[[Any], tuple[int, float]]] = {
    "ratings": lambda rating: (Kind.RATED, rating),
    "favorites": lambda _: (Kind.FAVORITE, 1.0),
    "watches": lambda percent: (Kind.WATCHED, percent / 100),
    "feedback": lambda word: (FEEDBACK_KINDS[word], 1.0),
}


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The catalogue at one version, without deleted movies. All arrays are in the order of catalogue positions.

    visible: (items,), False for movies that are hidden from recommendations. tmdb_ids: (items,), 0 where there is none.
    labels: feature token → display name. seconds: duration of loading.
    """

    version: str
    catalogue: Catalogue
    visible: np.ndarray
    titles: Sequence[str]
    tmdb_ids: np.ndarray
    labels: Mapping[str, str] = field(repr=False)
    seconds: float = 0.0

    def positions(self, movie_ids: Sequence[int] | np.ndarray) -> np.ndarray:
        return self.catalogue.positions(movie_ids)

    def ids(self, positions: Iterable[int]) -> list[int]:
        at = positions if isinstance(positions, np.ndarray) else np.fromiter(positions, dtype=np.int64)
        return self.catalogue.item_ids[at].tolist()

    def movie(self, position: int) -> tuple[int, str]:
        """Id and title."""
        return int(self.catalogue.item_ids[position]), self.titles[position]

    def tmdb_ids_of(self, movie_ids: Sequence[int]) -> list[int]:
        """In the same order, without movies that have no TMDb id."""
        at = self.positions(movie_ids)
        known = self.tmdb_ids[at[at >= 0]]
        return known[known > 0].tolist()

    def mask(self, movie_ids: Sequence[int] | np.ndarray | None) -> np.ndarray:
        """Mask of the visible movies; of those in `movie_ids` only, if given."""
        if movie_ids is None:
            return self.visible
        at = self.positions(movie_ids)
        chosen = np.zeros(len(self.catalogue), dtype=np.bool_)
        chosen[at[at >= 0]] = True
        return chosen & self.visible


class MovieRow(NamedTuple):
    pk: int
    tmdb_id: int | None
    title: str
    release_date: Any
    original_language: str
    vote_average: float
    vote_count: int
    popularity: float
    adult: bool
    hidden_from_recommendations: bool
    collection_id: int | None
    community_average: float | None
    community_count: int
    recommended_tmdb_ids: list[int]

    @property
    def day(self) -> int:
        return self.release_date.toordinal() if self.release_date else 0

    @property
    def finite_popularity(self) -> float:
        return self.popularity if isfinite(self.popularity) else 0.0


def load_snapshot(version: str) -> Snapshot:
    """Load the whole catalogue, in a fixed number of queries."""
    started = time.perf_counter()
    rows = [
        MovieRow(*values) for values in Movie.objects.order_by("pk").values_list(*MovieRow._fields).iterator()
    ]
    ids = [row.pk for row in rows]
    genres, labels = _genres()
    features = _features(labels)
    likes = _likes_by_movie()
    catalogue = build_catalogue(
        item_ids=ids,
        genres=[genres.get(pk, ()) for pk in ids],
        tokens=[_tokens(row, genres.get(row.pk, ()), features.get(row.pk, ())) for row in rows],
        languages=[row.original_language for row in rows],
        vote_average=[row.vote_average for row in rows],
        vote_count=[row.vote_count for row in rows],
        popularity=[row.finite_popularity for row in rows],
        release_day=[row.day for row in rows],
        part=[row.day for row in rows],
        adult=[row.adult for row in rows],
        collection=[row.collection_id or -1 for row in rows],
        community_average=[row.community_average or 0 for row in rows],
        community_count=[row.community_count for row in rows],
        community_likes=[likes.get(pk, 0) for pk in ids],
    )
    return Snapshot(
        version=version,
        catalogue=catalogue,
        visible=np.array([not row.hidden_from_recommendations for row in rows], dtype=np.bool_),
        titles=[row.title for row in rows],
        tmdb_ids=np.array([row.tmdb_id or 0 for row in rows], dtype=np.int64),
        labels={token: labels[token] for token in catalogue.feature_names if token in labels},
        seconds=time.perf_counter() - started,
    )


class ReadMovies(NamedTuple):
    """Some movies as `load_snapshot` reads all. rows: by id. By id: genres, in the order of the API, and feature tokens.
    labels: names of these tokens.
    """

    rows: list[MovieRow]
    genres: dict[int, list[int]]
    tokens: dict[int, list[str]]
    labels: dict[str, str]


def read_movies(ids: Sequence[int]) -> ReadMovies:
    """Of these ids those that are movies."""
    rows = [
        MovieRow(*values)
        for values in Movie.objects.filter(pk__in=ids).order_by("pk").values_list(*MovieRow._fields)
    ]
    genres: dict[int, list[int]] = defaultdict(list)
    of_movie: dict[int, list[str]] = defaultdict(list)
    labels: dict[str, str] = {}
    links = Movie.genres.through.objects.filter(movie__in=ids).order_by("genre__name", "genre")
    for movie, genre, name in links.values_list("movie_id", "genre_id", "genre__name"):
        genres[movie].append(genre)
        labels[f"genre:{genre}"] = name
    for kind, found in _feature_links():
        for movie, number, name in found.filter(movie__in=ids):
            of_movie[movie].append(f"{kind}:{number}")
            labels[f"{kind}:{number}"] = name
    sagas = {row.collection_id for row in rows if row.collection_id}
    collections = Collection.objects.filter(pk__in=sagas).order_by()
    labels |= {f"collection:{pk}": name for pk, name in collections.values_list("pk", "name")}
    tokens = {row.pk: list(_tokens(row, genres[row.pk], of_movie[row.pk])) for row in rows}
    return ReadMovies(rows, genres, tokens, labels)


def _genres() -> tuple[dict[int, list[int]], dict[str, str]]:
    """Genre ids by movie, in the order of the API, and genre names by token."""
    of_movie: dict[int, list[int]] = defaultdict(list)
    names = dict(Genre.objects.order_by("name", "pk").values_list("pk", "name"))
    place = {pk: number for number, pk in enumerate(names)}
    for movie, genre in Movie.genres.through.objects.values_list("movie_id", "genre_id").iterator():
        if genre in place:  # a genre that was made after the first query comes with the next version
            of_movie[movie].append(genre)
    for listed in of_movie.values():
        listed.sort(key=place.__getitem__)
    return of_movie, {f"genre:{pk}": name for pk, name in names.items()}


def _features(labels: dict[str, str]) -> dict[int, list[str]]:
    """Keyword, director and cast tokens by movie. Adds their names to `labels`."""
    of_movie: dict[int, list[str]] = defaultdict(list)
    for kind, rows in _feature_links():
        for movie, number, name in rows.iterator():
            token = f"{kind}:{number}"
            labels[token] = name
            of_movie[movie].append(token)
    # Movies with similar texts: a new movie, that nobody has rated, shares these tokens with older ones.
    for movie, near in neighbours_by_movie():
        of_movie[movie] += (f"near:{pk}" for pk in (movie, *near))
    labels |= {
        f"collection:{pk}": name for pk, name in Collection.objects.order_by().values_list("pk", "name")
    }
    return of_movie


def _feature_links() -> Iterator[tuple[str, QuerySet]]:
    """By kind of feature: movie, number and name of each."""
    directors = Credit.objects.filter(kind=Credit.Kind.CREW, job="Director")
    cast = Credit.objects.filter(kind=Credit.Kind.CAST, position__lt=CAST_DEPTH)
    people = ("movie_id", "person_id", "person__name")
    yield "keyword", Movie.tags.through.objects.values_list("movie_id", "tag_id", "tag__name")
    yield "director", directors.order_by().values_list(*people)
    yield "cast", cast.order_by().values_list(*people)


def _tokens(row: MovieRow, genres: Iterable[int], features: Iterable[str]) -> Iterator[str]:
    yield from (f"genre:{genre}" for genre in genres)
    yield from features
    if row.release_date:
        yield f"decade:{row.release_date.year // 10}"
    if row.original_language:
        yield f"language:{row.original_language}"
    if row.collection_id:
        yield f"collection:{row.collection_id}"
    if row.recommended_tmdb_ids and row.tmdb_id:
        yield f"rec:{row.tmdb_id}"
    yield from (f"rec:{tmdb_id}" for tmdb_id in row.recommended_tmdb_ids)


def _likes_by_movie() -> dict[int, int]:
    """Users who like a movie, by movie id, as `Interactions.likes` counts them: one per user, without opted-out users.

    A row counts only where no source before it has a row of the same user and movie.
    """
    feedback, like = RecommendationFeedback.objects.all(), RecommendationFeedback.Type.LIKE
    dismissed = _of_same_user_and_movie(feedback.exclude(feedback_type=like))
    rated = _of_same_user_and_movie(Rating.objects.all())
    favorite = _of_same_user_and_movie(Favorite.objects.all())
    any_feedback = _of_same_user_and_movie(feedback)
    sources: tuple[tuple[QuerySet, tuple[QuerySet, ...]], ...] = (
        (
            Rating.objects.filter(rating__gte=RATING_THRESHOLD_HIGH),
            (dismissed.filter(updated_at__gte=OuterRef("rated_at")),),
        ),
        (Favorite.objects.all(), (rated, dismissed)),
        (feedback.filter(feedback_type=like), (rated, favorite)),
        (
            WatchHistory.objects.filter(progress__gte=100 * WATCHED_COMPLETELY),
            (rated, favorite, any_feedback),
        ),
    )
    opted_out = TasteSettings.objects.filter(trainable=False).values("user_id")
    likes: dict[int, int] = defaultdict(int)
    for rows, stronger in sources:
        counted = rows.filter(*(~Exists(other) for other in stronger)).exclude(user_id__in=opted_out)
        by_movie = counted.order_by().values_list("movie_id")
        for movie, count in by_movie.annotate(Count("user_id", distinct=True)):
            likes[movie] += count
    return likes


def _of_same_user_and_movie(rows: QuerySet) -> QuerySet:
    return rows.filter(user_id=OuterRef("user_id"), movie_id=OuterRef("movie_id"))


class Event(NamedTuple):
    """One event of a user and a movie. row: its primary key, which orders ties."""

    movie_id: int
    kind: int
    value: float
    at: datetime
    row: int


@dataclass(frozen=True)
class OlderEvents:
    """What is used of events before the latest MOST_EVENTS of a kind: their movies are known, and a rating is the match."""

    movie_ids: tuple[int, ...] = ()
    ratings: Mapping[int, float] = field(default_factory=dict)


class JSONColumns(Func):
    """Of all rows of a subquery one JSON array per expression, in the same order. Each may be null without a row."""

    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self._of_arrays(compiler, "JSON_ARRAY", "JSON_GROUP_ARRAY")

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self._of_arrays(compiler, "JSONB_BUILD_ARRAY", "JSONB_AGG")

    def _of_arrays(self, compiler: Any, outer: str, inner: str) -> tuple[str, list[Any]]:
        compiled = [compiler.compile(expression) for expression in self.source_expressions]
        arrays = ", ".join(f"{inner}({sql})" for sql, _ in compiled)
        return f"{outer}({arrays})", [parameter for _, parameters in compiled for parameter in parameters]


class JSONRows(Func):
    """All rows of a subquery as one JSON array of arrays, as an annotation of an outer row."""

    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="JSON_GROUP_ARRAY(JSON_ARRAY(%(expressions)s))", **context
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="JSONB_AGG(JSONB_BUILD_ARRAY(%(expressions)s))", **context
        )


def events_columns() -> dict[str, Subquery]:
    """Annotations of a query of users: the events of each user. `read_events` and `read_older` parse them.

    By kind a column of the latest MOST_EVENTS; of LONG_HISTORIES also one of the movies and values of older events.
    """
    columns = {}
    for name, (rows, value, at) in HISTORY_SOURCES.items():
        of_user = rows.objects.filter(user_id=OuterRef("pk")).order_by()
        if name in LONG_HISTORIES:
            latest = rows.objects.filter(user_id=OuterRef(OuterRef("pk"))).order_by(f"-{at}")
            since = Subquery(latest.values(at)[MOST_EVENTS - 1 : MOST_EVENTS])  # null for a shorter history
            older = of_user.filter(**{f"{at}__lt": since})
            columns[f"{name}_older"] = Subquery(
                older.annotate(all=JSONColumns("movie_id", value)).values("all")
            )
            of_user = of_user.filter(**{f"{at}__gte": Coalesce(since, Value(BEFORE_ALL, DateTimeField()))})
        columns[f"{name}_rows"] = Subquery(
            of_user.annotate(all=JSONRows("movie_id", value, at, "pk")).values("all")
        )
    return columns


def read_older(columns: Mapping[str, list[list[Any]] | None]) -> OlderEvents:
    """One user's older events from `events_columns`."""
    older = {name: columns[f"{name}_older"] or (None, None) for name in LONG_HISTORIES}
    ids, values = older["ratings"]
    return OlderEvents(
        movie_ids=tuple({movie_id for movies, _ in older.values() for movie_id in movies or ()}),
        ratings=dict(zip(ids or (), values or (), strict=True)),
    )


def read_events(columns: Mapping[str, list[list[Any]] | None]) -> list[Event]:
    """One user's events from `events_columns`, oldest first."""
    events = [
        Event(movie_id, *EVENT_READERS[name](value), parse_time(at), row)
        for name in HISTORY_SOURCES
        for movie_id, value, at, row in columns[f"{name}_rows"] or ()
    ]
    return sorted(events, key=lambda event: (event.at, event.kind, event.row))


def parse_time(text: str) -> datetime:
    """A time as the database formats it in JSON; SQLite omits that it is UTC."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def history_of(events: Sequence[Event], snapshot: Snapshot) -> History:
    if not events:
        return History.of()
    return History.of(
        items=snapshot.positions([event.movie_id for event in events]),
        kinds=[event.kind for event in events],
        values=[event.value for event in events],
        times=[event.at.timestamp() for event in events],
    )

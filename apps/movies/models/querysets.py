"""Named queries of the catalogue."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, Self

from django.apps import apps
from django.db import models, transaction
from django.db.models.query import ModelIterable

from apps.core.models import SoftDeleteQuerySet
from apps.core.prepared import PreparedValues
from apps.movies.models.fields import movie_fields
from apps.movies.models.search import AnyOf, infix_pattern, matching, word_pattern
from apps.movies.models.text import fold
from apps.movies.signals import movies_deleted_or_restored

TOP_RATED_MIN_VOTES = 300
NOW_PLAYING_DAYS = 45
NOT_IN_LISTS = movie_fields("heavy")


def add_genres(movies: Sequence[Any]) -> None:
    """Read the genres of movies in one query, for `movie.genres.all()`."""
    if not movies:
        return
    of_movie: dict[int, list[Any]] = {movie.pk: [] for movie in movies}
    genre_class = type(movies[0])._meta.get_field("genres").related_model
    genres: dict[int, Any] = {}
    for movie_id, genre_id, tmdb_id, name in GENRES_OF.rows(many=list(of_movie)):
        if genre_id not in genres:
            genres[genre_id] = genre_class(pk=genre_id, tmdb_id=tmdb_id, name=name)
        of_movie[movie_id].append(genres[genre_id])
    for movie in movies:
        set_genres(movie, of_movie[movie.pk])


def set_genres(movie: Any, genres: list[Any]) -> None:
    """For `movie.genres.all()`."""
    movie.__dict__.setdefault("_prefetched_objects_cache", {})["genres"] = genres


def _genres_of(_: int, movie_ids: list[int]) -> models.QuerySet:
    links = apps.get_model("movies", "Movie").genres.through.objects.filter(movie__among=movie_ids)
    columns = ("movie_id", "genre_id", "genre__tmdb_id", "genre__name")
    return links.order_by("genre__name", "genre_id").values_list(*columns)


GENRES_OF = PreparedValues(_genres_of)


class ListedQuerySet(models.QuerySet):
    """A queryset that can add the genres to its movies, which `prefetch_related` does with a queryset for each movie."""

    _movie_of: Callable[[Any], Any] | None = None

    def _clone(self) -> "ListedQuerySet":
        clone = super()._clone()  # type: ignore[misc]
        clone._movie_of = self._movie_of
        return clone

    def _fetch_all(self) -> None:
        is_new = self._result_cache is None
        super()._fetch_all()
        if is_new and self._movie_of and issubclass(self._iterable_class, ModelIterable):
            add_genres([self._movie_of(row) for row in self._result_cache or ()])

    def adding_genres(self, movie_of: Callable[[Any], Any]) -> Self:
        found = self._chain()  # type: ignore[attr-defined]
        found._movie_of = movie_of
        return found


class MovieRowsQuerySet(ListedQuerySet):
    """Rows that point at a movie."""

    def with_movies(self) -> Self:
        """Each with its movie as in lists, in two queries. Rows of deleted movies are left out until these come back."""
        rows = (
            self.filter(movie__deleted_at=None)
            .select_related("movie")
            .defer(*(f"movie__{name}" for name in NOT_IN_LISTS))
        )
        return rows.adding_genres(attrgetter("movie"))


class MovieQuerySet(ListedQuerySet, SoftDeleteQuerySet):  # type: ignore[override]
    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        ids = list(self.alive().order_by().values_list("pk", flat=True))
        deleted = super().delete()
        movies_deleted_or_restored.send(self.model, movie_ids=ids)
        return deleted

    def popular(self) -> "MovieQuerySet":
        return self.order_by("-popularity", "-id")

    def top_rated(self) -> "MovieQuerySet":
        """By vote average, among movies with at least TOP_RATED_MIN_VOTES votes."""
        return self.filter(vote_count__gte=TOP_RATED_MIN_VOTES).order_by(
            "-vote_average", "-vote_count", "-id"
        )

    def now_playing(self, *, today: date) -> "MovieQuerySet":
        window = (today - timedelta(days=NOW_PLAYING_DAYS), today)
        return self.filter(release_date__range=window).order_by("-popularity", "-id")

    def upcoming(self, *, today: date) -> "MovieQuerySet":
        return self.filter(release_date__gt=today).order_by("release_date", "-popularity", "-id")

    def for_list(self) -> "MovieQuerySet":
        """The fields of lists and the genres, in two queries."""
        return self.defer(*NOT_IN_LISTS).adding_genres(lambda movie: movie)

    def search_text(self, query: str) -> "MovieQuerySet":
        """Movies whose titles contain every word of the query, in any spelling or as a part of a word. Unranked."""
        if not query.strip():
            return self
        if not fold(query):
            return self.none()
        return self.filter(matching(self.model, AnyOf((word_pattern(query), infix_pattern(query)))))


class MovieManager(models.Manager.from_queryset(MovieQuerySet)):  # type: ignore[misc]
    """Movies that are not deleted."""

    def get_queryset(self) -> MovieQuerySet:
        return super().get_queryset().alive()

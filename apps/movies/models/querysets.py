"""Named queries of the catalogue."""

from datetime import date, timedelta

from django.db import models

from apps.core.models import SoftDeleteQuerySet
from apps.movies.models.fields import movie_fields
from apps.movies.models.search import AnyOf, infix_pattern, matching, word_pattern
from apps.movies.models.text import fold

TOP_RATED_MIN_VOTES = 300
NOW_PLAYING_DAYS = 45
NOT_IN_LISTS = movie_fields("heavy")


class MovieQuerySet(SoftDeleteQuerySet):
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
        return self.defer(*NOT_IN_LISTS).prefetch_related("genres")

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

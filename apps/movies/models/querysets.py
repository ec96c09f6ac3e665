"""Named reads of the catalogue."""

from datetime import date, timedelta

from django.db import models

from apps.core.models import SoftDeleteQuerySet
from apps.movies.models.text import fold

TOP_RATED_MIN_VOTES = 300
NOW_PLAYING_DAYS = 45
NOT_IN_LISTS = ("videos", "recommended_tmdb_ids", "locked_fields", "homepage", "tagline", "search_text")


class MovieQuerySet(SoftDeleteQuerySet):
    def popular(self) -> "MovieQuerySet":
        return self.order_by("-popularity", "-id")

    def top_rated(self) -> "MovieQuerySet":
        """By vote average, among movies with enough votes for the average to mean something."""
        return self.filter(vote_count__gte=TOP_RATED_MIN_VOTES).order_by(
            "-vote_average", "-vote_count", "-id"
        )

    def now_playing(self, *, today: date) -> "MovieQuerySet":
        window = (today - timedelta(days=NOW_PLAYING_DAYS), today)
        return self.filter(release_date__range=window).order_by("-popularity", "-id")

    def upcoming(self, *, today: date) -> "MovieQuerySet":
        return self.filter(release_date__gt=today).order_by("release_date", "-popularity", "-id")

    def for_list(self) -> "MovieQuerySet":
        """With all that a movie in a list shows, in two queries, and without the rest."""
        return self.defer(*NOT_IN_LISTS).prefetch_related("genres")

    def search_text(self, query: str) -> "MovieQuerySet":
        """Every word of the query stands in the title or the original title, accents and case aside."""
        words = fold(query).split()
        found = self.none() if query.strip() and not words else self
        for word in words:
            found = found.filter(search_text__contains=word)
        return found


class MovieManager(models.Manager.from_queryset(MovieQuerySet)):  # type: ignore[misc]
    """Without the deleted ones."""

    def get_queryset(self) -> MovieQuerySet:
        return super().get_queryset().alive()

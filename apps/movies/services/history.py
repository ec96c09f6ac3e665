"""What a person's diary says about movies."""

from typing import Any

from django.db.models import QuerySet

from apps.movies.models import WatchHistory


def watched_rows(user: Any) -> QuerySet:
    """The viewings that count as seen."""
    return WatchHistory.objects.completed().filter(user=user).order_by()


def watched_movie_ids(user: Any) -> QuerySet:
    return watched_rows(user).values("movie_id")

"""Filters of the lists of this app."""

import re
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework.exceptions import ValidationError

from apps.core.http.filters import FilterSet
from apps.core.limits import ID_PATTERN
from apps.core.time_zones import zone_of_request
from apps.favorites.models import Favorite, Playlist, Rating, WatchlistItem
from apps.movies.filters import BooleanFilter, IntegerFilter
from apps.movies.models import WatchHistory
from apps.movies.models.history import COMPLETED_PROGRESS


class LibraryFilter(FilterSet):
    movie = IntegerFilter(
        "movie_id", min_value=1, max_value=2**63 - 1, label="Only rows of this movie (our id)."
    )
    updated_since = filters.IsoDateTimeFilter(
        field_name="updated_at", lookup_expr="gte", help_text="Only rows that changed at this time or later."
    )


class HasReviewFilter(FilterSet):
    has_review = BooleanFilter(
        method="filter_has_review", label="true: only ratings with a review; false: only those without."
    )

    def filter_has_review(self, rows: QuerySet, name: str, has_review: bool) -> QuerySet:
        return rows.exclude(review="") if has_review else rows.filter(review="")


class FavoriteFilter(LibraryFilter):
    class Meta:
        model = Favorite
        fields: list[str] = []


class WatchlistFilter(LibraryFilter):
    class Meta:
        model = WatchlistItem
        fields: list[str] = []


class RatingFilter(LibraryFilter, HasReviewFilter):
    value_min = filters.NumberFilter(field_name="rating", lookup_expr="gte", help_text="Lowest rating.")
    value_max = filters.NumberFilter(field_name="rating", lookup_expr="lte", help_text="Highest rating.")
    is_public = BooleanFilter(label="true: only ratings that others can read; false: only private ones.")

    class Meta:
        model = Rating
        fields: list[str] = []


class WatchHistoryFilter(LibraryFilter):
    completed = BooleanFilter(
        method="filter_completed",
        label=f"true: only a progress of at least {COMPLETED_PROGRESS} %; false: only less.",
    )
    watched_after = filters.IsoDateTimeFilter(
        method="filter_dated",
        field_name="watched_at__gte",
        help_text="Watched at this time or later. Not on an unknown day.",
    )
    watched_before = filters.IsoDateTimeFilter(
        method="filter_dated",
        field_name="watched_at__lt",
        help_text="Watched before this time. Not on an unknown day.",
    )
    day = filters.DateFilter(
        method="filter_day", help_text="Watched on this day of my time zone, or of the zone `tz`."
    )

    class Meta:
        model = WatchHistory
        fields: list[str] = []

    def filter_dated(self, rows: Any, name: str, moment: datetime) -> QuerySet:
        return rows.dated().filter(**{name: moment})

    def filter_day(self, rows: Any, name: str, day: date) -> QuerySet:
        return rows.with_day(zone_of_request(self.request)).filter(day=day)

    def filter_completed(self, rows: Any, name: str, completed: bool) -> QuerySet:
        return rows.completed() if completed else rows.filter(progress__lt=COMPLETED_PROGRESS)


class ReviewFilter(HasReviewFilter):
    """Filters of the public ratings of a movie."""

    has_spoilers = BooleanFilter(label="true: only reviews marked as spoilers; false: only the others.")


class PlaylistFilter(FilterSet):
    owner = filters.CharFilter(method="filter_owner", help_text="The id of a user, or `me`.")
    visibility = filters.ChoiceFilter(choices=Playlist.Visibility.choices)
    updated_since = filters.IsoDateTimeFilter(
        field_name="updated_at",
        lookup_expr="gte",
        help_text="Only playlists that changed at this time or later.",
    )

    def filter_owner(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "me":
            return rows.filter(user=self.request.user.pk)
        if not re.fullmatch(ID_PATTERN, value):
            raise ValidationError({"owner": ["owner must be the id of a user, or `me`."]})
        return rows.filter(user_id=int(value))

"""Filters of a user's lists."""

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework.exceptions import ValidationError

from apps.favorites.models import Favorite, Playlist, Rating, WatchlistItem

ID_DIGITS = 18


class ChangedFilter(filters.FilterSet):
    movie = filters.NumberFilter(field_name="movie_id", help_text="Only the row of this movie (our id).")
    updated_since = filters.IsoDateTimeFilter(
        field_name="updated_at", lookup_expr="gte", help_text="Only rows that changed at this time or later."
    )


class FavoriteFilter(ChangedFilter):
    class Meta:
        model = Favorite
        fields: list[str] = []


class WatchlistFilter(ChangedFilter):
    class Meta:
        model = WatchlistItem
        fields: list[str] = []


class RatingFilter(ChangedFilter):
    value_min = filters.NumberFilter(field_name="rating", lookup_expr="gte", help_text="Smallest rating.")
    value_max = filters.NumberFilter(field_name="rating", lookup_expr="lte", help_text="Greatest rating.")
    has_review = filters.BooleanFilter(method="filter_has_review", help_text="Only those with words.")
    is_public = filters.BooleanFilter()

    class Meta:
        model = Rating
        fields: list[str] = []

    def filter_has_review(self, rows: QuerySet, name: str, wanted: bool) -> QuerySet:
        return rows.exclude(review="") if wanted else rows.filter(review="")


class ReviewFilter(filters.FilterSet):
    """Of one movie's public ratings."""

    has_review = filters.BooleanFilter(method="filter_has_review", help_text="Only those with words.")
    has_spoilers = filters.BooleanFilter()

    def filter_has_review(self, rows: QuerySet, name: str, wanted: bool) -> QuerySet:
        return rows.exclude(review="") if wanted else rows.filter(review="")


class PlaylistFilter(filters.FilterSet):
    owner = filters.CharFilter(method="filter_owner", help_text="A person's id, or `me`.")
    visibility = filters.ChoiceFilter(choices=Playlist.Visibility.choices)
    updated_since = filters.IsoDateTimeFilter(
        field_name="updated_at",
        lookup_expr="gte",
        help_text="Only playlists that changed at this time or later.",
    )

    def filter_owner(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "me":
            return rows.filter(user=self.request.user.pk)
        if not value.isascii() or not value.isdigit() or len(value) > ID_DIGITS:
            raise ValidationError({"owner": ["Give the owner's id as a number, or `me`."]})
        return rows.filter(user_id=int(value))

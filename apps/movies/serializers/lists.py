from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from django.utils.functional import cached_property
from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.movies.models import Movie
from apps.movies.models.fields import movie_fields
from apps.movies.serializers.groups import GenreShortSerializer
from apps.movies.services.images import BACKDROP_SIZE, POSTER_SIZE, absolute_image_url

# Computed fields, each after the field that it is computed from.
URLS = {"poster_path": "poster_url", "backdrop_path": "backdrop_url"}
SIZES = {"poster_path": POSTER_SIZE, "backdrop_path": BACKDROP_SIZE}


def with_urls(names: Iterable[str]) -> list[str]:
    return [shown for name in names for shown in (name, URLS.get(name)) if shown]


COLUMNS = movie_fields("list")
LIST_FIELDS = with_urls(COLUMNS)
PLAIN = [name for name in COLUMNS if name != "genres"]
values_of = attrgetter(*PLAIN)


def as_listed(movie: Movie) -> dict[str, Any]:
    """What MovieListSerializer shows of a movie: the fields of the group "list", without the cost of serializer fields.

    The fields of a page are read once for each of its movies, in every list of the API.
    """
    shown: dict[str, Any] = dict.fromkeys(LIST_FIELDS)
    for name, value in zip(PLAIN, values_of(movie), strict=True):
        shown[name] = value.isoformat() if isinstance(value, date) else value
        if name in URLS:
            shown[URLS[name]] = absolute_image_url(value, SIZES[name])
    known = movie.__dict__.get("_prefetched_objects_cache", {}).get("genres")
    genres = movie.genres.all() if known is None else known
    shown["genres"] = [{"id": genre.pk, "tmdb_id": genre.tmdb_id, "name": genre.name} for genre in genres]
    return shown


class MovieListSerializer(ModelSerializer):
    """A movie in a list. Its fields describe the schema; `as_listed` reads them."""

    genres = GenreShortSerializer(many=True, read_only=True)
    poster_url = serializers.CharField(read_only=True, allow_null=True)
    backdrop_url = serializers.CharField(read_only=True, allow_null=True)

    class Meta:
        model = Movie
        fields = LIST_FIELDS
        read_only_fields = LIST_FIELDS

    @cached_property
    def more_fields(self) -> dict[str, serializers.Field]:
        """The fields that a subclass adds."""
        if self.Meta.fields is LIST_FIELDS:
            return {}
        return {name: field for name, field in self.fields.items() if name not in LIST_FIELDS}

    def to_representation(self, instance: Movie) -> dict[str, Any]:
        shown = as_listed(instance)
        for name, field in self.more_fields.items():
            value = field.get_attribute(instance)
            shown[name] = None if value is None else field.to_representation(value)
        return shown

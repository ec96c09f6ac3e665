from collections.abc import Iterable

from rest_framework import serializers

from apps.movies.models import Movie
from apps.movies.models.fields import movie_fields
from apps.movies.serializers.groups import GenreShortSerializer
from apps.movies.services.images import BACKDROP_SIZE, POSTER_SIZE, image_url

# Computed fields, each after the field that it is computed from.
URLS = {"poster_path": "poster_url", "backdrop_path": "backdrop_url"}


def with_urls(names: Iterable[str]) -> list[str]:
    return [shown for name in names for shown in (name, URLS.get(name)) if shown]


LIST_FIELDS = with_urls(movie_fields("list"))


class MovieListSerializer(serializers.ModelSerializer):
    """A movie in a list."""

    genres = GenreShortSerializer(many=True, read_only=True)
    poster_url = serializers.SerializerMethodField()
    backdrop_url = serializers.SerializerMethodField()

    class Meta:
        model = Movie
        fields = LIST_FIELDS
        read_only_fields = LIST_FIELDS

    def get_poster_url(self, movie: Movie) -> str | None:
        return image_url(movie.poster_path, POSTER_SIZE)

    def get_backdrop_url(self, movie: Movie) -> str | None:
        return image_url(movie.backdrop_path, BACKDROP_SIZE)

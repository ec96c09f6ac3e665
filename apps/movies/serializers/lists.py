from rest_framework import serializers

from apps.movies.models import Movie
from apps.movies.serializers.groups import GenreShortSerializer
from apps.movies.services.images import BACKDROP_SIZE, POSTER_SIZE, image_url

LIST_FIELDS = [
    "id",
    "tmdb_id",
    "title",
    "original_title",
    "overview",
    "release_date",
    "runtime",
    "genres",
    "poster_path",
    "poster_url",
    "backdrop_path",
    "backdrop_url",
    "vote_average",
    "vote_count",
    "popularity",
    "original_language",
    "adult",
]


class MovieListSerializer(serializers.ModelSerializer):
    """A movie in any list. Read it through `MovieQuerySet.for_list()`."""

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

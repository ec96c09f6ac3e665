"""How a body names a movie: `movie` is our id, `tmdb_id` TMDb's."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.plumbing import build_basic_type
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers

from apps.core.limits import INTEGER_MAX
from apps.movies.models import Movie
from apps.movies.serializers.lists import MovieListSerializer, as_listed
from apps.movies.services.lookup import ids_of, resolve_movie


class MovieField(serializers.PrimaryKeyRelatedField):
    """Accepts a movie's id and returns the movie as in lists."""

    default_error_messages = {
        "required": "Name a movie by `movie` (our id) or `tmdb_id`.",
        "does_not_exist": "There is no movie with the id {pk_value}. Look it up in movies/.",
        "incorrect_type": "Give the movie's id as a number, not as {data_type}.",
    }

    def __init__(self, **kwargs: Any) -> None:
        if not kwargs.get("read_only"):
            kwargs.setdefault("queryset", Movie.objects.all())
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Movie:
        if isinstance(data, float):  # 1.5 would be cut to the movie 1
            self.fail("incorrect_type", data_type="a number with a point")
        try:
            return super().to_internal_value(data)
        except serializers.ValidationError:
            if not isinstance(data, int | str) or not str(data).isdecimal() or int(data) > INTEGER_MAX:
                raise
            former = ids_of("pk", [int(data)])
            if int(data) not in former:
                raise
            return super().to_internal_value(former[int(data)])

    def use_pk_only_optimization(self) -> bool:
        return False

    def to_representation(self, value: Movie) -> dict[str, Any]:
        return as_listed(value)


class MovieFieldSchema(OpenApiSerializerFieldExtension):
    target_class = MovieField

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Any:
        if direction == "request":
            return build_basic_type(OpenApiTypes.INT)
        return auto_schema.resolve_serializer(MovieListSerializer, direction).ref


class MovieReferenceSerializer(serializers.Serializer):
    """Mix in where a row is about a movie. `validated_data["movie"]` is the Movie."""

    movie = MovieField(required=False)
    tmdb_id = serializers.IntegerField(required=False, write_only=True, min_value=1, max_value=INTEGER_MAX)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs = super().validate(attrs)
        tmdb_id = attrs.pop("tmdb_id", None)
        if "movie" not in attrs and tmdb_id is not None:
            attrs["movie"] = self.movie_of_tmdb(tmdb_id)
        elif tmdb_id is not None:
            self.check_same(attrs["movie"], tmdb_id)
        if self.instance is None and "movie" not in attrs:
            raise serializers.ValidationError({"movie": [MovieField.default_error_messages["required"]]})
        if self.instance is not None and attrs.pop("movie", self.instance.movie) != self.instance.movie:
            sentence = "The movie of a row cannot be changed. Delete this row and post another."
            raise serializers.ValidationError({"movie": [sentence]})
        return attrs

    def check_same(self, movie: Movie, tmdb_id: int) -> None:
        if movie.tmdb_id != tmdb_id and self.movie_of_tmdb(tmdb_id) != movie:
            sentence = "This is the TMDb id of another movie than `movie`. Give one of the two."
            raise serializers.ValidationError({"tmdb_id": [sentence]})

    def movie_of_tmdb(self, tmdb_id: int) -> Movie:
        try:
            return resolve_movie(tmdb_id=tmdb_id)
        except Movie.DoesNotExist as error:
            sentence = f"There is no movie with the TMDb id {tmdb_id} here."
            raise serializers.ValidationError({"tmdb_id": [sentence]}) from error


class MovieNameField(serializers.Field):
    """One movie of many: our id, or {"movie": id}, or {"tmdb_id": id}. Becomes ("movie" | "tmdb_id", id)."""

    default_error_messages = {
        "invalid": "Name a movie by our id, or by an object with `movie` or `tmdb_id`.",
        "range": "An id must be a whole number from 1 to 2147483647.",
    }

    def to_internal_value(self, data: Any) -> tuple[str, int]:
        if isinstance(data, dict):
            named = [(kind, data[kind]) for kind in ("movie", "tmdb_id") if data.get(kind) is not None]
        else:
            named = [("movie", data)]
        if len(named) != 1:
            self.fail("invalid")
        kind, value = named[0]
        if not isinstance(value, int) or isinstance(value, bool):
            self.fail("invalid")
        if not 1 <= value <= INTEGER_MAX:
            self.fail("range")
        return kind, value


class MovieNameSchema(OpenApiSerializerFieldExtension):
    target_class = MovieNameField

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Any:
        by_key = {
            "type": "object",
            "properties": {"movie": {"type": "integer"}, "tmdb_id": {"type": "integer"}},
        }
        return {"oneOf": [{"type": "integer"}, by_key]}

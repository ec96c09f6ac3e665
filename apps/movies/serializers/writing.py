"""Requests of curators. Values that are used in URLs or as JSON numbers are validated here."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.validators import UniqueValidator

from apps.core.http.serializers import ModelSerializer
from apps.core.limits import INTEGER_MAX
from apps.movies.models import Collection, Genre, Movie, Tag
from apps.movies.models.fields import LOCKABLE, MAX_DOLLARS, MAX_MINUTES, MAX_POPULARITY, movie_fields
from apps.movies.serializers.words import STATUSES


def tmdb_path() -> serializers.RegexField:
    return serializers.RegexField(
        r"^/[\w./-]*$",
        required=False,
        allow_blank=True,
        max_length=255,
        error_messages={"invalid": "Must be the path of an image at TMDb, such as /abc.jpg."},
    )


class CurationSerializer(ModelSerializer):
    """What curators have decided about a movie."""

    lockable = serializers.SerializerMethodField()
    locked_fields = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Movie
        fields = ["id", "locked_fields", "lockable", "hidden_from_recommendations"]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_lockable(self, movie: Movie) -> list[str]:
        return list(LOCKABLE)


class MovieWriteSerializer(ModelSerializer):
    """`genres`, `tags` and `collection` are ids. The tmdb_id of a deleted movie restores that movie."""

    tmdb_id = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=INTEGER_MAX,
        validators=[UniqueValidator(Movie.objects.all(), "A movie with this tmdb_id already exists.")],
    )
    imdb_id = serializers.RegexField(r"^tt\d{7,9}$", required=False, allow_blank=True)
    wikidata_id = serializers.RegexField(r"^Q\d{1,12}$", required=False, allow_blank=True)
    original_language = serializers.RegexField(r"^[a-z]{2,3}$", required=False, allow_blank=True)
    poster_path = tmdb_path()
    backdrop_path = tmdb_path()
    overview = serializers.CharField(required=False, allow_blank=True, max_length=10_000)
    status = serializers.ChoiceField(STATUSES, required=False, allow_blank=True)
    runtime = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=MAX_MINUTES, help_text="Minutes."
    )
    vote_average = serializers.FloatField(required=False, min_value=0, max_value=10)
    vote_count = serializers.IntegerField(required=False, min_value=0, max_value=INTEGER_MAX)
    popularity = serializers.FloatField(required=False, min_value=0, max_value=MAX_POPULARITY)
    budget = serializers.IntegerField(required=False, min_value=0, max_value=MAX_DOLLARS)
    revenue = serializers.IntegerField(required=False, min_value=0, max_value=MAX_DOLLARS)
    genres = serializers.PrimaryKeyRelatedField(queryset=Genre.objects.all(), many=True, required=False)
    tags = serializers.PrimaryKeyRelatedField(queryset=Tag.objects.all(), many=True, required=False)
    collection = serializers.PrimaryKeyRelatedField(
        queryset=Collection.objects.all(), required=False, allow_null=True
    )
    locked_fields = serializers.ListField(
        child=serializers.CharField(max_length=40),
        required=False,
        help_text="Fields that a sync does not change. Fields that a curator changes are added; [] unlocks all.",
    )

    class Meta:
        model = Movie
        fields = movie_fields("write")

    def validate_locked_fields(self, names: list[str]) -> list[str]:
        unknown = sorted(set(names) - set(LOCKABLE))
        if unknown:
            raise serializers.ValidationError(f"{unknown[0]} is not a field that can be locked.")
        return sorted(set(names))

"""Collections, whole credits, and the values that filters accept."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.movies.models import Collection, Credit, Provider
from apps.movies.serializers.details import CreditSerializer
from apps.movies.serializers.lists import MovieListSerializer
from apps.movies.services.images import BACKDROP_SIZE, LOGO_SIZE, POSTER_SIZE, absolute_image_url


class CollectionListSerializer(ModelSerializer):
    poster_url = serializers.SerializerMethodField()
    backdrop_url = serializers.SerializerMethodField()

    class Meta:
        model = Collection
        fields = ["id", "tmdb_id", "name", "poster_url", "backdrop_url"]
        read_only_fields = fields

    def get_poster_url(self, collection: Collection) -> str | None:
        return absolute_image_url(collection.poster_path, POSTER_SIZE)

    def get_backdrop_url(self, collection: Collection) -> str | None:
        return absolute_image_url(collection.backdrop_path, BACKDROP_SIZE)


class CollectionDetailSerializer(CollectionListSerializer):
    """Takes a collection with `parts`, the earliest release first."""

    parts = serializers.SerializerMethodField()

    class Meta:
        model = Collection
        fields = [*CollectionListSerializer.Meta.fields, "parts"]
        read_only_fields = fields

    @extend_schema_field(MovieListSerializer(many=True))
    def get_parts(self, collection: Any) -> Any:
        return MovieListSerializer(collection.parts, many=True).data


class CreditRowSerializer(CreditSerializer):
    kind = serializers.ChoiceField(Credit.Kind.choices)
    character = serializers.CharField()
    job = serializers.CharField()


class ProviderListSerializer(ModelSerializer):
    logo_url = serializers.SerializerMethodField()

    class Meta:
        model = Provider
        fields = ["id", "tmdb_id", "name", "logo_url"]
        read_only_fields = fields

    def get_logo_url(self, provider: Provider) -> str | None:
        return absolute_image_url(provider.logo_path, LOGO_SIZE)


class CertificationChoiceSerializer(serializers.Serializer):
    rating = serializers.CharField()
    min_age = serializers.IntegerField(allow_null=True, help_text="In years.")


class CountrySerializer(serializers.Serializer):
    country = serializers.CharField(help_text="ISO 3166-1.")
    movies = serializers.IntegerField(help_text="How many movies were produced there.")


class ImageSerializer(serializers.Serializer):
    path = serializers.CharField(help_text="Build other sizes with `images` of `core/info/`.")
    url = serializers.SerializerMethodField()
    language = serializers.CharField(help_text="ISO 639-1 of the words on it; empty without words.")
    width = serializers.IntegerField(help_text="Of the original, in pixels; 0 if it is not known.")
    height = serializers.IntegerField()
    vote_average = serializers.FloatField()

    @extend_schema_field(serializers.CharField())
    def get_url(self, image: dict[str, Any]) -> str | None:
        return absolute_image_url(image["path"], self.context["size"])


class ImagesSerializer(serializers.Serializer):
    posters = serializers.SerializerMethodField()
    backdrops = serializers.SerializerMethodField()
    logos = serializers.SerializerMethodField()

    @extend_schema_field(ImageSerializer(many=True))
    def get_posters(self, images: dict[str, Any]) -> Any:
        return ImageSerializer(images["posters"], many=True, context={"size": POSTER_SIZE}).data

    @extend_schema_field(ImageSerializer(many=True))
    def get_backdrops(self, images: dict[str, Any]) -> Any:
        return ImageSerializer(images["backdrops"], many=True, context={"size": BACKDROP_SIZE}).data

    @extend_schema_field(ImageSerializer(many=True))
    def get_logos(self, images: dict[str, Any]) -> Any:
        return ImageSerializer(images["logos"], many=True, context={"size": LOGO_SIZE}).data


class MoodSerializer(serializers.Serializer):
    mood = serializers.CharField(help_text="The value of the filter.")
    name = serializers.CharField()


class LanguageSerializer(serializers.Serializer):
    language = serializers.CharField(source="original_language", help_text="ISO 639-1.")
    movies = serializers.IntegerField(help_text="How many movies there are.")

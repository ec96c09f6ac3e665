from copy import deepcopy
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.extensions import MoviePart, registered
from apps.movies.models import Credit, Movie, WatchOption
from apps.movies.models.fields import movie_fields
from apps.movies.serializers.groups import CollectionSerializer, CompanySerializer, TagShortSerializer
from apps.movies.serializers.lists import LIST_FIELDS, MovieListSerializer
from apps.movies.serializers.words import STATUSES, KnownWordField
from apps.movies.services.details import CAST_SHOWN, DIRECTING, WRITING
from apps.movies.services.images import LOGO_SIZE, PROFILE_SIZE, image_url
from apps.movies.services.states import state_parts


class CreditSerializer(serializers.Serializer):
    """`id` is the person's."""

    id = serializers.IntegerField(source="person.id")
    tmdb_id = serializers.IntegerField(source="person.tmdb_id", allow_null=True)
    name = serializers.CharField(source="person.name")
    profile_url = serializers.SerializerMethodField()

    def get_profile_url(self, credit: Credit) -> str | None:
        return image_url(credit.person.profile_path, PROFILE_SIZE)


class CastSerializer(CreditSerializer):
    character = serializers.CharField()


class CrewSerializer(CreditSerializer):
    job = serializers.CharField()


class CreditsSerializer(serializers.Serializer):
    cast = CastSerializer(many=True)
    directors = CrewSerializer(many=True)
    writers = CrewSerializer(many=True)


class CertificationSerializer(serializers.Serializer):
    region = serializers.CharField(source="detail_region")
    rating = serializers.CharField(source="detail_rating")
    min_age = serializers.IntegerField(source="detail_min_age", allow_null=True, help_text="In years.")


class ProviderSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="provider.id")
    tmdb_id = serializers.IntegerField(source="provider.tmdb_id")
    name = serializers.CharField(source="provider.name")
    logo_url = serializers.SerializerMethodField()

    def get_logo_url(self, option: WatchOption) -> str | None:
        return image_url(option.provider.logo_path, LOGO_SIZE)


class WatchProvidersSerializer(serializers.Serializer):
    region = serializers.CharField()
    flatrate = ProviderSerializer(many=True)
    free = ProviderSerializer(many=True)
    ads = ProviderSerializer(many=True)
    rent = ProviderSerializer(many=True)
    buy = ProviderSerializer(many=True)


class CommunitySerializer(serializers.Serializer):
    average = serializers.FloatField(allow_null=True)
    count = serializers.IntegerField()
    histogram = serializers.DictField(
        child=serializers.IntegerField(), help_text="How many gave each rating, 1 to 10."
    )


class MeSerializer(serializers.Serializer):
    """Describes `me` in the schema: the states and personal details that apps registered (MoviePart)."""

    def get_fields(self) -> dict[str, serializers.Field]:
        states: dict[str, serializers.Field] = {
            part.name: serializers.FloatField(allow_null=True) if part.number else serializers.BooleanField()
            for part in state_parts()
        }
        personal = (part for part in registered(MoviePart) if part.personal_detail)
        return states | {
            part.name: deepcopy(part.personal_field or serializers.JSONField()) for part in personal
        }


class ExternalIdsSerializer(serializers.Serializer):
    imdb_id = serializers.CharField(allow_null=True)
    tmdb_id = serializers.IntegerField(allow_null=True)
    wikidata_id = serializers.CharField(allow_null=True)


class OtherTitleSerializer(serializers.Serializer):
    title = serializers.CharField()
    country = serializers.CharField(help_text="ISO 3166-1; empty if it is not known.")
    type = serializers.CharField()


class VideoSerializer(serializers.Serializer):
    name = serializers.CharField()
    site = serializers.CharField(help_text="YouTube or Vimeo.")
    key = serializers.CharField(help_text="The id of the video on that site.")
    type = serializers.CharField(help_text="Trailer, Teaser, Clip …")
    official = serializers.BooleanField()
    published_at = serializers.CharField(help_text="ISO 8601; empty if it is not known.")


class TranslationSerializer(serializers.Serializer):
    language = serializers.CharField()
    country = serializers.CharField()
    title = serializers.CharField()


class MovieDetailSerializer(MovieListSerializer):
    """Takes what `services.details.movie_detail` returns."""

    tags = TagShortSerializer(many=True, read_only=True)
    companies = CompanySerializer(many=True, read_only=True)
    countries: serializers.SlugRelatedField = serializers.SlugRelatedField(
        "country", many=True, read_only=True, source="production_countries", help_text="ISO 3166-1."
    )
    collection = CollectionSerializer(read_only=True, allow_null=True)
    videos = VideoSerializer(many=True, read_only=True)
    status = KnownWordField(STATUSES)
    external_ids = serializers.SerializerMethodField()
    alternative_titles = OtherTitleSerializer(many=True, read_only=True, source="other_titles")
    translations = TranslationSerializer(many=True, read_only=True)
    credits = serializers.SerializerMethodField()
    certification = serializers.SerializerMethodField()
    watch_providers = serializers.SerializerMethodField()
    community = serializers.SerializerMethodField()
    me = serializers.SerializerMethodField()

    class Meta:
        model = Movie
        fields = [
            *LIST_FIELDS,
            *movie_fields("detail"),
            *(
                "countries",
                "external_ids",
                "alternative_titles",
                "translations",
                "credits",
                "certification",
                "watch_providers",
                "community",
                "me",
            ),
        ]
        read_only_fields = fields

    @extend_schema_field(ExternalIdsSerializer)
    def get_external_ids(self, movie: Movie) -> Any:
        return {name: getattr(movie, name) or None for name in ("imdb_id", "tmdb_id", "wikidata_id")}

    @extend_schema_field(CreditsSerializer)
    def get_credits(self, movie: Movie) -> Any:
        credits = movie.detail_credits
        cast = [credit for credit in credits if credit.kind == Credit.Kind.CAST]
        crew = [credit for credit in credits if credit.kind == Credit.Kind.CREW]
        return CreditsSerializer(
            {
                "cast": cast[:CAST_SHOWN],
                "directors": [credit for credit in crew if credit.job in DIRECTING],
                "writers": [credit for credit in crew if credit.job in WRITING],
            }
        ).data

    @extend_schema_field(CertificationSerializer(allow_null=True))
    def get_certification(self, movie: Movie) -> Any:
        return CertificationSerializer(movie).data if movie.detail_rating else None

    @extend_schema_field(WatchProvidersSerializer)
    def get_watch_providers(self, movie: Movie) -> Any:
        options: dict[str, Any] = {kind: [] for kind in WatchOption.Kind.values}
        for option in movie.detail_watch_options:
            options[option.kind].append(option)
        return WatchProvidersSerializer({"region": movie.detail_region} | options).data

    @extend_schema_field(CommunitySerializer)
    def get_community(self, movie: Movie) -> Any:
        return movie.detail_extras.get("community")

    @extend_schema_field(MeSerializer(allow_null=True))
    def get_me(self, movie: Movie) -> Any:
        """The view adds it, because all the rest is the same for all users."""
        return None

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.movies.models import Credit, Person
from apps.movies.serializers.details import ExternalIdsSerializer
from apps.movies.serializers.lists import MovieListSerializer
from apps.movies.serializers.words import DEPARTMENTS, KnownWordField
from apps.movies.services.images import PROFILE_SIZE, image_url
from apps.movies.services.people import FILMOGRAPHY_SHOWN


class PersonSerializer(ModelSerializer):
    known_for = KnownWordField(DEPARTMENTS, help_text="The department.")
    profile_url = serializers.SerializerMethodField()

    class Meta:
        model = Person
        fields = ["id", "tmdb_id", "name", "known_for", "popularity", "profile_path", "profile_url"]
        read_only_fields = fields

    def get_profile_url(self, person: Person) -> str | None:
        return image_url(person.profile_path, PROFILE_SIZE)


class RoleSerializer(ModelSerializer):
    movie = MovieListSerializer()

    class Meta:
        model = Credit
        fields = ["character", "movie"]


class WorkSerializer(RoleSerializer):
    class Meta:
        model = Credit
        fields = ["job", "movie"]


class PersonCreditSerializer(serializers.ModelSerializer):
    """A row of a person's whole filmography."""

    movie = MovieListSerializer()

    class Meta:
        model = Credit
        fields = ["kind", "character", "job", "movie"]


class FilmographySerializer(serializers.Serializer):
    cast = RoleSerializer(many=True)
    crew = WorkSerializer(many=True)


class PersonDetailSerializer(PersonSerializer):
    """Takes a person with `shown_credits`, the newest movie first."""

    filmography = serializers.SerializerMethodField(
        help_text=f"The {FILMOGRAPHY_SHOWN} newest credits; `people/{{id}}/credits/` has all of them."
    )
    external_ids = serializers.SerializerMethodField()

    class Meta:
        model = Person
        fields = [
            *PersonSerializer.Meta.fields,
            *("biography", "birthday", "deathday", "place_of_birth", "external_ids", "filmography"),
        ]
        read_only_fields = fields

    @extend_schema_field(ExternalIdsSerializer)
    def get_external_ids(self, person: Person) -> Any:
        return {name: getattr(person, name) or None for name in ("imdb_id", "tmdb_id", "wikidata_id")}

    @extend_schema_field(FilmographySerializer)
    def get_filmography(self, person: Person) -> Any:
        kinds: dict[str, list[Credit]] = {"cast": [], "crew": []}
        for credit in person.shown_credits:
            kinds[credit.kind].append(credit)
        return FilmographySerializer(kinds).data

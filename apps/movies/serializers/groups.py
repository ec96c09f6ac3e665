from typing import Any

from rest_framework import serializers
from rest_framework.validators import UniqueValidator

from apps.core.http.serializers import ModelSerializer, NamedUpdateSerializer
from apps.core.limits import INTEGER_MAX
from apps.movies.models import Collection, Company, Genre, Tag
from apps.movies.services.images import LOGO_SIZE, image_url


class GenreShortSerializer(ModelSerializer):
    """A genre within a movie."""

    class Meta:
        model = Genre
        fields = ["id", "tmdb_id", "name"]


class TagShortSerializer(ModelSerializer):
    class Meta:
        model = Tag
        fields = ["id", "tmdb_id", "name"]


class NamedSerializer(NamedUpdateSerializer):
    """Names are unique, ignoring case."""

    tmdb_id = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=INTEGER_MAX, help_text="TMDb's id."
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        fields, rows = super().get_fields(), self.Meta.model._default_manager.all()
        for name, lookup in (("name", "iexact"), ("tmdb_id", "exact")):
            fields[name].validators = [
                v for v in fields[name].validators if not isinstance(v, UniqueValidator)
            ]
            fields[name].validators.append(UniqueValidator(rows, lookup=lookup))
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        is_renamed = self.instance is not None and attrs.get("name", self.instance.name) != self.instance.name
        return attrs | ({"name_locked": True} if is_renamed else {})


class GenreSerializer(NamedSerializer):
    class Meta:
        model = Genre
        fields = ["id", "tmdb_id", "name", "created_at", "updated_at"]


class TagSerializer(NamedSerializer):
    class Meta:
        model = Tag
        fields = ["id", "tmdb_id", "name", "created_at", "updated_at"]


class CompanySerializer(ModelSerializer):
    logo_url = serializers.SerializerMethodField()

    class Meta:
        model = Company
        fields = ["id", "tmdb_id", "name", "country", "logo_url"]
        read_only_fields = fields

    def get_logo_url(self, company: Company) -> str | None:
        return image_url(company.logo_path, LOGO_SIZE)


class CollectionSerializer(ModelSerializer):
    class Meta:
        model = Collection
        fields = ["id", "tmdb_id", "name"]

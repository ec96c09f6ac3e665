from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.movies.models import Genre, Person, Tag

MAX_OF_A_KIND = 100


def existing_ids(model: Any, ids: list[int], name: str) -> list[int]:
    """The ids without duplicates. Raises ValidationError for an id that does not exist."""
    wanted = list(dict.fromkeys(ids))
    existing = set(model.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    unknown = [pk for pk in wanted if pk not in existing]
    if unknown:
        raise serializers.ValidationError(f"There is no {name} with the id {unknown[0]}.")
    return wanted


def ids_field() -> serializers.ListField:
    return serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        required=False,
        max_length=MAX_OF_A_KIND,
    )


class KindsSerializer(serializers.Serializer):
    """Features by kind. A kind that is left out is not changed; [] removes all of its features."""

    genres = ids_field()
    keywords = ids_field()
    people = ids_field()
    decades = serializers.ListField(
        child=serializers.IntegerField(min_value=1870, max_value=2100), required=False, max_length=30
    )
    languages = serializers.ListField(
        child=serializers.RegexField(r"^[a-z]{2,3}$"), required=False, max_length=MAX_OF_A_KIND
    )

    def validate_genres(self, ids: list[int]) -> list[int]:
        return existing_ids(Genre, ids, "genre")

    def validate_keywords(self, ids: list[int]) -> list[int]:
        return existing_ids(Tag, ids, "tag")

    def validate_people(self, ids: list[int]) -> list[int]:
        return existing_ids(Person, ids, "person")

    def validate_decades(self, years: list[int]) -> list[int]:
        return sorted({year // 10 * 10 for year in years})

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        """Every kind, also those of which nothing is set."""
        return {str(name): instance.get(str(name), []) for name in self.fields}

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, dict) else []
        if unknown:
            sentence = f"{unknown[0][:40]} is not a kind. The kinds are {', '.join(self.fields)}."
            raise serializers.ValidationError({"non_field_errors": [sentence]})
        return super().to_internal_value(data)


@extend_schema_field({"oneOf": [{"type": "integer"}, {"type": "string"}]})
class FeatureIdField(serializers.Field):
    def to_representation(self, value: int | str) -> int | str:
        return value


class AffinitySerializer(serializers.Serializer):
    id = FeatureIdField(
        read_only=True, help_text="The id; for a decade its first year, for a language its code."
    )
    name = serializers.CharField()
    weight = serializers.FloatField(help_text="-1 (dislikes) to 1 (likes)")


class AffinitiesSerializer(serializers.Serializer):
    genres = AffinitySerializer(many=True)
    keywords = AffinitySerializer(many=True)
    people = AffinitySerializer(many=True)
    decades = AffinitySerializer(many=True)
    languages = AffinitySerializer(many=True)


class TasteChangeSerializer(serializers.Serializer):
    boosts = KindsSerializer(required=False)
    mutes = KindsSerializer(required=False)
    personalised = serializers.BooleanField(
        required=False, help_text="false: recommendations ignore your history."
    )
    trainable = serializers.BooleanField(
        required=False, help_text="false: your history is not used to train the model."
    )
    reset = serializers.BooleanField(
        required=False,
        help_text="true: everything until now is ignored, and boosts and mutes are removed. Movies that you rated or watched are still not recommended.",
    )


class RestoredTasteSerializer(TasteChangeSerializer):
    """The settings as an export has them."""

    reset = None
    reset_at = serializers.DateTimeField(required=False, allow_null=True)


class TasteSerializer(AffinitiesSerializer):
    boosts = KindsSerializer()
    mutes = KindsSerializer()
    personalised = serializers.BooleanField()
    trainable = serializers.BooleanField()
    reset_at = serializers.DateTimeField(allow_null=True)

from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from apps.movies.models import Genre, Person, Tag

MAX_OF_A_KIND = 100


def known_ids(rows: Any, ids: list[int], name: str) -> list[int]:
    """The ids, each once; an unknown one is refused."""
    wanted = list(dict.fromkeys(ids))
    known = set(rows.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    unknown = [pk for pk in wanted if pk not in known]
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
    """What to have more, or none, of. A kind that is left out stays as it is; [] empties it."""

    genres = ids_field()
    keywords = ids_field()
    people = ids_field()
    decades = serializers.ListField(
        child=serializers.IntegerField(min_value=1870, max_value=2100), required=False, max_length=30
    )
    languages = serializers.ListField(
        child=serializers.RegexField(r"^[a-z]{2,3}$"), required=False, max_length=MAX_OF_A_KIND
    )

    validate_genres: Callable[[Any, list[int]], list[int]] = lambda self, ids: known_ids(Genre, ids, "genre")
    validate_keywords: Callable[[Any, list[int]], list[int]] = lambda self, ids: known_ids(Tag, ids, "tag")
    validate_people: Callable[[Any, list[int]], list[int]] = lambda self, ids: known_ids(
        Person, ids, "person"
    )

    def validate_decades(self, years: list[int]) -> list[int]:
        return sorted({year // 10 * 10 for year in years})

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, dict) else []
        if unknown:
            sentence = f"{unknown[0][:40]} is no kind; there are {', '.join(self.fields)}."
            raise serializers.ValidationError({"non_field_errors": [sentence]})
        return super().to_internal_value(data)


class BeliefSerializer(serializers.Serializer):
    id = serializers.JSONField(help_text="Our id; of a decade its first year, of a language its code.")
    name = serializers.CharField()
    weight = serializers.FloatField(help_text="-1 (dislikes) to 1 (likes)")


class BeliefsSerializer(serializers.Serializer):
    genres = BeliefSerializer(many=True)
    keywords = BeliefSerializer(many=True)
    people = BeliefSerializer(many=True)
    decades = BeliefSerializer(many=True)
    languages = BeliefSerializer(many=True)


class TasteChangeSerializer(serializers.Serializer):
    boosts = KindsSerializer(required=False)
    mutes = KindsSerializer(required=False)
    personalised = serializers.BooleanField(
        required=False, help_text="false: the list is not made from what you did."
    )
    trainable = serializers.BooleanField(
        required=False, help_text="false: nothing is learned from you for others."
    )
    reset = serializers.BooleanField(
        required=False,
        help_text="true ignores all events until now; watched and rated movies are still not recommended.",
    )


class TasteSerializer(BeliefsSerializer):
    boosts = KindsSerializer()
    mutes = KindsSerializer()
    personalised = serializers.BooleanField()
    trainable = serializers.BooleanField()
    reset_at = serializers.DateTimeField(allow_null=True)

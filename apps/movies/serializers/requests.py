"""Query parameters and bodies of requests."""

from typing import Any

from rest_framework import serializers

from apps.core.limits import INTEGER_MAX
from apps.movies.filter_fields import MAX_ID
from apps.movies.filters import SEARCH_MAX_LENGTH
from apps.movies.models import Credit
from apps.movies.services.translations import LANGUAGE, LANGUAGE_ERROR

STATES_MAX = 100
LANGUAGE_OR_NONE = "[A-Za-z]{2,3}|none"


class TrendingQuerySerializer(serializers.Serializer):
    time_window = serializers.ChoiceField(["day", "week"], default="day")


class SearchQuerySerializer(serializers.Serializer):
    q = serializers.CharField(
        max_length=SEARCH_MAX_LENGTH,
        help_text="Words of a title, or a person's name; with mode=meaning, what a movie is about.",
    )
    mode = serializers.ChoiceField(
        ["title", "meaning"],
        default="title",
        help_text="meaning: movies that are about what the query says, in any language. Needs an encoder.",
    )


class SuggestQuerySerializer(serializers.Serializer):
    q = serializers.CharField(max_length=SEARCH_MAX_LENGTH, help_text="What was typed so far.")


class RegionQuerySerializer(serializers.Serializer):
    region = serializers.RegexField(
        r"^[A-Za-z]{2}$",
        required=False,
        help_text="Country, ISO 3166-1; by default that of the installation.",
        error_messages={"invalid": "Must be an ISO 3166-1 country code, such as US."},
    )


def language_field() -> serializers.RegexField:
    return serializers.RegexField(
        LANGUAGE,
        required=False,
        default="",
        help_text="Language of title and overview, such as fr or fr-CA; without a translation they stay as they are.",
        error_messages={"invalid": LANGUAGE_ERROR},
    )


class DetailQuerySerializer(RegionQuerySerializer):
    language = language_field()


class ImagesQuerySerializer(serializers.Serializer):
    language = serializers.RegexField(
        rf"^({LANGUAGE_OR_NONE})(,({LANGUAGE_OR_NONE}))*$",
        required=False,
        help_text="Languages separated by commas, ISO 639-1; none: images without words. By default all images.",
        error_messages={"invalid": "Must be language codes separated by commas, such as fr,none."},
    )


class PersonCreditsQuerySerializer(serializers.Serializer):
    kind = serializers.ChoiceField(Credit.Kind.choices, required=False, help_text="Only cast or only crew.")


class FindQuerySerializer(serializers.Serializer):
    """Exactly one id."""

    imdb_id = serializers.RegexField(
        r"^tt\d{7,9}$",
        required=False,
        help_text="Such as tt0133093.",
        error_messages={"invalid": "Must be an id of IMDb, such as tt0133093."},
    )
    tmdb_id = serializers.IntegerField(required=False, min_value=1, max_value=INTEGER_MAX)
    wikidata_id = serializers.RegexField(
        r"^Q\d{1,12}$",
        required=False,
        help_text="Such as Q83495.",
        error_messages={"invalid": "Must be an id of Wikidata, such as Q83495."},
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs) != 1:
            raise serializers.ValidationError("Give one of imdb_id, tmdb_id and wikidata_id.")
        return attrs


class ImportSerializer(serializers.Serializer):
    tmdb_id = serializers.IntegerField(
        min_value=1, max_value=INTEGER_MAX, help_text="TMDb's id of the movie."
    )


class IdsField(serializers.ListField):
    """A list of ids. Ids that are valid pass at once: a hundred of them take the child 0.5 ms."""

    def run_child_validation(self, data: list[Any]) -> list[Any]:
        if all(type(value) is int and 1 <= value <= MAX_ID for value in data):
            return data
        return super().run_child_validation(data)


class MovieStatesRequestSerializer(serializers.Serializer):
    movies = IdsField(
        child=serializers.IntegerField(min_value=1, max_value=MAX_ID),
        max_length=STATES_MAX,
        help_text="Ids of movies.",
    )

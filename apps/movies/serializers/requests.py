"""Query parameters and bodies of requests."""

from rest_framework import serializers

from apps.core.limits import INTEGER_MAX
from apps.movies.filter_fields import MAX_ID
from apps.movies.filters import SEARCH_MAX_LENGTH

STATES_MAX = 100


class TrendingQuerySerializer(serializers.Serializer):
    time_window = serializers.ChoiceField(["day", "week"], default="day")


class SearchQuerySerializer(serializers.Serializer):
    q = serializers.CharField(max_length=SEARCH_MAX_LENGTH, help_text="Words of a title, or a person's name.")


class SuggestQuerySerializer(serializers.Serializer):
    q = serializers.CharField(max_length=SEARCH_MAX_LENGTH, help_text="What was typed so far.")


class DetailQuerySerializer(serializers.Serializer):
    region = serializers.RegexField(
        r"^[A-Za-z]{2}$",
        required=False,
        help_text="Country of certification and watch providers, ISO 3166-1; by default that of the installation.",
        error_messages={"invalid": "Must be an ISO 3166-1 country code, such as US."},
    )


class ImportSerializer(serializers.Serializer):
    tmdb_id = serializers.IntegerField(
        min_value=1, max_value=INTEGER_MAX, help_text="TMDb's id of the movie."
    )


class MovieStatesRequestSerializer(serializers.Serializer):
    movies = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MAX_ID),
        max_length=STATES_MAX,
        help_text="Ids of movies.",
    )

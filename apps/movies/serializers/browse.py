from rest_framework import serializers

from apps.movies.filters import SEARCH_MAX_LENGTH


class TrendingQuerySerializer(serializers.Serializer):
    time_window = serializers.ChoiceField(["day", "week"], default="day")


class SearchQuerySerializer(serializers.Serializer):
    q = serializers.CharField(max_length=SEARCH_MAX_LENGTH, help_text="Words of a title.")

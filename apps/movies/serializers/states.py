from rest_framework import serializers

from apps.movies.filter_fields import MAX_ID

STATES_AT_ONCE = 100


class MovieStatesRequestSerializer(serializers.Serializer):
    movies = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MAX_ID),
        max_length=STATES_AT_ONCE,
        help_text="Ids of movies.",
    )

from rest_framework import serializers

from apps.movies.serializers.groups import MAX_TMDB_ID


class ImportSerializer(serializers.Serializer):
    tmdb_id = serializers.IntegerField(
        min_value=1, max_value=MAX_TMDB_ID, help_text="TMDb's id of the movie."
    )

from rest_framework import serializers

from apps.core.limits import INTEGER_MAX


class ImportSerializer(serializers.Serializer):
    tmdb_id = serializers.IntegerField(
        min_value=1, max_value=INTEGER_MAX, help_text="TMDb's id of the movie."
    )

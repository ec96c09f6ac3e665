from rest_framework import serializers

from apps.movies.services.images import POSTER_SIZE, PROFILE_SIZE, absolute_image_url
from apps.movies.services.suggest import LIMITS, Suggestion

KINDS = list(LIMITS)


class SuggestionSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(KINDS)
    id = serializers.IntegerField(source="row.pk")
    text = serializers.SerializerMethodField(help_text="The title or name.")
    year = serializers.SerializerMethodField(help_text="Year of release, of movies.")
    image_url = serializers.SerializerMethodField(help_text="The poster or the portrait.")

    def get_text(self, suggestion: Suggestion) -> str:
        return suggestion.row.title if suggestion.kind == "movie" else suggestion.row.name

    def get_year(self, suggestion: Suggestion) -> int | None:
        released = getattr(suggestion.row, "release_date", None)
        return released.year if released else None

    def get_image_url(self, suggestion: Suggestion) -> str | None:
        if suggestion.kind == "person":
            return absolute_image_url(suggestion.row.profile_path, PROFILE_SIZE)
        return absolute_image_url(getattr(suggestion.row, "poster_path", ""), POSTER_SIZE)


class SuggestionsSerializer(serializers.Serializer):
    did_you_mean = serializers.CharField(
        allow_null=True, help_text="The corrected query, if nothing fits the one that was sent."
    )
    results = SuggestionSerializer(many=True)

from rest_framework import serializers

from apps.movies.serializers import MovieListSerializer


class FeedRowSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(
        [
            "for_you",
            "because_you_liked",
            "trending",
            "new",
            "top_in_genre",
            "watchlist",
            "hidden_gems",
        ]
    )
    title = serializers.CharField()
    movies = MovieListSerializer(many=True)


class FeedSerializer(serializers.Serializer):
    rows = FeedRowSerializer(many=True)

"""The shapes of statistics."""

from rest_framework import serializers


class OwnCountsSerializer(serializers.Serializer):
    favorites = serializers.IntegerField()
    ratings = serializers.IntegerField()
    watchlist = serializers.IntegerField()
    playlists = serializers.IntegerField()


class GenreFigureSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    movies = serializers.IntegerField()
    mean_rating = serializers.FloatField(allow_null=True)


class DecadeFigureSerializer(serializers.Serializer):
    decade = serializers.IntegerField()
    movies = serializers.IntegerField()


class DirectorFigureSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    movies = serializers.IntegerField()


class MonthFigureSerializer(serializers.Serializer):
    month = serializers.CharField(help_text="YYYY-MM")
    watched = serializers.IntegerField()
    rated = serializers.IntegerField()


class BestRatedSerializer(serializers.Serializer):
    movie = serializers.IntegerField()
    tmdb_id = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    poster_path = serializers.CharField()
    rating = serializers.FloatField()


class BaseStatsSerializer(serializers.Serializer):
    viewings = serializers.IntegerField()
    movies_watched = serializers.IntegerField()
    rewatches = serializers.IntegerField()
    hours_watched = serializers.FloatField()
    first_watched_at = serializers.DateTimeField(allow_null=True)
    last_watched_at = serializers.DateTimeField(allow_null=True)
    ratings_given = serializers.IntegerField()
    mean_rating = serializers.FloatField(allow_null=True)
    rating_histogram = serializers.DictField(
        child=serializers.IntegerField(), help_text="Number of ratings from 1 to 10, rounded down."
    )
    top_genres = GenreFigureSerializer(many=True)
    top_decades = DecadeFigureSerializer(many=True)
    months = MonthFigureSerializer(many=True)
    longest_streak_days = serializers.IntegerField()


class StatsSerializer(BaseStatsSerializer):
    counts = OwnCountsSerializer()
    current_streak_days = serializers.IntegerField(
        help_text="Consecutive days with a completed viewing, up to today or yesterday."
    )


class YearSerializer(BaseStatsSerializer):
    year = serializers.IntegerField()
    top_directors = DirectorFigureSerializer(many=True)
    busiest_month = serializers.CharField(allow_null=True, help_text="YYYY-MM")
    best = BestRatedSerializer(many=True)

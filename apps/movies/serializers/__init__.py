from apps.movies.serializers.browse import SearchQuerySerializer, TrendingQuerySerializer
from apps.movies.serializers.details import DetailQuerySerializer, MovieDetailSerializer
from apps.movies.serializers.groups import (
    GenreSerializer,
    GenreShortSerializer,
    TagSerializer,
    TagShortSerializer,
)
from apps.movies.serializers.history import WatchHistorySerializer
from apps.movies.serializers.lists import MovieListSerializer
from apps.movies.serializers.references import MovieField, MovieNameField, MovieReferenceSerializer
from apps.movies.serializers.states import MovieStatesRequestSerializer, MovieStatesSerializer
from apps.movies.serializers.writing import MovieWriteSerializer

__all__ = [
    "DetailQuerySerializer",
    "GenreSerializer",
    "GenreShortSerializer",
    "MovieDetailSerializer",
    "MovieField",
    "MovieListSerializer",
    "MovieNameField",
    "MovieReferenceSerializer",
    "MovieStatesRequestSerializer",
    "MovieStatesSerializer",
    "MovieWriteSerializer",
    "SearchQuerySerializer",
    "TagSerializer",
    "TagShortSerializer",
    "TrendingQuerySerializer",
    "WatchHistorySerializer",
]

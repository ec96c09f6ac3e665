from apps.movies.serializers.browse import SearchQuerySerializer, TrendingQuerySerializer
from apps.movies.serializers.details import DetailQuerySerializer, MovieDetailSerializer
from apps.movies.serializers.groups import (
    GenreSerializer,
    GenreShortSerializer,
    TagSerializer,
    TagShortSerializer,
)
from apps.movies.serializers.lists import MovieListSerializer
from apps.movies.serializers.states import MovieStatesRequestSerializer, MovieStatesSerializer
from apps.movies.serializers.writing import MovieWriteSerializer

__all__ = [
    "DetailQuerySerializer",
    "GenreSerializer",
    "GenreShortSerializer",
    "MovieDetailSerializer",
    "MovieListSerializer",
    "MovieStatesRequestSerializer",
    "MovieStatesSerializer",
    "MovieWriteSerializer",
    "SearchQuerySerializer",
    "TagSerializer",
    "TagShortSerializer",
    "TrendingQuerySerializer",
]

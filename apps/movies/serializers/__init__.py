from apps.movies.serializers.collections import (
    CertificationChoiceSerializer,
    CollectionDetailSerializer,
    CollectionListSerializer,
    CreditRowSerializer,
    LanguageSerializer,
    ProviderListSerializer,
)
from apps.movies.serializers.details import MovieDetailSerializer
from apps.movies.serializers.groups import (
    GenreSerializer,
    GenreShortSerializer,
    TagSerializer,
    TagShortSerializer,
)
from apps.movies.serializers.lists import MovieListSerializer
from apps.movies.serializers.people import PersonDetailSerializer, PersonSerializer
from apps.movies.serializers.references import MovieField, MovieNameField, MovieReferenceSerializer
from apps.movies.serializers.requests import (
    DetailQuerySerializer,
    FindQuerySerializer,
    ImportSerializer,
    MovieStatesRequestSerializer,
    RegionQuerySerializer,
    SearchQuerySerializer,
    SuggestQuerySerializer,
    TrendingQuerySerializer,
)
from apps.movies.serializers.suggest import SuggestionsSerializer
from apps.movies.serializers.sync import SyncRunSerializer
from apps.movies.serializers.writing import MovieWriteSerializer

__all__ = [
    "CertificationChoiceSerializer",
    "CollectionDetailSerializer",
    "CollectionListSerializer",
    "CreditRowSerializer",
    "DetailQuerySerializer",
    "FindQuerySerializer",
    "GenreSerializer",
    "GenreShortSerializer",
    "ImportSerializer",
    "LanguageSerializer",
    "MovieDetailSerializer",
    "MovieField",
    "MovieListSerializer",
    "MovieNameField",
    "MovieReferenceSerializer",
    "MovieStatesRequestSerializer",
    "MovieWriteSerializer",
    "PersonDetailSerializer",
    "PersonSerializer",
    "ProviderListSerializer",
    "RegionQuerySerializer",
    "SearchQuerySerializer",
    "SuggestQuerySerializer",
    "SuggestionsSerializer",
    "SyncRunSerializer",
    "TagSerializer",
    "TagShortSerializer",
    "TrendingQuerySerializer",
]

from apps.movies.serializers.collections import (
    CertificationChoiceSerializer,
    CollectionDetailSerializer,
    CollectionListSerializer,
    CountrySerializer,
    CreditRowSerializer,
    ImagesSerializer,
    LanguageSerializer,
    MoodSerializer,
    ProviderListSerializer,
)
from apps.movies.serializers.details import MovieDetailSerializer
from apps.movies.serializers.groups import (
    CompanySerializer,
    GenreSerializer,
    GenreShortSerializer,
    TagSerializer,
    TagShortSerializer,
)
from apps.movies.serializers.lists import MovieListSerializer
from apps.movies.serializers.people import (
    PersonCreditSerializer,
    PersonDetailSerializer,
    PersonSerializer,
)
from apps.movies.serializers.references import MovieField, MovieNameField, MovieReferenceSerializer
from apps.movies.serializers.requests import (
    DetailQuerySerializer,
    FindQuerySerializer,
    ImagesQuerySerializer,
    ImportSerializer,
    MovieStatesRequestSerializer,
    PersonCreditsQuerySerializer,
    RegionQuerySerializer,
    SearchQuerySerializer,
    SuggestQuerySerializer,
    TrendingQuerySerializer,
)
from apps.movies.serializers.suggest import SuggestionsSerializer
from apps.movies.serializers.sync import SyncRunSerializer
from apps.movies.serializers.writing import CurationSerializer, MovieWriteSerializer

__all__ = [
    "CertificationChoiceSerializer",
    "CollectionDetailSerializer",
    "CollectionListSerializer",
    "CompanySerializer",
    "CountrySerializer",
    "CreditRowSerializer",
    "CurationSerializer",
    "DetailQuerySerializer",
    "FindQuerySerializer",
    "GenreSerializer",
    "GenreShortSerializer",
    "ImagesQuerySerializer",
    "ImagesSerializer",
    "ImportSerializer",
    "LanguageSerializer",
    "MoodSerializer",
    "MovieDetailSerializer",
    "MovieField",
    "MovieListSerializer",
    "MovieNameField",
    "MovieReferenceSerializer",
    "MovieStatesRequestSerializer",
    "MovieWriteSerializer",
    "PersonCreditSerializer",
    "PersonCreditsQuerySerializer",
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

"""Sagas, and the lists that a filter form is built from."""

from django.conf import settings
from django.db.models import Count, F, Prefetch, QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.filters import SearchFilter
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from apps.core.http.filters import TotalOrderingFilter
from apps.core.http.mixins import CatalogueMixin
from apps.core.limits import ID_PATTERN
from apps.movies.models import (
    AgeRating,
    Certification,
    Collection,
    Company,
    Credit,
    Movie,
    ProductionCountry,
    Provider,
    WatchOption,
)
from apps.movies.serializers import (
    CertificationChoiceSerializer,
    CollectionDetailSerializer,
    CollectionListSerializer,
    CompanySerializer,
    CountrySerializer,
    CreditRowSerializer,
    ImagesQuerySerializer,
    ImagesSerializer,
    LanguageSerializer,
    MoodSerializer,
    ProviderListSerializer,
    RegionQuerySerializer,
)
from apps.movies.services.moods import MOODS
from apps.movies.services.movie_images import movie_images


def region_of(request: Request) -> str:
    query = RegionQuerySerializer(data=request.query_params)
    query.is_valid(raise_exception=True)
    return query.validated_data.get("region", settings.TMDB_REGION).upper()


@extend_schema(tags=["movies"])
@extend_schema_view(
    list=extend_schema(summary="List collections by name"),
    retrieve=extend_schema(summary="Get a collection with its movies in order"),
)
class CollectionViewSet(CatalogueMixin, ReadOnlyModelViewSet):
    queryset = Collection.objects.all()
    versions = ("catalogue",)
    filter_backends = [SearchFilter, TotalOrderingFilter]
    search_fields = ["name"]
    ordering_fields = ["name"]
    ordering = ["name"]
    lookup_value_regex = ID_PATTERN

    def get_queryset(self) -> QuerySet[Collection]:
        if self.action == "list":
            return super().get_queryset()
        movies = Movie.objects.filter(adult=False).for_list()
        parts = movies.order_by(F("release_date").asc(nulls_last=True), "pk")
        return super().get_queryset().prefetch_related(Prefetch("movies", parts, to_attr="parts"))

    def get_serializer_class(self) -> type:
        return CollectionListSerializer if self.action == "list" else CollectionDetailSerializer


@extend_schema(tags=["movies"])
@extend_schema_view(
    list=extend_schema(summary="List companies by name"), retrieve=extend_schema(summary="Get a company")
)
class CompanyViewSet(CatalogueMixin, ReadOnlyModelViewSet):
    queryset = Company.objects.all()
    serializer_class = CompanySerializer
    versions = ("catalogue",)
    filter_backends = [SearchFilter, TotalOrderingFilter]
    search_fields = ["name"]
    ordering_fields = ["name"]
    ordering = ["name"]
    lookup_value_regex = ID_PATTERN


@extend_schema(tags=["movies"])
class MovieImagesView(CatalogueMixin, APIView):
    max_age = 3600

    @extend_schema(
        summary="List images of a movie by language",
        description="All posters, backdrops and logos of TMDb, the best voted first; without TMDb the poster and the backdrop that we have.",
        parameters=[ImagesQuerySerializer],
        responses=ImagesSerializer,
    )
    def get(self, request: Request, movie_id: int) -> Response:
        query = ImagesQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        languages = query.validated_data.get("language", "").lower()
        try:
            images = movie_images(movie_id=movie_id, languages=languages.split(",") if languages else None)
        except Movie.DoesNotExist as error:
            raise Http404("There is no such movie.") from error
        return Response(ImagesSerializer(images).data)


@extend_schema(tags=["movies"])
@extend_schema_view(
    get=extend_schema(
        summary="List all credits of a movie",
        description="Cast in the order of billing, then crew. A movie's detail has the first of them only.",
    )
)
class MovieCreditsView(CatalogueMixin, ListAPIView):
    queryset = Credit.objects.none()
    serializer_class = CreditRowSerializer
    versions = ("catalogue",)
    filter_backends: list[type] = []

    def get_queryset(self) -> QuerySet[Credit]:
        if getattr(self, "swagger_fake_view", False):
            return super().get_queryset()
        movie = get_movie_or_404(self.kwargs["movie_id"])
        credits = Credit.objects.filter(movie=movie).select_related("person")
        return credits.order_by("kind", "position", "pk")


@extend_schema(tags=["movies"])
class ProvidersView(CatalogueMixin, APIView):
    versions = ("catalogue",)
    query_parameters = ("region",)

    @extend_schema(
        summary="List watch providers of a region",
        parameters=[RegionQuerySerializer],
        responses=ProviderListSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        offers = WatchOption.objects.filter(region=region_of(request)).order_by().values("provider_id")
        providers = Provider.objects.filter(pk__in=offers).order_by("name", "pk")
        return Response(ProviderListSerializer(providers, many=True).data)


@extend_schema(tags=["movies"])
class CertificationsView(CatalogueMixin, APIView):
    versions = ("catalogue",)
    query_parameters = ("region",)

    @extend_schema(
        summary="List age ratings of a region",
        description="Those of movies and of TMDb's list. The mildest first; ratings without a known age last.",
        parameters=[RegionQuerySerializer],
        responses=CertificationChoiceSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        country = region_of(request)
        given = Certification.objects.filter(country=country).order_by().values("rating", "min_age")
        listed = AgeRating.objects.filter(country=country).order_by().values("rating", "min_age")
        rows = sorted(
            given.union(listed),
            key=lambda row: (row["min_age"] is None, row["min_age"] or 0, row["rating"]),
        )
        return Response(CertificationChoiceSerializer(rows, many=True).data)


@extend_schema(tags=["movies"])
class LanguagesView(CatalogueMixin, APIView):
    versions = ("catalogue",)

    @extend_schema(
        summary="List original languages of the catalogue",
        description="The most frequent first.",
        responses=LanguageSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        movies = Movie.objects.filter(adult=False).exclude(original_language="").order_by()
        counted = movies.values("original_language").annotate(movies=Count("pk"))
        rows = counted.order_by("-movies", "original_language")
        return Response(LanguageSerializer(rows, many=True).data)


@extend_schema(tags=["movies"])
class MoodsView(CatalogueMixin, APIView):
    versions = ("catalogue",)

    @extend_schema(
        summary="List moods to filter movies by",
        description="Curated by hand from genres and keywords. The filter `mood` of all lists of movies takes them.",
        responses=MoodSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        rows = [{"mood": word, "name": mood.name} for word, mood in MOODS.items()]
        return Response(MoodSerializer(rows, many=True).data)


@extend_schema(tags=["movies"])
class CountriesView(CatalogueMixin, APIView):
    versions = ("catalogue",)

    @extend_schema(
        summary="List production countries of the catalogue",
        description="The most frequent first.",
        responses=CountrySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        shown = Movie.objects.filter(adult=False).order_by().values("pk")
        counted = ProductionCountry.objects.filter(movie__in=shown).order_by().values("country")
        rows = counted.annotate(movies=Count("pk")).order_by("-movies", "country")
        return Response(CountrySerializer(rows, many=True).data)


def get_movie_or_404(movie_id: int) -> int:
    try:
        return Movie.objects.values_list("pk", flat=True).get(pk=movie_id)
    except Movie.DoesNotExist as error:
        raise Http404("There is no such movie.") from error

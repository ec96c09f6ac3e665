"""The catalogue: read by everyone, edited by curators."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ModelViewSet

from apps.core.http.filters import RelevanceOrderingFilter
from apps.core.http.idempotency import IdempotentMixin
from apps.core.http.mixins import CatalogueMixin, LockedRowMixin, user_of
from apps.core.http.permissions import IsCurator, IsCuratorOrReadOnly
from apps.core.http.response_cache import stored_part
from apps.core.limits import ID_PATTERN
from apps.movies.filters import MovieFilter, valid_filter
from apps.movies.models import Movie
from apps.movies.serializers import (
    CurationSerializer,
    DetailQuerySerializer,
    MovieDetailSerializer,
    MovieListSerializer,
    MovieWriteSerializer,
)
from apps.movies.services.curation import create_movie, update_movie
from apps.movies.services.details import movie_detail, own_view
from apps.movies.services.listing import listing_of

REGION = OpenApiParameter(
    "region",
    str,
    description="Country of certification and watch providers, ISO 3166-1; by default that of the installation.",
)
LANGUAGE = OpenApiParameter(
    "language",
    str,
    description="Language of title and overview, such as fr or fr-CA; without a translation they stay as they are.",
)
LOCKED = "Changed fields are added to `locked_fields`, which a sync does not overwrite."


def detail_response(request: Request, *, status_code: int = status.HTTP_200_OK, **lookup: Any) -> Response:
    """The detail of the movie that `lookup` finds, for the caller, in the `?region=` of the request."""
    query = DetailQuerySerializer(data=request.query_params)
    query.is_valid(raise_exception=True)
    region = query.validated_data.get("region", settings.TMDB_REGION).upper()
    language = query.validated_data["language"]

    def shared() -> dict[str, Any]:
        return MovieDetailSerializer(movie_detail(region=region, language=language, **lookup)).data

    try:
        if request.user.is_authenticated and request.method == "GET":
            shown = stored_part("catalogue", "detail", [region, language, sorted(lookup.items())], shared)
        else:
            shown = shared()
    except Movie.DoesNotExist as error:
        raise Http404("There is no such movie.") from error
    if request.user.is_authenticated:
        shown |= own_view(user=user_of(request), movie_id=shown["id"])
    return Response(shown, status=status_code)


@extend_schema(tags=["movies"])
@extend_schema_view(
    list=extend_schema(
        summary="List movies",
        description="Most popular first. All filters apply together; an unknown value is a 400.",
    ),
    retrieve=extend_schema(
        summary="Get a movie with credits, providers and ratings",
        description="`me` is null without a token.",
        parameters=[REGION, LANGUAGE],
        responses=MovieDetailSerializer,
    ),
    create=extend_schema(
        summary="Add a movie (curators)",
        description="The tmdb_id of a deleted movie restores that movie. The fields are locked: a sync does not change them.",
        responses={201: MovieDetailSerializer},
        examples=[
            OpenApiExample(
                "A movie",
                value={
                    "tmdb_id": 949,
                    "title": "Heat",
                    "release_date": "1995-12-15",
                    "runtime": 170,
                    "genres": [1],
                },
                request_only=True,
            )
        ],
    ),
    update=extend_schema(
        summary="Replace a movie (curators)", description=LOCKED, responses=MovieDetailSerializer
    ),
    partial_update=extend_schema(
        summary="Update a movie (curators)",
        description=LOCKED,
        responses=MovieDetailSerializer,
    ),
    destroy=extend_schema(
        summary="Delete a movie (curators)",
        description="It leaves every list. Its ratings and favorites are stored and return when it is added again.",
    ),
)
class MovieViewSet(IdempotentMixin, LockedRowMixin, CatalogueMixin, ModelViewSet):
    queryset = Movie.objects.all()
    permission_classes = [IsCuratorOrReadOnly]
    filter_backends = [DjangoFilterBackend, RelevanceOrderingFilter]
    filterset_class = MovieFilter
    ordering_fields = [
        "popularity",
        "vote_average",
        "vote_count",
        "release_date",
        "title",
        "runtime",
        "created_at",
    ]
    ordering = ["-popularity"]
    lookup_value_regex = ID_PATTERN
    versions = ("catalogue",)
    query_parameters = ("region", "language")
    personal_actions = ("retrieve", "curation")

    def get_queryset(self) -> QuerySet[Movie]:
        return super().get_queryset().for_list() if self.action == "list" else super().get_queryset()

    def filter_queryset(self, queryset: QuerySet[Movie]) -> Any:
        """Of a list: what a paginator needs of it (`services.listing`). One movie is found whatever filters say."""
        if self.action != "list":
            return queryset
        filterset = valid_filter(self.request)
        order = RelevanceOrderingFilter()
        ordering = order.get_ordering(self.request, queryset, self)
        return listing_of(
            filterset, ordering, lambda: order.filter_queryset(self.request, filterset.qs, self)
        )

    def get_serializer_class(self) -> type:
        return MovieListSerializer if self.action == "list" else MovieWriteSerializer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return detail_response(request, pk=kwargs["pk"])

    @extend_schema(
        summary="Get what a sync must leave alone (curators)",
        description="`lockable` are all names that `locked_fields` may have.",
        responses=CurationSerializer,
    )
    @action(detail=True, permission_classes=[IsCurator], filter_backends=[], pagination_class=None)
    def curation(self, request: Request, pk: str) -> Response:
        return Response(CurationSerializer(get_object_or_404(Movie.objects.all(), pk=int(pk))).data)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        movie = create_movie(fields=serializer.validated_data)
        return detail_response(request, pk=movie.pk, status_code=status.HTTP_201_CREATED)

    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        movie = self.get_object()
        serializer = self.get_serializer(movie, data=request.data, partial=kwargs.get("partial", False))
        serializer.is_valid(raise_exception=True)
        update_movie(movie=movie, fields=serializer.validated_data)
        return detail_response(request, pk=movie.pk)

"""Favorites, ratings and the watchlist of the caller."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.http.idempotency import IdempotentMixin
from apps.core.http.mixins import OwnedMixin
from apps.core.http.pagination import HistoryPagination
from apps.favorites.filters import FavoriteFilter, RatingFilter, WatchlistFilter
from apps.favorites.models import Favorite, Rating, WatchlistItem
from apps.favorites.serializers.keeping import (
    FavoriteCheckSerializer,
    FavoriteSerializer,
    RatingSerializer,
    WatchlistSerializer,
)
from apps.movies.filters import MovieFilterBackend

BY_OUR_ID = OpenApiExample("By our id", value={"movie": 27}, request_only=True)
BY_TMDB_ID = OpenApiExample("By TMDb's id", value={"tmdb_id": 603}, request_only=True)


def kept(serializer: type, *, new: str, known: str) -> dict[int, OpenApiResponse]:
    return {
        201: OpenApiResponse(serializer, description=new),
        200: OpenApiResponse(serializer, description=known),
    }


class KeepMixin(IdempotentMixin, OwnedMixin):
    """Rows about movies, with the filters of movies. POST makes the row, or answers the one that is there."""

    filter_backends = [MovieFilterBackend, *GenericAPIView.filter_backends]
    pagination_class = HistoryPagination

    def create(self, request: Request, *args, **kwargs) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save(user=request.user)
        code = status.HTTP_201_CREATED if serializer.created else status.HTTP_200_OK
        return Response(serializer.data, status=code)


@extend_schema(tags=["favorites"])
@extend_schema_view(
    list=extend_schema(summary="Own favorites, newest first"),
    create=extend_schema(
        summary="Make a movie a favorite",
        examples=[BY_OUR_ID, BY_TMDB_ID],
        responses=kept(FavoriteSerializer, new="It is one now.", known="It was one already: the same row."),
    ),
    retrieve=extend_schema(summary="One favorite"),
    destroy=extend_schema(summary="No longer a favorite"),
)
class FavoriteViewSet(
    KeepMixin,
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet,
):
    queryset = Favorite.objects.select_related("movie").prefetch_related("movie__genres")
    serializer_class = FavoriteSerializer
    filterset_class = FavoriteFilter
    ordering_fields = ["created_at", "updated_at", "movie__title", "movie__popularity", "movie__vote_average"]
    ordering = ["-created_at", "-id"]

    @extend_schema(summary="Is the movie a favorite?", responses=FavoriteCheckSerializer, filters=False)
    @action(detail=False, url_path=r"check/(?P<movie_id>[0-9]{1,18})", pagination_class=None)
    def check(self, request: Request, movie_id: str) -> Response:
        found = self.get_queryset().filter(movie_id=int(movie_id)).values_list("pk", flat=True).first()
        return Response({"favorite": found is not None, "id": found})

    @extend_schema(summary="No longer a favorite, by the movie's id", responses={204: None})
    @action(detail=False, methods=["delete"], url_path=r"movie/(?P<movie_id>[0-9]{1,18})")
    def movie(self, request: Request, movie_id: str) -> Response:
        get_object_or_404(self.get_queryset(), movie_id=int(movie_id)).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["ratings"])
@extend_schema_view(
    list=extend_schema(summary="Own ratings, newest first"),
    create=extend_schema(
        summary="Rate a movie, or change the rating",
        description="1–10 in steps of 0.5. What is left out stays as it was when the movie has a rating already.",
        examples=[
            OpenApiExample("A rating", value={"movie": 27, "rating": 8.5}, request_only=True),
            OpenApiExample(
                "With a review",
                value={
                    "movie": 27,
                    "rating": 9,
                    "review": "Holds up.",
                    "has_spoilers": False,
                    "is_public": True,
                },
                request_only=True,
            ),
        ],
        responses=kept(RatingSerializer, new="Rated.", known="The rating was changed."),
    ),
    retrieve=extend_schema(summary="One rating"),
    update=extend_schema(summary="Replace a rating"),
    partial_update=extend_schema(summary="Change a rating or its review"),
    destroy=extend_schema(summary="Take a rating back"),
)
class RatingViewSet(KeepMixin, viewsets.ModelViewSet):
    queryset = Rating.objects.select_related("movie").prefetch_related("movie__genres")
    serializer_class = RatingSerializer
    filterset_class = RatingFilter
    ordering_fields = ["rated_at", "created_at", "updated_at", "rating", "movie__title", "movie__popularity"]
    ordering = ["-rated_at", "-id"]

    @extend_schema(summary="Own rating of a movie", filters=False)
    @action(detail=False, url_path=r"movie/(?P<movie_id>[0-9]{1,18})", pagination_class=None)
    def movie(self, request: Request, movie_id: str) -> Response:
        row = get_object_or_404(self.get_queryset(), movie_id=int(movie_id))
        return Response(self.get_serializer(row).data)


@extend_schema(tags=["watchlist"])
@extend_schema_view(
    list=extend_schema(summary="Own watchlist in its order"),
    create=extend_schema(
        summary="Put a movie on the watchlist",
        description="At the end, or at `position` (1 is the top). It leaves by itself when it is watched.",
        examples=[
            BY_OUR_ID,
            OpenApiExample(
                "On top, with a note",
                value={"movie": 27, "position": 1, "note": "With Ana"},
                request_only=True,
            ),
        ],
        responses=kept(
            WatchlistSerializer,
            new="Added.",
            known="It was there already; position and note are changed if given.",
        ),
    ),
    retrieve=extend_schema(summary="One movie of the watchlist"),
    partial_update=extend_schema(summary="Move it or change its note"),
    destroy=extend_schema(summary="Take it off the watchlist"),
)
class WatchlistViewSet(KeepMixin, viewsets.ModelViewSet):
    queryset = WatchlistItem.objects.select_related("movie").prefetch_related("movie__genres")
    serializer_class = WatchlistSerializer
    filterset_class = WatchlistFilter
    ordering_fields = ["position", "created_at", "updated_at", "movie__title", "movie__popularity"]
    ordering = ["position", "id"]
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

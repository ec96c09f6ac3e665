"""The caller's favorites, ratings and watchlist."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.http.idempotency import IdempotentMixin
from apps.core.http.mixins import OwnedMixin, StoredPerUserMixin, user_id_of
from apps.core.http.pagination import HistoryPagination
from apps.core.limits import ID_PATTERN, RATING_MAX, RATING_MIN, RATING_STEP
from apps.favorites.filters import FavoriteFilter, RatingFilter, WatchlistFilter
from apps.favorites.models import Favorite, LastActivity, Rating, WatchlistItem
from apps.favorites.serializers.library import (
    FavoriteCheckSerializer,
    FavoriteSerializer,
    RatingSerializer,
    WatchlistSerializer,
)
from apps.favorites.services.library import Remove, apply
from apps.movies.filters import MovieFilterBackend

BY_OUR_ID = OpenApiExample("By our id", value={"movie": 27}, request_only=True)
BY_TMDB_ID = OpenApiExample("By TMDb's id", value={"tmdb_id": 603}, request_only=True)


def upsert_responses(serializer: type, *, created: str, existing: str) -> dict[int, OpenApiResponse]:
    return {
        201: OpenApiResponse(serializer, description=created),
        200: OpenApiResponse(serializer, description=existing),
    }


class UpsertOnPostMixin(IdempotentMixin, StoredPerUserMixin, OwnedMixin):
    """Library rows of one kind, with the filters of movies. POST creates a row or changes the existing one."""

    kind: str

    stored_actions = ("list",)
    filter_backends = [MovieFilterBackend, *GenericAPIView.filter_backends]
    pagination_class = HistoryPagination

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save(user=request.user)
        code = status.HTTP_201_CREATED if serializer.created else status.HTTP_200_OK
        return Response(serializer.data, status=code)

    def perform_destroy(self, instance: Any) -> None:
        remove_from_library(user_id=instance.user_id, kind=self.kind, movie_id=instance.movie_id)


def remove_from_library(*, user_id: int, kind: str, movie_id: int) -> None:
    apply(user_id=user_id, changes=[Remove(kind=kind, movie_id=movie_id, must_exist=True)])


@extend_schema(tags=["favorites"])
@extend_schema_view(
    list=extend_schema(summary="List my favorites, newest first"),
    create=extend_schema(
        summary="Add a movie to my favorites",
        description="The movie is named by `movie` (our id) or `tmdb_id`.",
        examples=[BY_OUR_ID, BY_TMDB_ID],
        responses=upsert_responses(
            FavoriteSerializer,
            created="Created.",
            existing="Already a favorite; the existing row is returned.",
        ),
    ),
    retrieve=extend_schema(summary="Get one of my favorites"),
    destroy=extend_schema(summary="Remove a favorite"),
)
class FavoriteViewSet(
    UpsertOnPostMixin,
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet,
):
    kind = LastActivity.Kind.FAVORITES
    queryset = Favorite.objects.with_movies()
    serializer_class = FavoriteSerializer
    filterset_class = FavoriteFilter
    ordering_fields = ["created_at", "updated_at", "movie__title", "movie__popularity", "movie__vote_average"]
    ordering = ["-created_at", "-id"]

    @extend_schema(
        summary="Check whether a movie is my favorite", responses=FavoriteCheckSerializer, filters=False
    )
    @action(detail=False, url_path=f"check/(?P<movie_id>{ID_PATTERN})", pagination_class=None)
    def check(self, request: Request, movie_id: str) -> Response:
        found = self.get_queryset().filter(movie_id=int(movie_id)).values_list("pk", flat=True).first()
        return Response({"favorite": found is not None, "id": found})

    @extend_schema(summary="Remove a favorite by movie id", responses={204: None})
    @action(detail=False, methods=["delete"], url_path=f"movie/(?P<movie_id>{ID_PATTERN})")
    def movie(self, request: Request, movie_id: str) -> Response:
        remove_from_library(user_id=user_id_of(request), kind=self.kind, movie_id=int(movie_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["ratings"])
@extend_schema_view(
    list=extend_schema(summary="List my ratings, newest first"),
    create=extend_schema(
        summary="Rate a movie or change its rating",
        description=(
            f"`rating` is from {RATING_MIN} to {RATING_MAX} in steps of {RATING_STEP}. If the movie was rated before, "
            "fields that are not sent are not changed. Refreshes the movie's community average and the caller's "
            "recommendations."
        ),
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
        responses=upsert_responses(
            RatingSerializer, created="Created.", existing="The existing rating was changed."
        ),
    ),
    retrieve=extend_schema(summary="Get one of my ratings"),
    update=extend_schema(
        summary="Replace one of my ratings", description="400 if `movie` is not the movie of the rating."
    ),
    partial_update=extend_schema(
        summary="Change a rating or its review",
        description="`rated_at` changes only with the value of the rating. 400 if `movie` is not its movie.",
    ),
    destroy=extend_schema(
        summary="Delete a rating", description="Deletes the review, its likes and its reports too."
    ),
)
class RatingViewSet(UpsertOnPostMixin, viewsets.ModelViewSet):
    kind = LastActivity.Kind.RATINGS
    queryset = Rating.objects.with_movies()
    serializer_class = RatingSerializer
    filterset_class = RatingFilter
    ordering_fields = ["rated_at", "created_at", "updated_at", "rating", "movie__title", "movie__popularity"]
    ordering = ["-rated_at", "-id"]

    @extend_schema(summary="Get my rating for a movie", filters=False)
    @action(detail=False, url_path=f"movie/(?P<movie_id>{ID_PATTERN})", pagination_class=None)
    def movie(self, request: Request, movie_id: str) -> Response:
        row = get_object_or_404(self.get_queryset(), movie_id=int(movie_id))
        return Response(self.get_serializer(row).data)


@extend_schema(tags=["watchlist"])
@extend_schema_view(
    list=extend_schema(summary="List my watchlist in my order"),
    create=extend_schema(
        summary="Add a movie to my watchlist",
        description="Adds it at the end, or at `position` (1 is the top). It is removed when the movie is watched.",
        examples=[
            BY_OUR_ID,
            OpenApiExample(
                "On top, with a note",
                value={"movie": 27, "position": 1, "note": "With Ana"},
                request_only=True,
            ),
        ],
        responses=upsert_responses(
            WatchlistSerializer,
            created="Created.",
            existing="Already on the watchlist; position and note are changed if given.",
        ),
    ),
    retrieve=extend_schema(summary="Get one item of my watchlist"),
    partial_update=extend_schema(
        summary="Move a watchlist item or change its note",
        description="`position` counts from 1; the other items are renumbered.",
    ),
    destroy=extend_schema(summary="Remove a movie from my watchlist"),
)
class WatchlistViewSet(UpsertOnPostMixin, viewsets.ModelViewSet):
    kind = LastActivity.Kind.WATCHLIST
    queryset = WatchlistItem.objects.with_movies()
    serializer_class = WatchlistSerializer
    filterset_class = WatchlistFilter
    ordering_fields = ["position", "created_at", "updated_at", "movie__title", "movie__popularity"]
    ordering = ["position", "id"]
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

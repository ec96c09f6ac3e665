"""Recommended movies, similar movies, and match scores."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.http import Http404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.mixins import CatalogueMixin, PersonalMixin, StoredPerUserMixin, user_id_of, user_of
from apps.core.http.pagination import PageNumberPagination
from apps.movies.filters import MovieFilterBackend, has_movie_filters, valid_filter
from apps.movies.models import Movie
from apps.movies.services.listing import matching_ids
from apps.recommendations.serializers import (
    PREVIEW_RATINGS,
    ListQuerySerializer,
    MatchSerializer,
    PreviewSerializer,
    RecommendationSerializer,
    RefreshedSerializer,
    SimilarMovieSerializer,
    SimilarQuerySerializer,
    VisitorRatingsSerializer,
)
from apps.recommendations.services.serving.ranked_lists import LIST_SIZE
from apps.recommendations.services.surfaces.listings import (
    preview_for_visitor,
    recommendations_for,
    refreshed_for,
)
from apps.recommendations.services.surfaces.similar import match_of, similar_movies

REFRESHED = 20


class LimitedPagination(PageNumberPagination):
    """A list with `?limit=` is one page of that size unless `?page_size=` is given."""

    def get_page_size(self, request: Request) -> int | None:
        if self.page_size_query_param in request.query_params:
            return super().get_page_size(request)
        return getattr(request, "list_limit", None) or self.page_size


def query_of(serializer_class: type, request: Request) -> dict[str, Any]:
    """The validated query parameters. Raises ValidationError (400)."""
    query = serializer_class(data=request.query_params)
    query.is_valid(raise_exception=True)
    request.list_limit = query.validated_data.get("limit")
    return query.validated_data


def candidates_of(request: Request) -> Sequence[int] | np.ndarray | None:
    """Ids of the movies that match the movie filters of the request; None without a filter."""
    return matching_ids(valid_filter(request)) if has_movie_filters(request) else None


class MoviePageView(GenericAPIView):
    queryset = Movie.objects.all()
    filter_backends = [MovieFilterBackend]
    pagination_class = LimitedPagination
    permission_classes = [AllowAny]

    def page_of(self, listing: Any) -> Response:
        page = self.paginate_queryset(listing)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class MovieListView(PersonalMixin, MoviePageView):
    """A list for one user."""


@extend_schema(tags=["recommendations"])
class RecommendationListView(StoredPerUserMixin, MovieListView):
    serializer_class = RecommendationSerializer
    versions = ("catalogue", "recommender")
    query_parameters = ("limit", "diversity", "adult")

    @extend_schema(
        summary="List my recommendations, best first",
        description=(
            "Generated again when its inputs have changed: a rating, feedback, taste settings, the day. Movies that "
            "were shown on earlier days without a click rank lower. Filters of `movies/` apply. Without a token: a "
            "varied list of popular and well-rated movies."
        ),
        parameters=[ListQuerySerializer],
        responses=RecommendationSerializer(many=True),
        operation_id="recommendations_list",
    )
    def get(self, request: Request) -> Response:
        query = query_of(ListQuerySerializer, request)
        adult = request.query_params.get("adult", "").lower() in ("true", "1")
        listing = recommendations_for(request.user, **query, movie_ids=candidates_of(request), adult=adult)
        return self.page_of(listing)


@extend_schema(tags=["recommendations"])
class PreviewView(PersonalMixin, APIView):
    permission_classes = [AllowAny]
    stores_nothing = True

    @extend_schema(
        summary="Get recommendations for ratings without an account",
        description=(
            f"For visitors: recommendations from up to {PREVIEW_RATINGS} ratings in the body, as a new user with these "
            "ratings would get them. Nothing is stored and nothing is counted. Send the ratings to `favorites/sync/` "
            "when the visitor has registered. Of two ratings of one movie the last one counts."
        ),
        request=VisitorRatingsSerializer,
        responses=PreviewSerializer,
        examples=[
            OpenApiExample(
                "Two ratings",
                value={
                    "ratings": [{"tmdb_id": 603, "rating": 9}, {"tmdb_id": 862, "rating": 4.5}],
                    "limit": 10,
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        body = VisitorRatingsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        rows = preview_for_visitor(**body.validated_data)
        return Response(PreviewSerializer({"recommendations": rows}).data)


@extend_schema(tags=["recommendations"])
class RefreshView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Refresh my recommendations",
        description="Generates and stores a new list, even if nothing has changed, and returns its first movies.",
        request=None,
        parameters=[
            OpenApiParameter("limit", int, description=f"{REFRESHED} by default, {LIST_SIZE} at most.")
        ],
        responses=RefreshedSerializer,
        examples=[
            OpenApiExample(
                "Refreshed",
                value={"message": "Generated 20 recommendations", "recommendations": []},
                response_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        limit = query_of(ListQuerySerializer, request).get("limit", REFRESHED)
        rows = refreshed_for(user_of(request), limit=limit)
        message = f"Generated {len(rows)} recommendations"
        return Response(RefreshedSerializer({"message": message, "recommendations": rows}).data)


@extend_schema(tags=["recommendations"])
class SimilarView(CatalogueMixin, MoviePageView):
    serializer_class = SimilarMovieSerializer
    versions = ("catalogue", "recommender")
    query_parameters = ("method", "limit")

    @extend_schema(
        summary="List similar movies, most similar first",
        description="Filters of `movies/` apply.",
        parameters=[SimilarQuerySerializer],
        responses=SimilarMovieSerializer(many=True),
        operation_id="recommendations_similar_list",
    )
    def get(self, request: Request, movie_id: int) -> Response:
        query = query_of(SimilarQuerySerializer, request)
        try:
            return self.page_of(similar_movies(movie_id, **query, movie_ids=candidates_of(request)))
        except Movie.DoesNotExist as error:
            raise Http404("There is no such movie.") from error


@extend_schema(tags=["recommendations"])
class MatchView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Get my match score for a movie",
        description="Also for a movie that the user has rated or watched.",
        responses=MatchSerializer,
    )
    def get(self, request: Request, movie_id: int) -> Response:
        try:
            return Response(MatchSerializer(match_of(user_id_of(request), movie_id)).data)
        except Movie.DoesNotExist as error:
            raise Http404("There is no such movie.") from error

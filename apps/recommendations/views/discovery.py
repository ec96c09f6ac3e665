"""A home page, first questions, and what the engine believes."""

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.mixins import PersonalMixin, user_of
from apps.movies.serializers import MovieListSerializer
from apps.recommendations.serializers import (
    FeedSerializer,
    OnboardingQuerySerializer,
    TasteChangeSerializer,
    TasteSerializer,
)
from apps.recommendations.services.surfaces.discovery import feed_for, onboarding_for
from apps.recommendations.services.surfaces.taste import change_taste, taste_of
from apps.recommendations.views.lists import MovieListView, query_of

MORE_OF = OpenApiExample(
    "More of this, none of that",
    value={"boosts": {"decades": [1990]}, "mutes": {"genres": [3]}},
    request_only=True,
)


@extend_schema(tags=["recommendations"])
class FeedView(PersonalMixin, APIView):
    permission_classes = [AllowAny]

    @extend_schema(summary="Get the rows of a home page", responses=FeedSerializer)
    def get(self, request: Request) -> Response:
        return Response(FeedSerializer({"rows": feed_for(request.user)}).data)


@extend_schema(tags=["recommendations"])
class OnboardingView(MovieListView):
    serializer_class = MovieListSerializer
    permission_classes = [IsAuthenticated]
    filter_backends: list[type] = []

    @extend_schema(
        summary="List movies for new users to rate",
        parameters=[OnboardingQuerySerializer],
        responses=MovieListSerializer(many=True),
        operation_id="recommendations_onboarding_list",
    )
    def get(self, request: Request) -> Response:
        query = query_of(OnboardingQuerySerializer, request)
        return self.page_of(onboarding_for(user_of(request), **query))


@extend_schema(tags=["recommendations"])
class TasteView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(summary="Get my taste and its settings", responses=TasteSerializer)
    def get(self, request: Request) -> Response:
        return Response(TasteSerializer(taste_of(user_of(request))).data)

    @extend_schema(
        summary="Update my taste settings",
        request=TasteChangeSerializer,
        responses=TasteSerializer,
        examples=[MORE_OF],
    )
    def patch(self, request: Request) -> Response:
        changes = TasteChangeSerializer(data=request.data)
        changes.is_valid(raise_exception=True)
        change_taste(user=user_of(request), **changes.validated_data)
        return Response(TasteSerializer(taste_of(user_of(request))).data)

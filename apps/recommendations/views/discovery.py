"""The feed, onboarding, and the taste of a user."""

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.mixins import PersonalMixin, StoredPerUserMixin, user_of
from apps.movies.filters import movies_in_mood
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

MOODS_NOTE = "Moods of `movies/moods/`; any of them. Repeat it or use commas for several."
BOOST_AND_MUTE = OpenApiExample(
    "More of this, none of that",
    value={"boosts": {"decades": [1990]}, "mutes": {"genres": [3]}},
    request_only=True,
)


@extend_schema(tags=["recommendations"])
class FeedView(StoredPerUserMixin, PersonalMixin, APIView):
    permission_classes = [AllowAny]
    same_for_visitors = True
    versions = ("catalogue", "recommender")
    query_parameters = ("mood",)

    @extend_schema(
        summary="Get the rows of a home page",
        description="A movie is in one row only, and no row is empty. Each movie has its `recommendation`: the id to click or give "
        "feedback on, match and explanation. Without a token the rows are not personal. `mood` leaves movies of these moods.",
        parameters=[
            OpenApiParameter("mood", {"type": "array", "items": {"type": "string"}}, description=MOODS_NOTE)
        ],
        responses=FeedSerializer,
    )
    def get(self, request: Request) -> Response:
        return Response(FeedSerializer(feed_for(request.user, among=movies_in_mood(request))).data)


@extend_schema(tags=["recommendations"])
class OnboardingView(MovieListView):
    serializer_class = MovieListSerializer
    filter_backends: list[type] = []
    same_for_visitors = True

    @extend_schema(
        summary="List movies for new users to rate",
        description=(
            "Well-known and varied movies that the user has not rated, watched or dismissed. Without a token: for "
            "visitors, whose ratings go to `preview/`."
        ),
        parameters=[OnboardingQuerySerializer],
        responses=MovieListSerializer(many=True),
        operation_id="recommendations_onboarding_list",
    )
    def get(self, request: Request) -> Response:
        query = query_of(OnboardingQuerySerializer, request)
        return self.page_of(onboarding_for(request.user, **query))


@extend_schema(tags=["recommendations"])
class TasteView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Get my taste and its settings",
        description="Inferred affinities by kind, strongest first, and the user's settings.",
        responses=TasteSerializer,
    )
    def get(self, request: Request) -> Response:
        return Response(TasteSerializer(taste_of(user_of(request))).data)

    @extend_schema(
        summary="Update my taste settings",
        description=(
            "Boosted features rank higher, muted ones are not recommended. Fields and kinds that are left out are not "
            "changed. The next list of recommendations uses the new settings."
        ),
        request=TasteChangeSerializer,
        responses=TasteSerializer,
        examples=[BOOST_AND_MUTE],
    )
    def patch(self, request: Request) -> Response:
        changes = TasteChangeSerializer(data=request.data)
        changes.is_valid(raise_exception=True)
        change_taste(user=user_of(request), **changes.validated_data)
        return Response(TasteSerializer(taste_of(user_of(request))).data)

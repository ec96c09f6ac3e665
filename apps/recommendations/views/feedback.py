"""Feedback on recommendations, clicks on them, and events of clients."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.generics import CreateAPIView, ListAPIView, RetrieveDestroyAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.idempotency import IdempotentMixin
from apps.core.http.mixins import PersonalMixin
from apps.movies.filters import MovieFilterBackend
from apps.recommendations.models import Recommendation, RecommendationFeedback
from apps.recommendations.serializers import FeedbackSerializer, RecommendationSerializer
from apps.recommendations.serializers.events import EVENTS_MAX, EventsSerializer, StoredEventsSerializer
from apps.recommendations.services.exposures.events import record_events
from apps.recommendations.services.feedback.feedback import record_click, withdraw_feedback
from apps.recommendations.services.serving.stored_lists import with_feedback

NOT_FOR_ME = OpenApiExample(
    "Not for me", value={"movie": 603, "feedback_type": "not_interested"}, request_only=True
)

EVENTS = OpenApiExample(
    "A trailer, and a movie that was passed over",
    value={
        "events": [
            {"id": "0d5c2f0e-5a0a-4f0e-8a39-6f0d3f0c7a11", "movie": 603, "kind": "trailer"},
            {
                "id": "9b1f5f57-7a3e-4f5e-9f1e-3c1a2b4d5e6f",
                "movie": 604,
                "kind": "skipped",
                "surface": "feed",
            },
        ]
    },
    request_only=True,
)


class OwnFeedbackMixin(PersonalMixin):
    permission_classes = [IsAuthenticated]
    serializer_class = FeedbackSerializer

    def get_queryset(self) -> QuerySet[RecommendationFeedback]:
        rows = RecommendationFeedback.objects.with_movies()
        return rows.filter(user=self.request.user.pk)


@extend_schema(tags=["recommendations"])
class FeedbackView(IdempotentMixin, OwnFeedbackMixin, CreateAPIView):
    @extend_schema(
        summary="Give feedback on a movie",
        description=(
            "Name the movie by `movie`, `tmdb_id` or `recommendation`. Replaces earlier feedback on it. `dislike` and "
            "`not_interested` exclude the movie from recommendations; all feedback changes the next list."
        ),
        examples=[NOT_FOR_ME],
        responses={
            201: FeedbackSerializer,
            200: OpenApiResponse(FeedbackSerializer, description="Earlier feedback was replaced."),
        },
    )
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save(user=request.user)
        code = status.HTTP_201_CREATED if serializer.created else status.HTTP_200_OK
        return Response(serializer.data, status=code)


@extend_schema(tags=["recommendations"])
@extend_schema(summary="List my feedback, newest first")
class FeedbackListView(OwnFeedbackMixin, ListAPIView):
    filter_backends = [MovieFilterBackend]


@extend_schema(tags=["recommendations"])
class FeedbackDetailView(OwnFeedbackMixin, RetrieveDestroyAPIView):
    @extend_schema(summary="Get one of my feedback entries")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(summary="Delete feedback", description="The movie may be recommended again.")
    def delete(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().delete(request, *args, **kwargs)

    def perform_destroy(self, instance: RecommendationFeedback) -> None:
        withdraw_feedback(user_id=instance.user_id, feedback_id=instance.pk)


@extend_schema(tags=["recommendations"])
class ClickView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Record a click on a recommendation",
        description="Clicked movies are not ranked lower for having been shown. A click counts once for each time that the movie was shown.",
        request=None,
        responses=RecommendationSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        rows = with_feedback(Recommendation.objects.filter(user=request.user.pk)).with_movies()
        row = record_click(recommendation=get_object_or_404(rows, pk=pk))
        return Response(RecommendationSerializer(row).data)


@extend_schema(tags=["recommendations"])
class EventsView(PersonalMixin, APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        summary="Record what was shown and done",
        description=(
            f"Up to {EVENTS_MAX} events: `shown` (lists and the feed record that themselves), `opened`, `trailer`, "
            "`skipped`, `progress` and `dwell`. They change which movies rank lower for having been shown, and "
            "what is learned. Safe to repeat: an `id` counts once. Without a token a `session` is needed, and the events are "
            "only counted."
        ),
        request=EventsSerializer,
        responses=StoredEventsSerializer,
        examples=[EVENTS],
    )
    def post(self, request: Request) -> Response:
        body = EventsSerializer(data=request.data, context={"request": request})
        body.is_valid(raise_exception=True)
        result = record_events(**body.validated_data, user_id=request.user.pk)
        return Response(StoredEventsSerializer(result).data)

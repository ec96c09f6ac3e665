"""Feedback on recommendations, and clicks on them."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.generics import CreateAPIView, ListAPIView, RetrieveDestroyAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.mixins import PersonalMixin
from apps.movies.filters import MovieFilterBackend
from apps.recommendations.models import Recommendation, RecommendationFeedback
from apps.recommendations.serializers import FeedbackSerializer, RecommendationSerializer
from apps.recommendations.services.feedback.feedback import record_click, withdraw_feedback
from apps.recommendations.services.serving.stored_lists import with_feedback

NOT_FOR_ME = OpenApiExample(
    "Not for me", value={"movie": 603, "feedback_type": "not_interested"}, request_only=True
)


class OwnFeedbackMixin(PersonalMixin):
    permission_classes = [IsAuthenticated]
    serializer_class = FeedbackSerializer

    def get_queryset(self) -> QuerySet[RecommendationFeedback]:
        rows = RecommendationFeedback.objects.with_movies()
        return rows.filter(user=self.request.user.pk)


@extend_schema(tags=["recommendations"])
class FeedbackView(OwnFeedbackMixin, CreateAPIView):
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
        description="Clicked movies are not ranked lower for having been shown. Only the first click is counted.",
        request=None,
        responses=RecommendationSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        rows = with_feedback(Recommendation.objects.filter(user=request.user.pk)).with_movies()
        row = record_click(recommendation=get_object_or_404(rows, pk=pk))
        return Response(RecommendationSerializer(row).data)

"""Public ratings and reviews, their likes, and reports to the staff."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, mixins, status, viewsets
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.idempotency import IdempotentMixin
from apps.core.http.mixins import CatalogueMixin, PersonalMixin, user_id_of, user_of
from apps.core.http.pagination import HistoryPagination
from apps.core.http.permissions import IsStaff
from apps.favorites.filters import ReviewFilter
from apps.favorites.models import Rating, ReviewReport
from apps.favorites.serializers.reviews import (
    ReportQueueSerializer,
    ReportSerializer,
    ReviewLikesSerializer,
    ReviewSerializer,
)
from apps.favorites.services import reviews
from apps.movies.models import Movie


@extend_schema(
    tags=["movies"],
    summary="List a movie's public ratings, newest first",
    description=(
        "Anyone may call it. Leaves out ratings of private profiles and deactivated accounts, and those withheld by "
        "the staff."
    ),
)
class MovieReviewsView(CatalogueMixin, generics.ListAPIView):
    permission_classes = [AllowAny]
    serializer_class = ReviewSerializer
    queryset = Rating.objects.none()
    filterset_class = ReviewFilter
    pagination_class = HistoryPagination
    ordering_fields = ["rated_at", "rating", "like_count"]
    ordering = ["-rated_at", "-id"]

    def get_queryset(self) -> QuerySet:
        movie = get_object_or_404(Movie.objects.only("pk"), pk=self.kwargs["movie_id"])
        return reviews.readable_ratings(self.request.user).filter(movie=movie)


class ReviewView(IdempotentMixin, PersonalMixin, APIView):
    """A request about a review that the caller may read."""

    permission_classes = [IsAuthenticated]

    def review(self, pk: int) -> Rating:
        return get_object_or_404(reviews.public_ratings(), pk=pk)


@extend_schema(tags=["ratings"], request=None)
class ReviewLikeView(ReviewView):
    def response(self, rating: Rating, *, liked: bool, code: int = status.HTTP_200_OK) -> Response:
        return Response({"liked": liked, "likes": rating.likes.count()}, status=code)

    @extend_schema(
        summary="Like a review",
        description="201 for a new like, 200 if the caller liked the review before.",
        responses={201: ReviewLikesSerializer, 200: ReviewLikesSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        rating = self.review(pk)
        new = reviews.like(user=user_of(request), rating=rating)
        return self.response(rating, liked=True, code=status.HTTP_201_CREATED if new else status.HTTP_200_OK)

    @extend_schema(summary="Unlike a review", responses={200: ReviewLikesSerializer})
    def delete(self, request: Request, pk: int) -> Response:
        rating = self.review(pk)
        reviews.unlike(user=user_of(request), rating=rating)
        return self.response(rating, liked=False)


@extend_schema(tags=["ratings"])
class ReviewReportView(ReviewView):
    @extend_schema(
        summary="Report a review to the staff",
        description="One report per user and review: another one replaces it (200) and opens it again.",
        request=ReportSerializer,
        responses={201: ReportSerializer, 200: ReportSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        serializer = ReportSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        row, new = reviews.report(user=user_of(request), rating=self.review(pk), **serializer.validated_data)
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(ReportSerializer(row).data, status=code)


@extend_schema(tags=["staff"])
@extend_schema_view(
    list=extend_schema(summary="List reported reviews, newest first (staff)"),
    retrieve=extend_schema(summary="Get a report (staff)"),
    partial_update=extend_schema(
        summary="Decide a report (staff)",
        description=(
            "Only for staff. The review is visible only to its author while one of its reports is `upheld`. A report that "
            "is decided must be reopened (`open`) before it is decided otherwise: else 409."
        ),
    ),
)
class ReportViewSet(
    PersonalMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    viewsets.GenericViewSet,
):
    permission_classes = [IsStaff]
    queryset = ReviewReport.objects.select_related("user", "rating__user")
    serializer_class = ReportQueueSerializer
    filterset_fields = ["status", "reason"]
    ordering_fields = ["created_at", "status"]
    ordering = ["-created_at", "-id"]
    http_method_names = ["get", "patch", "head", "options"]

    def perform_update(self, serializer: ReportQueueSerializer) -> None:
        """A status that the report has already is stored nowhere: the decision stays that of who decided."""
        report: ReviewReport = serializer.instance
        status = serializer.validated_data.get("status", report.status)
        if status != report.status:
            serializer.instance = reviews.decide_report(
                report_id=report.pk, status=status, staff_id=user_id_of(self.request)
            )

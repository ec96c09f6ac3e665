"""Statistics of the caller."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.mixins import PersonalMixin, user_of
from apps.favorites.serializers.stats import StatsSerializer, YearSerializer
from apps.favorites.services import stats
from apps.movies.models.history import FIRST_SCREENING

FIRST_YEAR = FIRST_SCREENING.year


class StatsView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        tags=["profiles"],
        summary="Get my viewing statistics",
        description="Only completed viewings count. `months` are the last twelve, in UTC.",
        responses=StatsSerializer,
    )
    def get(self, request: Request) -> Response:
        return Response(StatsSerializer(stats.stats(user_of(request), today=timezone.now().date())).data)


class YearView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        tags=["profiles"],
        summary="Get my year in review",
        description=f"400 for a year before {FIRST_YEAR} or in the future.",
        responses={200: YearSerializer, 400: OpenApiResponse(description="There is no such year to review.")},
    )
    def get(self, request: Request, year: int) -> Response:
        if not FIRST_YEAR <= year <= timezone.now().year:
            raise ValidationError({"year": [f"year must be from {FIRST_YEAR} to the current year."]})
        return Response(YearSerializer(stats.year_in_review(user_of(request), year)).data)

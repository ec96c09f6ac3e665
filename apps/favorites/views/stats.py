"""Statistics of the caller."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.mixins import PersonalMixin, user_of
from apps.core.time_zones import day_of, zone_of_request
from apps.favorites.serializers.stats import StatsSerializer, YearSerializer
from apps.favorites.services import stats
from apps.movies.models.history import FIRST_SCREENING

FIRST_YEAR = FIRST_SCREENING.year
ZONE = OpenApiParameter("tz", description="The IANA name of a time zone, instead of that of my profile.")


class StatsView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        tags=["profiles"],
        summary="Get my viewing statistics",
        description="Only completed viewings count. `months` are the last twelve in my time zone.",
        parameters=[ZONE],
        responses=StatsSerializer,
    )
    def get(self, request: Request) -> Response:
        zone = zone_of_request(request)
        found = stats.stats(user_of(request), today=day_of(timezone.now(), zone), zone=zone)
        return Response(StatsSerializer(found).data)


class YearView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        tags=["profiles"],
        summary="Get my year in review",
        description=(
            f"400 for a year before {FIRST_YEAR} or in the future. `rewatches` are viewings of movies that were seen "
            "earlier, in another year too."
        ),
        parameters=[ZONE],
        responses={200: YearSerializer, 400: OpenApiResponse(description="There is no such year to review.")},
    )
    def get(self, request: Request, year: int) -> Response:
        zone = zone_of_request(request)
        if not FIRST_YEAR <= year <= day_of(timezone.now(), zone).year:
            raise ValidationError({"year": [f"year must be from {FIRST_YEAR} to the current year."]})
        return Response(YearSerializer(stats.year_in_review(user_of(request), year, zone=zone)).data)

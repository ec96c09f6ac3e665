from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.idempotency import IdempotentMixin
from apps.core.http.mixins import PersonalMixin, user_id_of, user_of
from apps.favorites.serializers.sync import SyncResultSerializer, SyncSerializer
from apps.favorites.services.activity import all_activities
from apps.favorites.services.sync import apply_changes

BODY = {
    "favorites": {"add": [27, {"tmdb_id": 603}], "remove": [31]},
    "ratings": {"add": [{"movie": 27, "rating": 8.5, "rated_at": "2026-05-01T20:15:00Z"}]},
    "watched": {"add": [{"tmdb_id": 603, "watched_at": "2026-05-01T18:00:00Z"}]},
    "watchlist": {"remove": [27]},
}


class SyncView(IdempotentMixin, PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        tags=["sync"],
        summary="Apply up to 500 changes",
        description=(
            "All in one transaction: a body with a mistake changes nothing. Unknown movies are listed "
            "in `not_found`. Sending the same body again changes nothing."
        ),
        request=SyncSerializer,
        responses=SyncResultSerializer,
        examples=[OpenApiExample("Some of everything", value=BODY, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        body = SyncSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        return Response(apply_changes(user_id=user_id_of(request), changes=body.validated_data))


class LastActivitiesView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        tags=["sync"],
        summary="Get the times of my last changes",
        description="A client fetches only the lists that have changed since its last visit. null: nothing was ever changed.",
        responses=OpenApiTypes.OBJECT,
        examples=[
            OpenApiExample(
                "A week",
                value={"all": "2026-05-03T09:00:00Z", "favorites": "2026-05-03T09:00:00Z", "ratings": None},
                response_only=True,
            )
        ],
    )
    def get(self, request: Request) -> Response:
        return Response(all_activities(user_of(request)))

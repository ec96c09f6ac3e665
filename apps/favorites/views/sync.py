"""Synchronization of clients that work offline."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.generics import RetrieveAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.idempotency import IdempotentMixin
from apps.core.http.mixins import OwnedMixin, PersonalMixin, user_id_of, user_of
from apps.favorites.models import PendingSync
from apps.favorites.serializers.sync import (
    LastActivitiesSerializer,
    PendingSyncSerializer,
    SyncResultSerializer,
    SyncSerializer,
)
from apps.favorites.services.activity import all_activities
from apps.favorites.services.pending_syncs import FETCHED_AT_ONCE, apply_changes
from apps.movies.services.lookup import MOST_FETCHED

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
            "Applies removals, then additions, in one transaction: if one entry is invalid, the response is 400 and "
            "nothing is changed. Sending the same body again changes nothing. The newest statement wins: `at` (of a rating "
            "`rated_at`) says when the user made a change; `conflicts` lists the entries that say otherwise than the server, and "
            f"who won. Up to {FETCHED_AT_ONCE} movies that are missing here are fetched from TMDb if the server has a key; with "
            f"more, up to {MOST_FETCHED}, their entries are applied in the background: poll `sync/{{id}}/` with the id in `pending`. "
            "Other unknown names are listed in `not_found`."
        ),
        request=SyncSerializer,
        responses=SyncResultSerializer,
        examples=[OpenApiExample("Some of everything", value=BODY, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        body = SyncSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        return Response(apply_changes(user_id=user_id_of(request), changes=body.validated_data))


class PendingSyncView(OwnedMixin, RetrieveAPIView):
    """The part of a sync that waits for TMDb."""

    queryset = PendingSync.objects.all()
    serializer_class = PendingSyncSerializer

    @extend_schema(tags=["sync"], summary="Get the part of a sync that waits")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class LastActivitiesView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        tags=["sync"],
        summary="Get the times of my last changes",
        description=(
            "The time of the last change or deletion by kind, and the newest of them as `all`; null if there was none. "
            "Clients compare them with the times of their last visit, and fetch only the lists that changed."
        ),
        responses=LastActivitiesSerializer,
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

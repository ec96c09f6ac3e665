"""Where a client begins: the answer of /api/v1/."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.mixins import CatalogueMixin

# name -> (path, whether it needs a token).
ENTRY_POINTS: dict[str, tuple[str, bool]] = {
    "register": ("/api/v1/auth/users/", False),
    "login": ("/api/v1/auth/login/", False),
    "me": ("/api/v1/auth/users/me/", True),
    "movies": ("/api/v1/movies/movies/", False),
    "suggest": ("/api/v1/movies/search/suggest/?q=matrix", False),
    "trending": ("/api/v1/movies/movies/trending/", False),
    "genres": ("/api/v1/movies/genres/", False),
    "people": ("/api/v1/movies/people/", False),
    "collections": ("/api/v1/movies/collections/", False),
    "recommendations": ("/api/v1/recommendations/", False),
    "onboarding": ("/api/v1/recommendations/onboarding/", False),
    "feed": ("/api/v1/recommendations/feed/", False),
    "taste": ("/api/v1/recommendations/taste/", True),
    "movie_nights": ("/api/v1/recommendations/groups/", True),
    "ratings": ("/api/v1/favorites/ratings/", True),
    "favorites": ("/api/v1/favorites/favorites/", True),
    "watchlist": ("/api/v1/favorites/watchlist/", True),
    "diary": ("/api/v1/movies/watch-history/", True),
    "playlists": ("/api/v1/favorites/playlists/", False),
    "imports": ("/api/v1/favorites/import/", True),
    "statistics": ("/api/v1/auth/profiles/stats/", True),
    "info": ("/api/v1/core/info/", False),
    "schema": ("/api/schema/", False),
    "documentation": ("/api/docs/", False),
    "guide": ("/api/guide/", False),
}


class EntryPointSerializer(serializers.Serializer):
    url = serializers.URLField()
    needs_token = serializers.BooleanField()


class EntryPointsSerializer(serializers.Serializer):
    def get_fields(self) -> dict[str, serializers.Field]:
        return {name: EntryPointSerializer() for name in ENTRY_POINTS}


class EntryPointsView(CatalogueMixin, APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="entry_points",
        summary="Get the entry points of the API",
        responses=EntryPointsSerializer,
    )
    def get(self, request: Request) -> Response:
        points: dict[str, Any] = {
            name: {"url": request.build_absolute_uri(path), "needs_token": needs_token}
            for name, (path, needs_token) in ENTRY_POINTS.items()
        }
        return Response(points)

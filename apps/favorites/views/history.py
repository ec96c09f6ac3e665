"""The watch history of the caller."""

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.generics import GenericAPIView

from apps.core.http.idempotency import IdempotentMixin
from apps.core.http.mixins import OwnedMixin, StoredPerUserMixin
from apps.core.http.pagination import HistoryPagination
from apps.favorites.filters import WatchHistoryFilter
from apps.favorites.models import LastActivity
from apps.favorites.serializers.history import WatchHistorySerializer
from apps.favorites.services.library import Remove, apply
from apps.movies.filters import MovieFilterBackend
from apps.movies.models import WatchHistory
from apps.movies.models.history import COMPLETED_PROGRESS


@extend_schema(tags=["watch-history"])
@extend_schema_view(
    list=extend_schema(summary="List my watch history, newest first"),
    create=extend_schema(
        summary="Log a viewing",
        description=(
            f"Every call adds a row, as movies are rewatched. From {COMPLETED_PROGRESS} % on a viewing counts as "
            "watched, and the movie is removed from the watchlist."
        ),
        examples=[
            OpenApiExample("Just seen", value={"movie": 27}, request_only=True),
            OpenApiExample(
                "Half of it, some days ago",
                value={"tmdb_id": 603, "watched_at": "2026-05-01T20:15:00Z", "progress": 50},
                request_only=True,
            ),
        ],
    ),
    retrieve=extend_schema(summary="Get one viewing"),
    partial_update=extend_schema(
        summary="Change a viewing",
        description=f"A progress of {COMPLETED_PROGRESS} % or more removes the movie from the watchlist.",
    ),
    destroy=extend_schema(summary="Delete a viewing"),
)
class WatchHistoryViewSet(IdempotentMixin, StoredPerUserMixin, OwnedMixin, viewsets.ModelViewSet):
    stored_actions = ("list",)
    queryset = WatchHistory.objects.with_movies()
    serializer_class = WatchHistorySerializer
    filterset_class = WatchHistoryFilter
    filter_backends = [MovieFilterBackend, *GenericAPIView.filter_backends]
    pagination_class = HistoryPagination
    ordering_fields = ["watched_at", "created_at", "updated_at", "progress"]
    ordering = ["-watched_at", "-id"]
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    def perform_destroy(self, instance: WatchHistory) -> None:
        removal = Remove(
            kind=LastActivity.Kind.WATCHED,
            movie_id=instance.movie_id,
            viewing_id=instance.pk,
            must_exist=True,
        )
        apply(user_id=instance.user_id, changes=[removal])

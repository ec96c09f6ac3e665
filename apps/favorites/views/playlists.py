"""Playlists and their items. Only owners may change them; services.playlists decides who may read them."""

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    PolymorphicProxySerializer,
    extend_schema,
    extend_schema_view,
)
from rest_framework import generics, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.idempotency import IdempotentMixin
from apps.core.http.mixins import PersonalMixin, user_id_of
from apps.core.limits import ID_PATTERN
from apps.favorites.filters import PlaylistFilter
from apps.favorites.models import Playlist, PlaylistItem
from apps.favorites.serializers.playlists import (
    BULK_MAX,
    ITEMS_SHOWN,
    BulkAddedSerializer,
    BulkAddSerializer,
    CloneSerializer,
    ItemChangeSerializer,
    PlaylistDetailSerializer,
    PlaylistItemSerializer,
    PlaylistSerializer,
)
from apps.favorites.services import playlists
from apps.movies.filters import MovieFilterBackend
from apps.movies.services.lookup import MovieName, known_or_requested

SHARE_TOKEN = OpenApiParameter(
    "share_token", description="The share token of an unlisted playlist.", required=False
)
ITEMS = PlaylistItem.objects.with_movies()


class ReadableMixin(IdempotentMixin, PersonalMixin):
    """Finds playlists that the caller may read, and refuses changes of others' playlists with 403."""

    permission_classes = [IsAuthenticatedOrReadOnly]

    def readable(self) -> QuerySet:
        token = self.request.query_params.get("share_token", "")
        return playlists.readable_playlists(self.request.user, share_token=token)

    def playlist(self, pk: int) -> Playlist:
        found = get_object_or_404(self.readable(), pk=pk)
        if self.request.method not in SAFE_METHODS and found.user_id != self.request.user.pk:
            raise PermissionDenied(
                "Only the owner may change this playlist. Clone it to get a copy that you can change."
            )
        return found


@extend_schema(tags=["playlists"])
@extend_schema_view(
    list=extend_schema(
        summary="List my playlists and public ones",
        description="Anyone may call it. `owner=me` lists only the caller's playlists.",
    ),
    create=extend_schema(
        summary="Create a playlist",
        examples=[
            OpenApiExample(
                "A public one",
                value={
                    "title": "Heists",
                    "description": "Something always goes wrong.",
                    "visibility": "public",
                },
                request_only=True,
            )
        ],
    ),
    retrieve=extend_schema(
        summary="Get a playlist with its first movies",
        description="Anyone may read a public playlist, or an unlisted one with its `share_token`. Others get 404.",
        parameters=[SHARE_TOKEN],
        responses=PlaylistDetailSerializer,
    ),
    update=extend_schema(
        summary="Replace a playlist's title, description and visibility",
        description="Only for the owner; others get 403, or 404 if they may not read it.",
    ),
    partial_update=extend_schema(
        summary="Update a playlist",
        description=(
            "Only for the owner. A playlist that becomes private gets a new `share_token`: links that were shared "
            "before no longer work."
        ),
    ),
    destroy=extend_schema(
        summary="Delete a playlist", description="Only for the owner. Clones are not deleted."
    ),
)
class PlaylistViewSet(ReadableMixin, viewsets.ModelViewSet):
    queryset = Playlist.objects.none()
    serializer_class = PlaylistSerializer
    filterset_class = PlaylistFilter
    search_fields = ["title", "description"]
    ordering_fields = ["updated_at", "created_at", "title"]
    ordering = ["-updated_at", "-id"]
    lookup_value_regex = ID_PATTERN

    def get_serializer_class(self) -> type:
        return PlaylistDetailSerializer if self.action in ("retrieve", "shared") else PlaylistSerializer

    def get_queryset(self) -> QuerySet:
        listed = playlists.listed_playlists(self.request.user) if self.action == "list" else self.readable()
        return playlists.with_counts(listed, viewer=self.request.user)

    def get_object(self) -> Playlist:
        self.playlist(int(self.kwargs["pk"]))
        return self.counted(int(self.kwargs["pk"]))

    def counted(self, pk: int) -> Playlist:
        items = Prefetch("items", ITEMS.order_by("position", "id")[:ITEMS_SHOWN], to_attr="shown_items")
        return self.get_queryset().prefetch_related(items).get(pk=pk)

    def perform_create(self, serializer: PlaylistSerializer) -> None:
        serializer.instance = self.counted(serializer.save(user=self.request.user).pk)

    def perform_destroy(self, instance: Playlist) -> None:
        playlists.delete_playlist(user_id=instance.user_id, playlist_id=instance.pk)

    @extend_schema(
        summary="Get a playlist by its share token",
        description="Anyone may call it. 404 if the token belongs to a private playlist or was replaced.",
        responses=PlaylistDetailSerializer,
        filters=False,
    )
    @action(detail=False, url_path=r"shared/(?P<share_token>[\w-]{1,64})", pagination_class=None)
    def shared(self, request: Request, share_token: str) -> Response:
        shared = playlists.readable_playlists(request.user, share_token=share_token)
        found = get_object_or_404(shared, share_token=share_token)
        counted = playlists.with_counts(Playlist.objects.filter(pk=found.pk), viewer=request.user)
        items = Prefetch("items", ITEMS.order_by("position", "id")[:ITEMS_SHOWN], to_attr="shown_items")
        return Response(self.get_serializer(counted.prefetch_related(items).get()).data)

    @extend_schema(
        summary="Clone a playlist as a private one",
        description="For every playlist that the caller may read. Notes are copied only from the caller's playlists.",
        parameters=[SHARE_TOKEN],
        request=CloneSerializer,
        responses={201: PlaylistSerializer},
    )
    @action(detail=True, methods=["post"], permission_classes=[IsAuthenticated])
    def clone(self, request: Request, pk: str) -> Response:
        given = CloneSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        source = get_object_or_404(self.readable(), pk=int(pk))
        copy = playlists.clone_playlist(
            user_id=user_id_of(request), playlist_id=source.pk, **given.validated_data
        )
        return Response(self.get_serializer(self.counted(copy.pk)).data, status=status.HTTP_201_CREATED)


@extend_schema(tags=["playlists"])
@extend_schema_view(
    get=extend_schema(
        summary="List the movies of a playlist, in order",
        description="Takes the filters of movies.",
        parameters=[SHARE_TOKEN],
    ),
    post=extend_schema(
        summary="Add movies to a playlist",
        description=(
            "Only for the owner. With `movie` or `tmdb_id` it adds one movie: 201, or 200 and the existing item. "
            f"With `movies` it adds up to {BULK_MAX}: 200 with a result for each. A movie that is in the playlist already is 200 with its item. `position` counts from 1 and is the "
            f"end by default. 400 if the playlist would have more than {playlists.ITEMS_MAX} movies."
        ),
        request=PolymorphicProxySerializer(
            component_name="PlaylistAdd",
            serializers=[PlaylistItemSerializer, BulkAddSerializer],
            resource_type_field_name=None,
        ),
        responses={
            201: PlaylistItemSerializer,
            200: PolymorphicProxySerializer(
                component_name="PlaylistAdded",
                serializers=[PlaylistItemSerializer, BulkAddedSerializer],
                resource_type_field_name=None,
            ),
        },
        examples=[
            OpenApiExample(
                "One on top", value={"movie": 27, "position": 1, "note": "Start here"}, request_only=True
            ),
            OpenApiExample("Many", value={"movies": [27, 31, {"tmdb_id": 603}]}, request_only=True),
        ],
    ),
)
class PlaylistItemsView(ReadableMixin, generics.ListAPIView):
    serializer_class = PlaylistItemSerializer
    queryset = ITEMS.none()
    filter_backends = [MovieFilterBackend]

    def get_queryset(self) -> QuerySet:
        return ITEMS.filter(playlist=self.playlist(self.kwargs["pk"])).order_by("position", "id")

    def post(self, request: Request, pk: int) -> Response:
        playlist = self.playlist(pk)
        many = isinstance(request.data, dict) and "movies" in request.data
        try:
            return self.add_many(playlist) if many else self.add_one(playlist)
        except playlists.PlaylistFullError as error:
            raise ValidationError({"movies" if many else "movie": [str(error)]}) from error

    def add_one(self, playlist: Playlist) -> Response:
        given = self.get_serializer(data=self.request.data)
        given.is_valid(raise_exception=True)
        movie = given.validated_data.pop("movie")
        items, new = playlists.add_items(
            user_id=playlist.user_id,
            playlist_id=playlist.pk,
            movie_ids=[movie.pk],
            **given.validated_data,
        )
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(self.get_serializer(ITEMS.get(pk=items[movie.pk].pk)).data, status=code)

    def add_many(self, playlist: Playlist) -> Response:
        given = BulkAddSerializer(data=self.request.data)
        given.is_valid(raise_exception=True)
        names = given.validated_data.pop("movies")
        known = known_or_requested(names)
        ids = [known[name] for name in names if name in known]
        items, new = playlists.add_items(
            user_id=playlist.user_id, playlist_id=playlist.pk, movie_ids=ids, **given.validated_data
        )
        return Response({"results": [result(name, known.get(name), items, new) for name in names]})


def result(name: MovieName, movie_id: int | None, items: dict[int, PlaylistItem], new: set[int]) -> dict:
    kind, value = name
    result = {"movie": movie_id, "tmdb_id": value if kind == "tmdb_id" else None, "item": None}
    if movie_id is None:
        return result | {"movie": value if kind == "movie" else None, "result": "not_found"}
    return result | {"item": items[movie_id].pk, "result": "added" if movie_id in new else "already_there"}


@extend_schema(tags=["playlists"])
class PlaylistItemView(ReadableMixin, APIView):
    def item(self, pk: int, item_id: int) -> PlaylistItem:
        return get_object_or_404(ITEMS.filter(playlist=self.playlist(pk)), pk=item_id)

    @extend_schema(
        summary="Move a playlist item or change its note",
        description="Only for the owner. `position` counts from 1; the other items are renumbered.",
        request=ItemChangeSerializer,
        responses=PlaylistItemSerializer,
    )
    def patch(self, request: Request, pk: int, item_id: int) -> Response:
        given = ItemChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        item = self.item(pk, item_id)
        changed = playlists.change_item(
            user_id=user_id_of(request), playlist_id=pk, item_id=item.pk, **given.validated_data
        )
        changed.movie = item.movie
        return Response(PlaylistItemSerializer(changed, context={"request": request}).data)

    @extend_schema(
        summary="Remove a movie from a playlist", description="Only for the owner.", responses={204: None}
    )
    def delete(self, request: Request, pk: int, item_id: int) -> Response:
        item = self.item(pk, item_id)
        playlists.remove_item(user_id=user_id_of(request), playlist_id=pk, item_id=item.pk)
        return Response(status=status.HTTP_204_NO_CONTENT)

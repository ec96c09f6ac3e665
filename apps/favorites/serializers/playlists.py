from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.core.limits import NOTE_MAX_LENGTH
from apps.core.types import AnyUser
from apps.favorites.models import Playlist, PlaylistItem
from apps.favorites.serializers.reviews import AuthorSerializer
from apps.favorites.services.playlists import ITEMS_MAX, change_playlist, create_playlist
from apps.movies.serializers import MovieField, MovieNameField, MovieReferenceSerializer

ITEMS_SHOWN = 100
BULK_MAX = 500


class CompletionSerializer(serializers.Serializer):
    watched = serializers.IntegerField()
    total = serializers.IntegerField()
    percent = serializers.IntegerField(help_text="0–100")


class PlaylistSerializer(ModelSerializer):
    """Serializes playlists of `services.playlists.with_counts`."""

    owner = AuthorSerializer(source="user", read_only=True)
    share_token = serializers.SerializerMethodField(help_text="Null for everyone but the owner.")
    item_count = serializers.IntegerField(read_only=True)
    completion = serializers.SerializerMethodField(
        help_text="How many of its movies the caller has watched. Null without a token."
    )

    class Meta:
        model = Playlist
        fields = [
            "id", "title", "description", "visibility", "owner", "share_token", "item_count", "completion",
            "cloned_from", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = ["cloned_from"]

    def viewer(self) -> AnyUser:
        return self.context["request"].user

    def get_share_token(self, playlist: Playlist) -> str | None:
        return playlist.share_token if playlist.user_id == self.viewer().pk else None

    @extend_schema_field(CompletionSerializer(allow_null=True))
    def get_completion(self, playlist: Playlist) -> dict[str, int] | None:
        if not self.viewer().is_authenticated:
            return None
        watched, total = playlist.watched_count, playlist.item_count
        return {"watched": watched, "total": total, "percent": 100 * watched // total if total else 0}

    def create(self, validated_data: dict[str, Any]) -> Playlist:
        return create_playlist(user_id=validated_data.pop("user").pk, **validated_data)

    def update(self, instance: Playlist, validated_data: dict[str, Any]) -> Playlist:
        changed = change_playlist(user_id=instance.user_id, playlist_id=instance.pk, **validated_data)
        for name in ("title", "description", "visibility", "share_token", "updated_at"):
            setattr(instance, name, getattr(changed, name))
        return instance


class PlaylistItemSerializer(MovieReferenceSerializer, ModelSerializer):
    position = serializers.IntegerField(required=False, min_value=1, max_value=ITEMS_MAX)
    note = serializers.CharField(required=False, allow_blank=True, max_length=NOTE_MAX_LENGTH)

    class Meta:
        model = PlaylistItem
        fields = ["id", "movie", "tmdb_id", "position", "note", "created_at", "updated_at"]


class ItemChangeSerializer(serializers.Serializer):
    position = serializers.IntegerField(required=False, min_value=1, max_value=ITEMS_MAX)
    note = serializers.CharField(required=False, allow_blank=True, max_length=NOTE_MAX_LENGTH)


class ShownItemSerializer(ModelSerializer):
    movie = MovieField(read_only=True)

    class Meta:
        model = PlaylistItem
        fields = ["id", "movie", "position", "note"]
        read_only_fields = fields


class PlaylistDetailSerializer(PlaylistSerializer):
    items = serializers.SerializerMethodField(
        help_text=f"The first {ITEMS_SHOWN} items in their order. `items/` lists all of them in pages."
    )

    class Meta(PlaylistSerializer.Meta):
        fields = [*PlaylistSerializer.Meta.fields, "items"]

    @extend_schema_field(ShownItemSerializer(many=True))
    def get_items(self, playlist: Playlist) -> list[dict[str, Any]]:
        return list(ShownItemSerializer(playlist.shown_items, many=True, context=self.context).data)


class BulkAddSerializer(serializers.Serializer):
    movies = serializers.ListField(child=MovieNameField(), min_length=1, max_length=BULK_MAX)
    position = serializers.IntegerField(required=False, min_value=1, max_value=ITEMS_MAX)


ADD_RESULTS = ["added", "already_there", "not_found"]


class BulkResultSerializer(serializers.Serializer):
    movie = serializers.IntegerField(allow_null=True)
    tmdb_id = serializers.IntegerField(allow_null=True)
    result = serializers.ChoiceField(choices=ADD_RESULTS)
    item = serializers.IntegerField(allow_null=True)


class BulkAddedSerializer(serializers.Serializer):
    results = BulkResultSerializer(many=True)


class CloneSerializer(serializers.Serializer):
    title = serializers.CharField(required=False, max_length=200)

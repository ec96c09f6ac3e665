"""The body and the result of sync/: kind → add | remove → movies with their values."""

from typing import Any

from rest_framework import serializers

from apps.core.limits import INTEGER_MAX, NOTE_MAX_LENGTH, REVIEW_MAX_LENGTH
from apps.favorites.models import PendingSync
from apps.favorites.serializers.history import ViewingFieldsSerializer, WatchedAtField
from apps.favorites.serializers.library import PastTimeField, RatingValueField
from apps.favorites.services.activity import all_kinds
from apps.favorites.services.sync import KINDS, entries_of
from apps.movies.serializers import MovieNameField

ENTRIES_MAX = 500


class StatedAtField(PastTimeField):
    """The time of a change."""

    takes_days = False


class NamedSerializer(serializers.Serializer):
    """A movie: our id, or an object with `movie` or `tmdb_id`. The validated data has a `name` instead."""

    movie = serializers.IntegerField(required=False, min_value=1)
    tmdb_id = serializers.IntegerField(required=False, min_value=1)
    at = StatedAtField(
        required=False,
        help_text="When the user made the change; by default now. A change that is older than what is here loses.",
    )

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        name = MovieNameField().run_validation(data)
        fields = super().to_internal_value(data if isinstance(data, dict) else {})
        return {k: v for k, v in fields.items() if k not in ("movie", "tmdb_id")} | {"name": name}


class RatedSerializer(NamedSerializer):
    rating = RatingValueField()
    review = serializers.CharField(required=False, allow_blank=True, max_length=REVIEW_MAX_LENGTH)
    rated_at = PastTimeField(required=False)
    is_public = serializers.BooleanField(required=False)
    has_spoilers = serializers.BooleanField(required=False)


class SeenSerializer(ViewingFieldsSerializer, NamedSerializer):
    """A viewing. Several of one movie are kept."""


class UnseenSerializer(NamedSerializer):
    """Viewings to remove: one by its `id`, one by movie and `watched_at`, or all of a movie."""

    id = serializers.IntegerField(
        required=False, min_value=1, max_value=INTEGER_MAX, help_text="Of a row of the diary."
    )
    watched_at = WatchedAtField()

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict) or "id" not in data:
            return super().to_internal_value(data)
        fields = serializers.Serializer.to_internal_value(self, data)
        return {key: value for key, value in fields.items() if key == "at"} | {"name": ("id", fields["id"])}


class WantedSerializer(NamedSerializer):
    note = serializers.CharField(required=False, allow_blank=True, max_length=NOTE_MAX_LENGTH)


def changes_field(
    entry: type[NamedSerializer], name: str, removal: type[NamedSerializer] = NamedSerializer
) -> serializers.Serializer:
    fields = {"add": entry(many=True, required=False), "remove": removal(many=True, required=False)}
    return type(name, (serializers.Serializer,), fields)(required=False)


class SyncSerializer(serializers.Serializer):
    favorites = changes_field(NamedSerializer, "SyncFavoritesSerializer")
    ratings = changes_field(RatedSerializer, "SyncRatingsSerializer")
    watched = changes_field(SeenSerializer, "SyncWatchedSerializer", UnseenSerializer)
    watchlist = changes_field(WantedSerializer, "SyncWatchlistSerializer")

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        self.check_size(data)
        return super().to_internal_value(data)

    def check_size(self, data: Any) -> None:
        changes = [
            data[kind] for kind in KINDS if isinstance(data, dict) and isinstance(data.get(kind), dict)
        ]
        lists = [entries for change in changes for entries in change.values() if isinstance(entries, list)]
        if sum(map(len, lists)) > ENTRIES_MAX:
            message = f"A request has at most {ENTRIES_MAX} changes. Send the others in the next one."
            raise serializers.ValidationError({"non_field_errors": [message]})

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not any(True for _ in entries_of(attrs)):
            message = f"There are no changes. Send add or remove lists under {', '.join(KINDS)}."
            raise serializers.ValidationError(message)
        return attrs


class KindCountsSerializer(serializers.Serializer):
    favorites = serializers.IntegerField()
    ratings = serializers.IntegerField()
    watched = serializers.IntegerField()
    watchlist = serializers.IntegerField()


class NotFoundSerializer(serializers.Serializer):
    favorites = serializers.ListField(child=serializers.DictField(child=serializers.IntegerField()))
    ratings = serializers.ListField(child=serializers.DictField(child=serializers.IntegerField()))
    watched = serializers.ListField(child=serializers.DictField(child=serializers.IntegerField()))
    watchlist = serializers.ListField(child=serializers.DictField(child=serializers.IntegerField()))


class SyncConflictSerializer(serializers.Serializer):
    """An entry that says otherwise than the server, and who won: whoever stated it last."""

    kind = serializers.ChoiceField(choices=KINDS)
    action = serializers.ChoiceField(choices=["add", "remove"])
    movie = serializers.IntegerField(required=False, help_text="As the entry named it, as are the next two.")
    tmdb_id = serializers.IntegerField(required=False)
    id = serializers.IntegerField(required=False)
    winner = serializers.ChoiceField(choices=["client", "server"])
    changed_at = serializers.DateTimeField(help_text="Of the server's row, or of its removal.")


class PendingPartSerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text="Poll `favorites/sync/{id}/`.")
    movies = serializers.IntegerField(help_text="How many movies are fetched from TMDb.")


class AppliedSerializer(serializers.Serializer):
    added = KindCountsSerializer()
    updated = KindCountsSerializer()
    removed = KindCountsSerializer()
    not_found = NotFoundSerializer()
    conflicts = SyncConflictSerializer(many=True)


class SyncResultSerializer(AppliedSerializer):
    pending = PendingPartSerializer(
        allow_null=True,
        help_text="The entries that wait for movies that TMDb is asked for in the background.",
    )


class PendingSyncSerializer(serializers.ModelSerializer):
    result = AppliedSerializer(allow_null=True, help_text="Null while it waits.")

    class Meta:
        model = PendingSync
        fields = ["id", "status", "movies", "result", "created_at", "finished_at"]


class LastActivitiesSerializer(serializers.Serializer):
    """Describes `last-activities/` in the schema."""

    def get_fields(self) -> dict[str, serializers.Field]:
        return {kind: serializers.DateTimeField(allow_null=True) for kind in all_kinds()}

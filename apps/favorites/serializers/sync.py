"""The body of sync/: kind → add | remove → movies with their values."""

from typing import Any

from rest_framework import serializers

from apps.favorites.models.lists import NOTE_MAX_LENGTH
from apps.favorites.models.ratings import REVIEW_MAX_LENGTH
from apps.favorites.serializers.library import RatingValueField
from apps.favorites.services.sync import KINDS, entries_of
from apps.movies.models.history import is_possible_time
from apps.movies.serializers import MovieNameField

ENTRIES_MAX = 500


class MomentField(serializers.DateTimeField):
    default_error_messages = {"moment": "Give a time between the first film screening (1895) and now."}

    def to_internal_value(self, value: Any) -> Any:
        moment = super().to_internal_value(value)
        if not is_possible_time(moment):
            self.fail("moment")
        return moment


class NamedSerializer(serializers.Serializer):
    """A movie by our id, or an object with `movie` or `tmdb_id`; becomes a `name`."""

    movie = serializers.IntegerField(required=False, min_value=1)
    tmdb_id = serializers.IntegerField(required=False, min_value=1)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        name = MovieNameField().run_validation(data)
        fields = super().to_internal_value(data if isinstance(data, dict) else {})
        return {k: v for k, v in fields.items() if k not in ("movie", "tmdb_id")} | {"name": name}


class RatedSerializer(NamedSerializer):
    rating = RatingValueField()
    review = serializers.CharField(required=False, allow_blank=True, max_length=REVIEW_MAX_LENGTH)
    rated_at = MomentField(required=False)
    is_public = serializers.BooleanField(required=False)
    has_spoilers = serializers.BooleanField(required=False)


class SeenSerializer(NamedSerializer):
    watched_at = MomentField(required=False)
    progress = serializers.IntegerField(required=False, min_value=0, max_value=100)


class WantedSerializer(NamedSerializer):
    note = serializers.CharField(required=False, allow_blank=True, max_length=NOTE_MAX_LENGTH)


def change(entry: type[NamedSerializer], name: str) -> serializers.Serializer:
    fields = {"add": entry(many=True, required=False), "remove": NamedSerializer(many=True, required=False)}
    return type(name, (serializers.Serializer,), fields)(required=False)


class SyncSerializer(serializers.Serializer):
    favorites = change(NamedSerializer, "SyncFavoritesSerializer")
    ratings = change(RatedSerializer, "SyncRatingsSerializer")
    watched = change(SeenSerializer, "SyncWatchedSerializer")
    watchlist = change(WantedSerializer, "SyncWatchlistSerializer")

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        self.refuse_too_many(data)
        return super().to_internal_value(data)

    def refuse_too_many(self, data: Any) -> None:
        changes = [
            data[kind] for kind in KINDS if isinstance(data, dict) and isinstance(data.get(kind), dict)
        ]
        lists = [entries for change in changes for entries in change.values() if isinstance(entries, list)]
        if sum(map(len, lists)) > ENTRIES_MAX:
            sentence = f"Send {ENTRIES_MAX} changes at most in one call; send the rest in the next."
            raise serializers.ValidationError({"non_field_errors": [sentence]})

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not any(True for _ in entries_of(attrs)):
            sentence = f"Nothing to do. Send add or remove lists under {', '.join(KINDS)}."
            raise serializers.ValidationError(sentence)
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


class SyncResultSerializer(serializers.Serializer):
    added = KindCountsSerializer()
    updated = KindCountsSerializer()
    removed = KindCountsSerializer()
    not_found = NotFoundSerializer()

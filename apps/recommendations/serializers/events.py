"""Events of a client: what was shown to a user or visitor, and what they did then."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from apps.core.limits import INTEGER_MAX
from apps.movies.serializers.references import MovieNameField
from apps.recommendations.models import ExposureEvent

EVENTS_MAX = 100
OLDEST = timedelta(days=7)
LONGEST_DWELL = 24 * 3600.0
PLACE_MAX = 1000
VALUES = {"progress": 100.0, "dwell": LONGEST_DWELL}  # kinds that need a value, and the greatest one


class EventSerializer(serializers.Serializer):
    """The validated data has the `name` of the movie instead of `movie` or `tmdb_id`."""

    id = serializers.UUIDField(
        help_text="The client's id of the event. An event with a known id is not stored again."
    )
    movie = serializers.IntegerField(required=False, min_value=1, max_value=INTEGER_MAX)
    tmdb_id = serializers.IntegerField(required=False, min_value=1, max_value=INTEGER_MAX)
    kind = serializers.ChoiceField(ExposureEvent.Kind.choices)
    value = serializers.FloatField(
        required=False,
        min_value=0,
        max_value=LONGEST_DWELL,
        help_text="Of `progress` the percentage watched, of `dwell` the seconds on the movie's page.",
    )
    list_id = serializers.UUIDField(
        required=False, help_text="Of the list that showed the movie: `list_id` of a recommendation or feed."
    )
    surface = serializers.ChoiceField(ExposureEvent.Surface.choices, default=ExposureEvent.Surface.OTHER)
    row = serializers.CharField(
        required=False, max_length=40, help_text="Of a feed the `kind` of its row, such as for_you."
    )
    place = serializers.IntegerField(
        required=False, min_value=0, max_value=PLACE_MAX, help_text="In the list or row, from 0."
    )
    at = serializers.DateTimeField(
        required=False,
        help_text=f"When it happened, by default now; at most {OLDEST.days} days ago. A time in the future becomes now.",
    )

    def validate_at(self, at: datetime) -> datetime:
        if at < timezone.now() - OLDEST:
            raise serializers.ValidationError(
                f"Events are stored for {OLDEST.days} days after they happened. Leave this one out."
            )
        return min(at, timezone.now())

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        greatest, value = VALUES.get(attrs["kind"]), attrs.get("value")
        if greatest is None:
            attrs.pop("value", None)
        elif value is None or value > greatest:
            raise serializers.ValidationError({"value": [f"Send a value from 0 to {greatest:.0f}."]})
        return attrs

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        fields = super().to_internal_value(data)
        movie = {name: fields.pop(name) for name in ("movie", "tmdb_id") if name in fields}
        try:
            return fields | {"name": MovieNameField().run_validation(movie)}
        except serializers.ValidationError as error:
            raise serializers.ValidationError({"movie": error.detail}) from error


class EventsSerializer(serializers.Serializer):
    session = serializers.UUIDField(
        required=False, help_text="Without a token: an id of the visit, which the client makes up."
    )
    events = serializers.ListField(child=EventSerializer(), min_length=1, max_length=EVENTS_MAX)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if self.context["request"].user.is_authenticated:
            attrs.pop("session", None)
        elif "session" not in attrs:
            raise serializers.ValidationError(
                {"session": ["Without a token, send a UUID that you make for each visit."]}
            )
        return attrs


class StoredEventsSerializer(serializers.Serializer):
    stored = serializers.IntegerField(help_text="Events that are new.")
    repeated = serializers.IntegerField(help_text="Events that had been sent before.")
    not_found = serializers.ListField(
        child=serializers.UUIDField(), help_text="Ids of events whose movie is not in the catalogue."
    )

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.movies.models import SyncRun


@extend_schema_field({"type": "object", "additionalProperties": {}})
class OptionsField(serializers.JSONField):
    """Options of the command, whose values are numbers, texts and lists of them."""


class SyncErrorSerializer(serializers.Serializer):
    what = serializers.CharField(help_text="What failed: a movie, a list, or the run.")
    error = serializers.CharField()


class SyncRunSerializer(ModelSerializer):
    options = OptionsField(read_only=True)
    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    errors = SyncErrorSerializer(many=True, read_only=True)
    started_by: serializers.Field = serializers.StringRelatedField(allow_null=True)
    duration = serializers.SerializerMethodField(help_text="Seconds; so far, if it is still running.")

    class Meta:
        model = SyncRun
        fields = [
            "id", "kind", "options", "status", "started_by", "started_at", "finished_at", "duration", "counts",
            "errors",
        ]  # fmt: skip
        read_only_fields = fields

    def get_duration(self, run: SyncRun) -> float:
        return round(((run.finished_at or run.alive_at) - run.started_at).total_seconds(), 1)

from rest_framework import serializers

from apps.movies.models import SyncRun


class SyncRunSerializer(serializers.ModelSerializer):
    started_by: serializers.Field = serializers.StringRelatedField()
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

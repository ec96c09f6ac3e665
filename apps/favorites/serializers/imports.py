from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.favorites.models import ImportJob
from apps.favorites.services.imports.archives import MEGABYTE, UPLOAD_MAX_BYTES
from apps.favorites.services.imports.formats import FORMATS

REPORT_SHOWN = 1000

RESULTS = ["added", "updated", "unchanged", "not_found", "skipped"]  # of rows


class ImportUploadSerializer(serializers.Serializer):
    file = serializers.FileField(
        help_text=f"A CSV file, a JSON file, or a zip of them; at most {UPLOAD_MAX_BYTES // MEGABYTE} MB."
    )


class ReportLineSerializer(serializers.Serializer):
    file = serializers.CharField()
    line = serializers.IntegerField()
    kind = serializers.CharField()
    title = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    movie = serializers.IntegerField(allow_null=True)
    result = serializers.ChoiceField(choices=RESULTS)
    reason = serializers.CharField()


class ImportJobSerializer(ModelSerializer):
    source = serializers.ChoiceField([file_format.NAME for file_format in FORMATS], read_only=True)
    counts = serializers.SerializerMethodField(
        help_text="`rows`: numbers of rows by result. Other keys: numbers of added and updated rows by kind."
    )

    class Meta:
        model = ImportJob
        fields = [
            "id", "source", "filename", "status", "dry_run", "rows_total", "rows_done", "counts", "error",
            "created_at", "finished_at",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.DictField(child=serializers.DictField(child=serializers.IntegerField())))
    def get_counts(self, job: ImportJob) -> dict[str, Any]:
        return job.counts


class ImportReportSerializer(ImportJobSerializer):
    report = serializers.SerializerMethodField(
        help_text=f"The first {REPORT_SHOWN} rows. `report/` lists all of them in pages."
    )

    class Meta(ImportJobSerializer.Meta):
        fields = [*ImportJobSerializer.Meta.fields, "report"]

    @extend_schema_field(ReportLineSerializer(many=True))
    def get_report(self, job: ImportJob) -> list[dict[str, Any]]:
        return job.report[:REPORT_SHOWN]

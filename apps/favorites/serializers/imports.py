from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.favorites.models import ImportJob, ImportRow
from apps.favorites.services.imports.archives import MEGABYTE, UPLOAD_MAX_BYTES
from apps.favorites.services.imports.formats import FORMATS
from apps.favorites.services.imports.recording import UNDO_DAYS, undo_deadline
from apps.movies.serializers.references import MovieReferenceSerializer

REPORT_SHOWN = 1000

RESULTS = ["added", "updated", "unchanged", "not_found", "skipped"]  # of rows


class ImportUploadSerializer(serializers.Serializer):
    file = serializers.FileField(
        help_text=f"A CSV file, a JSON file, or a zip of them; at most {UPLOAD_MAX_BYTES // MEGABYTE} MB."
    )

    lists = serializers.ChoiceField(
        choices=ImportJob.Lists.choices,
        default=ImportJob.Lists.PLAYLIST,
        help_text="What lists of IMDb and TMDb are. `watchlist`: the file is the watchlist, whatever its name is.",
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
    source = serializers.ChoiceField(
        [file_format.NAME for file_format in FORMATS],
        read_only=True,
        allow_blank=True,
        help_text="Empty until the file was recognised.",
    )
    counts = serializers.SerializerMethodField(
        help_text="`rows`: numbers of the file's rows by result. `taken_back` and `kept`: of an import that was "
        "undone, numbers of rows by kind. Other keys: numbers of rows of the library that were added, updated and "
        "removed, by kind."
    )
    rows_waiting = serializers.IntegerField(
        read_only=True, help_text="Rows without a movie that can be matched by hand; listed by `rows/`."
    )
    undo_until = serializers.SerializerMethodField(
        help_text=f"Until when the import can be undone, {UNDO_DAYS} days; null if it cannot be."
    )

    class Meta:
        model = ImportJob
        fields = [
            "id", "source", "filename", "status", "dry_run", "rows_total", "rows_done", "rows_waiting", "counts",
            "error", "created_at", "finished_at", "undo_until",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.DictField(child=serializers.DictField(child=serializers.IntegerField())))
    def get_counts(self, job: ImportJob) -> dict[str, Any]:
        return job.counts

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_undo_until(self, job: Any) -> datetime | None:
        """`has_journal` is annotated by the view, because journals are long."""
        return undo_deadline(job) if job.status == ImportJob.Status.DONE and job.has_journal else None


class ImportRowSerializer(ModelSerializer):
    """A row of the file that matched no movie. `movie` is the id of the one that it was matched with since."""

    file = serializers.CharField(source="values.file", read_only=True)
    line = serializers.IntegerField(source="values.line", read_only=True)
    kind = serializers.CharField(source="values.kind", read_only=True)
    movie = serializers.IntegerField(source="movie_id", read_only=True, allow_null=True)
    result = serializers.ChoiceField(
        choices=RESULTS,
        read_only=True,
        allow_blank=True,
        help_text="Of the match; empty while it waits for one.",
    )

    class Meta:
        model = ImportRow
        fields = [
            "id", "file", "line", "kind", "title", "year", "tmdb_id", "imdb_id", "status", "movie", "result", "reason",
        ]  # fmt: skip
        read_only_fields = fields


class RowMatchSerializer(MovieReferenceSerializer):
    """The movie that a row is about."""


class MatchedRowsSerializer(serializers.Serializer):
    matched = ImportRowSerializer(
        many=True, help_text="The row, and other waiting rows of the import that name the same movie."
    )


class ImportReportSerializer(ImportJobSerializer):
    report = serializers.SerializerMethodField(
        help_text=f"The first {REPORT_SHOWN} rows. `report/` lists all of them in pages."
    )

    class Meta(ImportJobSerializer.Meta):
        fields = [*ImportJobSerializer.Meta.fields, "report"]

    @extend_schema_field(ReportLineSerializer(many=True))
    def get_report(self, job: ImportJob) -> list[dict[str, Any]]:
        return job.report[:REPORT_SHOWN]

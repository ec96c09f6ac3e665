"""Taking a history over from elsewhere."""

from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.http.mixins import OwnedMixin
from apps.favorites.models import ImportJob
from apps.favorites.serializers.imports import (
    ImportJobSerializer,
    ImportReportSerializer,
    ImportUploadSerializer,
    ReportLineSerializer,
)
from apps.favorites.services.imports import jobs
from apps.favorites.services.imports.files import UPLOAD_MAX_BYTES, too_large_upload
from apps.favorites.services.imports.rows import ImportRefusedError
from apps.favorites.tasks import run_import

# What a form adds around its file.
FORM_BYTES = 64 * 1024
YES, NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


@extend_schema(tags=["import"])
@extend_schema_view(
    list=extend_schema(summary="Own imports, newest first", responses=ImportJobSerializer(many=True)),
    retrieve=extend_schema(summary="How an import went, row by row", responses=ImportReportSerializer),
)
class ImportViewSet(OwnedMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = ImportJob.objects.defer("payload")
    serializer_class = ImportReportSerializer
    parser_classes = [MultiPartParser]
    filterset_fields = ["status"]
    ordering_fields = ["created_at"]
    ordering = ["-created_at", "-id"]
    lookup_value_regex = "[0-9]{1,18}"

    def get_serializer_class(self) -> type:
        return ImportJobSerializer if self.action == "list" else ImportReportSerializer

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.defer("payload", "report") if self.action == "list" else rows

    def initial(self, request: Request, *args, **kwargs) -> None:
        """Refuses what is far too large before its body is read."""
        super().initial(request, *args, **kwargs)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > UPLOAD_MAX_BYTES + FORM_BYTES:
            raise ValidationError({"file": [str(too_large_upload())]})

    @extend_schema(
        summary="Import a history from elsewhere",
        description=(
            "Letterboxd's export (zip or its CSV files), IMDb's ratings CSV, MovieLens CSV files, Trakt's JSON, or "
            "our own export. Movies are found by TMDb or IMDb id, else by title and year. Importing the same file "
            "again changes nothing. A dry run reports what would happen and writes nothing."
        ),
        request={"multipart/form-data": ImportUploadSerializer},
        parameters=[OpenApiParameter("dry_run", OpenApiTypes.BOOL, description="Only report.")],
        responses={202: ImportReportSerializer},
    )
    def create(self, request: Request, *args, **kwargs) -> Response:
        upload = ImportUploadSerializer(data=request.data)
        upload.is_valid(raise_exception=True)
        job = self.take(upload.validated_data["file"], dry_run=self.dry_run())
        run_import.delay(job.pk)
        job = self.get_queryset().get(pk=job.pk)
        return Response(self.get_serializer(job).data, status=status.HTTP_202_ACCEPTED)

    def take(self, file, *, dry_run: bool) -> ImportJob:
        try:
            if file.size > UPLOAD_MAX_BYTES:
                raise too_large_upload()
            return jobs.take(user=self.request.user, name=file.name, content=file.read(), dry_run=dry_run)
        except ImportRefusedError as error:
            raise ValidationError({"file": [str(error)]}) from error

    def dry_run(self) -> bool:
        said = self.request.query_params.get("dry_run", "").lower()
        if said not in YES | NO:
            raise ValidationError({"dry_run": ["Say dry_run=1 or dry_run=0."]})
        return said in YES

    @extend_schema(
        summary="All rows of an import's report",
        parameters=[OpenApiParameter("result", description="Only rows with this result.")],
        responses=ReportLineSerializer(many=True),
        filters=False,
    )
    @action(detail=True)
    def report(self, request: Request, pk: str) -> Response:
        lines, result = self.get_object().report, request.query_params.get("result")
        page = self.paginate_queryset([line for line in lines if result in (None, "", line["result"])])
        return self.get_paginated_response(ReportLineSerializer(page, many=True).data)

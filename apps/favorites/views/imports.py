"""Imports of files from other services."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.http.mixins import OwnedMixin, user_id_of
from apps.core.limits import ID_PATTERN
from apps.favorites.models import ImportJob
from apps.favorites.serializers.imports import (
    RESULTS,
    ImportJobSerializer,
    ImportReportSerializer,
    ImportUploadSerializer,
    ReportLineSerializer,
)
from apps.favorites.services.imports import jobs
from apps.favorites.services.imports.archives import TOO_LARGE, UPLOAD_MAX_BYTES
from apps.favorites.services.imports.formats import supported_formats
from apps.favorites.services.imports.rows import ImportRefusedError

# More than a multipart form adds to its file.
FORM_BYTES = 64 * 1024
YES, NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


@extend_schema(tags=["import"])
@extend_schema_view(
    list=extend_schema(summary="List my imports, newest first", responses=ImportJobSerializer(many=True)),
    retrieve=extend_schema(summary="Get an import with its report", responses=ImportReportSerializer),
)
class ImportViewSet(OwnedMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = ImportJob.objects.defer("payload")
    serializer_class = ImportReportSerializer
    parser_classes = [MultiPartParser]
    filterset_fields = ["status"]
    ordering_fields = ["created_at"]
    ordering = ["-created_at", "-id"]
    lookup_value_regex = ID_PATTERN

    def get_serializer_class(self) -> type:
        return ImportJobSerializer if self.action == "list" else ImportReportSerializer

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset()
        return rows.defer("payload", "report") if self.action == "list" else rows

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse a body that is too large before it is read."""
        super().initial(request, *args, **kwargs)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > UPLOAD_MAX_BYTES + FORM_BYTES:
            raise ValidationError({"file": [TOO_LARGE]})

    @extend_schema(
        summary="Import a history from another service",
        description=(
            f"Supported are {supported_formats()}. Movies are matched by TMDb or IMDb id, "
            "else by title or original title and year. The newest rating of a movie wins, and importing the same "
            "file again changes nothing. 400 if no file can be read. Large files are imported in the background: "
            "poll the import until its `status` is `done` or `failed`; `retrying` means that it failed by an error on "
            "the server and is tried again."
        ),
        request={"multipart/form-data": ImportUploadSerializer},
        parameters=[
            OpenApiParameter(
                "dry_run", OpenApiTypes.BOOL, description="Report what would be written, and write nothing."
            )
        ],
        responses={202: ImportReportSerializer},
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        upload = ImportUploadSerializer(data=request.data)
        upload.is_valid(raise_exception=True)
        job = self.accept(upload.validated_data["file"], dry_run=self.dry_run())
        job = self.get_queryset().get(pk=job.pk)
        return Response(self.get_serializer(job).data, status=status.HTTP_202_ACCEPTED)

    def accept(self, file: UploadedFile, *, dry_run: bool) -> ImportJob:
        if (file.size or 0) > UPLOAD_MAX_BYTES:
            raise ValidationError({"file": [TOO_LARGE]})
        name, content = file.name or "", file.read()
        try:
            return jobs.accept(user_id=user_id_of(self.request), name=name, content=content, dry_run=dry_run)
        except ImportRefusedError as error:
            raise ValidationError({"file": [str(error)]}) from error

    def dry_run(self) -> bool:
        value = self.request.query_params.get("dry_run", "").lower()
        if value not in YES | NO:
            raise ValidationError({"dry_run": ["dry_run must be 1 or 0."]})
        return value in YES

    @extend_schema(
        summary="List the rows of an import's report",
        parameters=[
            OpenApiParameter(
                "result",
                description="Only rows with this result.",
                enum=RESULTS,
            )
        ],
        responses=ReportLineSerializer(many=True),
        filters=False,
    )
    @action(detail=True)
    def report(self, request: Request, pk: str) -> Response:
        lines, result = self.get_object().report, request.query_params.get("result")
        if result and result not in RESULTS:
            raise ValidationError({"result": [f"result must be one of {', '.join(RESULTS)}."]})
        page = self.paginate_queryset([line for line in lines if result in (None, "", line["result"])])
        return self.get_paginated_response(ReportLineSerializer(page, many=True).data)

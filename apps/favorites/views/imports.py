"""Imports of files from other services."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.http.idempotency import IdempotentMixin
from apps.core.http.mixins import OwnedMixin, user_id_of
from apps.core.limits import ID_PATTERN
from apps.favorites.models import ImportJob, ImportRow
from apps.favorites.serializers.imports import (
    RESULTS,
    ImportJobSerializer,
    ImportReportSerializer,
    ImportRowSerializer,
    ImportUploadSerializer,
    MatchedRowsSerializer,
    ReportLineSerializer,
    RowMatchSerializer,
)
from apps.favorites.services.imports import jobs, unmatched
from apps.favorites.services.imports.archives import TOO_LARGE, UPLOAD_MAX_BYTES
from apps.favorites.services.imports.formats import supported_formats
from apps.favorites.services.imports.rows import ImportRefusedError

# More than a multipart form adds to its file.
FORM_BYTES = 64 * 1024
YES, NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}
WAITING = (
    ImportRow.objects.filter(job=OuterRef("pk"), status=ImportRow.Status.WAITING)
    .order_by()
    .values("job")
    .annotate(number=Count("pk"))
)
# Not by a join: with thousands of rows each of them would carry the whole report through its grouping.
JOBS = ImportJob.objects.defer("payload", "journal").annotate(
    rows_waiting=Coalesce(Subquery(WAITING.values("number")), 0),
    has_journal=ExpressionWrapper(Q(journal__isnull=False), output_field=BooleanField()),
)
WITHOUT_REPORT = ("list", "rows", "match_row", "dismiss_row")
ROW_PATH = f"rows/(?P<row_id>{ID_PATTERN})"


@extend_schema(tags=["import"])
@extend_schema_view(
    list=extend_schema(summary="List my imports, newest first", responses=ImportJobSerializer(many=True)),
    retrieve=extend_schema(summary="Get an import with its report", responses=ImportReportSerializer),
    destroy=extend_schema(
        summary="Delete an import and its report",
        description="What it wrote stays: undo it first to take that back. One that runs is cancelled; 409 if it ends meanwhile.",
        responses={204: None},
    ),
)
class ImportViewSet(
    IdempotentMixin,
    OwnedMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet,
):
    queryset = JOBS
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
        return rows.defer("payload", "journal", "report") if self.action in WITHOUT_REPORT else rows

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Filters are of the list: `rows/` has a `status` of its own."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

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
            "file again changes nothing. Movies that are missing here are fetched from TMDb if the server has a key; "
            "rows without a movie are kept (`rows/`). 400 if no file can be read. Large files are imported in the "
            "background: poll the import until its `status` is `done` or `failed`; `retrying` means that it failed by "
            "an error on the server and is tried again."
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
        given = upload.validated_data
        job = self.accept(given["file"], dry_run=self.dry_run(), lists=given["lists"])
        job = self.get_queryset().get(pk=job.pk)
        return Response(self.get_serializer(job).data, status=status.HTTP_202_ACCEPTED)

    def accept(self, file: UploadedFile, *, dry_run: bool, lists: str) -> ImportJob:
        if (file.size or 0) > UPLOAD_MAX_BYTES:
            raise ValidationError({"file": [TOO_LARGE]})
        name, content = file.name or "", file.read()
        is_login = not hasattr(self.request.auth, "throttle_identity")  # else it is a personal access token
        try:
            return jobs.accept(
                user_id=user_id_of(self.request),
                name=name,
                content=content,
                dry_run=dry_run,
                with_settings=is_login,
                lists=lists,
            )
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

    @extend_schema(
        summary="Cancel an import",
        description="Nothing of it is written. 409 if it has ended already.",
        request=None,
        responses=ImportReportSerializer,
    )
    @action(detail=True, methods=["post"], parser_classes=[JSONParser])
    def cancel(self, request: Request, pk: str) -> Response:
        jobs.cancel(user_id=user_id_of(request), job_id=int(pk))
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(
        summary="Undo an import",
        description=(
            "Takes back what the import wrote, except what has been changed since: `counts.taken_back` and "
            "`counts.kept` say how much. Large imports are undone in the background: poll until the `status` is "
            "`undone`. Possible for 30 days; 409 else."
        ),
        request=None,
        responses={202: ImportReportSerializer},
    )
    @action(detail=True, methods=["post"], parser_classes=[JSONParser])
    def undo(self, request: Request, pk: str) -> Response:
        jobs.undo(user_id=user_id_of(request), job_id=int(pk))
        return Response(self.get_serializer(self.get_object()).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(
        summary="List the rows of an import that matched no movie",
        description=(
            "Rows with the status `waiting` are tried again when the catalogue grows. They can be matched by hand, "
            "or dismissed."
        ),
        parameters=[
            OpenApiParameter("status", description="Only these rows.", enum=ImportRow.Status.values),
        ],
        responses=ImportRowSerializer(many=True),
        filters=False,
    )
    @action(detail=True)
    def rows(self, request: Request, pk: str) -> Response:
        rows, wanted = self.get_object().rows.all(), request.query_params.get("status")
        if wanted and wanted not in ImportRow.Status.values:
            raise ValidationError(
                {"status": [f"status must be one of {', '.join(ImportRow.Status.values)}."]}
            )
        page = self.paginate_queryset(rows.filter(status=wanted) if wanted else rows)
        return self.get_paginated_response(ImportRowSerializer(page, many=True).data)

    @extend_schema(
        summary="Match a row with a movie",
        description="Writes the row, and the waiting rows that name the same movie. 409 if it is matched already.",
        request=RowMatchSerializer,
        responses=MatchedRowsSerializer,
    )
    @action(detail=True, methods=["post"], url_path=f"{ROW_PATH}/match", parser_classes=[JSONParser])
    def match_row(self, request: Request, pk: str, row_id: str) -> Response:
        given = RowMatchSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        rows = unmatched.match_by_hand(
            user_id=user_id_of(request),
            job_id=int(pk),
            row_id=int(row_id),
            movie_id=given.validated_data["movie"].pk,
        )
        return Response(MatchedRowsSerializer({"matched": rows}).data)

    @extend_schema(
        summary="Dismiss a row",
        description="It is not tried any more, but can still be matched by hand.",
        request=None,
        responses=ImportRowSerializer,
    )
    @action(detail=True, methods=["post"], url_path=f"{ROW_PATH}/dismiss", parser_classes=[JSONParser])
    def dismiss_row(self, request: Request, pk: str, row_id: str) -> Response:
        row = unmatched.dismiss(user_id=user_id_of(request), job_id=int(pk), row_id=int(row_id))
        return Response(ImportRowSerializer(row).data)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        jobs.delete(user_id=user_id_of(request), job_id=int(kwargs["pk"]))
        return Response(status=status.HTTP_204_NO_CONTENT)

"""What was fetched from TMDb, when and with which result: for staff."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.viewsets import ReadOnlyModelViewSet

from apps.core.http.mixins import PersonalMixin
from apps.core.http.permissions import IsOperator
from apps.core.limits import ID_PATTERN
from apps.movies.models import SyncRun
from apps.movies.serializers import SyncRunSerializer


@extend_schema(tags=["core"])
@extend_schema_view(
    list=extend_schema(summary="List sync runs, newest first (staff, operators)"),
    retrieve=extend_schema(summary="Get a sync run (staff, operators)"),
)
class SyncRunViewSet(PersonalMixin, ReadOnlyModelViewSet):
    queryset = SyncRun.objects.select_related("started_by").defer("cursor")
    serializer_class = SyncRunSerializer
    permission_classes = [IsOperator]
    filter_backends: list[type] = []
    lookup_value_regex = ID_PATTERN

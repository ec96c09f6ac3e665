"""The base classes of every app's admin, and the admin of core's tables."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry

from apps.core.admin.base import (
    AppendInline,
    BaseAdmin,
    BaseInline,
    BoundedPaginator,
    ComputedAdmin,
    PersonalAdmin,
    ReadOnlyInline,
    changed_columns,
    counted,
    search_users,
    serves,
)
from apps.core.admin.form_fields import FORM_FIELDS, RowsField
from apps.core.admin.history import LogEntryAdmin
from apps.core.admin.tables import (
    DashboardSnapshotAdmin,
    IdempotentAnswerAdmin,
    QueuedTaskAdmin,
    ScheduledJobAdmin,
)
from apps.core.models import DashboardSnapshot, IdempotentAnswer, QueuedTask, ScheduledJob

__all__ = [
    "FORM_FIELDS",
    "AppendInline",
    "BaseAdmin",
    "BaseInline",
    "BoundedPaginator",
    "ComputedAdmin",
    "PersonalAdmin",
    "ReadOnlyInline",
    "RowsField",
    "changed_columns",
    "counted",
    "search_users",
    "serves",
]

admin.site.index_title = "Dashboard"
admin.site.index_template = "core/dashboard.html"
admin.site.register(LogEntry, LogEntryAdmin)
admin.site.register(ScheduledJob, ScheduledJobAdmin)
admin.site.register(QueuedTask, QueuedTaskAdmin)
admin.site.register(IdempotentAnswer, IdempotentAnswerAdmin)
admin.site.register(DashboardSnapshot, DashboardSnapshotAdmin)

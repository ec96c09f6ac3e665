"""What every app's admin is built from, and the log of who changed what."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry

from apps.core.admin.base import (
    AppendInline,
    BaseAdmin,
    ComputedAdmin,
    PersonalAdmin,
    ReadOnlyInline,
    people_called,
    serves,
)
from apps.core.admin.history import LogEntryAdmin
from apps.core.admin.idempotency import IdempotentAnswerAdmin
from apps.core.admin.jobs import ScheduledJobAdmin
from apps.core.admin.paginator import BoundedPaginator
from apps.core.admin.snapshots import DashboardSnapshotAdmin
from apps.core.models import DashboardSnapshot, IdempotentAnswer, ScheduledJob

__all__ = [
    "AppendInline",
    "BaseAdmin",
    "BoundedPaginator",
    "ComputedAdmin",
    "PersonalAdmin",
    "ReadOnlyInline",
    "people_called",
    "serves",
]

admin.site.index_title = "Dashboard"
admin.site.index_template = "core/dashboard.html"
admin.site.register(LogEntry, LogEntryAdmin)
admin.site.register(ScheduledJob, ScheduledJobAdmin)
admin.site.register(IdempotentAnswer, IdempotentAnswerAdmin)
admin.site.register(DashboardSnapshot, DashboardSnapshotAdmin)

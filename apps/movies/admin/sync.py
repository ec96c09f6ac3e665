from django.contrib import admin
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RangeDateTimeFilter
from unfold.decorators import display

from apps.core.admin import ComputedAdmin
from apps.movies.models import SyncRun

STATUS_COLOURS = {"running": "info", "done": "success", "failed": "danger", "interrupted": "warning"}


@admin.register(SyncRun)
class SyncRunAdmin(ComputedAdmin):
    list_display = ("kind", "shown_status", "started_at", "duration", "started_by", "shown_counts")
    list_filter = (("status", ChoicesDropdownFilter), ("started_at", RangeDateTimeFilter))
    list_select_related = ("started_by",)
    list_defer = ("cursor", "errors")
    search_fields = ("kind",)
    ordering = ("-started_at", "-id")
    sortable_by = ("started_at",)

    @display(description="status", label=STATUS_COLOURS)
    def shown_status(self, run: SyncRun) -> tuple[str, str]:
        return run.status, run.get_status_display()

    @display(description="took")
    def duration(self, run: SyncRun) -> str:
        return str(run.finished_at - run.started_at).split(".")[0] if run.finished_at else "—"

    @display(description="counts")
    def shown_counts(self, run: SyncRun) -> str:
        return ", ".join(f"{name} {count}" for name, count in run.counts.items()) or "—"

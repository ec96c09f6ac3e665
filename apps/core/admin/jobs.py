from unfold.decorators import display

from apps.core.admin.base import ComputedAdmin
from apps.core.models import ScheduledJob

STATE_COLOURS = {"running": "info", "failed": "danger", "fine": "success", "not run yet": "warning"}


class ScheduledJobAdmin(ComputedAdmin):
    list_display = ("name", "state", "due_at", "running_since", "finished_at", "runs")
    fields = ("name", "state", "due_at", "running_since", "finished_at", "runs", "last_error")
    readonly_fields = ("state",)
    search_fields = ("name",)
    ordering = ("name",)
    sortable_by = ("name", "due_at")

    @display(description="state", label=STATE_COLOURS)
    def state(self, job: ScheduledJob) -> str:
        if job.running_since:
            return "running"
        if job.last_error:
            return "failed"
        return "fine" if job.finished_at else "not run yet"

"""The admin of core's tables."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from apps.core.admin.base import ComputedAdmin, PersonalAdmin, counted
from apps.core.extensions import Job, registered
from apps.core.jobs.background import in_background
from apps.core.jobs.queue import requeue
from apps.core.jobs.schedule import SKIPPED, enter_jobs, make_due
from apps.core.models import QueuedTask, ScheduledJob
from apps.core.tasks import run_scheduled_job

TASK_COLOURS = {
    "running": "info",
    "failed": "danger",
    "done": "success",
    "will retry": "warning",
    "pending": "info",
}
STATE_COLOURS = {
    "running": "info",
    "failed": "danger",
    "fine": "success",
    "skipped": "info",
    "not run yet": "warning",
}


class ScheduledJobAdmin(ComputedAdmin):
    list_display = ("name", "state", "last_result", "due_at", "running_since", "finished_at", "runs")
    fields = (
        "name", "state", "due_at", "running_since", "locked_until", "finished_at", "runs", "last_result", "last_error",
    )  # fmt: skip
    readonly_fields = ("state",)
    search_fields = ("name",)
    ordering = ("name",)
    sortable_by = ("name", "due_at")
    actions = ("run_now",)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, str] | None = None
    ) -> HttpResponse:
        enter_jobs()
        return super().changelist_view(request, extra_context)

    def has_delete_permission(self, request: HttpRequest, obj: ScheduledJob | None = None) -> bool:
        return False

    def has_run_permission(self, request: HttpRequest, obj: ScheduledJob | None = None) -> bool:
        return request.user.has_perm("core.change_scheduledjob")

    @action(description="Run now", permissions=["run"])
    def run_now(self, request: HttpRequest, queryset: QuerySet) -> None:
        """A running job continues; it is due again when that run has ended."""
        known = {job.name for job in registered(Job)}
        names = [name for name in queryset.values_list("name", flat=True) if name in known]
        for name in names:
            make_due(name)
            in_background(run_scheduled_job, name=name)
        self.message_user(request, f"Started: {', '.join(names) or 'nothing'}.")

    @display(description="state", label=STATE_COLOURS)
    def state(self, job: ScheduledJob) -> str:
        if job.running_since:
            return "running"
        if job.last_error:
            return "failed"
        if job.last_result.startswith(SKIPPED):
            return "skipped"
        return "fine" if job.finished_at else "not run yet"


class QueuedTaskAdmin(ComputedAdmin):
    """Staff can run a task again that has failed, and delete it."""

    list_display = ("name", "shown_state", "attempts", "last_error", "due_at", "created_at", "finished_at")
    fields = ("name", "arguments", "shown_state", "attempts", "last_error", "due_at", "locked_until",
              "request_id", "created_at", "finished_at")  # fmt: skip
    readonly_fields = ("shown_state",)
    list_filter = (("state", ChoicesDropdownFilter),)
    search_fields = ("name", "request_id")
    ordering = ("-id",)
    sortable_by = ()
    actions = ("run_again",)

    def has_run_permission(self, request: HttpRequest, obj: QueuedTask | None = None) -> bool:
        return request.user.has_perm("core.change_queuedtask")

    @action(description="Run again", permissions=["run"])
    def run_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Tasks that are done or run at present are left alone."""
        number = requeue(list(queryset.values_list("pk", flat=True)))
        self.message_user(request, f"{counted(number, 'task')} to run again.")

    @display(description="state", label=TASK_COLOURS)
    def shown_state(self, task: QueuedTask) -> str:
        if task.state != QueuedTask.State.PENDING:
            return task.state
        if task.locked_until and task.locked_until > timezone.now():
            return "running"
        return "will retry" if task.last_error else "pending"


class IdempotentAnswerAdmin(PersonalAdmin):
    """Without the stored response: it is personal."""

    list_display = ("user", "key", "status", "created_at")
    fields = ("user", "key", "status", "created_at")
    list_select_related = ("user",)
    searches_movies = False


class DashboardSnapshotAdmin(ComputedAdmin):
    """A deleted snapshot is built again."""

    list_display = ("title", "made_at")
    list_defer = ("panel",)
    search_fields = ("title",)
    ordering = ("title",)
    sortable_by = ("title", "made_at")

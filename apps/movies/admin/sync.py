from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RangeDateTimeFilter
from unfold.decorators import action, display
from unfold.forms import BaseDialogForm

from apps.core.admin import ComputedAdmin
from apps.core.jobs.background import in_background
from apps.core.jobs.schedule import make_due
from apps.core.tasks import run_scheduled_job
from apps.movies.models import SyncRun

FETCH = {
    "title": "Fetch from TMDb",
    "description": "This starts a run in the background. Only one run works at a time.",
    "form_class": None,
    "form_submit_text": "Start",
}
STATUS_COLOURS = {"running": "info", "done": "success", "failed": "danger", "interrupted": "warning"}


@admin.register(SyncRun)
class SyncRunAdmin(ComputedAdmin):
    empty_hint = "manage.py sync_tmdb makes one, as scheduled jobs do where TMDB_API_KEY is set."
    list_display = ("kind", "shown_status", "started_at", "duration", "started_by", "shown_counts")
    list_filter = (("status", ChoicesDropdownFilter), ("started_at", RangeDateTimeFilter))
    list_select_related = ("started_by",)
    list_defer = ("cursor", "errors")
    search_fields = ("kind",)
    ordering = ("-started_at", "-id")
    sortable_by = ("started_at",)
    actions_list = ("sync_lists", "sync_changes")

    def has_run_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("movies.add_syncrun")

    @action(description="Fetch the lists now", permissions=["run"], icon="sync", dialog=FETCH)
    def sync_lists(self, request: HttpRequest, form: BaseDialogForm) -> HttpResponse:
        return self._run(request, "tmdb-lists")

    @action(description="Fetch what changed now", permissions=["run"], icon="update", dialog=FETCH)
    def sync_changes(self, request: HttpRequest, form: BaseDialogForm) -> HttpResponse:
        return self._run(request, "tmdb-changes")

    def _run(self, request: HttpRequest, name: str) -> HttpResponse:
        if settings.TMDB_API_KEY:
            make_due(name)
            in_background(run_scheduled_job, name=name)
            self.message_user(request, "Started. This list shows the progress.")
        else:
            self.message_user(
                request, "Set TMDB_API_KEY first: without it nothing can be fetched.", messages.ERROR
            )
        return HttpResponse(headers={"HX-Redirect": reverse("admin:movies_syncrun_changelist")})

    @display(description="status", label=STATUS_COLOURS)
    def shown_status(self, run: SyncRun) -> tuple[str, str]:
        return run.status, run.get_status_display()

    @display(description="took")
    def duration(self, run: SyncRun) -> str:
        return str(run.finished_at - run.started_at).split(".")[0] if run.finished_at else "—"

    @display(description="counts")
    def shown_counts(self, run: SyncRun) -> str:
        return ", ".join(f"{name} {count}" for name, count in run.counts.items()) or "—"

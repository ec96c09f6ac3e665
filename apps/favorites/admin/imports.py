from django.contrib import admin
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from apps.core.admin import PersonalAdmin
from apps.favorites.models import ImportJob

STATUS_COLOURS = {"pending": "warning", "running": "info", "done": "success", "failed": "danger"}


@admin.register(ImportJob)
class ImportJobAdmin(PersonalAdmin):
    list_display = ("user", "source", "shown_status", "progress", "dry_run", "created_at", "finished_at")
    list_filter = (("user", AutocompleteSelectFilter), ("status", ChoicesDropdownFilter))
    list_select_related = ("user",)
    list_defer = ("payload", "report", "counts")
    fields = (
        *("user", "source", "status", "dry_run", ("rows_done", "rows_total"), "counts", "error"),
        *("created_at", "finished_at", "report"),
    )
    searches_movies = False

    @display(description="status", label=STATUS_COLOURS)
    def shown_status(self, job: ImportJob) -> tuple[str, str]:
        return job.status, job.get_status_display()

    @display(description="rows")
    def progress(self, job: ImportJob) -> str:
        return f"{job.rows_done} of {job.rows_total}"

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from apps.core.admin import PersonalAdmin, search_users
from apps.favorites.models import ImportJob, ImportRow

STATUS_COLOURS = {
    "pending": "warning", "running": "info", "undoing": "info", "done": "success", "failed": "danger",
}  # fmt: skip


@admin.register(ImportJob)
class ImportJobAdmin(PersonalAdmin):
    list_display = ("user", "source", "shown_status", "progress", "dry_run", "created_at", "finished_at")
    list_filter = (("user", AutocompleteSelectFilter), ("status", ChoicesDropdownFilter))
    list_select_related = ("user",)
    list_defer = ("payload", "report", "counts", "journal")
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


@admin.register(ImportRow)
class ImportRowAdmin(PersonalAdmin):
    """What of files no movie was found for: what the catalogue lacks."""

    list_display = ("title", "year", "tmdb_id", "imdb_id", "status", "job", "movie")
    list_filter = (("status", ChoicesDropdownFilter),)
    list_select_related = ("job__user", "movie")
    list_defer = ("values", "job__payload", "job__report", "job__counts", "job__journal")
    fields = (
        *("job", "number", "status", ("title", "year"), ("tmdb_id", "imdb_id"), "movie"),
        *("result", "reason", "created_at", "tried_at", "values"),
    )
    search_fields = ("job__user__username",)
    searches_movies = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        term = search_term.strip()
        return (queryset.filter(job__user__in=search_users(term)) if term else queryset), False

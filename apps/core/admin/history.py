"""Who changed what in the admin: the log itself, to read."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter, RangeDateTimeFilter
from unfold.decorators import display

from apps.core.admin.base import ComputedAdmin, search_users

ACTIONS = {"Added": "success", "Changed": "info", "Deleted": "danger"}


class LogEntryAdmin(ComputedAdmin):
    list_display = ("action_time", "user", "action", "content_type", "linked_object", "what_changed")
    list_filter = (
        ("user", AutocompleteSelectFilter),
        ("action_flag", ChoicesDropdownFilter),
        ("action_time", RangeDateTimeFilter),
    )
    list_select_related = ("user", "content_type")
    search_fields = ("object_repr",)
    search_help_text = "The name of what was changed, or the start of a user's email or username"
    ordering = ("-id",)
    sortable_by = ()
    fields = ("action_time", "user", "action", "content_type", "linked_object", "what_changed")
    readonly_fields = fields

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        rows, duplicates = super().get_search_results(request, queryset, search_term)
        if search_term.strip():
            rows |= queryset.filter(user_id__in=search_users(search_term.strip()))
        return rows, duplicates

    def has_delete_permission(self, request: HttpRequest, obj: LogEntry | None = None) -> bool:
        return False

    @display(description="action", label=ACTIONS)
    def action(self, entry: LogEntry) -> str:
        return {1: "Added", 2: "Changed", 3: "Deleted"}.get(entry.action_flag, "")

    @admin.display(description="object")
    def linked_object(self, entry: LogEntry) -> str:
        url = None if entry.is_deletion() else entry.get_admin_url()
        return format_html('<a href="{}">{}</a>', url, entry.object_repr) if url else entry.object_repr

    @admin.display(description="what changed")
    def what_changed(self, entry: LogEntry) -> str:
        return entry.get_change_message()

from apps.core.admin.base import ComputedAdmin


class DashboardSnapshotAdmin(ComputedAdmin):
    """Deleting one has it made anew."""

    list_display = ("title", "made_at")
    list_defer = ("panel",)
    search_fields = ("title",)
    ordering = ("title",)
    sortable_by = ("title", "made_at")

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from rest_framework.exceptions import APIException
from unfold.contrib.filters.admin import RangeDateTimeFilter
from unfold.decorators import action

from apps.core.admin import ComputedAdmin
from apps.movies.models import Merge, MergedRow
from apps.movies.services.undo_merge import undo_merge


@admin.register(Merge)
class MergeAdmin(ComputedAdmin):
    list_display = ("movie", "merged_ids", "created_at", "undone_at")
    list_filter = (("created_at", RangeDateTimeFilter),)
    list_select_related = ("movie",)
    list_defer = ("movies",)
    exclude = ("movies",)
    search_fields = ("movie__title",)
    ordering = ("-id",)
    sortable_by = ()
    actions = ("undo",)

    def has_undo_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(["movies.change_movie", "movies.delete_movie"])

    @action(description="Undo: bring the merged movies back", permissions=["undo"])
    def undo(self, request: HttpRequest, queryset: QuerySet) -> None:
        """The latest merge first, as it may be of the same movies."""
        for merge_id in list(queryset.order_by("-pk").values_list("pk", flat=True)):
            try:
                movie = undo_merge(merge_id=merge_id)
            except APIException as error:
                self.message_user(request, str(error.detail), messages.ERROR)
            else:
                self.log_change(request, movie, "undid a merge into this movie")
                self.message_user(request, f"The merge into {movie} was undone.")


@admin.register(MergedRow)
class MergedRowAdmin(ComputedAdmin):
    """The rows that a merge changed, as they were before and after it."""

    list_display = ("model_label", "row_id", "user", "merge")
    list_select_related = ("user", "merge__movie")
    list_defer = ("before", "after")
    search_fields = ("user__username",)
    ordering = ("-id",)
    sortable_by = ()

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import DropdownFilter


class PosterFilter(DropdownFilter):
    title = "poster"
    parameter_name = "poster"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "With a poster"), ("no", "Without a poster")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "yes":
            return queryset.exclude(poster_path="")
        return queryset.filter(poster_path="") if self.value() == "no" else queryset


class DetailsFilter(DropdownFilter):
    title = "details"
    parameter_name = "details"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Synced in full"), ("no", "Never synced in full")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() in ("yes", "no"):
            return queryset.filter(details_synced_at__isnull=self.value() == "no")
        return queryset


class DeletedFilter(DropdownFilter):
    """The catalogue without its deleted rows, unless they are asked for."""

    title = "deleted"
    parameter_name = "deleted"
    all_option = ("", "Not deleted")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("only", "Only deleted"), ("with", "Deleted too")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "only":
            return queryset.filter(deleted_at__isnull=False)
        return queryset if self.value() == "with" else queryset.filter(deleted_at__isnull=True)

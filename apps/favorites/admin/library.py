"""Library rows in the admin. Staff can read and delete them; deletions use services.library."""

from collections import defaultdict
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter, RangeDateTimeFilter

from apps.core.admin import PersonalAdmin
from apps.favorites.models import LastActivity
from apps.favorites.services.library import Change, Remove, apply
from apps.movies.models import WatchHistory


class LibraryAdmin(PersonalAdmin):
    kind: str

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        apply(user_id=obj.user_id, changes=[self.removal(obj)])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        by_user: dict[int, list[Change]] = defaultdict(list)
        for row in queryset:
            by_user[row.user_id].append(self.removal(row))
        for user_id, changes in sorted(by_user.items()):
            apply(user_id=user_id, changes=changes)

    def removal(self, row: Any) -> Remove:
        viewing_id = row.pk if isinstance(row, WatchHistory) else None
        return Remove(kind=self.kind, movie_id=row.movie_id, viewing_id=viewing_id)


@admin.register(WatchHistory)
class WatchHistoryAdmin(LibraryAdmin):
    kind = LastActivity.Kind.WATCHED
    list_display = ("user", "movie", "watched_at", "precision", "watched_on", "progress")
    list_filter = (
        ("user", AutocompleteSelectFilter),
        ("movie", AutocompleteSelectFilter),
        ("watched_at", RangeDateTimeFilter),
    )

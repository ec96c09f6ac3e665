from django.contrib import admin
from unfold.contrib.filters.admin import AutocompleteSelectFilter, RangeDateTimeFilter

from apps.core.admin import PersonalAdmin
from apps.movies.models import WatchHistory


@admin.register(WatchHistory)
class WatchHistoryAdmin(PersonalAdmin):
    list_display = ("user", "movie", "watched_at", "progress")
    list_filter = (
        ("user", AutocompleteSelectFilter),
        ("movie", AutocompleteSelectFilter),
        ("watched_at", RangeDateTimeFilter),
    )

from django.contrib import admin
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter

from apps.core.admin import PersonalAdmin
from apps.favorites.models import PendingSync, Removal


@admin.register(PendingSync)
class PendingSyncAdmin(PersonalAdmin):
    list_display = ("user", "status", "movies", "created_at", "finished_at")
    list_filter = (("user", AutocompleteSelectFilter), ("status", ChoicesDropdownFilter))
    list_select_related = ("user",)
    list_defer = ("changes", "result")
    fields = ("user", "status", "movies", "result", "created_at", "finished_at")
    searches_movies = False


@admin.register(Removal)
class RemovalAdmin(PersonalAdmin):
    list_display = ("user", "movie", "kind", "removed_at")
    list_filter = (("user", AutocompleteSelectFilter), ("kind", ChoicesDropdownFilter))

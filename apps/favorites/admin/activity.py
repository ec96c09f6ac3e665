from django.contrib import admin
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter

from apps.core.admin import PersonalAdmin
from apps.favorites.models import LastActivity


@admin.register(LastActivity)
class LastActivityAdmin(PersonalAdmin):
    list_display = ("user", "kind", "changed_at")
    list_filter = (("user", AutocompleteSelectFilter), ("kind", ChoicesDropdownFilter))
    list_select_related = ("user",)
    searches_movies = False

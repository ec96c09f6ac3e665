from django.contrib import admin
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter

from apps.core.admin import BaseAdmin, ReadOnlyInline
from apps.movies.models import Credit, Person


class FilmographyInline(ReadOnlyInline):
    model = Credit
    fields = ("movie", "kind", "job", "character")
    readonly_fields = fields
    ordering = ("-movie__popularity", "id")
    per_page = 20
    tab = True
    verbose_name_plural = "filmography"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("movie")


@admin.register(Person)
class PersonAdmin(BaseAdmin):
    list_display = ("name", "known_for", "popularity", "tmdb_id")
    search_fields = ("name__istartswith", "=tmdb_id")
    search_help_text = "The start of a name, or TMDb's id"
    sortable_by = ("name", "popularity")
    ordering = ("-popularity", "-id")
    inlines = (FilmographyInline,)


@admin.register(Credit)
class CreditAdmin(BaseAdmin):
    list_display = ("person", "movie", "kind", "job", "character")
    list_filter = (
        ("person", AutocompleteSelectFilter),
        ("movie", AutocompleteSelectFilter),
        ("kind", ChoicesDropdownFilter),
    )
    list_select_related = ("person", "movie")
    autocomplete_fields = ("person", "movie")
    search_fields = ("=job", "person__name__istartswith")
    search_help_text = "The start of a person's name, or a job"
    ordering = ("-id",)
    sortable_by = ()

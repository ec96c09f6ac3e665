from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from import_export.admin import ImportMixin
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.contrib.import_export.forms import ImportForm

from apps.core.admin import BaseAdmin, ReadOnlyInline
from apps.core.limits import INTEGER_MAX
from apps.movies.admin.imports import CsvImport, PersonImport
from apps.movies.models import Credit, Person

SEARCHED = 50


def search_people(people: QuerySet, term: str) -> QuerySet:
    """People whose name begins with the term, by index; if there are none, whose name contains it."""
    if term.isdecimal():
        return people.filter(tmdb_id=min(int(term[:12]), INTEGER_MAX))
    starting = people.filter(Q(name__startswith=term) | Q(name__startswith=term.title()))
    return starting if starting.exists() else people.filter(name__icontains=term)


class FilmographyInline(ReadOnlyInline):
    model = Credit
    fields = ("movie", "kind", "job", "character")
    readonly_fields = fields
    ordering = ("id",)
    per_page = 20
    tab = True
    verbose_name_plural = "filmography"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("movie", "person")


@admin.register(Person)
class PersonAdmin(CsvImport, ImportMixin, BaseAdmin):
    resource = PersonImport
    import_form_class = ImportForm
    list_display = ("name", "known_for", "popularity", "tmdb_id")
    search_fields = ("name", "tmdb_id")
    search_help_text = "A name or a part of one, or TMDb's id"
    sortable_by = ("name", "popularity")
    ordering = ("-popularity", "-id")
    inlines = (FilmographyInline,)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return search_people(queryset, search_term.strip()), False


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
    search_fields = ("person__name",)
    search_help_text = "A person's name or a part of one"
    ordering = ("-id",)
    sortable_by = ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """First the people of that name, then their credits by id."""
        term = search_term.strip()
        if not term:
            return queryset, False
        people = search_people(Person.objects.all(), term).values_list("pk", flat=True)[:SEARCHED]
        return queryset.filter(person_id__in=list(people)), False

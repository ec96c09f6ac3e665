"""What groups movies, and where and from which age they can be watched."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from import_export.admin import ImportMixin
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter, FieldTextFilter
from unfold.contrib.import_export.forms import ImportForm
from unfold.decorators import display

from apps.core.admin import BaseAdmin
from apps.movies.admin.imports import CsvImport, TagImport
from apps.movies.models import (
    AgeRating,
    Certification,
    Collection,
    Company,
    Genre,
    Movie,
    MovieTranslation,
    MovieVector,
    ProductionCountry,
    Provider,
    Tag,
    WatchOption,
)


def movies_per(through: type[Model], column: str) -> Any:
    """The number of movies of each row: a subquery by index instead of a join of all rows."""
    counted = through.objects.filter(**{column: OuterRef("pk")}).order_by().values(column)
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)


class NamedAdmin(BaseAdmin):
    """A name, TMDb's id, and the movies that carry it."""

    list_display = ("name", "tmdb_id", "movie_count")
    search_fields = ("name", "=tmdb_id")
    ordering = ("name", "id")
    sortable_by = ("name",)
    through: type
    column: str

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(movie_total=movies_per(self.through, self.column))

    @display(description="movies")
    def movie_count(self, row: Any) -> int:
        return row.movie_total


class LockedNameAdmin(NamedAdmin):
    """A name that a curator has changed stays: TMDb does not change it back."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            obj.name_locked = True
            obj.save(update_fields=["name_locked"])


@admin.register(Genre)
class GenreAdmin(LockedNameAdmin):
    through, column = Movie.genres.through, "genre_id"


@admin.register(Tag)
class TagAdmin(CsvImport, ImportMixin, LockedNameAdmin):
    resource = TagImport
    import_form_class = ImportForm
    through, column = Movie.tags.through, "tag_id"


@admin.register(Company)
class CompanyAdmin(NamedAdmin):
    through, column = Movie.companies.through, "company_id"


@admin.register(Collection)
class CollectionAdmin(NamedAdmin):
    through, column = Movie, "collection_id"


@admin.register(Provider)
class ProviderAdmin(BaseAdmin):
    list_display = ("name", "tmdb_id")
    search_fields = ("name", "=tmdb_id")
    ordering = ("name", "id")


@admin.register(WatchOption)
class WatchOptionAdmin(BaseAdmin):
    list_display = ("movie", "provider", "region", "kind")
    list_filter = (
        ("movie", AutocompleteSelectFilter),
        ("provider", AutocompleteSelectFilter),
        ("kind", ChoicesDropdownFilter),
        ("region", FieldTextFilter),
    )
    list_select_related = ("movie", "provider")
    autocomplete_fields = ("movie", "provider")
    search_fields = ("=region", "provider__name")
    ordering = ("-id",)
    sortable_by = ()


@admin.register(Certification)
class CertificationAdmin(BaseAdmin):
    list_display = ("movie", "country", "rating", "min_age")
    list_filter = (("movie", AutocompleteSelectFilter), ("country", FieldTextFilter))
    list_select_related = ("movie",)
    autocomplete_fields = ("movie",)
    search_fields = ("=country", "=rating")
    ordering = ("-id",)
    sortable_by = ()


@admin.register(MovieTranslation)
class MovieTranslationAdmin(BaseAdmin):
    list_display = ("movie", "language", "country", "title")
    list_select_related = ("movie",)
    search_fields = ("=language", "title")
    autocomplete_fields = ("movie",)
    ordering = ("id",)


@admin.register(ProductionCountry)
class ProductionCountryAdmin(BaseAdmin):
    list_display = ("movie", "country")
    list_filter = (("country", FieldTextFilter),)
    list_select_related = ("movie",)
    search_fields = ("=country",)
    autocomplete_fields = ("movie",)
    ordering = ("-id",)
    sortable_by = ()


@admin.register(AgeRating)
class AgeRatingAdmin(BaseAdmin):
    """TMDb's lists, which a job replaces every week."""

    list_display = ("country", "rating", "min_age", "position")
    list_filter = (("country", FieldTextFilter),)
    search_fields = ("=country", "=rating")
    ordering = ("country", "position", "id")
    sortable_by = ()


@admin.register(MovieVector)
class MovieVectorAdmin(BaseAdmin):
    """What the encoder made of a movie's text. Deleting a row makes the job encode the movie again."""

    list_display = ("movie", "encoder", "encoded_at")
    list_select_related = ("movie",)
    search_fields = ("=movie__pk", "=encoder")
    readonly_fields = fields = ("movie", "encoder", "digest", "neighbours", "encoded_at")
    ordering = ("movie",)
    sortable_by = ()

"""Curating movies."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from import_export.admin import ExportActionModelAdmin, ImportMixin
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    BooleanRadioFilter,
    RangeDateFilter,
    RangeNumericFilter,
)
from unfold.contrib.import_export.forms import ExportForm, ImportForm
from unfold.decorators import display

from apps.core.admin import AppendInline, BaseAdmin, BaseInline, serves
from apps.core.limits import INTEGER_MAX
from apps.movies.admin.actions import CurationActions
from apps.movies.admin.exports import MovieResource
from apps.movies.admin.filters import DeletedFilter, DetailsFilter, PosterFilter
from apps.movies.admin.forms import MovieForm
from apps.movies.admin.imports import CsvImport, MovieImport
from apps.movies.models import Certification, Credit, Movie, WatchOption
from apps.movies.models.fields import movie_fields
from apps.movies.models.search import matching
from apps.movies.services.posters import drawn_address, poster_address
from apps.movies.services.uploaded_posters import delete_unused_poster


class CreditInline(AppendInline):
    model = Credit
    fields = ("person", "kind", "job", "character", "position")
    autocomplete_fields = ("person",)
    ordering = ("kind", "position", "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("person")


class CertificationInline(BaseInline):
    model = Certification
    fields = ("country", "rating", "min_age")
    tab = True


class WatchOptionInline(AppendInline):
    model = WatchOption
    fields = ("region", "provider", "kind", "position")
    autocomplete_fields = ("provider",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("provider")


def picture(movie: Movie, *, size: str, width: int) -> str:
    """TMDb's poster, and the drawn one where that does not come."""
    return format_html(
        '<img src="{}" alt="Poster of {}" width="{}" height="{}" loading="lazy" class="movie-poster"'
        " onerror=\"this.onerror=null;this.src='{}'\">",
        poster_address(movie, size=size),
        movie.title,
        width,
        width * 3 // 2,
        drawn_address(movie),
    )


Fieldsets = tuple[tuple[str | None, dict[str, Any]], ...]


def with_unplaced_fields(fieldsets: Fieldsets) -> Fieldsets:
    """Append the writable fields that no fieldset places, so that a new field can be edited at once."""
    placed = {
        name
        for _, options in fieldsets
        for entry in options["fields"]
        for name in (entry if isinstance(entry, tuple) else (entry,))
    }
    unplaced = tuple(name for name in movie_fields("write") if name not in placed)
    return (*fieldsets, *([("More", {"classes": ("tab",), "fields": unplaced})] if unplaced else []))


@admin.register(Movie)
class MovieAdmin(CsvImport, BaseAdmin, CurationActions, ImportMixin, ExportActionModelAdmin):
    resource = MovieImport
    import_form_class = ImportForm
    list_before_template = "movies/list_links.html"
    form = MovieForm
    export_form_class = ExportForm
    resource_classes = (MovieResource,)
    list_display = (
        *("thumbnail", "title", "release_date", "shown_genres"),
        *("vote_average", "vote_count", "shown_popularity", "locked", "recommendable"),
    )
    list_display_links = ("thumbnail", "title")
    list_filter = (
        ("genres", AutocompleteSelectFilter),
        ("tags", AutocompleteSelectFilter),
        ("release_date", RangeDateFilter),
        ("vote_average", RangeNumericFilter),
        ("vote_count", RangeNumericFilter),
        PosterFilter,
        DetailsFilter,
        ("hidden_from_recommendations", BooleanRadioFilter),
        ("adult", BooleanRadioFilter),
        DeletedFilter,
    )
    list_defer = ("overview", *(name for name in movie_fields("heavy") if name != "locked_fields"))
    search_fields = ("search_text",)
    search_help_text = "Words of the title in any language, TMDb's id, or the IMDb id (tt…)"
    ordering = ("-popularity", "-id")
    sortable_by = ("title", "release_date", "vote_average", "vote_count", "shown_popularity")
    autocomplete_fields = ("genres", "tags", "companies", "collection")
    readonly_fields = (
        *("poster", "community_average", "community_count", "details_synced_at"),
        *("created_at", "updated_at", "deleted_at", "videos", "recommended_tmdb_ids", "shown_other_titles"),
    )
    inlines = (CreditInline, CertificationInline, WatchOptionInline)
    fieldsets = with_unplaced_fields(
        (
            (
                None,
                {
                    "fields": (
                        "poster",
                        ("title", "original_title"),
                        "shown_other_titles",
                        "tagline",
                        "overview",
                        ("release_date", "runtime"),
                        ("status", "original_language"),
                        "adult",
                        ("genres", "tags"),
                        "companies",
                        "collection",
                    )
                },
            ),
            (
                "Votes and money",
                {
                    "classes": ("tab",),
                    "fields": (
                        ("vote_average", "vote_count"),
                        "popularity",
                        ("community_average", "community_count"),
                        ("budget", "revenue"),
                    ),
                },
            ),
            (
                "Links and images",
                {
                    "classes": ("tab",),
                    "fields": (
                        ("tmdb_id", "imdb_id", "wikidata_id"),
                        "homepage",
                        "poster_upload",
                        "poster_path",
                        "backdrop_path",
                        "videos",
                    ),
                },
            ),
            (
                "Curation",
                {
                    "classes": ("tab",),
                    "fields": (
                        "hidden_from_recommendations",
                        "locked_fields",
                        "recommended_tmdb_ids",
                        ("details_synced_at", "deleted_at"),
                        ("created_at", "updated_at"),
                    ),
                },
            ),
        )
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With deleted movies, which DeletedFilter excludes by default."""
        if serves(request, "autocomplete"):
            return Movie.objects.popular()
        return self.as_listed(request, Movie.all_objects.popular().prefetch_related("genres"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        term = search_term.strip()
        if term.isdecimal():
            tmdb_id = min(int(term[:12]), INTEGER_MAX)
            return queryset.filter(Q(tmdb_id=tmdb_id) | matching(Movie, f" {term} ")), False
        if term.startswith("tt") and term[2:].isdecimal():
            return queryset.filter(imdb_id=term), False
        return queryset.search_text(term), False

    def export_action(self, request: HttpRequest) -> HttpResponse:
        """The library reads the filters of the address, without an answer to impossible ones."""
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            self.message_user(request, "The filters in the address cannot be used.", messages.ERROR)
            return redirect("admin:movies_movie_changelist")

    def get_valid_export_item_pks(self, request: HttpRequest) -> list[int]:
        """All selected ids. The default compares them with every id of the catalogue."""
        return [int(pk) for pk in request.POST.getlist("export_items") if pk.isdecimal()]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The first change of a credit, certification or watch option locks all of its kind."""
        super().save_formset(request, form, formset, change)
        part = formset.model._meta.get_field("movie").remote_field.related_name
        if formset.has_changed() and part not in form.instance.locked_fields:
            form.instance.locked_fields = sorted([*form.instance.locked_fields, part])
            form.instance.save(update_fields=["locked_fields", "updated_at"])

    def save_model(self, request: HttpRequest, obj: Movie, form: Any, change: bool) -> None:
        """The file of a poster that is replaced goes when the change is certain."""
        super().save_model(request, obj, form, change)
        before = form.initial.get("poster_path") or ""
        if before != obj.poster_path:
            transaction.on_commit(lambda: delete_unused_poster(before))

    @display(description="")
    def thumbnail(self, movie: Movie) -> str:
        return picture(movie, size="w92", width=44)

    @display(description="poster")
    def poster(self, movie: Movie) -> str:
        return picture(movie, size="w185", width=120) if movie.pk else "—"

    @display(description="other titles")
    def shown_other_titles(self, movie: Movie) -> str:
        return ", ".join(other["title"] for other in movie.other_titles) or "—"

    @display(description="popularity", ordering="popularity")
    def shown_popularity(self, movie: Movie) -> str:
        return f"{movie.popularity:.1f}"

    @display(description="genres")
    def shown_genres(self, movie: Movie) -> str:
        return ", ".join(genre.name for genre in movie.genres.all()) or "—"

    @display(description="locked")
    def locked(self, movie: Movie) -> str:
        return str(len(movie.locked_fields)) if movie.locked_fields else "—"

    @display(description="recommended", boolean=True)
    def recommendable(self, movie: Movie) -> bool:
        return not movie.hidden_from_recommendations

from django.contrib import admin
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter, RangeDateTimeFilter

from apps.core.admin import PersonalAdmin, ReadOnlyInline
from apps.favorites.models import Favorite, Playlist, PlaylistItem, WatchlistItem

PERSON_AND_MOVIE = (("user", AutocompleteSelectFilter), ("movie", AutocompleteSelectFilter))


@admin.register(Favorite)
class FavoriteAdmin(PersonalAdmin):
    list_display = ("user", "movie", "created_at")
    list_filter = (*PERSON_AND_MOVIE, ("created_at", RangeDateTimeFilter))


@admin.register(WatchlistItem)
class WatchlistItemAdmin(PersonalAdmin):
    list_display = ("user", "movie", "position", "note", "created_at")
    list_filter = PERSON_AND_MOVIE


class PlaylistItemInline(ReadOnlyInline):
    model = PlaylistItem
    fields = ("position", "movie", "note")
    readonly_fields = fields
    per_page = 20
    tab = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("movie", "playlist")


@admin.register(Playlist)
class PlaylistAdmin(PersonalAdmin):
    """Without its share token: who holds that reads an unlisted list."""

    list_display = ("title", "user", "visibility", "updated_at")
    list_filter = (("user", AutocompleteSelectFilter), ("visibility", ChoicesDropdownFilter))
    list_select_related = ("user",)
    fields = ("title", "user", "description", "visibility", "cloned_from", "created_at", "updated_at")
    search_help_text = "The start of a person's e-mail or username"
    searches_movies = False
    inlines = (PlaylistItemInline,)


@admin.register(PlaylistItem)
class PlaylistItemAdmin(PersonalAdmin):
    list_display = ("playlist", "movie", "position", "note")
    list_filter = (("playlist", AutocompleteSelectFilter), ("movie", AutocompleteSelectFilter))
    list_select_related = ("playlist", "movie")
    search_fields = ("=playlist__title", "=movie__title")
    search_help_text = "The exact title of a playlist or movie"

    def get_search_results(self, request, queryset, search_term):
        return super(PersonalAdmin, self).get_search_results(request, queryset, search_term)

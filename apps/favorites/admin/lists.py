from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter, RangeDateTimeFilter

from apps.core.admin import PersonalAdmin, ReadOnlyInline
from apps.favorites.admin.library import LibraryAdmin
from apps.favorites.models import Favorite, LastActivity, Playlist, PlaylistItem, WatchlistItem
from apps.favorites.services.playlists import delete_playlist, remove_item

USER_AND_MOVIE = (("user", AutocompleteSelectFilter), ("movie", AutocompleteSelectFilter))


@admin.register(Favorite)
class FavoriteAdmin(LibraryAdmin):
    kind = LastActivity.Kind.FAVORITES
    list_display = ("user", "movie", "created_at")
    list_filter = (*USER_AND_MOVIE, ("created_at", RangeDateTimeFilter))


@admin.register(WatchlistItem)
class WatchlistItemAdmin(LibraryAdmin):
    kind = LastActivity.Kind.WATCHLIST
    list_display = ("user", "movie", "position", "note", "created_at")
    list_filter = USER_AND_MOVIE


class PlaylistItemInline(ReadOnlyInline):
    model = PlaylistItem
    fields = ("position", "movie", "note")
    readonly_fields = fields
    per_page = 20
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("movie", "playlist")


@admin.register(Playlist)
class PlaylistAdmin(PersonalAdmin):
    """Does not show the share token, which gives access to an unlisted playlist."""

    list_display = ("title", "user", "visibility", "updated_at")
    list_filter = (("user", AutocompleteSelectFilter), ("visibility", ChoicesDropdownFilter))
    list_select_related = ("user",)
    fields = ("title", "user", "description", "visibility", "cloned_from", "created_at", "updated_at")
    searches_movies = False
    inlines = (PlaylistItemInline,)

    def delete_model(self, request: HttpRequest, obj: Playlist) -> None:
        delete_playlist(user_id=obj.user_id, playlist_id=obj.pk)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for playlist in queryset.order_by("user", "pk"):
            self.delete_model(request, playlist)


@admin.register(PlaylistItem)
class PlaylistItemAdmin(PersonalAdmin):
    list_display = ("playlist", "movie", "position", "note")
    list_filter = (("playlist", AutocompleteSelectFilter), ("movie", AutocompleteSelectFilter))
    list_select_related = ("playlist", "movie")
    search_fields = ("=playlist__title", "=movie__title")
    search_help_text = "The exact title of a playlist or movie"

    def delete_model(self, request: HttpRequest, obj: PlaylistItem) -> None:
        remove_item(user_id=obj.playlist.user_id, playlist_id=obj.playlist_id, item_id=obj.pk)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for item in queryset.order_by("playlist__user", "playlist", "pk"):
            self.delete_model(request, item)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return super(PersonalAdmin, self).get_search_results(request, queryset, search_term)

"""Playlists behind links that are shared."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.favorites.services.playlists import readable_playlists
from apps.movies.services.sharing import share_entry

SHOWN = 60


@require_safe
@cache_control(private=True, no_store=True)
def shared_playlist(request: HttpRequest, share_token: str) -> HttpResponse:
    """As anybody who has the link sees it, whoever asks: the owner is shown nothing more."""
    found = readable_playlists(AnonymousUser(), share_token=share_token)
    playlist = get_object_or_404(found, share_token=share_token)
    items = playlist.items.filter(movie__adult=False, movie__deleted_at=None)
    movies = [item.movie for item in items.select_related("movie").order_by("position", "id")[:SHOWN]]
    drawn = [share_entry(movie) for movie in movies]
    context = {
        "kind": "website",
        "title": playlist.title,
        "description": playlist.description or f"A list of {len(drawn)} films by {playlist.user.username}.",
        "address": request.build_absolute_uri(),
        "image": request.build_absolute_uri(drawn[0]["poster"]) if drawn else "",
        "movies": drawn,
    }
    return render(request, "core/share.html", context)

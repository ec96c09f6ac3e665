"""Playlists, profiles and years behind links that are shared: what anybody may know, whoever asks."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db.models import Avg, Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.core.types import User
from apps.favorites.models import Playlist, Rating
from apps.favorites.services.playlists import public_playlists, readable_playlists
from apps.favorites.services.reviews import public_ratings
from apps.movies.models import Movie
from apps.movies.services.posters import preview_address
from apps.movies.services.sharing import share_entry

SHOWN = 60
BEST = 12
FIRST_YEAR, LAST_YEAR = 1900, 2200
nobody_stores = cache_control(private=True, no_store=True)


@require_safe
@nobody_stores
def shared_playlist(request: HttpRequest, share_token: str) -> HttpResponse:
    """As anybody who has the link sees it, whoever asks: the owner is shown nothing more."""
    found = readable_playlists(AnonymousUser(), share_token=share_token)
    playlist = get_object_or_404(found, share_token=share_token)
    items = playlist.items.filter(movie__adult=False, movie__deleted_at=None)
    movies = [item.movie for item in items.select_related("movie").order_by("position", "id")[:SHOWN]]
    description = playlist.description or f"A list of {len(movies)} films by {playlist.user.username}."
    return page(request, kind="website", title=playlist.title, description=description, movies=movies)


@require_safe
@nobody_stores
def shared_profile(request: HttpRequest, user_id: int) -> HttpResponse:
    """A public profile with the best of its public ratings and its public playlists."""
    user = public_user(user_id)
    ratings = ratings_shown(user)
    playlists = Playlist.objects.filter(public_playlists(), user=user).order_by("-updated_at", "-id")[:BEST]
    return page(
        request,
        kind="profile",
        title=user.username,
        description=user.profile.bio[:200] or f"{totals(ratings)} on Movie Backend.",
        movies=best_of(ratings),
        heading="Best rated",
        links=[(row.title, reverse("shared-playlist", args=[row.share_token])) for row in playlists],
        opens=f"{reverse('demo')}#/profile/{user.pk}",
    )


@require_safe
@nobody_stores
def shared_year(request: HttpRequest, user_id: int, year: int) -> HttpResponse:
    """The public ratings that a user with a public profile gave in one year (UTC)."""
    user = public_user(user_id)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    ratings = ratings_shown(user).filter(rated_at__year=year)
    genres = ratings.values("movie__genres__name").exclude(movie__genres=None).annotate(movies=Count("pk"))
    names = [row["movie__genres__name"] for row in genres.order_by("-movies", "movie__genres__name")[:3]]
    mostly = f", mostly {', '.join(names)}" if names else ""
    return page(
        request,
        kind="website",
        title=f"{user.username}'s {year} in films",
        description=f"{totals(ratings)}{mostly}.",
        movies=best_of(ratings),
        heading="Best rated",
        opens=f"{reverse('demo')}#/profile/{user.pk}",
    )


def public_user(user_id: int) -> User:
    """The active user whose profile is public. Raises Http404."""
    users = get_user_model().objects.filter(is_active=True, profile__is_public=True).select_related("profile")
    return get_object_or_404(users, pk=min(user_id, 2**63 - 1))


def ratings_shown(user: User) -> QuerySet[Rating]:
    return public_ratings().filter(user=user, movie__adult=False, movie__deleted_at=None).order_by()


def best_of(ratings: QuerySet[Rating]) -> list[Movie]:
    return [
        row.movie for row in ratings.select_related("movie").order_by("-rating", "-rated_at", "-id")[:BEST]
    ]


def totals(ratings: QuerySet[Rating]) -> str:
    """ "12 films rated, 7.4 on average"."""
    found = ratings.aggregate(number=Count("pk"), mean=Avg("rating"))
    films = f"{found['number']} {'film' if found['number'] == 1 else 'films'} rated"
    return f"{films}, {found['mean']:.1f} on average" if found["number"] else films


def page(request: HttpRequest, *, movies: list[Movie], **context: Any) -> HttpResponse:
    shown = [share_entry(movie) for movie in movies]
    image = request.build_absolute_uri(preview_address(movies[0])) if movies else ""
    context |= {"address": request.build_absolute_uri(), "image": image, "movies": shown}
    return render(request, "core/share.html", context)

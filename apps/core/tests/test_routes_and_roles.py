"""Every route of the schema × every kind of person: the status, and a response as the schema declares it.

A route without a row in the table fails.
"""

import re
from copy import copy
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from rest_framework.test import APIClient

from apps.core.tests.contract import api_schema, contract
from apps.core.tests.routes_and_roles import BODIES, PEOPLE, ROUTES
from apps.core.tests.world import fill
from apps.favorites.models import (
    Favorite,
    ImportJob,
    PendingSync,
    Playlist,
    PlaylistItem,
    Rating,
    ReviewReport,
    WatchlistItem,
)
from apps.movies.models import Collection, Company, Person, SyncRun, Tag, WatchHistory
from apps.recommendations.models import Group, Recommendation, RecommendationFeedback
from apps.users.models import TotpDevice
from apps.users.services.email_changes import confirmation, reversal
from apps.users.services.emails import Link, email_tokens, password_tokens
from apps.users.services.registration import registration_link
from apps.users.services.second_factor import begin_challenge, encrypt, replace_recovery_codes
from apps.users.services.sessions import open_session

METHODS = {"get", "post", "put", "patch", "delete"}


def operations() -> set[str]:
    paths = api_schema()["paths"]
    return {f"{method.upper()} {path}" for path in paths for method in METHODS & set(paths[path])}


@pytest.fixture
def people(owner, stranger, curator, operator, staff, superuser) -> dict[str, Any]:
    return dict(zip(PEOPLE, (None, owner, stranger, curator, operator, staff, superuser), strict=True))


@pytest.fixture
def world(owner, make_user, make_movies, make_genre) -> dict[str, Any]:
    return build_world(owner, make_user, make_movies, make_genre)


def build_world(owner: Any, make_user: Any, make_movies: Any, make_genre: Any) -> dict[str, Any]:
    """One row of each kind, under the word that stands before its id in a path."""
    movie, other, third = make_movies(3)
    rating = Rating.objects.create(user=owner, movie=movie, rating=8, review="Fine.")
    playlist = Playlist.objects.create(user=owner, title="Mine")
    shared = Playlist.objects.create(user=owner, title="Ours", visibility="unlisted")
    feedback = {"user": owner, "movie": other, "feedback_type": "dislike"}
    recommended = {"user": owner, "movie": third, "recommendation_type": "trending", "confidence_score": 0.5}
    night = Group.objects.create(owner=owner)
    night.members.create(user=owner)
    guest = make_user()
    night.members.create(user=guest)
    night.votes.create(user=owner, movie=movie, vote="yes")
    pair = open_session(user=owner)
    TotpDevice.objects.create(user=owner, confirmed=True, encrypted_secret=encrypt(b"x" * 20))
    change = owner.email_changes.create(old_email=owner.email, new_email="another@example.com")
    job = ImportJob.objects.create(user=owner, status="done", journal={}, finished_at=timezone.now())
    row = job.rows.create(number=0, values={"file": "ratings.csv", "line": 2, "kind": "rating", "rating": 8})
    return {
        "movies": movie.pk,
        "movie": movie.pk,
        "check": movie.pk,
        "match": movie.pk,
        "similar": movie.pk,
        "tmdb": movie.tmdb_id,
        "year": 2020,
        "other": other.pk,
        "third": third.pk,
        "genres": make_genre(f"Genre {owner.pk}").pk,
        "tags": Tag.objects.create(name=f"noir {owner.pk}").pk,
        "companies": Company.objects.create(tmdb_id=owner.pk, name=f"Studio {owner.pk}").pk,
        "collections": Collection.objects.create(tmdb_id=owner.pk, name=f"Saga {owner.pk}").pk,
        "people": Person.objects.create(tmdb_id=owner.pk, name="Somebody").pk,
        "sync-runs": SyncRun.objects.create(kind="genres", status="done").pk,
        "favorites": Favorite.objects.create(user=owner, movie=movie).pk,
        "ratings": rating.pk,
        "reports": ReviewReport.objects.create(user=make_user(), rating=rating, reason="spam").pk,
        "import": job.pk,
        "sync": PendingSync.objects.create(user=owner).pk,
        "rows": row.pk,
        "watchlist": WatchlistItem.objects.create(user=owner, movie=third, position=1).pk,
        "watch-history": WatchHistory.objects.create(user=owner, movie=movie).pk,
        "playlists": playlist.pk,
        "shared": shared.share_token,
        "items": PlaylistItem.objects.create(playlist=playlist, movie=movie, position=1).pk,
        "recommendations": Recommendation.objects.create(**recommended).pk,
        "feedback": RecommendationFeedback.objects.create(**feedback).pk,
        "groups": night.pk,
        "members": guest.username,
        "votes": movie.pk,
        "invitation": night.code,
        "profiles": owner.pk,
        "sessions": owner.login_sessions.get().pk,
        "personal-tokens": owner.personal_tokens.create(
            name="script", digest=str(owner.pk), prefix="mvp_abc"
        ).pk,
        "email": owner.email,
        "access": pair.access,
        "refresh": pair.refresh,
        "reset link": vars(Link.to(owner, password_tokens)),
        "email link": vars(Link.to(owner, email_tokens)),
        "login challenge": begin_challenge(owner).token,
        "recovery code": replace_recovery_codes(owner)[0],
        "registration token": registration_link().token(email="new@example.com"),
        "change token": confirmation().token(change=change.pk),
        "revert token": reversal().token(change=change.pk),
    }


def path_in(world: dict[str, Any], path: str) -> str:
    """The path with each parameter replaced by what the world holds under the word before it."""
    return re.sub(r"([\w-]+)/\{\w+\}", lambda found: f"{found[1]}/{world[found[1]]}", path)


def test_the_table_holds_every_route_and_no_other():
    assert operations() == set(ROUTES)


@pytest.mark.django_db
@pytest.mark.parametrize("root", sorted({route.split("/")[3] for route in ROUTES}))
def test_each_person_gets_what_the_table_says(root, people, world, client_of, empty_cache, make_movie):
    fill(99, make_movie())  # more rows of each kind, for responses to have
    undeclared: set[str] = set()
    rows = {route: row for route, row in ROUTES.items() if route.split("/")[3] == root}

    def ask_all(route: str) -> tuple[int, ...]:
        statuses = []
        for person in people.values():
            empty_cache()
            # A copy each, as erasing one takes the id from the object that was erased.
            response = response_to(client_of(copy(person)), route, world)
            statuses.append(response.status_code)
            undeclared.update(contract().problems(*route.split(), response))
        return tuple(statuses)

    found = {route: ask_all(route) for route in rows}
    assert found == rows
    assert not undeclared, "\n".join(sorted(undeclared))


def response_to(client: APIClient, route: str, world: dict[str, Any]) -> Any:
    """The response; what the request changed is undone."""
    method, path = route.split()
    body = BODIES.get(route, lambda _: {})(world)
    options = {"format": "multipart"} if "file" in body else {}
    with transaction.atomic():
        response = getattr(client, method.lower())(path_in(world, path), body, **options)
        transaction.set_rollback(True)
    return response

"""Every route of the schema, and what each kind of person gets there, as data.

A row is "METHOD path": the statuses in the order of PEOPLE. A path's parameter stands for a row of `user`
(or for one of the catalogue), so `stranger` is everybody else who is logged in without a role.
A request that writes carries the body that BODIES makes of the world's values.
"""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import PASSWORD

PEOPLE = ("anonymous", "user", "stranger", "curator", "operator", "staff", "superuser")
Row = tuple[int, int, int, int, int, int, int]


def everybody(status: int) -> Row:
    return (status,) * 7  # type: ignore[return-value]


def users(status: int) -> Row:
    return (401, *(status,) * 6)  # type: ignore[return-value]


def owner(status: int) -> Row:
    """Somebody else's private row is not there, whatever one's role."""
    return (401, status, 404, 404, 404, 404, 404)


def others(status: int) -> Row:
    """Everybody but the author."""
    return (401, 400, *(status,) * 5)  # type: ignore[return-value]


def curators(status: int) -> Row:
    return (401, 403, 403, status, 403, 403, status)


def operators(status: int) -> Row:
    return (401, 403, 403, 403, status, status, status)


def staff(status: int) -> Row:
    return (401, 403, 403, 403, 403, status, status)


AUTH, CORE, FAVORITES = "/api/v1/auth/", "/api/v1/core/", "/api/v1/favorites/"
MOVIES, RECOMMENDATIONS = "/api/v1/movies/", "/api/v1/recommendations/"

ROUTES: dict[str, Row] = {
    "GET /api/v1/": everybody(200),
    # auth
    f"POST {AUTH}users/": everybody(201),
    f"GET {AUTH}users/": staff(200),
    f"GET {AUTH}users/me/": users(200),
    f"PATCH {AUTH}users/me/": users(200),
    f"DELETE {AUTH}users/me/": users(204),
    f"GET {AUTH}users/me/export/": users(200),
    f"POST {AUTH}login/": everybody(202),  # the user of the rows has a second factor
    f"POST {AUTH}token/refresh/": everybody(200),
    f"POST {AUTH}token/verify/": everybody(200),
    f"POST {AUTH}token/blacklist/": everybody(200),
    f"POST {AUTH}logout/": users(204),
    f"POST {AUTH}logout/all/": users(204),
    f"POST {AUTH}login/second-factor/": everybody(200),
    f"GET {AUTH}second-factor/": users(200),
    f"POST {AUTH}second-factor/": (401, 409, 201, 201, 201, 201, 201),  # the user of the rows has one already
    f"POST {AUTH}second-factor/confirm/": users(409),
    f"DELETE {AUTH}second-factor/": (401, 204, 409, 409, 409, 409, 409),
    f"POST {AUTH}second-factor/recovery-codes/": (401, 200, 409, 409, 409, 409, 409),
    f"GET {AUTH}personal-tokens/": users(200),
    f"POST {AUTH}personal-tokens/": users(201),
    f"DELETE {AUTH}personal-tokens/{{id}}/": owner(204),
    f"POST {AUTH}logout/others/": users(204),
    f"POST {AUTH}reauthenticate/": users(400),  # the test's token belongs to no login
    f"GET {AUTH}sessions/": users(200),
    f"DELETE {AUTH}sessions/{{id}}/": owner(204),
    f"POST {AUTH}password/change/": users(200),
    f"POST {AUTH}password/reset/": everybody(202),
    f"POST {AUTH}password/reset/confirm/": everybody(200),
    f"POST {AUTH}email/resend/": everybody(202),
    f"POST {AUTH}email/verify/": everybody(200),
    f"POST {AUTH}users/confirm/": everybody(201),
    f"GET {AUTH}email/change/": owner(200),
    f"POST {AUTH}email/change/": users(202),
    f"DELETE {AUTH}email/change/": users(204),
    f"POST {AUTH}email/change/confirm/": everybody(200),
    f"POST {AUTH}email/change/revert/": everybody(200),
    f"GET {AUTH}profiles/": users(200),
    f"GET {AUTH}profiles/{{id}}/": users(200),
    f"PUT {AUTH}profiles/{{id}}/": owner(200),
    f"PATCH {AUTH}profiles/{{id}}/": owner(200),
    f"GET {AUTH}profiles/me/": users(200),
    f"GET {AUTH}profiles/stats/": users(200),
    f"GET {AUTH}profiles/stats/year/{{year}}/": users(200),
    f"PUT {AUTH}profiles/me/": users(200),
    f"PATCH {AUTH}profiles/me/": users(200),
    # core
    f"GET {CORE}info/": everybody(200),
    f"GET {CORE}stats/": operators(200),
    f"GET {CORE}sync-runs/": operators(200),
    f"GET {CORE}sync-runs/{{id}}/": operators(200),
    # favorites
    f"GET {FAVORITES}favorites/": users(200),
    f"POST {FAVORITES}favorites/": users(201),
    f"GET {FAVORITES}favorites/{{id}}/": owner(200),
    f"DELETE {FAVORITES}favorites/{{id}}/": owner(204),
    f"GET {FAVORITES}favorites/check/{{movie_id}}/": users(200),
    f"DELETE {FAVORITES}favorites/movie/{{movie_id}}/": owner(204),
    f"GET {FAVORITES}ratings/": users(200),
    f"POST {FAVORITES}ratings/": users(201),
    f"GET {FAVORITES}ratings/{{id}}/": owner(200),
    f"PUT {FAVORITES}ratings/{{id}}/": owner(200),
    f"PATCH {FAVORITES}ratings/{{id}}/": owner(200),
    f"DELETE {FAVORITES}ratings/{{id}}/": owner(204),
    f"GET {FAVORITES}ratings/movie/{{movie_id}}/": owner(200),
    f"POST {FAVORITES}ratings/{{id}}/like/": others(201),
    f"DELETE {FAVORITES}ratings/{{id}}/like/": users(200),
    f"POST {FAVORITES}ratings/{{id}}/report/": others(201),
    f"GET {FAVORITES}reports/": staff(200),
    f"GET {FAVORITES}reports/{{id}}/": staff(200),
    f"PATCH {FAVORITES}reports/{{id}}/": staff(200),
    f"GET {FAVORITES}watchlist/": users(200),
    f"POST {FAVORITES}watchlist/": users(201),
    f"GET {FAVORITES}watchlist/{{id}}/": owner(200),
    f"PATCH {FAVORITES}watchlist/{{id}}/": owner(200),
    f"DELETE {FAVORITES}watchlist/{{id}}/": owner(204),
    f"GET {FAVORITES}playlists/": everybody(200),
    f"POST {FAVORITES}playlists/": users(201),
    f"GET {FAVORITES}playlists/{{id}}/": (404, 200, 404, 404, 404, 404, 404),
    f"PUT {FAVORITES}playlists/{{id}}/": owner(200),
    f"PATCH {FAVORITES}playlists/{{id}}/": owner(200),
    f"DELETE {FAVORITES}playlists/{{id}}/": owner(204),
    f"GET {FAVORITES}playlists/shared/{{share_token}}/": everybody(200),
    f"POST {FAVORITES}playlists/{{id}}/clone/": owner(201),
    f"GET {FAVORITES}playlists/{{id}}/items/": (404, 200, 404, 404, 404, 404, 404),
    f"POST {FAVORITES}playlists/{{id}}/items/": owner(201),
    f"PATCH {FAVORITES}playlists/{{id}}/items/{{item_id}}/": owner(200),
    f"DELETE {FAVORITES}playlists/{{id}}/items/{{item_id}}/": owner(204),
    f"POST {FAVORITES}sync/": users(200),
    f"GET {FAVORITES}sync/{{id}}/": owner(200),
    f"GET {FAVORITES}last-activities/": users(200),
    f"GET {FAVORITES}import/": users(200),
    f"POST {FAVORITES}import/": users(202),
    f"GET {FAVORITES}import/{{id}}/": owner(200),
    f"DELETE {FAVORITES}import/{{id}}/": owner(204),
    f"GET {FAVORITES}import/{{id}}/report/": owner(200),
    f"POST {FAVORITES}import/{{id}}/cancel/": owner(409),  # it has ended
    f"POST {FAVORITES}import/{{id}}/undo/": owner(202),
    f"GET {FAVORITES}import/{{id}}/rows/": owner(200),
    f"POST {FAVORITES}import/{{id}}/rows/{{row_id}}/match/": owner(200),
    f"POST {FAVORITES}import/{{id}}/rows/{{row_id}}/dismiss/": owner(200),
    # movies
    f"GET {MOVIES}movies/": everybody(200),
    f"POST {MOVIES}movies/": curators(201),
    f"GET {MOVIES}movies/{{id}}/": everybody(200),
    f"PUT {MOVIES}movies/{{id}}/": curators(200),
    f"PATCH {MOVIES}movies/{{id}}/": curators(200),
    f"DELETE {MOVIES}movies/{{id}}/": curators(204),
    f"GET {MOVIES}movies/{{movie_id}}/ratings/": everybody(200),
    f"GET {MOVIES}movies/now_playing/": everybody(200),
    f"GET {MOVIES}movies/popular/": everybody(200),
    f"GET {MOVIES}movies/search/": everybody(200),
    f"GET {MOVIES}search/suggest/": everybody(200),
    f"GET {MOVIES}movies/find/": everybody(200),
    f"GET {MOVIES}movies/top_rated/": everybody(200),
    f"GET {MOVIES}movies/trending/": everybody(200),
    f"GET {MOVIES}movies/upcoming/": everybody(200),
    f"GET {MOVIES}movies/tmdb/{{tmdb_id}}/": everybody(200),
    f"POST {MOVIES}movies/import/": users(200),
    f"POST {MOVIES}movies/states/": users(200),
    f"GET {MOVIES}genres/": everybody(200),
    f"POST {MOVIES}genres/": curators(201),
    f"GET {MOVIES}genres/{{id}}/": everybody(200),
    f"PUT {MOVIES}genres/{{id}}/": curators(200),
    f"PATCH {MOVIES}genres/{{id}}/": curators(200),
    f"DELETE {MOVIES}genres/{{id}}/": curators(204),
    f"POST {MOVIES}genres/sync/": operators(503),  # let in, but there is no TMDb key
    f"GET {MOVIES}tags/": everybody(200),
    f"POST {MOVIES}tags/": curators(201),
    f"GET {MOVIES}tags/{{id}}/": everybody(200),
    f"PUT {MOVIES}tags/{{id}}/": curators(200),
    f"PATCH {MOVIES}tags/{{id}}/": curators(200),
    f"DELETE {MOVIES}tags/{{id}}/": curators(204),
    f"GET {MOVIES}collections/": everybody(200),
    f"GET {MOVIES}collections/{{id}}/": everybody(200),
    f"GET {MOVIES}movies/{{movie_id}}/credits/": everybody(200),
    f"GET {MOVIES}movies/{{id}}/curation/": curators(200),
    f"GET {MOVIES}movies/{{movie_id}}/images/": everybody(200),
    f"GET {MOVIES}people/{{person_id}}/credits/": everybody(200),
    f"GET {MOVIES}companies/": everybody(200),
    f"GET {MOVIES}companies/{{id}}/": everybody(200),
    f"GET {MOVIES}countries/": everybody(200),
    f"GET {MOVIES}providers/": everybody(200),
    f"GET {MOVIES}certifications/": everybody(200),
    f"GET {MOVIES}languages/": everybody(200),
    f"GET {MOVIES}moods/": everybody(200),
    f"GET {MOVIES}people/": everybody(200),
    f"GET {MOVIES}people/{{id}}/": everybody(200),
    f"GET {MOVIES}watch-history/": users(200),
    f"POST {MOVIES}watch-history/": users(201),
    f"GET {MOVIES}watch-history/{{id}}/": owner(200),
    f"PATCH {MOVIES}watch-history/{{id}}/": owner(200),
    f"DELETE {MOVIES}watch-history/{{id}}/": owner(204),
    # recommendations
    f"GET {RECOMMENDATIONS}": everybody(200),
    f"POST {RECOMMENDATIONS}refresh/": users(200),
    f"POST {RECOMMENDATIONS}preview/": everybody(200),
    f"POST {RECOMMENDATIONS}events/": everybody(200),
    f"GET {RECOMMENDATIONS}similar/{{movie_id}}/": everybody(200),
    f"GET {RECOMMENDATIONS}match/{{movie_id}}/": users(200),
    f"POST {RECOMMENDATIONS}feedback/": users(201),
    f"GET {RECOMMENDATIONS}feedback/list/": users(200),
    f"GET {RECOMMENDATIONS}feedback/{{id}}/": owner(200),
    f"DELETE {RECOMMENDATIONS}feedback/{{id}}/": owner(204),
    f"POST {RECOMMENDATIONS}{{id}}/click/": owner(200),
    f"GET {RECOMMENDATIONS}feed/": everybody(200),
    f"GET {RECOMMENDATIONS}onboarding/": everybody(200),
    f"GET {RECOMMENDATIONS}taste/": users(200),
    f"PATCH {RECOMMENDATIONS}taste/": users(200),
    f"GET {RECOMMENDATIONS}groups/": users(200),
    f"POST {RECOMMENDATIONS}groups/": users(201),
    f"GET {RECOMMENDATIONS}groups/{{id}}/": owner(200),
    f"PATCH {RECOMMENDATIONS}groups/{{id}}/": owner(200),
    f"DELETE {RECOMMENDATIONS}groups/{{id}}/": owner(204),
    f"POST {RECOMMENDATIONS}groups/join/": (401, 200, 201, 201, 201, 201, 201),
    f"POST {RECOMMENDATIONS}groups/{{id}}/code/": owner(200),
    f"DELETE {RECOMMENDATIONS}groups/{{id}}/members/{{username}}/": owner(204),
    f"POST {RECOMMENDATIONS}groups/{{id}}/leave/": owner(204),
    f"GET {RECOMMENDATIONS}groups/{{id}}/picks/": owner(200),
    f"GET {RECOMMENDATIONS}groups/{{id}}/votes/": owner(200),
    f"PUT {RECOMMENDATIONS}groups/{{id}}/votes/{{movie_id}}/": owner(200),
    f"DELETE {RECOMMENDATIONS}groups/{{id}}/votes/{{movie_id}}/": owner(204),
    f"POST {RECOMMENDATIONS}groups/{{id}}/result/": owner(200),
    f"DELETE {RECOMMENDATIONS}groups/{{id}}/result/": owner(204),
}

REGISTRATION = {"email": "new@example.com", "password": PASSWORD}
PASSWORDS = {"old_password": PASSWORD, "new_password": "another-horse-entirely"}
LETTERBOXD = b"Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,Film 1,1961,https://boxd.it/a,4\n"

EVENT_ID = "0d5c2f0e-5a0a-4f0e-8a39-6f0d3f0c7a11"

# What a writing request carries, and the query of a reading one.
BODIES: dict[str, Callable[[dict[str, Any]], Any]] = {
    f"POST {AUTH}users/": lambda world: REGISTRATION,
    f"DELETE {AUTH}users/me/": lambda world: {"password": PASSWORD},
    f"POST {AUTH}login/": lambda world: {"email": world["email"], "password": PASSWORD},
    f"POST {AUTH}token/refresh/": lambda world: {"refresh": world["refresh"]},
    f"POST {AUTH}token/verify/": lambda world: {"token": world["access"]},
    f"POST {AUTH}token/blacklist/": lambda world: {"refresh": world["refresh"]},
    f"POST {AUTH}logout/": lambda world: {"refresh": world["refresh"]},
    f"POST {AUTH}login/second-factor/": lambda world: {
        "challenge": world["login challenge"],
        "code": world["recovery code"],
    },
    f"POST {AUTH}second-factor/confirm/": lambda world: {"code": "123456"},
    f"DELETE {AUTH}second-factor/": lambda world: {"code": world["recovery code"]},
    f"POST {AUTH}second-factor/recovery-codes/": lambda world: {"code": world["recovery code"]},
    f"POST {AUTH}personal-tokens/": lambda world: {"name": "script", "scopes": ["read"]},
    f"POST {AUTH}reauthenticate/": lambda world: {"password": PASSWORD},
    f"POST {AUTH}password/change/": lambda world: PASSWORDS,
    f"POST {AUTH}password/reset/": lambda world: {"email": world["email"]},
    f"POST {AUTH}password/reset/confirm/": lambda world: world["reset link"] | PASSWORDS,
    f"POST {AUTH}email/resend/": lambda world: {"email": world["email"]},
    f"POST {AUTH}email/verify/": lambda world: world["email link"],
    f"POST {AUTH}users/confirm/": lambda world: {"token": world["registration token"], "password": PASSWORD},
    f"POST {AUTH}email/change/": lambda world: {"email": "other@example.com", "password": PASSWORD},
    f"POST {AUTH}email/change/confirm/": lambda world: {"token": world["change token"]},
    f"POST {AUTH}email/change/revert/": lambda world: {"token": world["revert token"]} | PASSWORDS,
    f"POST {FAVORITES}favorites/": lambda world: {"movie": world["other"]},
    f"POST {FAVORITES}ratings/": lambda world: {"movie": world["other"], "rating": 7},
    f"PUT {FAVORITES}ratings/{{id}}/": lambda world: {"movie": world["movie"], "rating": 7},
    f"POST {FAVORITES}ratings/{{id}}/report/": lambda world: {"reason": "spam"},
    f"PATCH {FAVORITES}reports/{{id}}/": lambda world: {"status": "dismissed"},
    f"POST {FAVORITES}watchlist/": lambda world: {"movie": world["other"]},
    f"POST {FAVORITES}playlists/": lambda world: {"title": "New"},
    f"PUT {FAVORITES}playlists/{{id}}/": lambda world: {"title": "Newer"},
    f"POST {FAVORITES}playlists/{{id}}/items/": lambda world: {"movie": world["other"]},
    f"POST {FAVORITES}sync/": lambda world: {"favorites": {"add": [world["other"]]}},
    f"POST {FAVORITES}import/": lambda world: {"file": SimpleUploadedFile("ratings.csv", LETTERBOXD)},
    f"POST {FAVORITES}import/{{id}}/rows/{{row_id}}/match/": lambda world: {"movie": world["movie"]},
    f"POST {MOVIES}movies/": lambda world: {"title": "New"},
    f"PUT {MOVIES}movies/{{id}}/": lambda world: {"title": "Newer"},
    f"GET {MOVIES}movies/search/": lambda world: {"q": "film"},
    f"GET {MOVIES}search/suggest/": lambda world: {"q": "film"},
    f"GET {MOVIES}movies/find/": lambda world: {"tmdb_id": world["tmdb"]},
    f"POST {MOVIES}movies/import/": lambda world: {"tmdb_id": world["tmdb"]},
    f"POST {MOVIES}movies/states/": lambda world: {"movies": [world["movie"]]},
    f"POST {MOVIES}genres/": lambda world: {"name": "New"},
    f"PUT {MOVIES}genres/{{id}}/": lambda world: {"name": "Newer"},
    f"POST {MOVIES}tags/": lambda world: {"name": "new"},
    f"PUT {MOVIES}tags/{{id}}/": lambda world: {"name": "newer"},
    f"POST {MOVIES}watch-history/": lambda world: {"movie": world["other"]},
    f"POST {RECOMMENDATIONS}preview/": lambda world: {"ratings": [{"movie": world["third"], "rating": 9}]},
    f"POST {RECOMMENDATIONS}events/": lambda world: {
        "session": EVENT_ID,
        "events": [{"id": EVENT_ID, "movie": world["movie"], "kind": "opened"}],
    },
    f"POST {RECOMMENDATIONS}groups/": lambda world: {"name": "Friday"},
    f"PUT {RECOMMENDATIONS}groups/{{id}}/votes/{{movie_id}}/": lambda world: {"vote": "yes"},
    f"POST {RECOMMENDATIONS}groups/join/": lambda world: {"code": world["invitation"]},
    f"POST {RECOMMENDATIONS}feedback/": lambda world: {"movie": world["third"], "feedback_type": "like"},
}

"""Exports that are broken, absurd or made to do harm restore nothing that they should not, and never fail."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core.tests.sampling import sampled

IMPORT = "/api/v1/favorites/import/"
MOVIE = {"id": 1, "title": "Heat", "year": 1995}
RATINGS = "Name,Year,Rating\nHeat,1995,4\n"
DEEP = "[" * 5000 + "]" * 5000
LISTS = (
    "favorites/favorites/",
    "favorites/watchlist/",
    "favorites/ratings/",
    "movies/watch-history/",
    "favorites/playlists/",
    "auth/profiles/me/",
    "auth/profiles/stats/",
    "recommendations/taste/",
)


def export(**parts):
    return json.dumps({"favorites": [], **parts}).encode()


def archive(**members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        for name, text in members.items():
            target.writestr(name, text)
    return content.getvalue()


FILES = {
    "profile is a list": export(profile=[1, 2]),
    "profile of wrong types": export(
        profile={
            "bio": ["x"],
            "favorite_genres": {"a": 1},
            "time_zone": 7,
            "is_public": None,
            "mature_content": "x",
            "avatar_url": "javascript:alert(1)",
            "updated_at": 5,
        }
    ),
    "profile with surrogate and nul": b'{"favorites":[],"profile":{"bio":"a\\u0000\\ud800","updated_at":"2020-01-01T00:00:00Z"}}',
    "profile of the far future": export(profile={"bio": "f", "updated_at": "9999-12-31T23:59:59Z"}),
    "profile bio of a megabyte": export(profile={"bio": "x" * 1_000_000}),
    "genres beyond 64 bits": export(profile={"favorite_genres": [10**30, -1, 2**63]}),
    "taste boosts nested": export(taste={"boosts": {"genres": [[1]]}, "mutes": "x", "reset_at": "x"}),
    "taste of unknown kinds": export(
        taste={"boosts": {"__proto__": [1]}, "personalised": "maybe", "reset_at": "0001-01-01T00:00:00+14:00"}
    ),
    "taste decades of infinity": b'{"favorites":[],"taste":{"boosts":{"decades":[Infinity,NaN]}}}',
    "account tries to be staff": export(
        account={
            "is_staff": True,
            "is_superuser": True,
            "roles": ["curators"],
            "email": "x@y.zz",
            "username": "root",
            "first_name": "A" * 500,
        }
    ),
    "playlists of non objects": export(playlists=[1, None, "x", [], {"title": {}}]),
    "playlist times absurd": export(
        playlists=[{"title": "T", "created_at": "x", "updated_at": [1], "visibility": "admin", "items": 5}]
    ),
    "playlist dates mixed types": export(
        playlists=[
            {"title": "A", "created_at": 5},
            {"title": "A", "created_at": None},
            {"title": "A", "created_at": "2020-01-01T00:00:00Z"},
        ]
    ),
    "hundreds of playlists of one title": export(
        playlists=[{"title": "Same", "created_at": str(n)} for n in range(300)]
    ),
    "playlist item is a movie twice": export(
        playlists=[{"title": "T", "items": [{"movie": MOVIE}, {"movie": MOVIE}]}]
    ),
    "playlist title of 10000": export(
        playlists=[{"title": "x" * 10000, "description": "y" * 100000, "items": []}]
    ),
    "share token chosen": export(
        playlists=[{"title": "T", "share_token": "known", "visibility": "unlisted"}]
    ),
    "feedback of lists": export(
        feedback=[{"movie": MOVIE, "feedback_type": ["like"], "comment": {}, "updated_at": []}]
    ),
    "feedback of unknown type": export(
        feedback=[
            {
                "movie": MOVIE,
                "feedback_type": "love",
                "comment": "x" * 5000,
                "updated_at": "2999-01-01T00:00:00Z",
            }
        ]
    ),
    "feedback naive time": export(
        feedback=[
            {
                "movie": MOVIE,
                "feedback_type": "like",
                "comment": "",
                "updated_at": "2020-02-30T00:00:00",
                "created_at": "2020-01-01T00:00:00",
            }
        ]
    ),
    "feedback twice": export(
        feedback=[
            {"movie": MOVIE, "feedback_type": t, "updated_at": "2020-01-01T00:00:00Z"}
            for t in ("like", "dislike")
        ]
    ),
    "viewing stored at noon of year 1": export(
        watch_history=[
            {
                "movie": MOVIE,
                "precision": "day",
                "watched_on": "2020-01-01",
                "watched_at": "0001-01-01T00:00:00Z",
            }
        ]
    ),
    "viewing day at the edge": export(
        watch_history=[
            {
                "movie": MOVIE,
                "precision": "day",
                "watched_on": "9999-12-31",
                "watched_at": "9999-12-31T23:59:59Z",
            }
        ]
    ),
    "viewing unknown of the future": export(
        watch_history=[{"movie": MOVIE, "precision": "unknown", "watched_at": "2999-01-01T00:00:00Z"}]
    ),
    "viewing of a precision list": export(
        watch_history=[
            {
                "movie": MOVIE,
                "precision": ["day"],
                "watched_on": {},
                "watched_at": 7,
                "tags": {"a": 1},
                "note": [1],
                "liked": "yes",
                "progress": True,
            }
        ]
    ),
    "500 identical viewings": export(
        watch_history=[{"movie": MOVIE, "watched_at": "2020-01-01T20:00:00Z"}] * 500
    ),
    "own id of another film": export(favorites=[{"movie": {"id": 1, "title": "Else", "year": 1901}}]),
    "own id true and huge": export(
        favorites=[
            {"movie": {"id": True, "title": "Heat", "year": 1995}},
            {"movie": {"id": 10**40, "title": "Heat", "year": 1995}},
            {"movie": {"id": "1; DROP TABLE", "title": "Heat"}},
        ]
    ),
    "favorite of year 1894": export(favorites=[{"movie": MOVIE, "created_at": "1700-01-01T00:00:00Z"}]),
    "watchlist in the future": export(
        watchlist=[{"movie": MOVIE, "created_at": "2999-01-01T00:00:00Z", "note": ["x"], "position": -5}]
    ),
    "ratings of json types": export(
        ratings=[{"movie": MOVIE, "rating": r, "rated_at": {}} for r in (True, [], {}, "1e1", "٥", 1e309)]
    ),
    "deep nesting": b'{"favorites":[],"profile":' + DEEP.encode() + b"}",
    "nul as separator": b"Name\0Year\0Rating\nHeat\x001995\x004\n",
    "csv our columns twice": b"tmdbID,tmdbID,imdbID,Title,Year,Rating,Rating,Date\n1,2,,Heat,1995,4,5,x\n",
    "favorites csv with bad dates": b"tmdbID,imdbID,Title,Year,Date\n,,Heat,1995,0000-00-00\n,,Heat,1995,2020-01-01T25:61:00+99:00\n",
    "zip of own json twice": archive(
        **{"a.json": export(favorites=[{"movie": MOVIE}]), "b.json": export(profile={"bio": "b"})}
    ),
    "json in a csv name": archive(**{"ratings.csv": export(favorites=[{"movie": MOVIE}]).decode()}),
    "rtl and zero width headings": "\u202eName,\u200bYear,Rating\nHeat,1995,4\n".encode(),
    "bom in every cell": "\ufeffName,\ufeffYear,\ufeffRating\n\ufeffHeat,1995,4\n".encode(),
    "vertical tabs for lines": RATINGS.replace("\n", "\v").encode(),
}


def upload(client, content):
    suffix = "zip" if content[:2] == b"PK" else "json" if content[:1] == b"{" else "csv"
    file = SimpleUploadedFile(f"export.{suffix}", content)
    return client.post(IMPORT, {"file": file}, format="multipart")


@pytest.mark.parametrize("name", sampled(FILES, list(FILES)[::3]))
def test_it_ends_changes_nothing_twice_and_gives_no_rights(name, as_owner, owner, make_movie):
    make_movie("Heat", release_date="1995-01-01")
    job = upload(as_owner, FILES[name])
    if job.status_code == 400:
        assert job.data["file"]
        return
    assert (job.status_code, job.data["status"]) == (202, "done")
    again = upload(as_owner, FILES[name]).data
    assert not {"added", "updated"} & set(again["counts"]["rows"])
    owner.refresh_from_db()
    assert not owner.is_staff
    assert owner.username == "owner"
    assert all(as_owner.get(f"/api/v1/{path}").status_code == 200 for path in LISTS)
    assert as_owner.post(f"{IMPORT}{job.data['id']}/undo/").status_code == 202

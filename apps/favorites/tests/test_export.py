"""What leaves with a person can come in again."""

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core.extensions import AccountData, registered
from apps.favorites.extensions import EXTENSIONS
from apps.favorites.models import Favorite, Playlist, PlaylistItem, Rating, WatchlistItem
from apps.favorites.services import exports
from apps.movies.models import WatchHistory

EXPORT = "/api/v1/auth/users/me/export/"


@pytest.fixture
def history(owner, make_movie):
    """Some of everything, of the owner."""
    heat, alien = make_movie("Heat", imdb_id="tt0113277"), make_movie("=Alien")
    moment = datetime(2020, 5, 1, 20, 15, tzinfo=UTC)
    Rating.objects.create(
        user=owner, movie=heat, rating=8.5, review="=Sum(of parts)", is_public=False, rated_at=moment
    )
    for day in (1, 2):
        WatchHistory.objects.create(user=owner, movie=heat, watched_at=moment.replace(day=day))
    Favorite.objects.create(user=owner, movie=heat)
    WatchlistItem.objects.create(user=owner, movie=alien, note="Soon", position=1)
    playlist = Playlist.objects.create(user=owner, title="Heists")
    PlaylistItem.objects.create(playlist=playlist, movie=heat, position=1, note="First")


def everything(user):
    rows = {
        part.name: part.export(user)
        for part in registered(AccountData)
        if part.name in ("favorites", "ratings", "watchlist", "watch_history", "playlists")
    }
    untimed = ("created_at", "updated_at", "share_token")
    return json.loads(
        json.dumps(
            {n: [{k: v for k, v in row.items() if k not in untimed} for row in r] for n, r in rows.items()},
            default=str,
        )
    )


def test_our_own_json_goes_out_and_comes_in_again(history, owner, stranger, as_owner, as_stranger):
    out = as_owner.get(EXPORT)
    assert out.status_code == 200
    content = b"".join(out) if out.streaming else out.content
    job = as_stranger.post(
        "/api/v1/favorites/import/", {"file": SimpleUploadedFile("export.json", content)}, format="multipart"
    ).data
    assert (job["source"], job["status"]) == ("own", "done")
    assert everything(stranger) == everything(owner)


def test_the_csv_files_come_in_again_and_hold_no_formula(history, owner, stranger, as_stranger):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, rows in exports.CSV_FILES.items():
            lines = [",".join(f'"{cell}"' for cell in row) for row in rows(owner, UTC)]
            assert not any(cell.startswith('"=') for line in lines for cell in line.split(","))
            archive.writestr(name, "\n".join(lines))
    upload = SimpleUploadedFile("export.zip", content.getvalue())
    job = as_stranger.post("/api/v1/favorites/import/", {"file": upload}, format="multipart").data
    assert (job["source"], job["status"]) == ("own", "done"), job
    rating = Rating.objects.get(user=stranger)
    assert (rating.rating, rating.review) == (8.5, "=Sum(of parts)")
    assert WatchHistory.objects.filter(user=stranger).count() == 2
    assert WatchlistItem.objects.get(user=stranger).movie.title == "=Alien"
    assert PlaylistItem.objects.get(playlist__user=stranger, playlist__title="Heists").note == "First"


def test_the_diary_tells_rewatches(history, owner):
    rows = list(exports.CSV_FILES["diary.csv"](owner, UTC))
    assert [(row[4], row[5]) for row in rows[1:]] == [("2020-05-01", "false"), ("2020-05-02", "true")]


def test_a_part_takes_a_fixed_number_of_queries(history, owner, django_assert_max_num_queries):
    parts = [part.export for part in EXTENSIONS if isinstance(part, AccountData) and part.export]
    assert len(parts) == 11
    for export in parts:
        with django_assert_max_num_queries(2):
            assert isinstance(export(owner), list)


def test_a_profile_counts_what_a_stranger_may_see(history, owner, stranger, make_movie):
    Playlist.objects.create(user=owner, title="Open", visibility="public")
    Rating.objects.create(user=owner, movie=make_movie(), rating=5)
    counts = {
        part.name: part.count([owner.pk, stranger.pk]) for part in registered(AccountData) if part.count
    }
    assert counts == {name: {owner.pk: 1} for name in ("favorites", "ratings", "watched", "playlists")}

"""Export, erase, import: the account is the same. ACCOUNTS=500 tries more accounts than the default."""

import csv
import io
import json
import os
import zipfile
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rest_framework.renderers import JSONRenderer
from rest_framework.test import APIClient

from apps.core.extensions import erase_account_data
from apps.core.time_zones import noon
from apps.favorites.models import Favorite, Playlist, PlaylistItem, Rating, WatchlistItem
from apps.movies.models import WatchHistory
from apps.recommendations.models import RecommendationFeedback, TasteSettings
from apps.users.models import UserProfile
from apps.users.services.data_export import export_csv_zip, export_json
from apps.users.tests.test_personal_tokens import create_token

User = get_user_model()
EXAMPLES = int(os.environ.get("ACCOUNTS", "8"))
IMPORT = "/api/v1/favorites/import/"
FILMS = 6
START = datetime(2015, 3, 8, 23, 30, tzinfo=UTC)
# What a new account cannot have: who wrote a row when in which database, secrets, and decisions of others.
NOT_RESTORED = {
    "ratings": {"updated_at", "is_withheld"},
    "watch_history": {"created_at"},
    "playlists": {"share_token"},
    "profile": {"created_at", "updated_at"},
}

texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30
) | st.sampled_from(
    ["=SUM(1)", "'-) loved it", "'", "  spaces  ", "a\r\nb", "sep=;", "@ann (no)", "“”\u2028"]
)
words = st.sampled_from(["Heists", "Heists", "=Best", "’71", "ŻÓŁĆ", "1984"])
moments = st.builds(
    lambda days, seconds: START + timedelta(days=days, seconds=seconds),
    st.integers(0, 2000),
    st.sampled_from([0, 0, 0.000001, 40_000]),
)
days = moments.map(lambda moment: moment.date())
films = st.integers(0, FILMS - 1)
ratings = st.integers(2, 20).map(lambda half: half / 2)
zones = st.sampled_from(["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
unique_by_film = {"max_size": FILMS, "unique_by": lambda row: row["movie"]}


def rows(**fields):
    return st.fixed_dictionaries({"movie": films, **fields})


viewings = rows(
    date=st.one_of(moments, days, st.none()),
    said_at=moments,
    zone=zones,
    progress=st.sampled_from([100, 100, 100, 90, 89, 3]),
    rating=st.none() | ratings,
    review=st.just("") | texts,
    tags=st.lists(words, max_size=3, unique=True),
    note=texts,
    liked=st.booleans(),
    is_rewatch=st.none() | st.booleans(),
)
playlists = st.fixed_dictionaries(
    {
        "title": words,
        "description": texts,
        "visibility": st.sampled_from(Playlist.Visibility.values),
        "created_at": moments,
        "updated_at": moments,
        "items": st.lists(rows(note=texts), **unique_by_film),
    }
)
accounts = st.fixed_dictionaries(
    {
        "favorites": st.lists(rows(created_at=moments), **unique_by_film),
        "ratings": st.lists(
            rows(
                rating=ratings,
                review=texts,
                is_public=st.booleans(),
                has_spoilers=st.booleans(),
                rated_at=moments,
            ),
            **unique_by_film,
        ),
        "watchlist": st.lists(rows(note=texts, created_at=moments), **unique_by_film),
        "viewings": st.lists(viewings, max_size=8),
        "playlists": st.lists(playlists, max_size=3),
        "feedback": st.lists(
            rows(
                feedback_type=st.sampled_from(RecommendationFeedback.Type.values),
                comment=texts,
                created_at=moments,
                updated_at=moments,
            ),
            **unique_by_film,
        ),
        "taste": st.none()
        | st.fixed_dictionaries(
            {
                "boosts": st.sampled_from([{}, {"decades": [1990], "languages": ["fr"]}]),
                "mutes": st.sampled_from([{}, {"genres": ["the genre"]}]),
                "personalised": st.booleans(),
                "trainable": st.booleans(),
                "reset_at": st.none() | moments,
                "updated_at": moments,
            }
        ),
        "profile": st.fixed_dictionaries(
            {
                "bio": texts.map(str.strip),
                "avatar_url": st.sampled_from(["", "https://example.org/a.png"]),
                "favorite_genres": st.sampled_from([[], ["the genre"]]),
                "preferred_language": st.sampled_from(["", "pt-BR"]),
                "mature_content": st.booleans(),
                "is_public": st.booleans(),
                "time_zone": zones,
                "updated_at": moments,
            }
        ),
        "names": st.tuples(words, st.sampled_from(["", "Lovelace"])),
    }
)


def with_genre(value, genre):
    return json.loads(json.dumps(value, default=str).replace('"the genre"', str(genre.pk)))


def create_dated(model, listed):
    """Create rows with times that the database would set itself."""
    for fields in listed:
        times = {name: fields.pop(name) for name in ("created_at", "updated_at") if name in fields}
        row = model.objects.create(**fields)
        model.objects.filter(pk=row.pk).update(**times)


def create_account(spec, movies, genre):
    user = User.objects.create_user(email="ada@example.org", username="ada", password="x")
    User.objects.filter(pk=user.pk).update(first_name=spec["names"][0], last_name=spec["names"][1])
    profile = spec["profile"] | {"favorite_genres": with_genre(spec["profile"]["favorite_genres"], genre)}
    UserProfile.objects.filter(user=user).update(**profile)
    for model, name in ((Favorite, "favorites"), (Rating, "ratings"), (RecommendationFeedback, "feedback")):
        create_dated(model, [{**row, "user": user, "movie": movies[row["movie"]]} for row in spec[name]])
    for position, row in enumerate(spec["watchlist"], start=1):
        fields = {**row, "user": user, "movie": movies[row["movie"]], "position": position}
        create_dated(WatchlistItem, [fields])
    for row in spec["viewings"]:
        create_viewing(user, row, movies)
    for playlist in spec["playlists"]:
        create_playlist(user, playlist, movies)
    if spec["taste"] is not None:
        taste = spec["taste"] | {"mutes": with_genre(spec["taste"]["mutes"], genre)}
        create_dated(TasteSettings, [{**taste, "user": user}])
    return User.objects.get(pk=user.pk)


def create_viewing(user, row, movies):
    dated = dict(row)
    moment, said_at, zone = (dated.pop(name) for name in ("date", "said_at", "zone"))
    is_day = isinstance(moment, date) and not isinstance(moment, datetime)
    WatchHistory.objects.create(
        user=user,
        watched_at=noon(moment, ZoneInfo(zone)) if is_day else moment or said_at,
        watched_on=moment if is_day else None,
        precision="day" if is_day else "exact" if moment else "unknown",
        **{**dated, "movie": movies[row["movie"]]},
    )


def create_playlist(user, spec, movies):
    fields = {name: value for name, value in spec.items() if name != "items"}
    create_dated(Playlist, [{**fields, "user": user}])
    playlist = Playlist.objects.filter(user=user).latest("pk")
    PlaylistItem.objects.bulk_create(
        PlaylistItem(playlist=playlist, movie=movies[item["movie"]], note=item["note"], position=position)
        for position, item in enumerate(spec["items"], start=1)
    )


def export(user):
    """As auth/users/me/export/ returns it, which asks for the password first."""
    return JSONRenderer().render(export_json(User.objects.get(pk=user.pk)))


def upload(user, name, content):
    client = APIClient()
    client.force_authenticate(user)
    response = client.post(IMPORT, {"file": SimpleUploadedFile(name, content)}, format="multipart")
    assert response.data["status"] == "done", response.data
    return client, client.get(f"{IMPORT}{response.data['id']}/").data


def restorable(content):
    """What of an export an import restores."""
    data = json.loads(content)
    lists = ("favorites", "ratings", "watchlist", "watch_history", "playlists", "feedback")
    result = {name: [without(row, name) for row in data[name]] for name in lists}
    result["profile"] = without(data["profile"], "profile")
    result["taste"] = data["taste"] | {"updated_at": None}
    return result | {"names": [data["account"][name] for name in ("first_name", "last_name")]}


def without(row, name):
    return {key: value for key, value in row.items() if key not in NOT_RESTORED.get(name, ())}


@contextmanager
def rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def erase(user):
    erase_account_data(user)
    user.delete()


@pytest.fixture
def movies(db, make_movie):
    """Two of one title and year, without ids of TMDb and IMDb; one without a date."""
    twins = [make_movie("Twins", tmdb_id=None, release_date=date(1988, 1, 1)) for _ in range(2)]
    others = [
        make_movie("=Alien", imdb_id="tt0078748"),
        make_movie("Heat"),
        make_movie("Later", release_date=None),
    ]
    return [*twins, *others, make_movie("Amélie", tmdb_id=None, imdb_id="tt0211915")]


many = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=set(Phase) - {Phase.shrink, Phase.explain},
    derandomize=EXAMPLES < 100,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


@many
@given(spec=accounts)
def test_an_account_that_was_exported_and_erased_is_the_same_after_the_import(spec, movies, make_genre):
    with rolled_back():
        user = create_account(spec, movies, make_genre("Drama"))
        content = export(user)
        erase(user)
        new = User.objects.create_user(email="new@example.org", username="new", password="x")
        empty = restorable(export(new))
        client, job = upload(new, "export.json", content)
        assert restorable(export(new)) == restorable(content)
        assert not {"skipped", "not_found"} & set(job["counts"]["rows"]), job
        _, again = upload(new, "export.json", content)
        assert set(again["counts"]["rows"]) <= {"unchanged"}, again
        assert restorable(export(new)) == restorable(content)
        assert client.post(f"{IMPORT}{job['id']}/undo/").data["counts"]["kept"] == {}
        assert restorable(export(new)) == empty


def sheets(user):
    """The CSV files by name: lists in their order, the others sorted."""
    archive = zipfile.ZipFile(io.BytesIO(export_csv_zip(user, ZoneInfo("UTC"))))
    files = {
        name: list(csv.reader(io.TextIOWrapper(archive.open(name), "utf-8", newline="")))
        for name in archive.namelist()
    }
    in_order = ("favorites.csv", "watchlist.csv")
    return {name: rows if name in in_order else sorted(rows) for name, rows in files.items()}


def as_csv_carries(spec):
    """Movies that can be told apart, complete viewings of different days, and lists of different titles."""
    spec = {name: without_twin(rows) for name, rows in spec.items()}
    viewings = {(row["movie"], str(row["date"])[:10]): row for row in spec["viewings"]}
    dated = {movie for movie, day in viewings if day != "None"}
    return spec | {
        "viewings": [
            row | {"progress": 100, "zone": "UTC", "is_rewatch": bool(row["is_rewatch"])}
            for (movie, day), row in viewings.items()
            if day != "None" or movie not in dated
        ],
        "playlists": [
            row | {"items": without_twin(row["items"])}
            for row in {row["title"]: row for row in spec["playlists"]}.values()
        ],
        "watchlist": [row for row in spec["watchlist"] if row["movie"] not in dated],
    }


def without_twin(rows):
    return [row for row in rows if row.get("movie") != 0] if isinstance(rows, list) else rows


@many
@given(spec=accounts)
def test_the_csv_files_bring_back_what_their_format_has(spec, movies, make_genre):
    with rolled_back():
        user = create_account(as_csv_carries(spec), movies, make_genre("Drama"))
        content = export_csv_zip(user, ZoneInfo("UTC"))
        before = sheets(user)
        erase(user)
        new = User.objects.create_user(email="new@example.org", username="new", password="x")
        upload(new, "export.zip", content)
        assert sheets(new) == before


def file_of(**parts):
    return json.dumps({"favorites": [], **parts}).encode()


@pytest.fixture
def profile_of_2020():
    return {
        "bio": "Old",
        "time_zone": "Europe/Rome",
        "is_public": "perhaps",
        "updated_at": "2020-01-01T00:00:00Z",
    }


def test_settings_that_are_newer_here_stay(owner, profile_of_2020):
    UserProfile.objects.filter(user=owner).update(bio="New")
    _, job = upload(owner, "export.json", file_of(profile=profile_of_2020))
    assert UserProfile.objects.get(user=owner).bio == "New"
    assert (job["report"][0]["kind"], job["report"][0]["result"]) == ("profile", "unchanged")


def test_a_bad_setting_is_named_and_leaves_the_others(owner, profile_of_2020):
    _, job = upload(owner, "export.json", file_of(profile=profile_of_2020))
    profile = UserProfile.objects.get(user=owner)
    assert (profile.bio, profile.time_zone, profile.is_public) == ("Old", "Europe/Rome", True)
    assert job["report"][0]["result"] == "updated"
    assert job["report"][0]["reason"].startswith("is_public was not restored: ")


def test_a_personal_token_restores_no_settings(owner, profile_of_2020):
    file = SimpleUploadedFile("export.json", file_of(profile=profile_of_2020))
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {create_token(owner)}")
    job = client.post(IMPORT, {"file": file}, format="multipart").data
    assert job["report"][0]["result"] == "skipped"
    assert UserProfile.objects.get(user=owner).bio == ""

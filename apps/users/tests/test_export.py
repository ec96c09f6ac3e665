import csv
import io
import zipfile
from datetime import UTC, datetime

import pytest

from apps.core.extensions import AccountData
from apps.movies.models import WatchHistory

URL = "/api/v1/auth/users/me/export/"

pytestmark = pytest.mark.django_db


def test_export_contains_account_profile_and_logins_but_no_secret(bearer, owner, log_in):
    response = bearer(log_in(owner)["access"]).get(URL)
    assert response.status_code == 200
    assert response["Content-Disposition"] == 'attachment; filename="owner-movies.json"'
    assert response["Cache-Control"] == "private, no-store"
    body = response.json()
    assert body["account"]["email"] == owner.email
    assert body["profile"]["is_public"] is True
    assert len(body["logins"]) == 1
    owner.refresh_from_db()
    assert owner.password not in response.content.decode()


def test_export_contains_no_data_of_other_users(bearer, owner, stranger, log_in):
    log_in(stranger)
    text = bearer(log_in(owner)["access"]).get(URL).content.decode()
    assert "stranger" not in text


def test_export_contains_the_part_of_every_app(as_owner, owner, replace_extensions):
    replace_extensions(AccountData(name="films", export=lambda user: [{"of": user.pk}]))
    assert as_owner.get(URL).json()["films"] == [{"of": owner.pk}]


@pytest.mark.parametrize(
    "parameters", [{"data": {"format": "zip"}}, {"headers": {"Accept": "application/zip"}}]
)
def test_the_zip_contains_one_csv_file_per_kind(as_owner, replace_extensions, parameters):
    rows = [["Title", "Review"], ["Amélie", 'She said "oui",\nthen left.']]
    replace_extensions(AccountData(name="reviews", csv_files={"reviews.csv": lambda user, zone: iter(rows)}))
    response = as_owner.get(URL, **parameters)
    assert response["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert archive.namelist() == ["reviews.csv"]
    assert list(csv.reader(io.StringIO(archive.read("reviews.csv").decode(), newline=""))) == rows


def test_errors_are_json_for_every_requested_format(anonymous, as_owner):
    response = anonymous.get(URL, {"format": "zip"})
    assert (response.status_code, response["Content-Type"]) == (401, "application/json")
    assert anonymous.get(URL).status_code == 401
    assert as_owner.get(URL, {"format": "tar"}).status_code == 404
    assert as_owner.get(URL, headers={"Accept": "text/plain"}).status_code == 406


def test_a_username_in_any_script_becomes_a_file_name(client_of, make_user):
    user = make_user("émile")
    disposition = client_of(user).get(URL)["Content-Disposition"]
    assert disposition == "attachment; filename*=utf-8''%C3%A9mile-movies.json"


def test_dates_of_csv_files_follow_the_zone_that_is_asked_for(bearer, owner, log_in, make_movie):
    moment = datetime(2024, 1, 2, 3, tzinfo=UTC)
    WatchHistory.objects.create(user=owner, movie=make_movie(), watched_at=moment)
    api = bearer(log_in(owner)["access"])
    days = {}
    for zone in ("", "America/New_York"):
        archive = zipfile.ZipFile(io.BytesIO(api.get(URL, {"format": "zip", "tz": zone}).content))
        days[zone] = next(csv.DictReader(io.StringIO(archive.read("diary.csv").decode())))["WatchedDate"]
    assert days == {"": "2024-01-02", "America/New_York": "2024-01-01"}
    assert api.get(URL, {"format": "zip", "tz": "Mars"}).status_code == 400

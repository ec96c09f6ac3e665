"""What is shown and clicked is in one log, from which statistics are read (findings A1 to A6)."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.favorites.models import Rating
from apps.recommendations.models import ExposureEvent, Recommendation, WeightProfile
from apps.recommendations.services.dashboard import recommendations_panel
from apps.recommendations.services.exposures import buffer
from apps.recommendations.services.exposures.log import WRITE_EVERY, prune, write_buffered
from apps.recommendations.services.exposures.results import read_results
from apps.recommendations.services.exposures.statistics import quality_statistics
from apps.recommendations.services.generation import refresh_lists
from apps.recommendations.services.serving.weight_profiles import assigned_profile, make_default
from conftest import PASSWORD

URL = "/api/v1/recommendations/"
RATINGS = "/api/v1/favorites/ratings/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def movies(make_movies):
    return make_movies(60)


def generate(user) -> None:
    refresh_lists(users=get_user_model().objects.filter(pk=user.pk))


def by_profile() -> dict:
    return quality_statistics()["by_profile"]


def test_a_list_is_recorded_once_a_day_with_its_facts(as_owner, owner, movies):
    rows = as_owner.get(URL).json()["results"]
    as_owner.get(URL)
    write_buffered()
    write_buffered()
    logged = ExposureEvent.objects.order_by("place")
    assert [event.movie_id for event in logged] == [row["movie"]["id"] for row in rows]
    first = logged[0]
    assert (first.user, first.kind, first.surface, first.profile) == (owner, "shown", "list", "learned")
    assert (str(first.list_id), first.recommendation_type) == (
        rows[0]["list_id"],
        rows[0]["recommendation_type"],
    )
    assert first.session is None


def test_reading_a_list_writes_no_rows(as_owner, movies):
    as_owner.get(URL)
    with CaptureQueriesContext(connection) as captured:
        as_owner.get(URL)
    assert not [query for query in captured if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert not ExposureEvent.objects.exists()


def test_pages_that_are_read_twice_are_written_once(as_owner, movies, monkeypatch):
    as_owner.get(URL)
    monkeypatch.setattr(buffer.cache, "delete_many", lambda keys: None, raising=False)
    write_buffered()
    write_buffered()
    assert ExposureEvent.objects.count() == 20


def test_many_pages_are_written_and_forgotten(owner, movies, as_owner):
    rows = as_owner.get(URL).json()["results"]
    [page] = next(buffer.drain())
    for _ in range(2 * buffer.SLACK):
        buffer.push(page)
    assert write_buffered() == 20 * (2 * buffer.SLACK + 1)
    assert write_buffered() == 0
    assert ExposureEvent.objects.count() == len(rows)


def test_the_page_of_a_deleted_user_is_left_out(as_owner, as_stranger, owner, stranger, movies):
    for client in (as_owner, as_stranger):
        client.get(URL)
    owner.delete()
    write_buffered()
    assert set(ExposureEvent.objects.values_list("user", flat=True)) == {stranger.pk}


def test_a_deleted_account_leaves_nothing_in_log_or_cache(as_owner, owner, movies):
    as_owner.get(URL)
    write_buffered()
    as_owner.get(URL, {"page": 2})
    assert as_owner.delete("/api/v1/auth/users/me/", {"password": PASSWORD}).status_code == 204
    assert not ExposureEvent.objects.exists()
    assert [page for pages in buffer.drain() for page in pages] == []
    assert cache.get_many([f"impressions:{owner.pk}:{timezone.now().toordinal()}"]) == {}


def test_the_log_is_part_of_the_export(as_owner, owner, stranger, movies):
    row = as_owner.get(URL).json()["results"][0]
    write_buffered()
    as_owner.post(f"{URL}{row['id']}/click/")
    exported = as_owner.get("/api/v1/auth/users/me/export/").json()["exposures"]
    assert len(exported) == 21
    clicked = exported[-1]
    assert clicked["movie"]["id"] == row["movie"]["id"]
    assert (clicked["kind"], clicked["surface"]) == ("opened", "other")
    assert (exported[0]["kind"], exported[0]["profile"], exported[0]["place"]) == ("shown", "learned", 0)


def test_nobody_edits_or_deletes_the_log_in_the_admin(as_owner, movies, superuser, client):
    as_owner.get(URL)
    write_buffered()
    client.force_login(superuser)
    address = reverse("admin:recommendations_exposureevent_change", args=[ExposureEvent.objects.first().pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"profile": "classic"}).status_code == 403
    for page in ("add", "delete"):
        arguments = [ExposureEvent.objects.first().pk] if page == "delete" else []
        assert (
            client.get(reverse(f"admin:recommendations_exposureevent_{page}", args=arguments)).status_code
            == 403
        )
    assert ExposureEvent.objects.filter(profile="learned").count() == 20


def test_the_dashboard_shows_rates_with_intervals(make_user, client_of, movies):
    for number in range(4):
        client = client_of(make_user())
        row = client.get(URL).json()["results"][0]
        if number:
            client.post(f"{URL}{row['id']}/click/")
    panel = recommendations_panel()
    assert ("impressions in 30 days", 80) in panel.figures
    assert ("click-through", "3.75 %") in panel.figures
    [(name, sentence)] = panel.facts
    assert name == "Click-through of learned"
    assert sentence.startswith("3.75 % (")
    assert sentence.endswith("4 users")


def test_what_visitors_are_shown_counts_for_no_profile(anonymous, movies):
    """Finding A1."""
    for path in (URL, f"{URL}feed/", f"{URL}?limit=100"):
        assert anonymous.get(path).status_code == 200
    assert by_profile() == {}


def test_the_feed_has_recommendations_that_can_be_clicked(as_owner, owner, movies):
    """Finding A2."""
    Rating.objects.create(user=owner, movie=movies[0], rating=9)
    feed = as_owner.get(f"{URL}feed/").json()
    shown = [movie for row in feed["rows"] for movie in row["movies"]]
    for movie in shown:
        assert set(movie["recommendation"]) == {"id", "recommendation_type", "match_score", "explanation"}
        assert movie["recommendation"]["explanation"]
        assert 0 <= movie["recommendation"]["match_score"] <= 100
        assert Recommendation.objects.get(pk=movie["recommendation"]["id"]).movie_id == movie["id"]
    assert as_owner.post(f"{URL}{shown[0]['recommendation']['id']}/click/").status_code == 200
    found = by_profile()["learned"]
    assert (found["impressions"], found["clicks"]) == (len(shown), 1)
    assert set(ExposureEvent.objects.filter(kind="shown").values_list("surface", flat=True)) == {"feed"}
    assert str(ExposureEvent.objects.filter(kind="shown").first().list_id) == feed["list_id"]


def test_a_click_counts_for_the_profile_that_was_shown(as_owner, owner, movies):
    """Finding A3."""
    Rating.objects.create(user=owner, movie=movies[0], rating=9)
    row = as_owner.get(URL).json()["results"][0]
    make_default(row=WeightProfile.objects.get(name="classic"))
    generate(owner)
    as_owner.post(f"{URL}{row['id']}/click/")
    assert {name: found["clicks"] for name, found in by_profile().items()} == {"learned": 1}


def test_a_rating_of_a_movie_that_was_never_shown_is_no_response(as_owner, owner, movies):
    """Finding A4."""
    Rating.objects.create(user=owner, movie=movies[0], rating=9)
    as_owner.get(URL, {"page_size": 5})
    last = Recommendation.objects.filter(user=owner).order_by("-rank").first()
    as_owner.post(RATINGS, {"movie": last.movie_id, "rating": 8})
    assert Recommendation.objects.get(pk=last.pk).is_rated
    assert by_profile()["learned"]["ratings"] == 0


def test_a_rating_counts_within_a_week_after_it_was_shown(as_owner, owner, movies, time_machine):
    """Finding A4."""
    time_machine.move_to(timezone.now() - timedelta(days=20), tick=False)
    first, second = as_owner.get(URL).json()["results"][:2]
    write_buffered()
    time_machine.shift(timedelta(days=6))
    as_owner.post(RATINGS, {"movie": first["movie"]["id"], "rating": 8})
    time_machine.shift(timedelta(days=2))
    as_owner.post(RATINGS, {"movie": second["movie"]["id"], "rating": 4})
    found = by_profile()["learned"]
    assert (found["ratings"], found["mean_rating"]) == (1, 8.0)


def test_a_rating_that_is_withdrawn_and_given_again_counts_once(as_owner, movies):
    """Finding A4."""
    first = as_owner.get(URL).json()["results"][0]["movie"]["id"]
    for _ in range(3):
        given = as_owner.post(RATINGS, {"movie": first, "rating": 10}).json()
        as_owner.delete(f"{RATINGS}{given['id']}/")
    assert by_profile()["learned"]["ratings"] == 0
    as_owner.post(RATINGS, {"movie": first, "rating": 10})
    assert by_profile()["learned"]["ratings"] == 1


def test_a_movie_that_is_shown_again_can_be_clicked_again(as_owner, owner, movies, time_machine):
    """Finding A4: once per exposure."""
    time_machine.move_to(timezone.now() - timedelta(days=12), tick=False)
    for _ in range(2):
        row = as_owner.get(URL).json()["results"][0]
        write_buffered()
        for _ in range(2):
            time_machine.shift(timedelta(minutes=1))
            as_owner.post(f"{URL}{row['id']}/click/")
        time_machine.shift(timedelta(days=5))
    assert by_profile()["learned"]["clicks"] == 2


def test_two_experiments_of_one_percentage_have_independent_users():
    """Finding A5: of the users of the older one and of the others, the younger one takes its share of the default's."""
    rows = [
        WeightProfile(pk=1, name="learned", is_default=True),
        WeightProfile(pk=2, name="m-test", traffic_percent=50),
        WeightProfile(pk=3, name="a-test", traffic_percent=25),
    ]
    names = [assigned_profile(rows, user).name for user in range(1, 4001)]
    assert names.count("m-test") / 4000 == pytest.approx(0.5, abs=0.03)
    assert names.count("a-test") / 4000 == pytest.approx(0.25, abs=0.03)
    renamed = [rows[0], WeightProfile(pk=2, name="other", traffic_percent=50)]
    both = sum(
        name == "m-test" and assigned_profile(renamed, user).name == "other"
        for user, name in enumerate(names, start=1)
    )
    assert both / 4000 == pytest.approx(0.25, abs=0.03)


def test_click_rates_have_intervals_over_users(make_user, client_of, movies):
    """Finding A5."""
    for number in range(6):
        client = client_of(make_user(f"u{number}"))
        row = client.get(URL).json()["results"][0]
        if number % 2:
            client.post(f"{URL}{row['id']}/click/")
    found = by_profile()["learned"]
    assert (found["users"], found["impressions"], found["clicks"], found["click_rate"]) == (6, 120, 3, 0.025)
    assert 0 < found["click_rate_low"] < 0.025 < found["click_rate_high"] < 0.06
    assert found["against_default"] is None


def test_impressions_are_recorded_at_the_time_they_were_shown(as_owner, movies, time_machine):
    """Finding A6."""
    yesterday = timezone.now() - timedelta(days=1)
    time_machine.move_to(yesterday, tick=False)
    as_owner.get(URL)
    time_machine.shift(timedelta(days=1))
    write_buffered()
    assert {event.happened_at for event in ExposureEvent.objects.all()} == {yesterday}


def test_impressions_of_a_renamed_profile_are_not_lost(as_owner, movies):
    """Finding A6."""
    as_owner.get(URL)
    WeightProfile.objects.filter(name="learned").update(name="renamed")
    assert by_profile()["learned"]["impressions"] == 20


def test_statistics_take_the_same_queries_for_more_users(make_user, client_of, movies):
    counts = []
    for number in range(2):
        for _ in range(1 + 2 * number):
            client = client_of(make_user())
            row = client.get(URL).json()["results"][0]
            client.post(f"{URL}{row['id']}/click/")
        write_buffered()
        with CaptureQueriesContext(connection) as captured:
            read_results()
        counts.append(len(captured))
    assert counts == [3, 3]


def test_old_entries_are_pruned(as_owner, movies, settings, time_machine):
    settings.EXPOSURE_DAYS = 40
    as_owner.get(URL)
    write_buffered()
    time_machine.move_to(timezone.now() + timedelta(days=39))
    assert prune() == "Deleted 0 exposure events"
    time_machine.shift(timedelta(days=2))
    assert prune() == "Deleted 20 exposure events"


def test_a_process_writes_when_no_job_does(owner, movies, as_owner, monkeypatch, settings):
    settings.TASKS_IN_THREADS = True
    started = []
    monkeypatch.setattr(
        "apps.recommendations.services.exposures.log.Thread",
        lambda **given: type("Thread", (), {"start": lambda self: started.append(given["target"])})(),
    )
    for _ in range(WRITE_EVERY):
        as_owner.get(URL, {"page_size": 1})
    assert len(started) == 1

"""Weight profiles in the admin: invalid ones are refused; the preview compares two."""

import json

import pytest
from django.urls import reverse

from apps.favorites.models import Rating
from apps.recommendations.admin.profile_help import described
from apps.recommendations.models import Recommendation, WeightProfile

ADD = reverse("admin:recommendations_weightprofile_add")
COMPARE = reverse("admin:recommendations_weightprofile_compare")
LIVE = reverse("admin:recommendations_weightprofile_live")


@pytest.fixture
def classic(db):
    return WeightProfile.objects.get(name="classic")


WEIGHTS = {"quality": 0.5, "genre_affinity": 0.5}


def fields(profile, **changed):
    same = {"name": "bold", "description": "", "traffic_percent": "0"}
    return same | {"weights": to_json(WEIGHTS), "knobs": to_json(profile.knobs)} | changed


def to_json(value):
    return json.dumps(value)


def test_a_usable_profile_is_saved(admin_client, classic):
    assert admin_client.post(ADD, fields(classic)).status_code == 302
    assert WeightProfile.objects.get(name="bold").weights == WEIGHTS


@pytest.mark.parametrize(
    "weights",
    [
        *('{"quality": -1}', '{"quality": "much"}', '{"unheard_of": 1}', "[]", "7", "{"),
        *("[" * 3000, '{"quality": 1%s}' % ("0" * 400), '{"quality": 1e999}', '{"quality": NaN}'),
    ],
    ids=range(10),
)
def test_an_unusable_profile_is_refused_with_an_error(admin_client, classic, weights):
    response = admin_client.post(ADD, fields(classic, weights=weights))
    assert response.status_code == 200
    assert response.context["errors"]
    assert not WeightProfile.objects.filter(name="bold").exists()


def test_traffic_of_all_profiles_is_at_most_100_percent(admin_client, classic):
    WeightProfile.objects.create(name="first", weights=WEIGHTS, knobs=classic.knobs, traffic_percent=70)
    response = admin_client.post(ADD, fields(classic, traffic_percent="40"))
    assert "at most 30 % is left" in response.content.decode()


def test_a_new_default_replaces_the_old_one(admin_client, classic):
    admin_client.post(ADD, fields(classic, is_default="on"))
    assert WeightProfile.objects.get(is_default=True).name == "bold"


def test_the_preview_compares_two_profiles_and_stores_nothing(admin_client, classic, make_movies, owner):
    movies = make_movies(40)
    Rating.objects.create(user=owner, movie=movies[0], rating=9)
    other = WeightProfile.objects.create(name="quality-only", weights={"quality": 1.0}, knobs={})
    query = {"user": "OWNER@example.com", "left": classic.pk, "right": other.pk}
    response = admin_client.get(COMPARE, query)
    assert [profile.name for profile, _ in response.context["columns"]] == ["classic", "quality-only"]
    for _, rows in response.context["columns"]:
        assert len(rows) == 15
        total = sum(signal["contribution"] for _, signal in rows[0]["signals"])
        assert total == pytest.approx(rows[0]["row"].confidence_score, abs=0.001)
        assert movies[0].pk not in {place["row"].movie_id for place in rows}
    assert not Recommendation.objects.exists()


def test_an_unknown_user_is_a_form_error(admin_client, classic):
    response = admin_client.get(COMPARE, {"user": "nobody", "left": classic.pk, "right": classic.pk})
    assert "No user has this email or username." in response.content.decode()


def test_curators_may_not_see_the_preview(client, curator):
    curator.is_staff = True
    curator.save()
    client.force_login(curator)
    assert client.get(COMPARE).status_code == 403


def test_every_error_of_a_profile_is_told(admin_client, classic):
    wrong = fields(
        classic, weights='{"colaborative": 1, "quality": -1}', knobs='{"diversity": 2, "nonsense": 1}'
    )
    page = admin_client.post(ADD, wrong).content.decode()
    for words in (
        "there is no signal colaborative",
        "weights.quality: must be between",
        "diversity: must be between",
        "nonsense: a profile has no such field",
    ):
        assert words in page, words


def test_the_editor_describes_every_signal_and_setting():
    told = described()
    assert all(told["signals"].values())
    assert (told["base_weights"], described("classic")["base_weights"]["quality"]) == ({}, 0.2)
    assert all(setting["help"] for setting in told["settings"].values())
    assert told["settings"]["diversity"]["default"] == 0.2
    assert described("learned")["settings"]["diversity"]["default"] == 0.02
    assert told["settings"]["diversity"] | {"help": ""} == {
        "low": 0,
        "high": 1,
        "default": 0.2,
        "whole": False,
        "help": "",
    }


def test_a_draft_is_previewed_for_a_user_and_stored_nowhere(admin_client, classic, make_movies, owner):
    movies = make_movies(40)
    Rating.objects.create(user=owner, movie=movies[0], rating=9)
    before = WeightProfile.objects.count()
    draft = {"name": "draft", "weights": to_json(WEIGHTS), "knobs": "{}", "user": owner.username}
    page = admin_client.post(LIVE, draft)
    assert page.status_code == 200 and page.content.decode().count("<li>") == 10
    for changed, words in (
        ({"weights": "{"}, "no valid JSON"),
        ({"weights": '{"quality": -1}'}, "must be between"),
        ({"user": "nobody"}, "No user has this email or username."),
    ):
        assert words in admin_client.post(LIVE, draft | changed).content.decode()
    assert (WeightProfile.objects.count(), Recommendation.objects.count()) == (before, 0)
    assert admin_client.get(LIVE).status_code == 405


def test_an_address_that_names_no_profile_is_no_failure(admin_client, classic):
    for wrong in ("999999", "abc", "9" * 30):
        page = admin_client.get(reverse("admin:recommendations_weightprofile_change", args=[wrong]))
        assert page.status_code == 302

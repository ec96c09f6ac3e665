"""Weight profiles: validation, the default, and shares of the traffic."""

import logging

import pytest

from apps.recommendations.models import WeightProfile
from apps.recommendations.ranking import ProfileError
from apps.recommendations.services.serving.weight_profiles import (
    assigned_profile,
    ensure_profiles,
    make_default,
    parse_profile,
)

URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


def test_a_new_installation_has_the_built_in_profiles_and_one_default(db):
    assert set(WeightProfile.objects.values_list("name", flat=True)) == {"classic", "learned"}
    assert WeightProfile.objects.get(is_default=True).name == "learned"


def test_changes_by_staff_are_not_overwritten(db):
    make_default(row=WeightProfile.objects.get(name="classic"))
    WeightProfile.objects.filter(name="learned").update(weights={"quality": 1})
    ensure_profiles()
    assert WeightProfile.objects.get(is_default=True).name == "classic"
    assert WeightProfile.objects.get(name="learned").weights == {"quality": 1}


@pytest.mark.parametrize(
    "fields",
    [
        {"weights": {}},
        {"weights": {"magic": 1}},
        {"weights": {"quality": -1}},
        {"weights": {"quality": 1}, "knobs": {"diversity": 7}},
        {"weights": {"quality": 1}, "knobs": []},
    ],
)
def test_a_profile_that_cannot_rank_is_refused(fields):
    with pytest.raises(ProfileError):
        parse_profile(WeightProfile(name="new", **fields))


def test_users_are_assigned_by_percent_and_always_the_same():
    profiles = [
        WeightProfile(name="a", traffic_percent=30),
        WeightProfile(name="b", is_default=True),
        WeightProfile(name="c", traffic_percent=10),
    ]
    names = [assigned_profile(profiles, user_id).name for user_id in range(1, 3001)]
    assert names == [assigned_profile(profiles, user_id).name for user_id in range(1, 3001)]
    shares = {name: names.count(name) / 3000 for name in "abc"}
    assert shares == pytest.approx({"a": 0.3, "b": 0.6, "c": 0.1}, abs=0.03)
    assert assigned_profile(profiles, None).name == "b"


def test_a_changed_profile_changes_the_next_list(as_owner, make_movies):
    make_movies(30)
    as_owner.get(URL)
    row = WeightProfile.objects.get(is_default=True)
    row.weights, row.knobs = {"recency": 1}, {"cold_start_weights": {}}
    row.save()
    assert set(as_owner.get(URL).json()["results"][0]["signals"]) == {"recency"}


def test_an_unusable_profile_is_replaced_with_a_warning(as_owner, make_movies, caplog):
    make_movies(30)
    WeightProfile.objects.update(weights={"magic": 1})
    with caplog.at_level(logging.WARNING):
        assert as_owner.get(URL).json()["count"] == 30
    assert "cannot be used" in caplog.text


def test_without_any_profile_the_built_in_one_ranks(as_owner, make_movies):
    make_movies(30)
    WeightProfile.objects.all().delete()
    assert as_owner.get(URL).json()["count"] == 30

import pytest

from apps.core.extensions import AccountData

URL = "/api/v1/auth/profiles/"
PUBLIC_FIELDS = {"id", "username", "bio", "avatar_url", "counts"}

pytestmark = pytest.mark.django_db


def hide(user):
    type(user.profile).objects.filter(pk=user.pk).update(is_public=False)


def test_profiles_need_a_token(anonymous, owner):
    for url in (URL, f"{URL}me/", f"{URL}{owner.pk}/"):
        assert anonymous.get(url).status_code == 401


def test_profiles_of_others_contain_public_fields_only(as_stranger, owner):
    body = as_stranger.get(f"{URL}{owner.pk}/").json()
    assert set(body) == PUBLIC_FIELDS
    listed = {row["id"]: row for row in as_stranger.get(URL).json()["results"]}
    assert set(listed[owner.pk]) == PUBLIC_FIELDS


def test_the_profile_of_the_caller_contains_all_fields(as_owner, owner):
    for url in (f"{URL}{owner.pk}/", f"{URL}me/"):
        assert set(as_owner.get(url).json()) > PUBLIC_FIELDS


def test_a_private_profile_is_visible_to_its_owner_only(as_owner, as_stranger, owner):
    hide(owner)
    assert as_owner.get(f"{URL}{owner.pk}/").status_code == 200
    assert as_stranger.get(f"{URL}{owner.pk}/").status_code == 404
    assert owner.pk not in [row["id"] for row in as_stranger.get(URL).json()["results"]]
    assert as_stranger.get(URL, {"search": owner.username}).json()["count"] == 0


def test_the_profile_of_a_deactivated_user_is_404(as_stranger, owner):
    owner.is_active = False
    owner.save()
    assert as_stranger.get(f"{URL}{owner.pk}/").status_code == 404


def test_only_the_owner_updates_a_profile(as_owner, as_stranger, owner):
    assert as_stranger.patch(f"{URL}{owner.pk}/", {"bio": "mine now"}).status_code == 404
    assert as_owner.patch(f"{URL}{owner.pk}/", {"bio": "films"}).status_code == 200
    assert as_owner.put(f"{URL}me/", {"bio": "more films", "is_public": False}).status_code == 200
    owner.profile.refresh_from_db()
    assert (owner.profile.bio, owner.profile.is_public) == ("more films", False)


@pytest.mark.parametrize(
    "change",
    [
        {"bio": "x" * 501},
        {"avatar_url": "javascript:alert(1)"},
        {"avatar_url": "ftp://example.com/a.png"},
        {"avatar_url": "data:image/png;base64,AAAA"},
        {"favorite_genres": [999_999]},
        {"favorite_genres": ["x"]},
        {"favorite_genres": "x"},
        {"favorite_genres": [10**30]},
        {"favorite_genres": [[1]]},
        {"favorite_genres": list(range(1, 200))},
        {"preferred_language": "klingon language"},
        {"mature_content": "perhaps"},
        {"is_public": []},
    ],
)
def test_a_bad_value_is_400_with_its_field(as_owner, change):
    response = as_owner.patch(f"{URL}me/", change)
    assert response.status_code == 400
    assert set(response.json()) == set(change)


def test_favorite_genres_are_unique_in_the_order_sent(as_owner, make_genre):
    drama, horror = make_genre("Drama"), make_genre("Horror")
    body = {"favorite_genres": [horror.pk, drama.pk, horror.pk]}
    assert as_owner.patch(f"{URL}me/", body).json()["favorite_genres"] == [horror.pk, drama.pk]


def test_counts_take_one_query_per_app(
    as_stranger, owner, make_user, replace_extensions, django_assert_num_queries
):
    replace_extensions(AccountData(name="films", count=lambda ids: {owner.pk: 7}))
    assert as_stranger.get(f"{URL}{owner.pk}/").json()["counts"] == {"films": 7}
    for _ in range(2):
        make_user()
        with django_assert_num_queries(2):
            as_stranger.get(URL)


@pytest.mark.parametrize("name", ["0", "99999999999999999999999", "abc", "-1"])
def test_a_malformed_profile_id_is_400_or_404(as_owner, name):
    assert as_owner.get(f"{URL}{name}/").status_code in (400, 404)

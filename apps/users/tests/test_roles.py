import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from apps.users.services.roles import ROLES

pytestmark = pytest.mark.django_db


def permissions_of(name: str) -> set[str]:
    rows = Permission.objects.filter(group__name=name).values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


@pytest.mark.parametrize("name", ROLES)
def test_a_group_has_the_permissions_of_its_role(name):
    wanted = {
        f"{app}.{action}_{model}"
        for app, models in ROLES[name].items()
        for model, actions in models.items()
        for action in actions
    }
    assert permissions_of(name) == wanted


def test_migrating_again_restores_missing_groups_only():
    before = {name: permissions_of(name) for name in ROLES}
    Group.objects.filter(name="Operators").delete()
    call_command("migrate", verbosity=0)
    assert {name: permissions_of(name) for name in ROLES} == before


def test_no_role_has_permissions_on_accounts_or_ratings():
    for name in ROLES:
        owned = {p for p in permissions_of(name) if p.startswith(("users.", "auth."))}
        assert not owned
        assert "favorites.change_rating" not in permissions_of(name)


def test_operators_and_staff_read_the_statistics(client_of, operator, staff, owner, curator, superuser):
    url = "/api/v1/core/stats/"
    statuses = {operator: 200, staff: 200, superuser: 200, owner: 403, curator: 403}
    assert {user: client_of(user).get(url).status_code for user in statuses} == statuses


def test_a_curator_who_is_staff_edits_the_catalogue_in_the_admin_and_no_accounts(client, curator, make_movie):
    curator.is_staff = True
    curator.save()
    client.force_login(curator)
    assert client.get(f"/admin/movies/movie/{make_movie().pk}/change/").status_code == 200
    assert client.get("/admin/users/user/").status_code == 403


def test_staff_without_a_role_cannot_edit_the_catalogue_in_the_admin(client, staff):
    client.force_login(staff)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/movies/movie/").status_code == 403

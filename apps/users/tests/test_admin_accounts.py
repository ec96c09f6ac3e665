"""Rights in the admin: staff do what their permissions allow and cannot extend them."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse


@pytest.fixture
def account_manager(client, make_user):
    """A staff user with permissions on users only."""
    user = make_user("account_manager", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="users", codename__endswith="_user")
    )
    client.force_login(user)
    return user


def change_page(user):
    return reverse("admin:users_user_change", args=[user.pk])


def test_staff_cannot_raise_their_own_rights(client, account_manager):
    client.post(
        change_page(account_manager),
        {"email": account_manager.email, "username": "account_manager", "is_superuser": "on"},
    )
    account_manager.refresh_from_db()
    assert not account_manager.is_superuser


def test_staff_cannot_edit_a_superuser_nor_set_their_password(client, account_manager, make_user):
    boss = make_user("boss", is_superuser=True, is_staff=True)
    before = boss.password
    assert (
        client.post(change_page(boss), {"email": "mine@example.com", "username": "boss"}).status_code == 403
    )
    passwords = {"password1": "a-brand-new-one", "password2": "a-brand-new-one"}
    assert (
        client.post(reverse("admin:auth_user_password_change", args=[boss.pk]), passwords).status_code == 403
    )
    boss.refresh_from_db()
    assert (boss.email, boss.password) == ("boss@example.com", before)


def test_staff_see_only_models_of_their_permissions(client, account_manager):
    assert client.get(reverse("admin:users_user_changelist")).status_code == 200
    for name in ("movies_movie", "favorites_rating", "users_loginsession", "auth_group"):
        assert client.get(reverse(f"admin:{name}_changelist")).status_code == 403


def test_a_user_without_staff_rights_is_redirected_to_the_login(client, owner):
    client.force_login(owner)
    assert client.get(reverse("admin:index")).headers["Location"].startswith("/admin/login/")


def test_setting_a_password_never_shows_the_old_hash(admin_client, owner):
    assert "md5$" not in admin_client.get(change_page(owner)).content.decode()
    passwords = {"usable_password": "true", "password1": "a-brand-new-one", "password2": "a-brand-new-one"}
    admin_client.post(reverse("admin:auth_user_password_change", args=[owner.pk]), passwords)
    owner.refresh_from_db()
    assert owner.check_password("a-brand-new-one")

"""Rights in the admin: staff do what their permissions allow and cannot extend them."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from apps.core.extensions import AccountData
from apps.core.http.permissions import CURATORS, OPERATORS
from apps.users.models import User


@pytest.fixture
def account_manager(client, make_user):
    """A staff user with permissions on users only."""
    user = make_user("account_manager", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="users", codename__endswith="_user")
    )
    client.force_login(user)
    return user


def edit(client, user, shown=None, **changes):
    """Post the change page of a user as a browser does: all fields as the page showed them, but for `changes`."""
    context = client.get(change_page(user)).context
    values = {"profile-0-is_public": "on", "profile-0-favorite_genres": "[]", "profile-0-user": user.pk}
    for inline in context["inline_admin_formsets"]:
        initial = inline.formset.management_form.initial
        values |= {f"{inline.formset.prefix}-{name}": value for name, value in initial.items()}
    for name in context["adminform"].form.fields:
        value = getattr(shown or user, name)
        values |= {} if value is False or hasattr(value, "all") else {name: value, f"initial-{name}": value}
    sent = {name: value for name, value in (values | changes).items() if value is not None}
    return client.post(change_page(user), sent)


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


def test_setting_a_password_never_shows_the_old_hash_and_ends_logins(admin_client, owner, log_in):
    log_in(owner)
    assert "md5$" not in admin_client.get(change_page(owner)).content.decode()
    passwords = {"usable_password": "true", "password1": "a-brand-new-one", "password2": "a-brand-new-one"}
    admin_client.post(reverse("admin:auth_user_password_change", args=[owner.pk]), passwords)
    owner.refresh_from_db()
    assert owner.check_password("a-brand-new-one")
    assert not owner.login_sessions.alive().exists()


def test_an_edit_writes_only_the_fields_that_were_changed_on_the_page(admin_client, owner):
    shown = User.objects.get(pk=owner.pk)
    owner.set_password("set-by-the-user-42")
    owner.email, owner.last_name = "newer@example.com", "Newer"
    owner.save()
    assert edit(admin_client, owner, shown, first_name="Ada").status_code == 302
    stored = User.objects.get(pk=owner.pk)
    assert (stored.first_name, stored.last_name, stored.email) == ("Ada", "Newer", "newer@example.com")
    assert stored.check_password("set-by-the-user-42")


def test_an_email_address_changed_in_the_admin_is_unverified(admin_client, owner, log_in):
    User.objects.filter(pk=owner.pk).update(email_verified_at=owner.date_joined)
    change = owner.email_changes.create(old_email="older@example.com", new_email=owner.email)
    assert edit(admin_client, owner, email="other@example.com").status_code == 302
    owner.refresh_from_db()
    change.refresh_from_db()
    assert (owner.email, owner.email_verified_at) == ("other@example.com", None)
    assert change.ended_at


def test_a_deactivated_user_loses_every_login(admin_client, owner, log_in):
    log_in(owner)
    assert edit(admin_client, owner, is_active=None).status_code == 302
    assert not User.objects.get(pk=owner.pk).is_active
    assert not owner.login_sessions.alive().exists()


def give_permission(user):
    user.user_permissions.add(Permission.objects.get(codename="change_movie"))


RIGHTS = {
    "a permission": give_permission,
    "a role": lambda user: user.groups.add(Group.objects.get(name=OPERATORS)),
    "a permission, while inactive": lambda user: (
        give_permission(user),
        User.objects.filter(pk=user.pk).update(is_active=False),
    ),
    "superuser": lambda user: User.objects.filter(pk=user.pk).update(is_superuser=True),
}


@pytest.mark.parametrize("more", RIGHTS)
def test_staff_cannot_edit_or_delete_an_account_with_more_rights(client, account_manager, owner, more):
    RIGHTS[more](owner)
    before = User.objects.filter(pk=owner.pk).values().get()
    passwords = {"usable_password": "true", "password1": "a-brand-new-one", "password2": "a-brand-new-one"}
    pages = {
        change_page(owner): {"email": "mine@example.com", "username": "owner"},
        reverse("admin:auth_user_password_change", args=[owner.pk]): passwords,
        reverse("admin:users_user_delete", args=[owner.pk]): {"post": "yes"},
    }
    assert [client.post(page, body).status_code for page, body in pages.items()] == [403, 403, 403]
    selected = {"action": "delete_selected", "_selected_action": [owner.pk], "post": "yes"}
    client.post(reverse("admin:users_user_changelist"), selected)
    assert User.objects.filter(pk=owner.pk).values().get() == before


def test_staff_edit_accounts_with_the_rights_that_they_have(client, account_manager, owner):
    owner.user_permissions.set(account_manager.user_permissions.all())
    assert edit(client, owner, first_name="Ada", is_superuser="on", is_staff="on").status_code == 302
    owner.refresh_from_db()
    assert (owner.first_name, owner.is_superuser, owner.is_staff) == ("Ada", False, False)


@pytest.mark.parametrize("loss", [{"is_staff": False}, {"is_active": False}, {"password": "another"}])
def test_an_edit_by_someone_who_lost_their_rights_meanwhile_is_refused(
    client, account_manager, owner, monkeypatch, loss
):
    get_object = type(admin.site._registry[User]).__mro__[1].get_object

    def lose_rights_first(self, *args):
        User.objects.filter(pk=account_manager.pk).update(**loss)
        return get_object(self, *args)

    monkeypatch.setattr(type(admin.site._registry[User]).__mro__[1], "get_object", lose_rights_first)
    assert client.post(change_page(owner), {"email": "mine@example.com", "username": "x"}).status_code == 403
    owner.refresh_from_db()
    assert owner.email == "owner@example.com"


def test_staff_cannot_edit_groups(client, account_manager):
    account_manager.user_permissions.add(*Permission.objects.filter(codename__endswith="_group"))
    group = Group.objects.get(name=OPERATORS)
    page = reverse("admin:auth_group_change", args=[group.pk])
    everything = [permission.pk for permission in Permission.objects.all()]
    assert client.post(page, {"name": OPERATORS, "permissions": everything}).status_code == 403
    assert client.post(reverse("admin:auth_group_add"), {"name": "mine"}).status_code == 403


@pytest.mark.parametrize("way", ["page", "action"])
def test_deleting_a_user_in_the_admin_erases_as_the_api_does(admin_client, owner, replace_extensions, way):
    erased = []
    replace_extensions(AccountData(name="elsewhere", erase=lambda user: erased.append(user.pk)))
    page = reverse("admin:users_user_delete", args=[owner.pk])
    selected = {"action": "delete_selected", "_selected_action": [owner.pk]}
    url = page if way == "page" else reverse("admin:users_user_changelist")
    assert admin_client.post(url, {"post": "yes"} | (selected if way == "action" else {})).status_code == 302
    assert erased == [owner.pk]
    assert not User.objects.filter(pk=owner.pk).exists()


def make_account(client, **fields):
    values = {"email": "ana@example.com", "username": "ana", "usable_password": "true"}
    values |= {"password1": "plum-orbit-42", "password2": "plum-orbit-42"}
    values |= {"profile-TOTAL_FORMS": "0", "profile-INITIAL_FORMS": "0"}
    return client.post(reverse("admin:users_user_add"), values | fields)


@pytest.mark.parametrize(("role", "group"), [("curator", CURATORS), ("operator", OPERATORS)])
def test_one_page_makes_an_account_with_a_role(client, superuser, role, group):
    client.force_login(superuser)
    assert make_account(client, role=role).status_code == 302
    made = User.objects.get(username="ana")
    assert made.is_staff and not made.is_superuser
    assert [row.name for row in made.groups.all()] == [group]


def test_without_a_role_the_account_is_no_staff(client, superuser):
    client.force_login(superuser)
    assert make_account(client).status_code == 302
    assert not User.objects.get(username="ana").is_staff


def test_only_superusers_give_roles(client, account_manager):
    assert (
        "role"
        not in client.get(reverse("admin:users_user_add"))
        .content.decode()
        .split("<form")[-1]
        .split("id_password1")[0]
    )
    assert make_account(client, role="curator").status_code == 302
    made = User.objects.get(username="ana")
    assert not made.is_staff and not made.groups.exists()

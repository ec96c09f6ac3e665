"""Personal access tokens: scopes, what they cannot do, and when they end."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from apps.core.tests.routes_and_roles import AUTH as AUTH_ROUTES
from apps.core.tests.routes_and_roles import BODIES, ROUTES
from apps.core.tests.test_routes_and_roles import path_in, world  # noqa: F401  # a fixture
from apps.users.models import AuditEvent, PersonalAccessToken, User
from apps.users.services.emails import Link, password_tokens
from apps.users.services.personal_tokens import create_personal_token, delete_expired_personal_tokens
from apps.users.services.sessions import Caller
from conftest import PASSWORD

AUTH = "/api/v1/auth"
URL = f"{AUTH}/personal-tokens/"
ALL = ["read", "write", "jobs"]
NEW_PASSWORD = "another-horse-entirely"

pytestmark = pytest.mark.django_db


@pytest.fixture
def create(log_in, bearer):
    """(user, scopes, expires_at) -> the response body of a new token."""

    def create(user, scopes=ALL, **fields):
        api = bearer(log_in(user)["access"])
        response = api.post(URL, {"name": "backup script", "scopes": scopes, **fields})
        assert response.status_code == 201, response.content
        return response.json()

    return create


def create_token(user):
    """A token with all scopes, without a login."""
    caller = Caller(user.pk, "", user.password, (user.is_staff, user.is_superuser), timezone.now())
    return create_personal_token(caller=caller, name="script", scopes=ALL)[1]


def test_a_token_is_shown_once_and_stored_as_a_hash(owner, create, log_in, bearer, stored_rows):
    body = create(owner, ["read"])
    token = body.pop("token")
    assert re.fullmatch(r"mvp_[\w-]{43}", token)
    assert body["prefix"] == token[:10]
    assert body["scopes"] == ["read"]
    api = bearer(log_in(owner)["access"])
    (listed,) = api.get(URL).json()
    assert listed == body
    assert api.get(f"{AUTH}/sessions/").json()["personal_tokens"] == [body]
    exported = api.get(f"{AUTH}/users/me/export/").json()
    assert exported["personal_tokens"][0]["name"] == "backup script"
    assert token not in "\n".join(stored_rows())
    assert token[10:] not in str(exported)


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [
        ("read", {"GET /favorites/favorites/", "GET /auth/users/me/"}),
        ("write", {"POST /favorites/favorites/"}),
        ("jobs", {"GET /core/stats/"}),
    ],
)
def test_a_scope_allows_its_requests_only(staff, create, bearer, make_movie, scope, allowed):
    api = bearer(create(staff, [scope])["token"])
    body = {"movie": make_movie().pk}
    requests = {
        "GET /favorites/favorites/": lambda: api.get("/api/v1/favorites/favorites/"),
        "GET /auth/users/me/": lambda: api.get("/api/v1/auth/users/me/"),
        "POST /favorites/favorites/": lambda: api.post("/api/v1/favorites/favorites/", body),
        "GET /core/stats/": lambda: api.get("/api/v1/core/stats/"),
    }
    statuses = {name: send() for name, send in requests.items()}
    assert {name for name, response in statuses.items() if response.status_code < 300} == allowed
    refused = [response.json()["code"] for name, response in statuses.items() if name not in allowed]
    assert set(refused) == {"scope_missing"}


def test_a_scope_gives_no_right_that_the_user_lacks(owner, create, bearer):
    api = bearer(create(owner)["token"])
    assert api.get("/api/v1/core/stats/").json()["code"] == "permission_denied"
    assert api.post("/api/v1/movies/tags/", {"name": "noir"}).status_code == 403


READABLE = {
    "users/me/",
    "profiles/",
    "profiles/{id}/",
    "profiles/me/",
    "profiles/stats/",
    "profiles/stats/year/{year}/",
}
LOGIN_ROUTES = [route for route, row in ROUTES.items() if AUTH_ROUTES in route and row[0] in (401, 403, 404)]


@pytest.mark.parametrize("route", LOGIN_ROUTES)
def test_a_token_reads_the_account_and_changes_nothing_of_it(owner, bearer, world, route):  # noqa: F811
    method, path = route.split()
    api = bearer(create_token(owner))
    response = getattr(api, method.lower())(path_in(world, path), BODIES.get(route, lambda _: {})(world))
    if method == "GET" and path.removeprefix(AUTH_ROUTES) in READABLE:
        assert response.status_code == 200
    else:
        assert (response.status_code, response.json()["code"]) == (403, "personal_token_refused")


def test_creating_one_with_another_is_refused(owner, create, bearer):
    api = bearer(create(owner)["token"])
    assert api.post(URL, {"name": "x", "scopes": ["read"]}).status_code == 403
    assert PersonalAccessToken.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "x"},
        {"name": "x", "scopes": []},
        {"name": "x", "scopes": ["everything"]},
        {"name": "x", "scopes": "read"},
        {"name": "", "scopes": ["read"]},
        {"name": "x" * 101, "scopes": ["read"]},
        {"name": "x", "scopes": ["read"], "expires_at": "2020-01-01T00:00:00Z"},
        {"name": "x", "scopes": ["read"], "expires_at": "tomorrow"},
    ],
)
def test_bad_input_is_400(owner, log_in, bearer, body):
    assert bearer(log_in(owner)["access"]).post(URL, body).status_code == 400


def test_an_account_has_a_limited_number(owner, log_in, bearer):
    PersonalAccessToken.objects.bulk_create(
        PersonalAccessToken(user=owner, name="x", prefix="mvp_", digest=str(number)) for number in range(50)
    )
    assert bearer(log_in(owner)["access"]).post(URL, {"name": "x", "scopes": ["read"]}).status_code == 400


def test_a_revoked_token_is_401_and_those_of_others_are_404(
    owner, stranger, create, log_in, bearer, status_of
):
    mine, theirs = create(owner), create(stranger)
    api = bearer(log_in(owner)["access"])
    assert api.delete(f"{URL}{theirs['id']}/").status_code == 404
    assert api.delete(f"{URL}{mine['id']}/").status_code == 204
    assert (status_of(mine["token"]), status_of(theirs["token"])) == (401, 200)


def test_a_token_expires(owner, create, status_of):
    token = create(owner, expires_at=(timezone.now() + timedelta(days=1)).isoformat())["token"]
    with time_machine.travel(timedelta(hours=23), tick=False):
        assert status_of(token) == 200
    with time_machine.travel(timedelta(hours=25), tick=False):
        assert status_of(token) == 401
        assert delete_expired_personal_tokens() == "Deleted 1 expired personal access tokens"


@pytest.mark.parametrize("token", ["mvp_", "mvp_" + "x" * 43, "mvp_\xff", "mvp_" + "x" * 5000, "mvp_a\x00b"])
def test_a_wrong_token_is_401(anonymous, token):
    response = anonymous.get(f"{AUTH}/users/me/", HTTP_AUTHORIZATION=f"Bearer {token}")
    assert response.status_code == 401


@pytest.mark.parametrize("way", ["flag", "admin", "password change", "password reset"])
def test_tokens_end_with_the_account_or_the_password(
    owner, create, log_in, bearer, anonymous, admin_client, status_of, way
):
    token = create(owner)["token"]
    if way == "flag":
        User.objects.filter(pk=owner.pk).update(is_active=False)
    elif way == "admin":
        passwords = {"usable_password": "true", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
        admin_client.post(reverse("admin:auth_user_password_change", args=[owner.pk]), passwords)
    elif way == "password change":
        body = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
        bearer(log_in(owner)["access"]).post(f"{AUTH}/password/change/", body)
    else:
        link = vars(Link.to(User.objects.get(pk=owner.pk), password_tokens))
        anonymous.post(f"{AUTH}/password/reset/confirm/", link | {"new_password": NEW_PASSWORD})
    assert status_of(token) == 401


def test_its_last_use_is_written_at_most_once_a_minute(owner, create, bearer, django_assert_num_queries):
    api = bearer(create(owner)["token"])

    def last_use():
        return PersonalAccessToken.objects.get().last_used_at

    start = timezone.now()
    with time_machine.travel(start, tick=False):
        api.get(f"{AUTH}/users/me/")
    with time_machine.travel(start + timedelta(seconds=59), tick=False):
        with django_assert_num_queries(2):  # the token with its user, and the roles
            api.get(f"{AUTH}/users/me/")
        assert last_use() == start
    with time_machine.travel(start + timedelta(seconds=61), tick=False):
        api.get(f"{AUTH}/users/me/")
        assert last_use() == start + timedelta(seconds=61)


@pytest.mark.usefixtures("early_in_a_time_step")  # the limits count by the minute
def test_each_token_has_its_own_limit_apart_from_the_user(owner, bearer, log_in, settings):
    settings.THROTTLES = True
    settings.THROTTLE_RATES = settings.THROTTLE_RATES | {"personal_token": "2/hour", "user": "100/hour"}
    first, second = bearer(create_token(owner)), bearer(create_token(owner))
    login = bearer(log_in(owner)["access"])
    statuses = [api.get(f"{AUTH}/users/me/").status_code for api in (first, first, first, second, login)]
    assert statuses == [200, 200, 429, 200, 200]


def test_staff_rights_of_a_token_need_the_second_factor_of_its_login(staff, bearer, create, settings):
    settings.STAFF_SECOND_FACTOR = "required"
    token = create(staff)
    api = bearer(token["token"])
    assert api.get("/api/v1/core/stats/").json()["code"] == "second_factor_required"
    PersonalAccessToken.objects.update(second_factor_at=timezone.now())
    assert api.get("/api/v1/core/stats/").status_code == 200


def test_creation_and_revocation_are_recorded_without_the_token(owner, create, log_in, bearer):
    token = create(owner, ["read"])
    bearer(log_in(owner)["access"]).delete(f"{URL}{token['id']}/")
    rows = AuditEvent.objects.filter(kind__startswith="token").order_by("id").values_list("kind", "details")
    assert list(rows) == [
        ("token_created", {"token": token["prefix"], "scopes": ["read"]}),
        ("token_revoked", {"token": token["prefix"]}),
    ]


def test_staff_revoke_a_token_in_the_admin(admin_client, owner, create, status_of):
    token = create(owner)
    page = reverse("admin:users_personalaccesstoken_delete", args=[token["id"]])
    assert admin_client.post(page, {"post": "yes"}).status_code == 302
    assert status_of(token["token"]) == 401
